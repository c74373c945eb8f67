using System.Collections.Immutable;
using DeliveryAsCode.Configuration;
using DeliveryAsCode.Deliveries;
using DeliveryAsCode.Diagnostics;
using DeliveryAsCode.Lifecycles;

namespace DeliveryAsCode.Gates;

/// <summary>Whether the gates of a delivery let a deployment start.</summary>
public static class DeploymentClearance
{
    /// <returns>What stands in the way of every gate, up to the one that starts the deployment, that is neither passed nor skipped.</returns>
    public static ImmutableArray<GateReason> Missing(DeliveryCase delivery) =>
        [.. Standstill.Of(delivery), .. Complete(delivery), .. Unsettled(delivery).SelectMany(gate => delivery.Judge(gate).Reasons).DistinctBy(reason => (reason.Message, reason.Location))];

    /// <summary>The gates up to the one that starts the deployment that are neither passed nor skipped.</summary>
    public static IEnumerable<GateDefinition> Unsettled(DeliveryCase delivery) =>
        Needed(delivery.Lifecycle).Where(gate => !delivery.Decisions.IsSettled(gate.Name) && delivery.Judge(gate) is not GateVerdict.Skipped);

    private static IEnumerable<GateReason> Complete(DeliveryCase delivery)
    {
        if (delivery.Record.Status == DeliveryStatus.Complete)
            yield return new GateReason(DiagnosticCatalog.DeliveryClosed, "the delivery is complete, so nothing is deployed for it", delivery.Record.FindField(RecordGrammar.Status)!.Location, delivery.NamesOf(Role.DeliveryManager), "reopen it first, or begin another delivery", IsUndecided: false);
    }

    private static IEnumerable<GateDefinition> Needed(Lifecycle lifecycle)
    {
        var stage = lifecycle.DeploymentStage;
        return lifecycle.Stages.TakeWhile(s => s != stage).SelectMany(s => s.Gates).Concat(stage.StartGate is { } start ? [start] : []);
    }
}
