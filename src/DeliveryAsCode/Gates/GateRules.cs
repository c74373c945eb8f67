using System.Collections.Immutable;
using DeliveryAsCode.Deliveries;
using DeliveryAsCode.Diagnostics;
using DeliveryAsCode.Documents;
using DeliveryAsCode.Lifecycles;

namespace DeliveryAsCode.Gates;

/// <summary>What the rows of a record's Gates table must be to count.</summary>
public static class GateRules
{
    public static ImmutableArray<Diagnostic> Check(DeliveryRecord record, Lifecycle lifecycle) =>
        [.. record.Gates.Rows.SelectMany(row => Check(row, record.Id, lifecycle)), .. StatusProjection.Check(record, lifecycle)];

    private static IEnumerable<Diagnostic> Check(GateDecision row, string deliveryId, Lifecycle lifecycle)
    {
        if (GateDecisions.SkipsTheNeverSkipped(row, lifecycle))
        {
            yield return new Diagnostic(DiagnosticCatalog.NeverSkipped, row.Location, $"the gate \"{row.Gate}\" may never be skipped, so this row does not count")
            {
                Help = "record what was decided: Passed or Failed",
            };
        }

        if (row.Decision is not null && !GateDecisions.IsSigned(row) && !WaitsForItsReviews(row, deliveryId))
        {
            yield return new Diagnostic(DiagnosticCatalog.UnsignedDecision, row.Location, $"this decision about \"{row.Gate}\" does not say who decided and when, so it does not count")
            {
                Help = "fill in \"Decided by\" and \"Date\"",
            };
        }
    }

    /// <summary>Who approves the pull request that brings the row, and when, is written into it after that.</summary>
    private static bool WaitsForItsReviews(GateDecision row, string deliveryId) =>
        row.Date is null && !Unset.Is(row.DecidedBy) && GateBranch.FirstIn(row.Evidence, deliveryId) is not null;
}
