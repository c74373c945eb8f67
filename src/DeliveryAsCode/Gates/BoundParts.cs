using DeliveryAsCode.Configuration;
using DeliveryAsCode.Deliveries;
using DeliveryAsCode.Documents;
using DeliveryAsCode.Lifecycles;
using DeliveryAsCode.Runbooks;
using DeliveryAsCode.Text;

namespace DeliveryAsCode.Gates;

/// <summary>Collects what an acknowledgement of a gate speaks of.</summary>
public static class BoundParts
{
    public static BoundSet Of(GateDefinition gate, DeliveryDocuments documents, DeliveryConfiguration rules, ExecutionSummary? newestExecution) =>
        new([new BoundItem("the rules of the gate", gate.Definition, gate.Location), .. Times(gate, documents, rules), .. gate.BoundTo.SelectMany(part => Of(part, documents, newestExecution))]);

    /// <summary>All that one runbook does: itself, the scripts that it calls, and what it releases.</summary>
    public static BoundSet OfPlan(Runbook runbook, DeliveryDocuments documents) =>
        new([Plan(runbook, documents), .. ScriptReferences.Of(runbook, documents.ReadFile).Where(s => s.Path != documents.Record.Path).Select(WholeFile), Release(runbook)]);

    /// <summary>Where a gate asks for a good time, what a good time is belongs to what is acknowledged, and to what is overridden.</summary>
    private static IEnumerable<BoundItem> Times(GateDefinition gate, DeliveryDocuments documents, DeliveryConfiguration rules) =>
        gate.OpensWhen.WithParts.Any(c => c is GateCondition.PolicyHolds { Policy: Policy.HighTraffic })
            ? documents.GatedRunbooks.Select(r => rules.FindEnvironment(r.Environment)).OfType<DeploymentEnvironment>().Distinct()
                .Select(environment => new BoundItem($"times of {environment.Name}", $"{rules.Calendar.TimeZone.Id}\n{environment.Times}", environment.Location))
            : [];

    private static IEnumerable<BoundItem> Of(BoundPart part, DeliveryDocuments documents, ExecutionSummary? execution) => part switch
    {
        BoundPart.Field field => [Field(field.Label, documents.Record)],
        BoundPart.TargetDates => documents.Record.Milestones.Rows.Select(m => new BoundItem($"target date of \"{m.Name}\"", m.Target is { } date ? DocumentDate.Format(date) : "", m.Location)),
        BoundPart.Risks => documents.Record.Risks.Rows.Select(r => new BoundItem($"risk \"{r.Description}\"", $"{r.Likelihood}\n{r.Impact}\n{r.Mitigation}", r.Location)),
        BoundPart.Document document => [Document(document.Path, documents)],
        BoundPart.Checklist checklist => [Document($"checklists/{checklist.Name}.md", documents)],
        BoundPart.Runbooks => documents.GatedRunbooks.Select(r => Plan(r, documents)),
        BoundPart.Scripts => documents.GatedRunbooks.SelectMany(r => ScriptReferences.Of(r, documents.ReadFile)).DistinctBy(s => s.Path).Where(s => s.Path != documents.Record.Path).Select(WholeFile),
        BoundPart.Release => documents.GatedRunbooks.Select(Release),
        BoundPart.Execution => execution is null ? [] : [new BoundItem("the newest execution", $"{execution.Id}\n{execution.RunbookDigest}\n{execution.Conclusion}", Location.OfFile(execution.LogPath))],
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static BoundItem Plan(Runbook runbook, DeliveryDocuments documents) =>
        new(runbook.Path, documents.ReadFile(runbook.Path) is { } source ? RunbookDigest.ContentOf(source).Text : "", Location.OfFile(runbook.Path), IsWholeFile: true);

    private static BoundItem Release(Runbook runbook) => new($"release of {runbook.Path}", $"{runbook.Release?.Commit}\n{runbook.Release?.Artifact}", runbook.Header);

    private static BoundItem Field(string label, DeliveryRecord record) =>
        new($"field \"{label}\"", FieldContent.Of(record, label), record.FindField(label)?.Location ?? record.Title);

    private static BoundItem Document(string path, DeliveryDocuments documents) =>
        documents.Find(path) is { } document ? WholeFile(document.Source) : new BoundItem(documents.PathOf(path), "", Location.OfFile(documents.PathOf(path)));

    private static BoundItem WholeFile(SourceText source) => new(source.Path, source.Text, Location.OfFile(source.Path), IsWholeFile: true);
}
