using Markdig.Parsers;
using Markdig.Syntax;

namespace DeliveryAsCode.Documents;

/// <summary>
/// Takes the task mark off the line that opens a list item, so that what follows is read as the item's text. GitHub's
/// rule looks at the whole line: marker, space, mark, space, and nothing but indentation before.
/// </summary>
internal sealed class TaskMarkParser : BlockParser
{
    public TaskMarkParser() => OpeningCharacters = ['['];

    public override BlockState TryOpen(BlockProcessor processor)
    {
        if (processor.CurrentBlock is ListItemBlock { Count: 0 } item && !processor.IsCodeIndent && IsMark(item, processor))
            Take(item, processor);
        return BlockState.None;
    }

    /// <summary>Where the mark's brackets open in the line that starts at <paramref name="lineStart"/>; -1 if it has none.</summary>
    public static int Find(string text, int lineStart)
    {
        var at = SkipSpace(text, lineStart);
        var marker = at;
        if (at < text.Length && text[at] is '-' or '+' or '*')
            at++;
        else if (SkipDigits(text, at) is var digits && digits > at && digits < text.Length && text[digits] is '.' or ')')
            at = digits + 1;

        var bracket = SkipSpace(text, at);
        return at > marker && bracket > at && IsMarkAt(text, bracket) ? bracket : -1;
    }

    /// <summary>Whether a task mark was taken off this line, so that nothing but text follows.</summary>
    public static bool IsBefore(BlockProcessor processor) =>
        processor.CurrentBlock is ListItemBlock { Count: 0 } item
        && item.Line == processor.LineIndex
        && Find(processor.Line.Text, processor.CurrentLineStartPosition) is var bracket
        && bracket >= item.Span.Start && bracket < processor.Start;

    private static bool IsMark(ListItemBlock item, BlockProcessor processor) =>
        item.Line == processor.LineIndex && Find(processor.Line.Text, processor.CurrentLineStartPosition) == processor.Start;

    private static void Take(ListItemBlock item, BlockProcessor processor)
    {
        for (var i = 0; i < 3; i++)
            processor.NextChar();
        processor.ParseIndent();
        processor.RestartIndent();

        // An item that holds nothing yet ends at a blank line, and Markdig knows it by a negative width.
        if (processor.IsBlankLine)
            item.ColumnWidth = -Math.Abs(item.ColumnWidth);
    }

    private static bool IsMarkAt(string text, int at) =>
        at + 3 < text.Length && text[at] == '[' && text[at + 1] is ' ' or 'x' or 'X' && text[at + 2] == ']' && IsSpace(text[at + 3]);

    private static int SkipSpace(string text, int at)
    {
        while (at < text.Length && IsSpace(text[at]))
            at++;
        return at;
    }

    private static int SkipDigits(string text, int at)
    {
        while (at < text.Length && char.IsAsciiDigit(text[at]))
            at++;
        return at;
    }

    private static bool IsSpace(char c) => c is ' ' or '\t' or '\v' or '\f';
}
