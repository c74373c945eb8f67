using System.Collections.Immutable;
using DeliveryAsCode.Deliveries;
using DeliveryAsCode.Diagnostics;
using DeliveryAsCode.Lifecycles;

namespace DeliveryAsCode.Gates;

/// <summary>What a record's Status must be, since it only repeats what the gate decisions say.</summary>
public static class StatusProjection
{
    /// <returns>Null where the decisions do not say: there are none.</returns>
    /// <param name="stage">The stage that the delivery is in; null when all are behind it.</param>
    public static string? Of(DeliveryRecord record, GateDecisions decisions, Stage? stage) =>
        record.Gates.Rows.IsEmpty ? null
        : decisions.Cancelled is not null ? Wording.OfStatus.WordFor(DeliveryStatus.Cancelled)
        : decisions.OnHold is not null ? Wording.OfStatus.WordFor(DeliveryStatus.OnHold)
        : stage?.Status ?? Wording.OfStatus.WordFor(DeliveryStatus.Complete);

    /// <summary>Whether the record contradicts itself, whoever wrote its rows.</summary>
    public static ImmutableArray<Diagnostic> Check(DeliveryRecord record, Lifecycle lifecycle)
    {
        var decisions = GateDecisions.AsClaimed(record, lifecycle);
        var stage = lifecycle.Stages.FirstOrDefault(s => !s.Gates.All(g => decisions.IsSettled(g.Name)));
        if (record.Status is not { } status || Of(record, decisions, stage) is not { } expected || Wording.OfStatus.Find(expected) == status)
            return [];

        // Gates are not all that a delivery is complete by: until the rest is done it stays where it was.
        if (stage is null && Wording.OfStatus.Find(lifecycle.Stages[^1].Status) == status)
            return [];

        var field = record.FindField(RecordGrammar.Status)!;
        return
        [
            new Diagnostic(DiagnosticCatalog.StatusContradicts, field.Location, $"the status is \"{Wording.OfStatus.WordFor(status)}\", and by its gate decisions the delivery is in \"{expected}\"")
            {
                Help = $"set it to \"{expected}\", or record the decision that is missing",
                Fix = Fix.Replace($"Set the status to \"{expected}\"", field.Source.ValueSpan, expected),
            },
        ];
    }
}
