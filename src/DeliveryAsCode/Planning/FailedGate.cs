using System.Collections.Immutable;
using System.Globalization;
using DeliveryAsCode.Deliveries;
using DeliveryAsCode.Gates;
using DeliveryAsCode.Lifecycles;

namespace DeliveryAsCode.Planning;

/// <summary>A gate that failed, and was neither passed nor skipped since.</summary>
/// <param name="Times">How often it failed in all.</param>
internal sealed record FailedGate(GateDefinition Gate, int Times)
{
    public static ImmutableArray<FailedGate> Of(DeliveryCase delivery) =>
    [
        .. delivery.Lifecycle.Gates
            .Select(gate => (Gate: gate, State: delivery.Decisions.StateOf(gate.Name)))
            .Where(g => !g.State.IsSettled && g.State.Failures > 0 && LastEnd(g.State.Last!, delivery.Record) == Decision.Failed)
            .Select(g => new FailedGate(g.Gate, g.State.Failures)),
    ];

    public override string ToString() =>
        $"the gate \"{Gate.Name}\" failed {(Times == 1 ? "once" : string.Create(CultureInfo.InvariantCulture, $"{Times} times"))}, and was not passed since";

    /// <summary>How the last attempt at the gate ended.</summary>
    private static Decision? LastEnd(GateDecision last, DeliveryRecord record) =>
        record.Gates.Rows.Last(r => r.Label == last.Label && r.Decision is Decision.Failed or Decision.Passed or Decision.Skipped or Decision.Reopened).Decision;
}
