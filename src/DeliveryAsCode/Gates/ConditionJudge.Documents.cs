#pragma warning disable CA1822
using DeliveryAsCode.Diagnostics;
using DeliveryAsCode.Lifecycles;
using DeliveryAsCode.Text;

namespace DeliveryAsCode.Gates;

internal sealed partial class ConditionJudge
{
    private IEnumerable<GateReason> OpenItems(GateCondition.ChecklistDone condition)
    {
        if (delivery.Documents.FindChecklist(condition.Name) is not { } checklist || !checklist.Items.Any())
            return [Blocked(DiagnosticCatalog.ChecklistNotDone, $"the checklist checklists/{condition.Name}.md is missing or empty", Record.Title, stage.Owner, $"delivery reconcile {Record.Id} creates it")];

        return checklist.Open.Select(item => Blocked(DiagnosticCatalog.ChecklistNotDone, $"open: {item.Text}", item.Location, item.Owner ?? stage.Owner, $"delivery set {Record.Id} \"checklist:{condition.Name}/{item.Id}\" done"));
    }

    private IEnumerable<GateReason> Shortcomings(GateCondition.DocumentComplete condition)
    {
        if (delivery.Documents.Find(condition.Path) is null)
            yield return Blocked(DiagnosticCatalog.DocumentIncomplete, $"{condition.Path} is missing", Location.OfFile(delivery.Documents.PathOf(condition.Path)), stage.Owner, $"delivery reconcile {Record.Id} creates it from its template");
    }

    private IEnumerable<GateReason> MissingFeedback(string path, string section) => [];

    private IEnumerable<GateReason> OpenIncidents() => [];

    private IEnumerable<GateReason> MissingDeliverables(GateCondition.DeliverablesDone condition) => [];

    private IEnumerable<GateReason> UnmetMetrics(GateCondition.MetricsMet condition) => [];

    private IEnumerable<GateReason> NotYet(GateCondition.BusinessDaysAfter condition) => [];

    private Way JudgePolicy(GateCondition.PolicyHolds condition) => Way.Free;
}
