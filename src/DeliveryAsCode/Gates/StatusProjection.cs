using System.Collections.Immutable;
using DeliveryAsCode.Deliveries;
using DeliveryAsCode.Diagnostics;
using DeliveryAsCode.Lifecycles;

namespace DeliveryAsCode.Gates;

/// <summary>What a record's Status must be, since it only repeats what the gate decisions say.</summary>
public static class StatusProjection
{
    /// <returns>Null where the decisions do not say: there are none, or the delivery was cancelled or put on hold.</returns>
    public static string? Of(DeliveryRecord record, Lifecycle lifecycle)
    {
        if (record.Gates.Rows.IsEmpty || record.Status is DeliveryStatus.Cancelled or DeliveryStatus.OnHold)
            return null;

        var decisions = GateDecisions.Of(record, lifecycle);
        return lifecycle.Stages.FirstOrDefault(s => !s.Gates.All(g => decisions.IsSettled(g.Name)))?.Status ?? Wording.OfStatus.WordFor(DeliveryStatus.Complete);
    }

    public static ImmutableArray<Diagnostic> Check(DeliveryRecord record, Lifecycle lifecycle)
    {
        if (record.Status is not { } status || Of(record, lifecycle) is not { } expected || Wording.OfStatus.Find(expected) == status)
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
