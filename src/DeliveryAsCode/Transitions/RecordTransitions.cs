using System.Collections.Immutable;
using DeliveryAsCode.Deliveries;
using DeliveryAsCode.Documents;
using DeliveryAsCode.Lifecycles;
using DeliveryAsCode.Text;
using NodaTime;

namespace DeliveryAsCode.Transitions;

/// <summary>Finds the transitions between two versions of one record.</summary>
/// <param name="lifecycle">That of the rules by which is judged.</param>
/// <param name="isPlanned">Whether the gate of planning was passed before the change.</param>
public sealed class RecordTransitions(DeliveryRecord before, DeliveryRecord after, Lifecycle lifecycle, bool isPlanned)
{
    public ImmutableArray<Transition> Find() =>
        [.. GateRowTransitions.Between(before, after), .. Status(), .. Dates(), .. Plan(), .. Escalations()];

    /// <summary>What a record that did not exist before the change claims to be behind it.</summary>
    public static ImmutableArray<Transition> OfNew(DeliveryRecord record, Lifecycle lifecycle) =>
    [
        .. record.Gates.Rows.Select(row => new Transition.BornAdvanced($"the row {TransitionText.NameOf(row)}", row.Location)),
        .. record.Status is { } status && Label.Of(lifecycle.Stages[0].Status) != Wording.OfStatus.WordFor(status)
            ? new[] { new Transition.BornAdvanced($"the status \"{Wording.OfStatus.WordFor(status)}\"", record.FindField(RecordGrammar.Status)!.Location) }
            : [],
    ];

    /// <summary>The gate by which a plan is agreed: the first that is bound to the target dates. Null if there is none.</summary>
    public static GateDefinition? PlanningGate(Lifecycle lifecycle) =>
        lifecycle.Gates.FirstOrDefault(g => g.BoundTo.Any(part => part is BoundPart.TargetDates));

    private IEnumerable<Transition> Status()
    {
        if (after.Status is not { } to || to == before.Status)
            yield break;

        var order = new StatusOrder(lifecycle);
        if (StatusOrder.IsClosing(to) || before.Status is not { } from || StatusOrder.IsClosing(from) || order.RankOf(to) > order.RankOf(from))
            yield return new Transition.StatusAdvanced(before.Status, to, after.FindField(RecordGrammar.Status)!.Location);
    }

    /// <summary>Also of a milestone that stands twice, so that no second row says what the first does not.</summary>
    private IEnumerable<Transition> Dates() =>
        from gate in lifecycle.Gates
        where gate.Dates is not null
        let then = DatesOf(before, gate.Dates!).ToList()
        let now = DatesOf(after, gate.Dates!).ToList()
        where !then.Select(d => d.Actual).SequenceEqual(now.Select(d => d.Actual))
        let first = now.FirstOrDefault(d => d.Actual is not null && !then.Any(t => t.Actual == d.Actual))
        select new Transition.GateMilestoneDated(gate.Dates!, gate.Name, then.FirstOrDefault().Actual, first.Actual ?? now.FirstOrDefault().Actual, first.Location ?? after.FindMilestone(gate.Dates!)?.Location ?? after.Title);

    private static IEnumerable<(LocalDate? Actual, Location? Location)> DatesOf(DeliveryRecord record, Label milestone) =>
        record.Milestones.Rows.Where(m => m.Label == milestone && m.Actual is not null).Select(m => (m.Actual, (Location?)m.Location));

    private IEnumerable<Transition> Plan() =>
        isPlanned && PlanningGate(lifecycle) is { } gate && PlannedChanges() is { IsEmpty: false } changes ? [new Transition.Replanned(gate.Name, changes, before.Gates.Rows.Length)] : [];

    private ImmutableArray<PlannedValue> PlannedChanges() =>
    [
        .. new[] { RecordGrammar.Scope, RecordGrammar.AgreedDate }
            .Select(label => new PlannedValue(label, FieldContent.Of(before, label), FieldContent.Of(after, label), ConcernsClient: true, after.FindField(label)?.Location ?? after.Title))
            .Where(value => value.From != value.To),
        // Stages and items may depend on it: an ordinary edit must not do away with them.
        .. new[] { RecordGrammar.Complexity }
            .Select(label => new PlannedValue(label, FieldContent.Of(before, label), FieldContent.Of(after, label), ConcernsClient: false, after.FindField(label)?.Location ?? after.Title))
            .Where(value => Label.Of(value.From) != Label.Of(value.To)),
        .. before.Milestones.Rows.Concat(after.Milestones.Rows).Select(m => m.Label).Distinct()
            .Select(name => (Old: before.FindMilestone(name), New: after.FindMilestone(name)))
            .Where(m => m.Old?.Target != m.New?.Target)
            .Select(m => new PlannedValue($"target date of \"{(m.New ?? m.Old)!.Name}\"", Format(m.Old?.Target), Format(m.New?.Target), ConcernsClient: false, m.New?.Location ?? after.Title)),
    ];

    private static string Format(LocalDate? date) => date is { } set ? DocumentDate.Format(set) : "";

    /// <summary>An open one is looked for by its date and issue; where it is not found, it is gone, which resolves it, too.</summary>
    private IEnumerable<Transition> Escalations()
    {
        var left = after.Escalations.Rows.ToList();
        foreach (var open in before.Escalations.Rows.Where(e => e.IsOpen))
        {
            var now = left.Find(e => e.IsOpen && IsSame(e, open)) ?? left.Find(e => IsSame(e, open));
            if (now is not null)
                left.Remove(now);
            // Whoever hands it on could hand it to themselves, and resolve it in the next change.
            if (now is not { IsOpen: true } || Label.Of(now.EscalatedTo) != Label.Of(open.EscalatedTo))
                yield return new Transition.EscalationResolved(open, now?.Location ?? after.Title);
        }
    }

    /// <summary>Whether the record has the escalation, and has it open.</summary>
    public static bool IsOpenIn(DeliveryRecord record, Escalation escalation) => record.Escalations.Rows.Any(e => e.IsOpen && IsSame(e, escalation));

    private static bool IsSame(Escalation one, Escalation other) => Label.Of(one.Issue) == Label.Of(other.Issue) && one.Date == other.Date;
}
