using System.Collections.Immutable;
using DeliveryAsCode.Diagnostics;
using DeliveryAsCode.Documents;
using DeliveryAsCode.Lifecycles;

namespace DeliveryAsCode.Deliveries;

/// <summary>What a record must be beyond being readable: it speaks of the lifecycle's gates, and does not contradict itself.</summary>
public static class RecordRules
{
    public static ImmutableArray<Diagnostic> Check(DeliveryRecord record, Lifecycle lifecycle) =>
    [
        .. record.Gates.Rows.SelectMany(row => UnknownGate(row, lifecycle)),
        .. record.Milestones.Rows.SelectMany(row => NearlyKnown(row, lifecycle)),
        .. Duplicates(record),
        .. record.Milestones.Rows.SelectMany(Contradiction),
        .. DateRules.Check(record, lifecycle),
    ];

    private static IEnumerable<Diagnostic> UnknownGate(GateDecision row, Lifecycle lifecycle)
    {
        if (lifecycle.FindGate(row.Label) is null)
        {
            yield return new Diagnostic(DiagnosticCatalog.UnknownGate, row.Location, $"the lifecycle \"{lifecycle.Name}\" has no gate \"{row.Gate}\"")
            {
                Help = Suggestion.Help(row.Gate, [.. lifecycle.Gates.Select(g => g.Name)]),
            };
        }
    }

    /// <summary>A record may have milestones of its own; one that is nearly the lifecycle's is a slip.</summary>
    private static IEnumerable<Diagnostic> NearlyKnown(Milestone row, Lifecycle lifecycle)
    {
        var known = lifecycle.Milestones.ToList();
        if (known.All(m => Label.Of(m) != row.Label) && Suggestion.Nearest(row.Name, known) is { } nearest)
        {
            yield return new Diagnostic(DiagnosticCatalog.NearlyKnownMilestone, row.Location, $"the milestone \"{row.Name}\" is not one of the lifecycle \"{lifecycle.Name}\"")
            {
                Help = $"did you mean \"{nearest}\"?",
                Fix = Fix.Replace($"Rename to \"{nearest}\"", row.Location.Span, nearest),
            };
        }
    }

    private static IEnumerable<Diagnostic> Duplicates(DeliveryRecord record) =>
    [
        .. Again(record.Milestones.Rows, m => m.Label).Select(m => Duplicate(m, $"the milestone \"{m.Name}\"")),
        .. Again(record.Deliverables.Rows, d => d.Label).Select(d => Duplicate(d, $"the deliverable \"{d.Name}\"")),
        .. Again(record.SuccessMetrics.Rows, m => m.Label).Select(m => Duplicate(m, $"the metric \"{m.Name}\"")),
    ];

    private static IEnumerable<TRow> Again<TRow>(IEnumerable<TRow> rows, Func<TRow, Label> name) => rows.GroupBy(name).Where(g => !g.Key.IsEmpty).SelectMany(g => g.Skip(1));

    private static Diagnostic Duplicate(RecordRow row, string what) =>
        new(DiagnosticCatalog.Duplicate, row.Location, $"{what} occurs twice")
        {
            Help = "keep one of them: gates cannot be judged while it is unclear which one counts",
        };

    private static IEnumerable<Diagnostic> Contradiction(Milestone row)
    {
        if (row is { Status: MilestoneStatus.Done, Actual: null })
            yield return new Diagnostic(DiagnosticCatalog.MilestoneContradicts, row.Location, $"\"{row.Name}\" is done and has no actual date") { Help = "fill in the actual date" };
        if (row is { Status: MilestoneStatus.Planned, Actual: not null })
            yield return new Diagnostic(DiagnosticCatalog.MilestoneContradicts, row.Location, $"\"{row.Name}\" is planned and has an actual date") { Help = "set its status to Done, or take the date out" };
    }
}
