using System.Text;
using DeliveryAsCode.Text;

namespace DeliveryAsCode.Cli.Reporting;

/// <summary>A source line as a terminal shows it, and the cells under which the caret goes.</summary>
public sealed record QuotedLine(string Text, int CaretStart, int CaretWidth)
{
    private const int TabStop = 4;
    private const string Cut = "…";

    public static QuotedLine Of(Location location, int width)
    {
        var from = location.Start.Column - 1;
        var to = location.End.Line > location.Start.Line ? location.Line.Length : location.End.Column - 1;
        var (line, offset) = Near(location.Line, from, width);
        var cells = CellsOf(line);
        var start = cells.TakeWhile(c => c.SourceEnd <= from - offset).Sum(c => c.Width);
        var end = cells.TakeWhile(c => c.SourceStart < to - offset).Sum(c => c.Width);
        var whole = new QuotedLine(string.Concat(cells.Select(c => c.Shown)), start, Math.Max(1, end - start));
        return line.Length == location.Line.Length && cells.Sum(c => c.Width) <= width ? whole : whole.CutOut(cells, width, isCutBefore: offset > 0, isCutBehind: offset + line.Length < location.Line.Length);
    }

    /// <summary>A line may be megabytes long; what is far from the caret is never shown.</summary>
    private static (string Line, int Offset) Near(string line, int position, int width)
    {
        var reach = width * 8;
        if (line.Length <= 2 * reach)
            return (line, 0);

        var start = Math.Clamp(position - reach, 0, line.Length - (2 * reach));
        return (line.Substring(start, 2 * reach), start);
    }

    /// <summary>A third of what is shown stands before the caret, and a sign on each side where there is more.</summary>
    private QuotedLine CutOut(List<Cell> cells, int width, bool isCutBefore, bool isCutBehind)
    {
        var room = width - (2 * Cut.Length);
        var most = Math.Max(0, cells.Sum(c => c.Width) - room);
        var left = Math.Clamp(CaretStart - (room / 3), 0, most);
        var text = new StringBuilder();
        var (at, skipped) = (0, 0);
        foreach (var cell in cells)
        {
            if (at < left)
                skipped = at + cell.Width;
            else if (at + cell.Width <= left + room)
                text.Append(cell.Shown);
            at += cell.Width;
        }

        var before = isCutBefore || left > 0 ? Cut : "";
        var behind = isCutBehind || left < most ? Cut : "";
        var start = Math.Max(0, CaretStart - skipped) + before.Length;
        return new QuotedLine($"{before}{text}{behind}", start, Math.Clamp(CaretWidth, 1, Math.Max(1, width - Cut.Length - start)));
    }

    private static List<Cell> CellsOf(string line)
    {
        var cells = new List<Cell>();
        var column = 0;
        foreach (var (start, length) in CellWidth.Elements(line))
        {
            var cell = line[start] == '\t' ? TabAt(column, start) : Shown(line, start, length);
            cells.Add(cell);
            column += cell.Width;
        }

        return cells;
    }

    private static Cell TabAt(int column, int start)
    {
        var width = TabStop - (column % TabStop);
        return new Cell(new string(' ', width), width, start, start + 1);
    }

    private static Cell Shown(string line, int start, int length)
    {
        var shown = new StringBuilder();
        for (var i = start; i < start + length;)
            shown.Append(Visible.At(line, ref i));
        var text = shown.ToString();
        return new Cell(text, CellWidth.Of(text), start, start + length);
    }

    /// <param name="SourceStart">Where it stands in the line, in UTF-16 units.</param>
    private readonly record struct Cell(string Shown, int Width, int SourceStart, int SourceEnd);
}
