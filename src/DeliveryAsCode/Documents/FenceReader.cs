using System.Text;
using DeliveryAsCode.Text;
using Markdig.Syntax;

namespace DeliveryAsCode.Documents;

internal static class FenceReader
{
    public static FencedBlock Read(SourceText source, FencedCodeBlock fence)
    {
        var opening = source.GetLine(fence.Line);
        var info = TableRowReader.Trim(source.Text, TextSpan.FromBounds(fence.Span.Start + fence.OpeningFencedCharCount, opening.End));
        if (info.IsEmpty)
            info = new TextSpan(fence.Span.Start + fence.OpeningFencedCharCount, 0);

        var (language, attributes) = InfoString.Read(source, info);
        var content = ContentSpan(source, fence);
        var isClosed = fence.ClosingFencedCharCount > 0;
        return new FencedBlock(
            TextSpan.FromBounds(fence.Span.Start, End(source, fence, content, isClosed)), language, attributes, info, content, Content(fence), isClosed);
    }

    private static TextSpan ContentSpan(SourceText source, FencedCodeBlock fence)
    {
        var start = source.GetLineWithBreak(fence.Line).End;
        return fence.Lines.Count == 0
            ? new TextSpan(start, 0)
            : TextSpan.FromBounds(start, source.GetLineWithBreak(fence.Line + fence.Lines.Count).End);
    }

    private static int End(SourceText source, FencedCodeBlock fence, TextSpan content, bool isClosed) =>
        source.GetLine(fence.Line + fence.Lines.Count + (isClosed ? 1 : 0)).End;

    private static string Content(FencedCodeBlock fence)
    {
        var content = new StringBuilder();
        for (var i = 0; i < fence.Lines.Count; i++)
            content.Append(fence.Lines.Lines[i].Slice.AsSpan()).Append('\n');
        return content.ToString();
    }
}
