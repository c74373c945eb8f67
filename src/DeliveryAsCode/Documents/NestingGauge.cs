using DeliveryAsCode.Text;

namespace DeliveryAsCode.Documents;

/// <summary>
/// Counts how deeply lists and quotes may be nested, on the text alone. It may count more than the parser will find, in
/// indented text, and so allows more than the limit that is checked again on the blocks; it never counts much less.
/// </summary>
internal static class NestingGauge
{
    /// <summary>What keeps the parser's work in bounds. Twice the limit, so that only what cannot be meant is refused here.</summary>
    private const int Deepest = 2 * DocumentLimits.MarkdownDepth;

    public static TextSpan? FindTooDeep(string text)
    {
        Span<int> items = stackalloc int[Deepest];
        var open = 0;
        for (var line = 0; line < text.Length; line = SourceLines.NextLine(text, line))
        {
            if (!CountLine(text, line, items, ref open))
                return TextSpan.FromBounds(line, SourceLines.EndOfLine(text, line));
        }

        return null;
    }

    /// <summary>Keeps the columns where the open items' texts start. An item is certainly over only when another begins before its text.</summary>
    private static bool CountLine(string text, int line, Span<int> items, ref int open)
    {
        var (column, quotes) = (0, 0);
        for (var at = line; at < text.Length; at++)
        {
            if (text[at] is ' ' or '\t')
            {
                column = text[at] == '\t' ? (column | 3) + 1 : column + 1;
                continue;
            }

            var marker = text[at] == '>' ? 1 : ListMarkerLength(text, at);
            if (marker == 0 || IsThematicBreak(text, at))
                return true;

            if (text[at] == '>')
                quotes++;
            else
                OpenItem(column + marker, items, ref open);
            if (quotes + open >= Deepest)
                return false;
            column += marker;
            at += marker - 1;
        }

        return true;
    }

    private static void OpenItem(int textColumn, Span<int> items, ref int open)
    {
        while (open > 0 && items[open - 1] >= textColumn)
            open--;
        items[open++] = textColumn;
    }

    /// <summary>The marker of a list item with what must follow it, which is not counted.</summary>
    private static int ListMarkerLength(string text, int at)
    {
        var end = at;
        if (text[at] is '-' or '+' or '*')
            end++;
        else
            end = DigitsEnd(text, at) is var digits && digits > at && digits < text.Length && text[digits] is '.' or ')' ? digits + 1 : at;
        return end > at && (end == text.Length || text[end] is ' ' or '\t' or '\r' or '\n') ? end - at : 0;
    }

    private static int DigitsEnd(string text, int at)
    {
        while (at < text.Length && char.IsAsciiDigit(text[at]))
            at++;
        return at;
    }

    private static bool IsThematicBreak(string text, int at)
    {
        if (text[at] is not ('-' or '*'))
            return false;

        var rest = text.AsSpan(at, SourceLines.EndOfLine(text, at) - at);
        return rest.Count(text[at]) >= 3 && !rest.ContainsAnyExcept(text[at], ' ', '\t');
    }
}
