using DeliveryAsCode.Checklists;
using DeliveryAsCode.Deliveries;
using DeliveryAsCode.Diagnostics;
using DeliveryAsCode.Documents;
using DeliveryAsCode.Lifecycles;
using DeliveryAsCode.Templates;
using DeliveryAsCode.Text;

namespace DeliveryAsCode.Gates;

/// <summary>What the delivery's own documents have to say.</summary>
internal sealed partial class ConditionJudge
{
    private IEnumerable<GateReason> OpenItems(GateCondition.ChecklistDone condition)
    {
        var path = $"checklists/{condition.Name}.md";
        if (delivery.Documents.FindChecklist(condition.Name) is not { } list)
            return [Blocked(DiagnosticCatalog.ChecklistNotDone, $"the checklist {path} is missing: \"delivery reconcile {Record.Id}\" creates it", Record.Title, stage.Owner, $"delivery reconcile {Record.Id} creates it")];

        var checks = delivery.Evidence.Checks?.GroupBy(c => c.Name).ToDictionary(g => g.Key, g => (bool?)(g.Last().State == CheckState.Successful));
        var required = RequiredItems.Of(list, TemplateOf(path), delivery.Evidence.Facts, checks ?? []);
        return required.IsEmpty
            ? [Blocked(DiagnosticCatalog.ChecklistNotDone, $"the checklist {path} has no items", Location.OfFile(list.Path), stage.Owner, "write what has to be done: \"- [ ] …\"")]
            : required.Items.Select(item => item.State is RequiredItemState.Open open ? OpenItem(item, open, condition.Name) : null).OfType<GateReason>();
    }

    private GateReason OpenItem(RequiredItem item, RequiredItemState.Open open, string checklist)
    {
        var why = open.Why == RequiredItemState.Open.NotTicked ? "" : $" ({open.Why})";
        var value = item.SuggestedNotApplicable is { } reason ? $"\"n/a: {reason}\"" : "done";
        return Blocked(DiagnosticCatalog.ChecklistNotDone, $"open: {item.Text}{why}", item.Location, item.Owner ?? stage.Owner,
            $"delivery set {Record.Id} \"checklist:{checklist}/{item.Item?.Id ?? item.TemplateItem?.Id}\" {value}");
    }

    /// <summary>Which items are required is not for the delivery's own list to say.</summary>
    internal static Checklist? TemplateOf(string path) =>
        BuiltInTemplates.Find($"delivery/{path}") is { } bytes ? ChecklistReader.Read(MarkdownDocument.Read(SourceText.Decode($"templates/delivery/{path}", bytes)).Value).Value : null;

    private IEnumerable<GateReason> Shortcomings(GateCondition.DocumentComplete condition)
    {
        // What lies outside of the repository cannot be read: whoever acknowledges the gate vouches for it.
        if (delivery.Documents.Find(condition.Path) is not { } document)
            return condition.LinkedBy is { } field && Record.FindField(field) is { Value: { } link } && IsAddress(link) ? [] : [Blocked(DiagnosticCatalog.DocumentIncomplete, $"{condition.Path} is missing: \"delivery reconcile {Record.Id}\" creates it", Location.OfFile(delivery.Documents.PathOf(condition.Path)), stage.Owner, $"delivery reconcile {Record.Id} creates it from its template")];

        var isRecord = document == Record.Document;
        var sections = isRecord ? [.. condition.Sections.Where(name => !IsListed(name))] : condition.Sections;
        var expectation = new DocumentExpectation(sections, condition.Fields, condition.NothingUnder, NoPlaceholders: !isRecord);
        return DocumentCompleteness.Find(document, expectation).Select(s => Blocked(DiagnosticCatalog.DocumentIncomplete, s.Message, s.Location, stage.Owner, $"complete {document.Source.Path}"));
    }

    /// <summary>In the record's own tables a row speaks by its first cell: "No known risk" needs no likelihood.</summary>
    private bool IsListed(string section) =>
        RecordGrammar.Tables.FirstOrDefault(t => t.Label == section) is { } grammar && Record.TableOf(grammar).RowsAsWritten.Count > 0;

    private static bool IsAddress(string link) =>
        link.Split([' ', '(', ')', '<', '>', '[', ']'], StringSplitOptions.RemoveEmptyEntries)
            .Any(word => Uri.TryCreate(word, UriKind.Absolute, out var address) && address.Scheme is "https" or "http" && address.Host.Contains('.', StringComparison.Ordinal));

