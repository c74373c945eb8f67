using System.Collections.Immutable;
using DeliveryAsCode.Deliveries;
using DeliveryAsCode.Documents;
using DeliveryAsCode.Gates;
using DeliveryAsCode.Lifecycles;

namespace DeliveryAsCode.Planning;

/// <summary>A gate that was tried, was not passed, and has not been passed since.</summary>
/// <param name="Number">Which failure of the gate it is, from 1.</param>
internal sealed record FailedAttempt(Stage Stage, GateDefinition Gate, GateDecision Row, int Number)
{
    public string Date => Row.Date is { } date ? DocumentDate.Format(date) : "a day that is not recorded";

    /// <summary>The draft of what the client is told, below the delivery's folder. That it is there says that the attempt was dealt with.</summary>
    public string MessagePath => $"messages/{Slug.Of(Gate.Name)}-failed-{Number}.md";

    public static ImmutableArray<FailedAttempt> Of(DeliveryCase delivery) =>
    [
        .. from stage in delivery.Lifecycle.Stages
           from gate in stage.Gates
           let state = delivery.Decisions.StateOf(gate.Name)
           where !state.IsSettled && state.Failures > 0
           let row = delivery.Record.Gates.Rows.LastOrDefault(r => r.Label == Label.Of(gate.Name) && Ends(r))
           where row?.Decision == Decision.Failed
           select new FailedAttempt(stage, gate, row, state.Failures),
    ];

    /// <summary>Milestones that have to be reached anew: those after the stage that the delivery goes back to, up to the gate.</summary>
    public ImmutableArray<string> MilestonesToReach(Lifecycle lifecycle)
    {
        if (Gate.SendsBackTo is not { } name || lifecycle.FindStage(name) is not { } back)
            return Gate.Dates is { } dated ? [dated] : [];

        return [.. lifecycle.Stages[(lifecycle.Stages.IndexOf(back) + 1)..(lifecycle.Stages.IndexOf(Stage) + 1)].SelectMany(s => s.Milestones)];
    }

    /// <summary>Whether an attempt at the gate ends with the row, or a new one begins.</summary>
    private static bool Ends(GateDecision row) => row.Decision is Decision.Failed or Decision.Passed or Decision.Skipped or Decision.Reopened;
}
