using System.Collections.Immutable;
using DeliveryAsCode.Text;

namespace DeliveryAsCode.Documents;

/// <summary>
/// Edits of a document as it was read, each touching only the bytes of what it addresses. Every edit is tried on the text
/// first: where the document would not then say exactly what was asked, and nothing else differently, the answer is null.
/// What is there already takes no edit.
/// </summary>
public static class MarkdownEdits
{
    /// <summary>Writes a value into a cell; a row that is too short gets the cells up to it.</summary>
    public static ImmutableArray<TextEdit>? SetCell(MarkdownDocument document, Table table, TableRow row, int column, string value) =>
        SetCells(document, table, row, [(column, value)]);

    /// <summary>Writes several cells of one row at once: what is missing of a short row is added in one edit.</summary>
    public static ImmutableArray<TextEdit>? SetCells(
        MarkdownDocument document, Table table, TableRow row, IReadOnlyCollection<(int Column, string Value)> values)
    {
        var edits = new RowWriter(document.Source, table, row).SetCells(values);
        var expected = RowText.Of(table, row).With(values);
        return EditTrial.Of(document, edits) is { } after
            && EditTrial.IsSameBut(document, after, table, row, expected) ? edits : null;
    }

    /// <summary>Adds a row in the manner of the last one; an empty row left at the end by a template is filled instead.</summary>
    public static ImmutableArray<TextEdit>? AppendRow(MarkdownDocument document, Table table, IReadOnlyList<string> cells)
    {
        if (cells.Count > table.Header.Cells.Length)
            return null;
        if (FirstEmptyRowAtEnd(table) is { } placeholder)
            return SetCells(document, table, placeholder, [.. cells.Select((value, column) => (column, value))]);

        TextEdit edit = new RowWriter(document.Source, table, table.Rows.LastOrDefault(table.Header)).Append(cells);
        return EditTrial.Of(document, [edit]) is { } after && EditTrial.HasRowMore(document, after, table, cells) ? [edit] : null;
    }

    public static ImmutableArray<TextEdit> SetMark(TaskMark mark, bool isDone) =>
        mark.IsDone == isDone ? [] : [new TextEdit(mark.Span, isDone ? "x" : " ")];

    /// <summary>Strikes an item out and says why: <c>~~text~~ — n/a: reason</c>.</summary>
    public static ImmutableArray<TextEdit>? SetNotApplicable(MarkdownDocument document, ListItem item, string reason)
    {
        if (item.TextSpan.IsEmpty || document.Source.Slice(item.TextSpan).Contains('~'))
            return null;

        ImmutableArray<TextEdit> edits =
        [
            TextEdit.Insert(item.TextSpan.Start, "~~"),
            TextEdit.Insert(item.TextSpan.End, $"~~ — n/a: {PlainText.ToInline(reason)}"),
        ];
        return EditTrial.Of(document, edits) is { } after
            && EditTrial.HasItem(document, after, item, i => i.Mark?.IsDone == item.Mark?.IsDone && i.Text.StartsWith(item.Text, StringComparison.Ordinal))
                ? edits : null;
    }

    public static ImmutableArray<TextEdit>? SetField(MarkdownDocument document, Field field, string value)
    {
        if (field.Value == value)
            return ImmutableArray<TextEdit>.Empty;

        var edit = new TextEdit(field.ValueSpan, PlainText.ToInline(value));
        if (field.ValueSpan.IsEmpty)
            edit = InsertAfterSpace(document.Source, edit);
        return EditTrial.ItemOf(document, field) is { } item
            && EditTrial.Of(document, [edit]) is { } after
            && EditTrial.HasItem(document, after, item, i => i.Field?.Label == field.Label && i.Field.Value == value) ? [edit] : null;
    }

    /// <summary>Adds a section behind another one and its sub-sections.</summary>
    /// <param name="body">Markdown, with LF as line ending; it is written with the document's own.</param>
    public static ImmutableArray<TextEdit>? InsertSection(MarkdownDocument document, Section after, int level, string heading, string body)
    {
        var edit = SectionWriter.Insert(document.Source, after, level, heading, body);
        return EditTrial.Of(document, [edit]) is { } edited && EditTrial.HasSectionMore(document, edited, level, heading) ? [edit] : null;
    }

    private static TextEdit InsertAfterSpace(SourceText source, TextEdit edit)
    {
        var at = edit.Span.Start;
        if (at < source.Length && source.Text[at] == ' ')
            return edit with { Span = new TextSpan(at + 1, 0) };
        return source.Text[at - 1] == ' ' ? edit : edit with { NewText = " " + edit.NewText };
    }

    private static TableRow? FirstEmptyRowAtEnd(Table table)
    {
        var first = table.Rows.Length;
        while (first > 0 && table.Rows[first - 1].Cells.All(c => c.Text.Length == 0))
            first--;
        return first < table.Rows.Length ? table.Rows[first] : null;
    }
}
