using System.Collections.Immutable;
using DeliveryAsCode.Text;

namespace DeliveryAsCode.Documents;

/// <summary>
/// Splits one line into cells as GitHub does: a pipe separates unless a backslash stands directly before it, inside code
/// and after two backslashes too; one pipe at either end only frames the row.
/// </summary>
internal static class TableRowReader
{
    public static TableRow Read(string text, TextSpan line)
    {
        var row = TrimEnd(text, line);
        var cells = ImmutableArray.CreateBuilder<TableCell>();
        for (var start = AfterLeadingPipe(text, row); start < row.End;)
        {
            var end = NextPipe(text, start, row.End);
            cells.Add(Cell(text, TextSpan.FromBounds(start, end)));
            start = end + 1;
        }

        return new TableRow(row, cells.ToImmutable());
    }

    public static int CountCells(string text, TextSpan line)
    {
        var row = TrimEnd(text, line);
        var count = 0;
        for (var start = AfterLeadingPipe(text, row); start < row.End; count++)
            start = NextPipe(text, start, row.End) + 1;
        return count;
    }

    /// <summary>The number of columns a line declares as a delimiter row, 0 if it is none: <c>| --- | :-: |</c>.</summary>
    public static int CountDelimiters(string text, TextSpan line)
    {
        var row = TrimEnd(text, line);
        var count = 0;
        for (var start = AfterLeadingPipe(text, row); start < row.End; count++)
        {
            var end = NextPipe(text, start, row.End);
            if (!IsDelimiter(text.AsSpan(start, end - start).Trim(Space)))
                return 0;
            start = end + 1;
        }

        return count;
    }

    /// <summary>A line begins where its container's text does; GitHub takes only a lazy line with its indentation.</summary>
    public static TextSpan TrimEnd(string text, TextSpan span) => TextSpan.FromBounds(span.Start, Math.Max(span.Start, Trim(text, span).End));

    public static TextSpan Trim(string text, TextSpan span)
    {
        var (start, end) = (span.Start, span.End);
        while (start < end && IsSpace(text[start]))
            start++;
        while (end > start && IsSpace(text[end - 1]))
            end--;
        return TextSpan.FromBounds(start, end);
    }

    private const string Space = " \t\v\f";

    private static bool IsSpace(char c) => c is ' ' or '\t' or '\v' or '\f';

    private static int AfterLeadingPipe(string text, TextSpan row) =>
        !row.IsEmpty && text[row.Start] == '|' ? row.Start + 1 : row.Start;

    private static int NextPipe(string text, int start, int end)
    {
        for (var at = start; ; at++)
        {
            var found = text.AsSpan(at, end - at).IndexOf('|');
            if (found < 0)
                return end;
            at += found;
            if (at == start || text[at - 1] != '\\')
                return at;
        }
    }

    private static bool IsDelimiter(ReadOnlySpan<char> cell)
    {
        if (cell.StartsWith(':'))
            cell = cell[1..];
        if (cell.EndsWith(':'))
            cell = cell[..^1];
        return !cell.IsEmpty && !cell.ContainsAnyExcept('-');
    }

    private static TableCell Cell(string text, TextSpan outer)
    {
        var span = Trim(text, outer);
        if (span.IsEmpty)
            span = new TextSpan(outer.Start + (outer.Length > 1 ? 1 : 0), 0);
        return new TableCell(outer, span, PlainText.FromCell(text.AsSpan(span.Start, span.Length)));
    }
}
