using System.Collections.Immutable;
using System.Text;
using DeliveryAsCode.Text;

namespace DeliveryAsCode.Documents;

/// <summary>Lays cells out as the row or table does: padded to the column's width, with one space around, or bare.</summary>
internal sealed class RowWriter(SourceText source, Table table, TableRow row)
{
    public ImmutableArray<TextEdit> SetCells(IReadOnlyCollection<(int Column, string Value)> values)
    {
        var edits = ImmutableArray.CreateBuilder<TextEdit>();
        foreach (var (column, value) in values.Where(v => v.Column < row.Cells.Length && row.Cells[v.Column].Text != v.Value))
            edits.Add(new TextEdit(row.Cells[column].Outer, Framed(column, Replaced(column, PlainText.ToCell(value)))));
        if (values.Any(v => v.Column >= row.Cells.Length && v.Value.Length > 0))
            edits.Add(AddMissing(values));
        return edits.ToImmutable();
    }

    public TextEdit Append(IReadOnlyList<string> cells)
    {
        var last = table.Rows.IsEmpty ? table.Delimiter : table.Rows[^1].Span;
        var line = source.GetLine(source.GetLineIndex(last.Start));
        var text = new StringBuilder(source.GetLineBreakAt(last.Start));
        text.Append(source.Slice(TextSpan.FromBounds(line.Start, last.Start)));
        text.Append(HasLeadingPipe ? "|" : "");
        for (var column = 0; column < table.Header.Cells.Length; column++)
            text.Append(column > 0 ? "|" : "").Append(New(column, column < cells.Count ? cells[column] : ""));
        return TextEdit.Insert(line.End, text.Append(HasTrailingPipe ? "|" : "").ToString());
    }

    private bool HasLeadingPipe => source.Text[row.Span.Start] == '|';

    private bool HasTrailingPipe => row.Cells[^1].Outer.End < row.Span.End;

    /// <summary>The cells from the end of a short row to the last one that gets a value.</summary>
    private TextEdit AddMissing(IReadOnlyCollection<(int Column, string Value)> values)
    {
        var text = new StringBuilder();
        for (var column = row.Cells.Length; column <= values.Where(v => v.Value.Length > 0).Max(v => v.Column); column++)
            text.Append('|').Append(New(column, values.LastOrDefault(v => v.Column == column).Value ?? ""));
        return HasTrailingPipe
            ? TextEdit.Insert(row.Span.End, text.Append('|').ToString(1, text.Length - 1))
            : TextEdit.Insert(row.Span.End, (source.Text[row.Span.End - 1] == '|' ? "" : " ") + text.ToString().TrimEnd());
    }

    /// <summary>A cell at a row's open end holds nothing only if a pipe says so.</summary>
    private string Framed(int column, string outer)
    {
        if (outer.AsSpan().ContainsAnyExcept(" \t"))
            return outer;
        if (column == 0 && !HasLeadingPipe)
            return "| ";
        return column == row.Cells.Length - 1 && !HasTrailingPipe ? " |" : outer;
    }

    private string Replaced(int column, string content)
    {
        var cell = row.Cells[column];
        if (cell.Span.IsEmpty)
            return Filled(cell.Outer.Length, content);

        var before = source.Slice(TextSpan.FromBounds(cell.Outer.Start, cell.Span.Start));
        var after = source.Slice(TextSpan.FromBounds(cell.Span.End, cell.Outer.End));
        var room = IsPadded(column, after) ? cell.Span.Length + after.Length - content.Length : 0;
        return after.Contains('\t') || after.IsEmpty
            ? $"{before}{content}{after}"
            : $"{before}{content}{new string(' ', Math.Max(room, 1))}";
    }

    private static string Filled(int width, string content) => width switch
    {
        0 => content,
        _ when content.Length == 0 => new string(' ', width),
        _ => " " + content + new string(' ', Math.Max(1, width - content.Length - 1)),
    };

    private string New(int column, string value)
    {
        var content = PlainText.ToCell(value);
        var model = column < row.Cells.Length ? row.Cells[column] : table.Header.Cells[column];
        var isBare = model.Outer.Length == model.Span.Length && row.Cells.Any(c => c.Outer.Length > 0 && c.Outer.Length == c.Span.Length);
        return isBare ? content : Filled(IsPaddedColumn(column) ? DelimiterWidth(column) : 2, content);
    }

    private bool IsPadded(int column, ReadOnlySpan<char> after) => after.Length > 1 || IsPaddedColumn(column);

    /// <summary>Whether header, delimiter and row agree on the column's width.</summary>
    private bool IsPaddedColumn(int column) =>
        column < table.Header.Cells.Length
        && table.Header.Cells[column].Outer.Length == DelimiterWidth(column)
        && (column >= row.Cells.Length || row.Cells[column].Outer.Length == DelimiterWidth(column));

    private int DelimiterWidth(int column) => TableRowReader.Read(source.Text, table.Delimiter).Cells[column].Outer.Length;
}
