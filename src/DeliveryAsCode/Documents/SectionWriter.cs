using System.Text;
using DeliveryAsCode.Text;

namespace DeliveryAsCode.Documents;

internal static class SectionWriter
{
    public static TextEdit Insert(SourceText source, Section after, int level, string heading, string body)
    {
        var at = source.GetLineWithBreak(source.GetLineIndex(after.Span.End)).Start;
        if (after.Span.End == source.Length)
            at = source.Length;

        var lineBreak = source.GetLineBreakAt(at);
        var text = new StringBuilder();
        text.Append('\n', BreaksBefore(source, at));
        text.Append('#', level).Append(' ').Append(PlainText.ToInline(heading)).Append("\n\n").Append(body.TrimEnd('\n'));
        text.Append('\n', at < source.Length ? 2 : IsLineStart(source, at) ? 1 : 0);
        return TextEdit.Insert(at, text.Replace("\n", lineBreak).ToString());
    }

    /// <summary>The line ends that leave one blank line above.</summary>
    private static int BreaksBefore(SourceText source, int at)
    {
        if (at == 0)
            return 0;
        if (!IsLineStart(source, at))
            return 2;
        return source.Slice(source.GetLine(source.GetLineIndex(at - 1))).IsWhiteSpace() ? 0 : 1;
    }

    private static bool IsLineStart(SourceText source, int at) => source.GetLineWithBreak(source.GetLineIndex(at)).Start == at;
}
