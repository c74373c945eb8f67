using System.Collections.Immutable;
using DeliveryAsCode.Documents;
using DeliveryAsCode.Text;

namespace DeliveryAsCode.Deliveries;

/// <summary>Brings an optional section into a record that lacks it.</summary>
internal static class RecordSection
{
    /// <summary>The section with its table and a first row, behind what precedes it in a record.</summary>
    /// <returns>Null if the record would not then say exactly this.</returns>
    public static ImmutableArray<TextEdit>? Insert(DeliveryRecord record, TableGrammar grammar, ImmutableArray<string> cells)
    {
        var title = record.Document.Sections.First(s => s.Heading?.TextSpan == record.Title.Span);
        var before = RecordGrammar.Tables.TakeWhile(t => t != grammar).Select(t => record.TableOf(t).Section).OfType<Section>().LastOrDefault();
        var level = before?.Heading!.Level ?? Math.Min(title.Heading!.Level + 1, 6);
        var edits = MarkdownEdits.InsertSection(record.Document, before ?? HeadOf(record.Document, title), level, grammar.Section, Table(grammar, cells));
        return edits is { } found && SaysOnlyThisMore(record, found, grammar, cells) ? found : null;
    }

    /// <summary>The title with what stands under it, without the sections.</summary>
    private static Section HeadOf(MarkdownDocument document, Section title)
    {
        var next = document.Sections.FirstOrDefault(s => s.Heading is not null && s.Heading.Span.Start > title.Heading!.Span.Start);
        return next is null ? title : title with { Span = TextSpan.FromBounds(title.Span.Start, next.Span.Start) };
    }

    private static string Table(TableGrammar grammar, ImmutableArray<string> cells) =>
        $"| {string.Join(" | ", grammar.Columns)} |\n"
        + $"|{string.Join('|', grammar.Columns.Select(c => new string('-', c.Length + 2)))}|\n"
        + $"|{string.Concat(cells.Select(c => c.Length == 0 ? " |" : $" {PlainText.ToCell(c)} |"))}\n";

    private static bool SaysOnlyThisMore(DeliveryRecord record, ImmutableArray<TextEdit> edits, TableGrammar grammar, ImmutableArray<string> cells) =>
        RecordReader.Read(MarkdownDocument.Read(record.Document.Source.Apply(edits.AsSpan())).Value, record.Id).Value is { } after
        && after.Ambiguities.Length == record.Ambiguities.Length
        && after.Fields.Length == record.Fields.Length
        && after.TableOf(grammar).RowsAsWritten is [var row]
        && row.Source.Cells.Select(c => c.Text).SequenceEqual(cells)
        && record.Tables.Where(t => t.Grammar != grammar).All(t => after.TableOf(t.Grammar).RowsAsWritten.Count == t.RowsAsWritten.Count);
}
