using System.Collections.Immutable;
using DeliveryAsCode.Text;

namespace DeliveryAsCode.Documents;

/// <summary>The values of a row by column.</summary>
internal sealed record RowText(ImmutableArray<string> Cells)
{
    /// <summary>As far as the header goes: GitHub shows no more, and missing cells are empty.</summary>
    public static RowText Of(Table table, TableRow row) =>
        new([.. Enumerable.Range(0, Math.Max(table.Header.Cells.Length, row.Cells.Length)).Select(i => i < row.Cells.Length ? row.Cells[i].Text : "")]);

    public RowText With(IEnumerable<(int Column, string Value)> values) =>
        new(values.Aggregate(Cells, (cells, v) => v.Column < cells.Length ? cells.SetItem(v.Column, v.Value) : cells));

    public bool Equals(RowText? other) => other is not null && Cells.SequenceEqual(other.Cells);

    public override int GetHashCode() => Cells.Length;
}

/// <summary>Reads a document as it would be after edits, and compares.</summary>
internal static class EditTrial
{
    public static MarkdownDocument? Of(MarkdownDocument document, ImmutableArray<TextEdit> edits)
    {
        var after = MarkdownDocument.Read(document.Source.Apply(edits.AsSpan()));
        return after.Value.Blocks.IsEmpty && !document.Blocks.IsEmpty ? null : after.Value;
    }

    public static bool IsSameBut(MarkdownDocument before, MarkdownDocument after, Table table, TableRow row, RowText expected) =>
        HasSameShape(before, after)
        && TableAfter(before, after, table) is { } edited
        && edited.Rows.Length == table.Rows.Length
        && RowsOf(edited).SequenceEqual(table.Rows.Select(r => ReferenceEquals(r, row) ? expected : RowText.Of(table, r)))
        && RowText.Of(edited, edited.Header).Equals(ReferenceEquals(row, table.Header) ? expected : RowText.Of(table, table.Header));

    public static bool HasRowMore(MarkdownDocument before, MarkdownDocument after, Table table, IReadOnlyList<string> cells) =>
        HasSameShape(before, after)
        && TableAfter(before, after, table) is { } edited
        && RowsOf(edited).SequenceEqual(
            RowsOf(table).Append(RowText.Of(table, new TableRow(default, [])).With(cells.Select((value, column) => (column, value)))));

    public static ListItem? ItemOf(MarkdownDocument document, Field field) =>
        document.Blocks.OfType<ListItem>().FirstOrDefault(i => ReferenceEquals(i.Field, field));

    public static bool HasItem(MarkdownDocument before, MarkdownDocument after, ListItem item, Func<ListItem, bool> isExpected) =>
        HasSameShape(before, after)
        && IndexOf(before, item) is >= 0 and var index
        && after.Blocks[index] is ListItem edited && isExpected(edited);

    public static bool HasSectionMore(MarkdownDocument before, MarkdownDocument after, int level, string heading) =>
        after.Sections.Length > before.Sections.Length
        && after.Sections.Count(s => s.Heading?.Level == level && s.Heading.Text == PlainText.Visible(PlainText.ToInline(heading)))
            == before.Sections.Count(s => s.Heading?.Level == level && s.Heading.Text == PlainText.Visible(PlainText.ToInline(heading))) + 1;

    private static IEnumerable<RowText> RowsOf(Table table) => table.Rows.Select(r => RowText.Of(table, r));

    private static Table? TableAfter(MarkdownDocument before, MarkdownDocument after, Table table) =>
        IndexOf(before, table) is >= 0 and var index ? after.Blocks[index] as Table : null;

    private static int IndexOf(MarkdownDocument document, Block block)
    {
        for (var i = 0; i < document.Blocks.Length; i++)
        {
            if (ReferenceEquals(document.Blocks[i], block))
                return i;
        }

        return -1;
    }

    /// <summary>Whether the same kinds of block follow each other.</summary>
    private static bool HasSameShape(MarkdownDocument before, MarkdownDocument after) =>
        after.Blocks.Length == before.Blocks.Length
        && before.Blocks.Zip(after.Blocks).All(b => b.First.GetType() == b.Second.GetType());
}
