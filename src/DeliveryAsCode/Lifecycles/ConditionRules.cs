using DeliveryAsCode.Diagnostics;

namespace DeliveryAsCode.Lifecycles;

/// <summary>Conditions that can be read, and can still not be what is meant.</summary>
internal static class ConditionRules
{
    /// <summary>More ways than this to open one gate are nobody's process.</summary>
    private const int MostAlternatives = 64;

    /// <returns>False if there are too many ways to judge it by: whoever reads on must not go through them.</returns>
    public static bool Check(GateCondition condition, DiagnosticBag findings)
    {
        foreach (var not in condition.WithParts.OfType<GateCondition.Not>().Where(n => n.WithParts.Any(IsWord)))
            findings.Report(DiagnosticCatalog.UnusableCondition, not.Location.Span, "that somebody has not acknowledged cannot open a gate: they may just be late", "ask for the acknowledgement that is needed, without not");
        foreach (var any in condition.WithParts.OfType<GateCondition.Any>().Where(a => a.Parts.IsEmpty))
            findings.Report(DiagnosticCatalog.UnusableCondition, any.Location.Span, "any of nothing never holds, so the gate could never open", "write at least one condition");
        if (Alternatives(condition) <= MostAlternatives)
            return true;

        findings.Report(DiagnosticCatalog.UnusableCondition, condition.Location.Span, $"there are more than {MostAlternatives} ways in which this can hold", "divide it into several gates, or ask for less with any");
        return false;
    }

    /// <summary>Whether it can hold although nobody has said anything about the gate.</summary>
    public static bool CanHoldWithoutDecision(GateCondition condition) => condition switch
    {
        GateCondition.All all => all.Parts.All(CanHoldWithoutDecision),
        GateCondition.Any any => any.Parts.Any(CanHoldWithoutDecision),
        _ => !condition.IsDecision,
    };

    private static bool IsWord(GateCondition condition) => condition is GateCondition.Acknowledged or GateCondition.Certified;

    private static long Alternatives(GateCondition condition) => condition switch
    {
        GateCondition.All all => all.Parts.Aggregate(1L, (product, part) => Math.Min(MostAlternatives + 1, product * Alternatives(part))),
        GateCondition.Any any => any.Parts.Sum(Alternatives),
        GateCondition.Not not => Alternatives(not.Part),
        _ => 1,
    };
}
