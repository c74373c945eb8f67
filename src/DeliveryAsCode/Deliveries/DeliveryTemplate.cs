using System.Collections.Immutable;
using DeliveryAsCode.Checklists;
using DeliveryAsCode.Documents;
using DeliveryAsCode.Templates;
using DeliveryAsCode.Text;
using NodaTime;

namespace DeliveryAsCode.Deliveries;

/// <param name="Scope">Left as a placeholder if null.</param>
/// <param name="Target">The agreed delivery date, <c>TBD</c> if null.</param>
public sealed record NewDelivery(string Id, string Client, string Name, string? Scope, LocalDate? Target, LocalDate IntakeDate);

/// <summary>Makes the documents of a delivery: the templates, with what is known filled in by ordinary edits.</summary>
public static class DeliveryTemplate
{
    private const string Root = "delivery/";
    private const string Record = "record.md";

    /// <summary>What a delivery begins with. The documents of later stages come with their stage.</summary>
    private static readonly ImmutableArray<string> AtIntake =
        ["checklists/deployment.md", "checklists/intake-handoff.md", Record, "requirements.md", "runbook.md"];

    /// <summary>Whether another delivery may take the document over.</summary>
    /// <param name="path">Below the delivery's folder.</param>
    public static bool IsReusable(string path) =>
        path is "runbook.md" || (path.EndsWith(".md", StringComparison.Ordinal) && (path.StartsWith("checklists/", StringComparison.Ordinal) || path.StartsWith("runbooks/", StringComparison.Ordinal)));

    /// <param name="recordPath">Path of the record, in the delivery's folder.</param>
    /// <param name="other">Documents of another delivery, by path below its folder, in place of the reusable templates.</param>
    public static IReadOnlyList<SourceText> Create(NewDelivery delivery, string recordPath, IReadOnlyDictionary<string, SourceText>? other)
    {
        var folder = recordPath[..recordPath.LastIndexOf('/')];
        var templates = AtIntake
            .Where(path => other is null || !IsReusable(path))
            .Select(path => Template(delivery, path, path == Record ? recordPath : $"{folder}/{path}"));
        var taken = (other ?? new Dictionary<string, SourceText>())
            .OrderBy(o => o.Key, StringComparer.Ordinal)
            .Select(o => Unticked(SourceText.Decode($"{folder}/{o.Key}", o.Value.Encode())));
        return [.. templates, .. taken];
    }

    /// <summary>A document of a later stage, with what the record knows filled in: client, name, and the fields that both have.</summary>
    /// <param name="template">Below the delivery's folder: <c>handover.md</c>, <c>checklists/qa.md</c>.</param>
    /// <param name="path">Where the document will be.</param>
    /// <returns>Null if there is no such template.</returns>
    public static SourceText? CreateDocument(string template, DeliveryRecord record, string path)
    {
        if (template == Record || BuiltInTemplates.Find(Root + template) is not { } bytes)
            return null;

        var document = MarkdownDocument.Read(SourceText.Decode(path, bytes)).Value;
        return document.Source.Apply([.. FillInTitle(document, record), .. FillInFields(document, record)]);
    }

    private static SourceText Template(NewDelivery delivery, string template, string path)
    {
        var source = SourceText.Decode(path, BuiltInTemplates.Find(Root + template)!);
        return template == Record ? FillIn(source, delivery) : source;
    }

    private static SourceText FillIn(SourceText source, NewDelivery delivery)
    {
        var document = MarkdownDocument.Read(source).Value;
        var record = RecordReader.Read(document, delivery.Id).Value!;
        List<TextEdit> edits =
        [
            new TextEdit(record.Title.Span, PlainText.ToInline($"{RecordGrammar.TitlePrefix}: {delivery.Client} — {delivery.Name}")),
            .. Set(record, RecordGrammar.Client, delivery.Client),
            .. Set(record, RecordGrammar.IntakeDate, DocumentDate.Format(delivery.IntakeDate)),
        ];
        if (delivery.Scope is { } scope)
            edits.AddRange(Set(record, RecordGrammar.Scope, scope));
        if (delivery.Target is { } target)
            edits.AddRange(Set(record, RecordGrammar.AgreedDate, DocumentDate.Format(target)));
        return source.Apply([.. edits]);
    }

    private static IEnumerable<TextEdit> FillInTitle(MarkdownDocument document, DeliveryRecord record)
    {
        if (document.Blocks.OfType<Heading>().FirstOrDefault() is not { } title || !Unset.IsPlaceholder(title.Text) || record is not { Client: { } client, Name: { } name })
            return [];

        var kind = title.Text[..title.Text.IndexOf(':')];
        return [new TextEdit(title.TextSpan, PlainText.ToInline($"{kind}: {client} — {name}"))];
    }

    private static IEnumerable<TextEdit> FillInFields(MarkdownDocument document, DeliveryRecord record) =>
        from field in document.Blocks.OfType<ListItem>().Select(i => i.Field).OfType<Field>()
        where Unset.Is(field.Value) || Unset.IsPlaceholder(field.Value)
        let value = record.FindField(field.Label)?.Value
        where value is not null
        from edit in MarkdownEdits.SetField(document, field, value) ?? []
        select edit;

    private static ImmutableArray<TextEdit> Set(DeliveryRecord record, string field, string value) =>
        MarkdownEdits.SetField(record.Document, record.FindField(field)!.Source, value)
        ?? throw new ArgumentException($"\"{value}\" cannot be written into the field \"{field}\"");

    /// <summary>Nothing that was done for one delivery is done for the next.</summary>
    private static SourceText Unticked(SourceText source)
    {
        var items = ChecklistReader.Read(MarkdownDocument.Read(source).Value).Value.Items;
        return source.Apply([.. items.Where(i => i.IsTicked).SelectMany(i => MarkdownEdits.SetMark(i.Source.Mark!, false))]);
    }
}