    private IEnumerable<GateReason> MissingFeedback(string path, string section)
    {
        var place = Location.OfFile(delivery.Documents.PathOf(path));
        if (delivery.Documents.Find(path) is not { } document)
            return [Blocked(DiagnosticCatalog.FeedbackMissing, $"{path} is missing, where feedback is written down", place, stage.Owner, $"delivery reconcile {Record.Id} creates it from its template")];

        return DocumentCompleteness.Find(document, new DocumentExpectation([section], [], [], NoPlaceholders: false))
            .Select(s => Blocked(DiagnosticCatalog.FeedbackMissing, $"nothing is written down under \"{section}\"", s.Location, stage.Owner, "write down what the client said, or that nothing was said although it was asked for"));
    }

    private IEnumerable<GateReason> OpenIncidents() =>
        Record.Incidents.Rows.Where(i => i.IsOpen).Select(i => Blocked(DiagnosticCatalog.IncidentOpen, $"the incident \"{i.Description}\" is open", i.Location, stage.Owner, $"delivery set {Record.Id} incident:{Record.Incidents.Rows.IndexOf(i) + 1}:Resolution \"…\""));

    private IEnumerable<GateReason> MissingDeliverables(GateCondition.DeliverablesDone condition)
    {
        var rows = Record.Deliverables.Rows;
        if (condition.Names.IsEmpty && rows.IsEmpty)
            return [Blocked(DiagnosticCatalog.DeliverableMissing, "the record lists no deliverables", Record.Title, stage.Owner, $"delivery set {Record.Id} deliverable:+ \"Deployment Plan | dana | runbook.md | Done\"")];

        var names = condition.Names.IsEmpty ? rows.Select(r => r.Name) : condition.Names;
        return names.Select(name => (Name: name, Row: rows.FirstOrDefault(r => r.Label == name))).Where(d => d.Row?.IsSettled != true).Select(d =>
            Blocked(DiagnosticCatalog.DeliverableMissing, d.Row is null ? $"the deliverable \"{d.Name}\" is not listed" : $"the deliverable \"{d.Name}\" is not done, with an owner and a link", d.Row?.Location ?? Record.Title, stage.Owner,
                $"delivery set {Record.Id} \"deliverable:{d.Name}:Status\" Done, with Owner and Link"));
    }

    private IEnumerable<GateReason> UnmetMetrics(GateCondition.MetricsMet condition)
    {
        var rows = Record.SuccessMetrics.Rows;
        if (condition.Names.IsEmpty && rows.IsEmpty)
            return [Blocked(DiagnosticCatalog.MetricNotMet, "the record lists no success metrics", Record.Title, stage.Owner, $"delivery set {Record.Id} metric:+ \"Task completion | 61 % | >= 80 % | | analytics\"")];

        var names = condition.Names.IsEmpty ? rows.Select(r => r.Name) : condition.Names;
        return names.Select(name => (Name: name, Row: rows.FirstOrDefault(r => r.Label == name))).Where(m => m.Row?.IsMet != true).Select(Unmet);
    }

    private GateReason Unmet((string Name, SuccessMetric? Row) metric) => metric.Row switch
    {
        null => Blocked(DiagnosticCatalog.MetricNotMet, $"the metric \"{metric.Name}\" is not listed", Record.Title, stage.Owner, "add it to \"Success metrics\""),
        { IsMet: null } row => Blocked(DiagnosticCatalog.MetricNotMet, $"nobody can say whether \"{metric.Name}\" met its target", row.Location, stage.Owner, "fill in target and current value, in the same unit") with { IsUndecided = true },
        { } row => Blocked(DiagnosticCatalog.MetricNotMet, $"\"{metric.Name}\" is {row.Current}, and the target is {row.Target}", row.Location, stage.Owner, "improve it, or agree on another target"),
    };

    private IEnumerable<GateReason> NotYet(GateCondition.BusinessDaysAfter condition)
    {
        var from = UpdateTrigger.BusinessDaysAfter(Record, condition.UpdateType, condition.Count, delivery.Configuration.Calendar);
        if (from is null)
            return [Blocked(DiagnosticCatalog.NotYet, $"no status update of type \"{condition.UpdateType}\" is recorded", Record.Title, stage.Owner, $"delivery set {Record.Id} update:+ \"YYYY-MM-DD | {condition.UpdateType} | …\"")];

        return from <= delivery.Today ? [] : [Blocked(DiagnosticCatalog.NotYet, $"{condition.Count} business days after \"{condition.UpdateType}\" are over on {DocumentDate.Format(from.Value)}", Record.Title, stage.Owner, "wait")];
    }
}
