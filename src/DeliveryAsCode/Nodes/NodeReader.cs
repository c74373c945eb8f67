using System.Collections.Immutable;
using DeliveryAsCode.Diagnostics;
using DeliveryAsCode.Documents;
using DeliveryAsCode.Text;
using NodaTime;

namespace DeliveryAsCode.Nodes;

public static class NodeReader
{
    public const string MetadataSection = "Metadata";
    public const string HistorySection = "Change History";
    private const string PreviousStep = "Previous Step";
    private const string NextStep = "Next Step";

    public static bool IsNode(MarkdownDocument document) => !document.WikiLinks.IsEmpty;

    public static ReadResult<Node> Read(MarkdownDocument document)
    {
        var bag = new DiagnosticBag(document.Source);
        var history = document.FindSections(HistorySection).FirstOrDefault();
        var node = new Node(
            document.Source.Path,
            document.Sections.FirstOrDefault(s => s.Heading is not null)?.Heading?.Text ?? document.Source.Path,
            document.WikiLinks,
            LinkOf(document, PreviousStep),
            LinkOf(document, NextStep),
            ReadMetadata(document, bag),
            history,
            ReadHistory(history, document.Source));
        return new ReadResult<Node>(node, bag.ToImmutable());
    }

    private static WikiLink? LinkOf(MarkdownDocument document, Label field) =>
        document.Sections.SelectMany(s => s.Items).Select(i => i.Field).OfType<Field>()
            .Where(f => Label.Of(f.Label) == field)
            .Select(f => document.WikiLinks.FirstOrDefault(l => f.ValueSpan.Contains(l.Span)))
            .FirstOrDefault();

    private static ImmutableArray<MetadataField> ReadMetadata(MarkdownDocument document, DiagnosticBag bag) =>
    [
        .. document.FindSections(MetadataSection)
            .SelectMany(s => s.Items)
            .Select(i => i.Field)
            .OfType<Field>()
            .Select(f => new MetadataField(f, ReadDate(f, bag), document.Source.Locate(f.ValueSpan))),
    ];

    /// <summary>Metadata has been written by many hands: another form is read where it has one reading, and warned of.</summary>
    private static LocalDate? ReadDate(Field field, DiagnosticBag bag)
    {
        if (DocumentDate.Parse(field.Value) is { } date)
            return date;

        var readings = DocumentDate.Readings(field.Value);
        if (readings.Count > 0)
        {
            bag.Report(DiagnosticCatalog.MetadataDate, field.ValueSpan, $"\"{field.Value}\" is a date in another form", DocumentDate.Help(field.Value),
                readings.Count == 1 ? Fix.Replace($"Write {DocumentDate.Format(readings[0])}", field.ValueSpan, DocumentDate.Format(readings[0])) : null);
        }

        return readings.Count == 1 ? readings[0] : null;
    }

    private static ImmutableArray<HistoryEntry> ReadHistory(Section? history, SourceText source) =>
    [
        .. (history?.Items ?? []).Select(item =>
            item.Text.Split(": ", 2) is [var date, var summary]
                ? new HistoryEntry(DateOf(date), summary, source.Locate(item.TextSpan))
                : new HistoryEntry(null, item.Text, source.Locate(item.TextSpan))),
    ];

    private static LocalDate? DateOf(string text) =>
        DocumentDate.Parse(text) ?? (DocumentDate.Readings(text) is [var only] ? only : null);
}
