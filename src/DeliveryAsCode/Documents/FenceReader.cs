using System.Text;
using DeliveryAsCode.Text;
using Markdig.Helpers;
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
            TextSpan.FromBounds(fence.Span.Start, End(source, fence, isClosed)), language, attributes, info, content, Content(source, fence), isClosed);
    }

    private static TextSpan ContentSpan(SourceText source, FencedCodeBlock fence)
    {
        var start = source.GetLineWithBreak(fence.Line).End;
        return fence.Lines.Count == 0
            ? new TextSpan(start, 0)
            : TextSpan.FromBounds(start, source.GetLineWithBreak(fence.Line + fence.Lines.Count).End);
    }

    private static int End(SourceText source, FencedCodeBlock fence, bool isClosed) =>
        source.GetLine(fence.Line + fence.Lines.Count + (isClosed ? 1 : 0)).End;

    private static string Content(SourceText source, FencedCodeBlock fence)
    {
        var content = new StringBuilder();
        for (var i = 0; i < fence.Lines.Count; i++)
            content.Append(Line(source, fence.Lines.Lines[i])).Append('\n');
        return content.ToString();
    }

    /// <summary>Markdig writes spaces for a tab that does not start at a tab stop; a script wants the tab it has.</summary>
    private static ReadOnlySpan<char> Line(SourceText source, StringLine line)
    {
        var own = line.Slice.AsSpan();
        if (ReferenceEquals(line.Slice.Text, source.Text))
            return own;

        var end = SourceLines.EndOfLine(source.Text, line.Position);
        var tab = end - own.TrimStart(' ').Length - 1;
        while (tab > line.Position && source.Text[tab] == ' ')
            tab--;
        return tab >= line.Position && source.Text[tab] == '\t' && ColumnOf(source.Text, line.Position, tab) == line.Column
            ? source.Text.AsSpan(tab, end - tab)
            : own;
    }

    private static int ColumnOf(string text, int lineStart, int position)
    {
        var column = 0;
        for (var i = lineStart; i < position; i++)
            column = text[i] == '\t' ? (column | 3) + 1 : column + 1;
        return column;
    }
}
