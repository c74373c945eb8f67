using System.Collections.Immutable;
using DeliveryAsCode.Diagnostics;
using DeliveryAsCode.Documents;
using NodaTime;

namespace DeliveryAsCode.Deliveries;

/// <summary>Reads a delivery record out of a document. What cannot be read is left out and reported.</summary>
public static class RecordReader
{
    /// <param name="document">The record, or any document that holds one under a heading <c>Delivery Record: …</c>.</param>
    /// <param name="id">The delivery's folder.</param>
    /// <returns>Null as value if no heading begins a record.</returns>
    public static ReadResult<DeliveryRecord?> Read(MarkdownDocument document, string id)
    {
        var bag = new DiagnosticBag(document.Source);
        var record = FindTitle(document, bag) is { } title ? Read(document, id, title, bag) : null;
        var diagnostics = bag.ToImmutable();
        return new ReadResult<DeliveryRecord?>(
            record is null ? null : record with { Ambiguities = [.. diagnostics.Where(d => d.Descriptor == DiagnosticCatalog.Duplicate)] },
            diagnostics);
    }

    /// <summary>Whether the document has a heading that begins a record.</summary>
    public static bool IsRecord(MarkdownDocument document) => document.Sections.Any(IsTitle);

    private static bool IsTitle(Section section) =>
        section.Heading is { } heading && Label.Of(TitleParts(heading.Text).Prefix) == RecordGrammar.TitlePrefix;

    private static Section? FindTitle(MarkdownDocument document, DiagnosticBag bag)
    {
        var titles = document.Sections.Where(IsTitle).ToList();
        foreach (var again in titles.Skip(1))
        {
            bag.Report(DiagnosticCatalog.Duplicate, again.Heading!.TextSpan, "a second delivery record begins here",
                "one file holds one record: move it to a folder of its own");
        }

        if (titles.Count == 0)
        {
            var first = document.Sections.FirstOrDefault(s => s.Heading is not null)?.Heading;
            bag.Report(DiagnosticCatalog.NotARecord, first?.TextSpan ?? default, "this is the place of a delivery record, and it has no title of one",
                "begin it with \"# Delivery Record: Client — Name\"; \"delivery new\" makes one from the template");
        }

        return titles.FirstOrDefault();
    }

    private static DeliveryRecord Read(MarkdownDocument document, string id, Section title, DiagnosticBag bag)
    {
        var fields = new FieldsReader(title, bag).Read();
        var sections = document.Sections.Where(s => s.Heading is not null && s != title && title.Span.Contains(s.Span)).ToList();
        var tables = new RecordTableReader(sections, title.Heading!, bag);
        var (_, name) = TitleParts(title.Heading!.Text);
        var client = fields.Find(RecordGrammar.Client)?.Value ?? ClientOf(name);
        if (Unset.IsPlaceholder(bag.Source.ToString(title.Heading.TextSpan)))
        {
            bag.Report(DiagnosticCatalog.PlaceholderLeft, title.Heading.TextSpan, "the template's placeholder is still in the title",
                "write the client and what is delivered: \"Delivery Record: Client — Name\"");
        }


        return new DeliveryRecord(
            id,
            document,
            document.Source.Locate(title.Heading.TextSpan),
            client,
            NameOf(name, client),
            fields,
            Word(fields, bag),
            Date(fields, RecordGrammar.IntakeDate, bag),
            Date(fields, RecordGrammar.AgreedDate, bag),
            Date(fields, RecordGrammar.ActualDate, bag),
            tables.Read(RecordGrammar.Milestones, r => new Milestone(r.Row, r.Location, r.Text(0), r.Date(1), r.Date(2), r.Word(3, Wording.OfMilestone, "milestone status"))),
            tables.Read(RecordGrammar.Gates, r => new GateDecision(r.Row, r.Location, r.Text(0), r.Word(1, Wording.OfDecision, "decision"), r.Text(2), r.Date(3), r.Text(4))),
            tables.Read(RecordGrammar.Deliverables, DeliverableReader.Read),
            tables.Read(RecordGrammar.SuccessMetrics, SuccessMetricReader.Read),
            tables.Read(RecordGrammar.Risks, r => new Risk(r.Row, r.Location, r.Text(0), r.Text(1), r.Text(2), r.Text(3))),
            tables.Read(RecordGrammar.Escalations, r => new Escalation(r.Row, r.Location, r.Date(0), r.Text(1), r.Text(2), r.Text(3))),
            tables.Read(RecordGrammar.Incidents, r => new Incident(r.Row, r.Location, r.Date(0), r.Text(1), r.Text(2), r.Text(3))),
            tables.Read(RecordGrammar.StatusUpdates, r => new StatusUpdate(r.Row, r.Location, r.Date(0), r.Text(1), r.Text(2))));
    }

    /// <summary><c>Delivery Record: Acme Corp — Support Bot</c> in its two halves.</summary>
    private static (string Prefix, string After) TitleParts(string heading) =>
        heading.IndexOf(':') is >= 0 and var colon ? (heading[..colon], heading[(colon + 1)..].Trim()) : (heading, "");

    private static string? ClientOf(string title) => Halves(title) is [var client, _] && !Unset.IsPlaceholder(client) ? client.Trim() : null;

    /// <summary>Keyboards without a dash have a hyphen.</summary>
    private static string[] Halves(string title) => title.Split([" — ", " – ", " - "], 2, StringSplitOptions.None);

    /// <summary>What follows the client, who may have a dash of its own.</summary>
    private static string? NameOf(string title, string? client)
    {
        var name = Halves(client is not null && title.StartsWith(client, StringComparison.Ordinal) ? title[client.Length..] : title)[^1].Trim();
        return name.Length == 0 || Unset.IsPlaceholder(name) ? null : name;
    }

    private static RecordField? Find(this ImmutableArray<RecordField> fields, Label label) => fields.FirstOrDefault(f => f.Label == label);

    private static LocalDate? Date(ImmutableArray<RecordField> fields, string label, DiagnosticBag bag) =>
        fields.Find(label) is { Value: { } value } field ? DateReader.Read(value, field.Source.ValueSpan, bag) : null;

    private static DeliveryStatus? Word(ImmutableArray<RecordField> fields, DiagnosticBag bag) =>
        fields.Find(RecordGrammar.Status) is { Value: { } value } field
            ? WordReader.Read(value, field.Source.ValueSpan, Wording.OfStatus, "delivery status", bag)
            : null;
}
