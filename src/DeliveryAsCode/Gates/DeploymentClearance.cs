using System.Collections.Immutable;
using DeliveryAsCode.Lifecycles;

namespace DeliveryAsCode.Gates;

/// <summary>Whether the gates of a delivery let a deployment start.</summary>
public static class DeploymentClearance
{
    /// <returns>What stands in the way of every gate, up to the one that starts the deployment, that is neither passed nor skipped.</returns>
    public static ImmutableArray<GateReason> Missing(DeliveryCase delivery) =>
        [.. Needed(delivery.Lifecycle).Where(gate => !delivery.Decisions.IsSettled(gate.Name)).SelectMany(gate => delivery.Judge(gate).Reasons).Distinct()];

    private static IEnumerable<GateDefinition> Needed(Lifecycle lifecycle)
    {
        var stage = lifecycle.DeploymentStage;
        return lifecycle.Stages.TakeWhile(s => s != stage).SelectMany(s => s.Gates).Concat(stage.StartGate is { } start ? [start] : []);
    }
}
