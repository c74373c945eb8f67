using System.Collections.Immutable;
using DeliveryAsCode.Deliveries;
using DeliveryAsCode.Diagnostics;
using DeliveryAsCode.Lifecycles;

namespace DeliveryAsCode.Gates;

/// <summary>What the rows of a record's Gates table must be to count.</summary>
public static class GateRules
{
    public static ImmutableArray<Diagnostic> Check(DeliveryRecord record, Lifecycle lifecycle) =>
        [.. record.Gates.Rows.SelectMany(row => Check(row, lifecycle)), .. StatusProjection.Check(record, lifecycle)];

    private static IEnumerable<Diagnostic> Check(GateDecision row, Lifecycle lifecycle)
    {
        if (GateDecisions.SkipsTheNeverSkipped(row, lifecycle))
        {
            yield return new Diagnostic(DiagnosticCatalog.NeverSkipped, row.Location, $"the gate \"{row.Gate}\" may never be skipped, so this row does not count")
            {
                Help = "record what was decided: Passed or Failed",
            };
        }

        if (row.Decision is not null && !GateDecisions.IsSigned(row))
        {
            yield return new Diagnostic(DiagnosticCatalog.UnsignedDecision, row.Location, $"this decision about \"{row.Gate}\" does not say who decided and when, so it does not count")
            {
                Help = "fill in \"Decided by\" and \"Date\"",
            };
        }
    }
}
