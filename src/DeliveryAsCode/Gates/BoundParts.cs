using DeliveryAsCode.Deliveries;
using DeliveryAsCode.Documents;
using DeliveryAsCode.Lifecycles;
using DeliveryAsCode.Runbooks;
using DeliveryAsCode.Text;

namespace DeliveryAsCode.Gates;

/// <summary>Collects what an acknowledgement of a gate speaks of.</summary>
public static class BoundParts
{
    public static BoundSet Of(GateDefinition gate, DeliveryDocuments documents, ExecutionSummary? newestExecution) =>
        new([new BoundItem("the rules of the gate", gate.Definition, gate.Location), .. gate.BoundTo.SelectMany(part => Of(part, documents, newestExecution))]);

    private static IEnumerable<BoundItem> Of(BoundPart part, DeliveryDocuments documents, ExecutionSummary? execution) => part switch
    {
        BoundPart.Field field => [Field(field.Label, documents.Record)],
        BoundPart.TargetDates => documents.Record.Milestones.Rows.Select(m => new BoundItem($"target date of \"{m.Name}\"", m.Target is { } date ? DocumentDate.Format(date) : "", m.Location)),
        BoundPart.Risks => documents.Record.Risks.Rows.Select(r => new BoundItem($"risk \"{r.Description}\"", $"{r.Likelihood}\n{r.Impact}\n{r.Mitigation}", r.Location)),
        BoundPart.Document document => [Document(document.Path, documents)],
        BoundPart.Checklist checklist => [Document($"checklists/{checklist.Name}.md", documents)],
        BoundPart.Runbooks => documents.GatedRunbooks.Select(r => new BoundItem(r.Path, RunbookDigest.ContentOf(documents.ReadFile(r.Path)!).Text, Location.OfFile(r.Path), IsWholeFile: true)),
        BoundPart.Scripts => documents.GatedRunbooks.SelectMany(r => ScriptReferences.Of(r, documents.ReadFile)).DistinctBy(s => s.Path).Select(WholeFile),
        BoundPart.Release => documents.GatedRunbooks.Select(r => new BoundItem($"release of {r.Path}", $"{r.Release?.Commit}\n{r.Release?.Artifact}", r.Header)),
        BoundPart.Execution => execution is null ? [] : [new BoundItem("the newest execution", $"{execution.Id}\n{execution.RunbookDigest}\n{execution.Conclusion}", Location.OfFile(execution.LogPath))],
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static BoundItem Field(string label, DeliveryRecord record) =>
        new($"field \"{label}\"", record.FindField(label)?.Value ?? "", record.FindField(label)?.Location ?? record.Title);

    private static BoundItem Document(string path, DeliveryDocuments documents) =>
        documents.Find(path) is { } document ? WholeFile(document.Source) : new BoundItem(documents.PathOf(path), "", Location.OfFile(documents.PathOf(path)));

    private static BoundItem WholeFile(SourceText source) => new(source.Path, source.Text, Location.OfFile(source.Path), IsWholeFile: true);
}
