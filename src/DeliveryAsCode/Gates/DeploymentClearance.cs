using System.Collections.Immutable;
using DeliveryAsCode.Deliveries;
using DeliveryAsCode.Diagnostics;
using DeliveryAsCode.Lifecycles;

namespace DeliveryAsCode.Gates;

/// <summary>Whether the rows of a record let a gated deployment start.</summary>
public static class DeploymentClearance
{
    /// <returns>A diagnostic for every gate, up to the one that starts the deployment, that is neither passed nor skipped.</returns>
    public static ImmutableArray<Diagnostic> Missing(DeliveryRecord record, Lifecycle lifecycle)
    {
        var decisions = GateDecisions.Of(record, lifecycle);
        return [.. record.Ambiguities, .. Closed(record), .. Needed(lifecycle).Where(gate => !decisions.IsSettled(gate.Name)).Select(gate => NotPassed(gate, record, decisions))];
    }

    private static IEnumerable<Diagnostic> Closed(DeliveryRecord record)
    {
        if (record.Status is DeliveryStatus.Cancelled or DeliveryStatus.OnHold or DeliveryStatus.Complete)
        {
            yield return new Diagnostic(DiagnosticCatalog.DeliveryClosed, record.FindField(RecordGrammar.Status)!.Location, $"the delivery is \"{Wording.OfStatus.WordFor(record.Status.Value)}\", so nothing is deployed for it")
            {
                Help = "resume or reopen it first",
            };
        }
    }

    /// <summary>The stage in which a lifecycle deploys is the one whose own work waits for a gate; without one, the last.</summary>
    public static Stage DeploymentStage(Lifecycle lifecycle) => lifecycle.Stages.FirstOrDefault(s => s.StartGate is not null) ?? lifecycle.Stages[^1];

    private static IEnumerable<GateDefinition> Needed(Lifecycle lifecycle)
    {
        var stage = DeploymentStage(lifecycle);
        return lifecycle.Stages.TakeWhile(s => s != stage).SelectMany(s => s.Gates).Concat(stage.StartGate is { } start ? [start] : []);
    }

    private static Diagnostic NotPassed(GateDefinition gate, DeliveryRecord record, GateDecisions decisions)
    {
        var last = decisions.Last(gate.Name);
        var heading = record.Gates.Section?.Heading;
        var place = last?.Location ?? (heading is null ? record.Title : record.Document.Source.Locate(heading.TextSpan));
        return new Diagnostic(DiagnosticCatalog.GateNotPassed, place, last?.Decision == Decision.Failed
            ? $"the gate \"{gate.Name}\" failed, and must be passed before a deployment starts"
            : $"the gate \"{gate.Name}\" must be passed before a deployment starts")
        {
            Help = $"who: {string.Join(", ", gate.DecidedBy)}\nnext: record the decision in the Gates table of the record, and commit it",
        };
    }
}
