using System.Collections.Immutable;
using DeliveryAsCode.Checklists;
using DeliveryAsCode.Documents;
using DeliveryAsCode.Lifecycles;
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
    private const string Requirements = "requirements.md";

    /// <summary>What a delivery of any lifecycle begins with.</summary>
    private static readonly ImmutableArray<string> Always = [Record, "runbook.md"];

    /// <summary>What it begins with where its lifecycle asks for it. The documents of later stages come with their stage.</summary>
    private static readonly ImmutableArray<string> WhereAsked = ["checklists/deployment.md", Requirements];

    /// <summary>Whether another delivery may take the document over.</summary>
    /// <param name="path">Below the delivery's folder.</param>
    public static bool IsReusable(string path) =>
        path is "runbook.md" || (path.EndsWith(".md", StringComparison.Ordinal) && (path.StartsWith("checklists/", StringComparison.Ordinal) || path.StartsWith("runbooks/", StringComparison.Ordinal)));

    /// <param name="recordPath">Path of the record, in the delivery's folder.</param>
    /// <param name="lifecycle">The stages that it goes through: their milestones, and the documents that the first ones ask for.</param>
    /// <param name="other">Documents of another delivery, by path below its folder, in place of the reusable templates.</param>
    public static IReadOnlyList<SourceText> Create(NewDelivery delivery, string recordPath, Lifecycle lifecycle, IReadOnlyDictionary<string, SourceText>? other)
    {
        var folder = recordPath[..recordPath.LastIndexOf('/')];
        var asked = AskedFor(lifecycle).ToHashSet();
        var templates = Always.Concat(WhereAsked.Where(asked.Contains)).Concat(FirstChecklist(lifecycle)).Distinct().Order(StringComparer.Ordinal)
            .Where(path => other is null || !IsReusable(path))
            .Select(path => path == Record ? FillIn(Template(path, recordPath), delivery, lifecycle, hasRequirements: asked.Contains(Requirements)) : Template(path, $"{folder}/{path}"));
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

    private static SourceText Template(string template, string path) => SourceText.Decode(path, BuiltInTemplates.Find(Root + template)!);

    private static IEnumerable<string> FirstChecklist(Lifecycle lifecycle) =>
        lifecycle.Stages[0].Checklist is { } name && BuiltInTemplates.Find($"{Root}checklists/{name}.md") is not null ? [$"checklists/{name}.md"] : [];

    private static IEnumerable<string> AskedFor(Lifecycle lifecycle) => lifecycle.Stages.SelectMany(s => s.Documents)
        .Concat(lifecycle.Stages.Select(s => s.Checklist).OfType<string>().Select(name => $"checklists/{name}.md"))
        .Concat(lifecycle.Gates.SelectMany(g => g.OpensWhen.WithParts).OfType<GateCondition.DocumentComplete>().Select(c => c.Path));

    private static SourceText FillIn(SourceText source, NewDelivery delivery, Lifecycle lifecycle, bool hasRequirements)
    {
        var document = MarkdownDocument.Read(source).Value;
        var record = RecordReader.Read(document, delivery.Id).Value!;
        List<TextEdit> edits =
        [
            new TextEdit(record.Title.Span, PlainText.ToInline($"{RecordGrammar.TitlePrefix}: {delivery.Client} — {delivery.Name}")),
            .. Set(record, RecordGrammar.Client, delivery.Client),
            .. Set(record, RecordGrammar.IntakeDate, DocumentDate.Format(delivery.IntakeDate)),
            .. Milestones(record, [.. lifecycle.Milestones]),
        ];
        if (!hasRequirements)
            edits.AddRange(Set(record, "Requirements", "TBD"));
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

    /// <summary>The template has those of the default lifecycle.</summary>
    private static IEnumerable<TextEdit> Milestones(DeliveryRecord record, ImmutableArray<string> names)
    {
        var rows = record.Milestones.Table!.Rows;
        if (names.SequenceEqual(record.Milestones.Rows.Select(m => m.Name)))
            return [];

        var width = names.Append("Milestone").Max(n => n.Length);
        var lines = names.DefaultIfEmpty("").Select(name => $"| {PlainText.ToCell(name).PadRight(width)} |             |             | {(name.Length == 0 ? "       " : "Planned")} |");
        return [new TextEdit(TextSpan.FromBounds(rows[0].Span.Start, rows[^1].Span.End), string.Join('\n', lines))];
    }

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
