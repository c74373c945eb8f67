using DeliveryAsCode.Deliveries;
using DeliveryAsCode.Documents;
using DeliveryAsCode.Gates;
using DeliveryAsCode.Lifecycles;
using NodaTime;

namespace DeliveryAsCode.Planning;

/// <summary>Dates and statuses of milestones that follow from gate decisions and from the calendar.</summary>
internal static class MilestoneChanges
{
    private const string Actual = "Actual date";
    private const string Status = "Status";

    public static void Plan(Draft draft)
    {
        foreach (var attempt in FailedAttempt.Of(draft.Case))
            Reset(draft, attempt);
        foreach (var gate in draft.Case.Lifecycle.Gates)
            Date(draft, gate);
        foreach (var stage in draft.Case.Lifecycle.Stages)
            Skip(draft, stage);
        foreach (var name in draft.Record.Milestones.Rows.Select(m => m.Name).Distinct().ToList())
            Follow(draft, name);
    }

    /// <summary>The delivery was sent back: what it had reached behind the stage that it is in again, it has to reach anew.</summary>
    private static void Reset(Draft draft, FailedAttempt attempt)
    {
        foreach (var name in attempt.MilestonesToReach(draft.Case.Lifecycle))
        {
            var isOfGate = Label.Of(name) == (attempt.Gate.Dates ?? "");
            var status = isOfGate ? MilestoneStatus.Failed : MilestoneStatus.Planned;
            if (draft.Record.FindMilestone(name) is not { } milestone || !IsOfBefore(milestone, attempt, isOfGate, draft))
                continue;
            // A word that somebody wrote after the failure, such as Ready, says how things are now.
            if (milestone.Actual is null && (!isOfGate || milestone.Status == status || draft.Has(attempt.MessagePath)))
                continue;

            var old = milestone.Actual is { } date ? $", it was reached on {DocumentDate.Format(date)}" : "";
            Set(draft, milestone, status, "", $"set \"{name}\" back to {Wording.OfMilestone.WordFor(status)}{old}", $"the gate \"{attempt.Gate.Name}\" failed on {attempt.Date}");
        }
    }

    /// <summary>
    /// Whether the date was there when the gate failed. One of the same day may be from before or after; then it counts
    /// whether the attempt was dealt with.
    /// </summary>
    private static bool IsOfBefore(Milestone milestone, FailedAttempt attempt, bool isOfGate, Draft draft) =>
        milestone.Actual is not { } actual || isOfGate || actual < attempt.Row.Date || (actual == attempt.Row.Date && !draft.Has(attempt.MessagePath));

    /// <summary>A gate that owns a milestone dates it.</summary>
    private static void Date(Draft draft, GateDefinition gate)
    {
        if (gate.Dates is not { } name || draft.Case.Decisions.StateOf(gate.Name).SettledBy is not { Decision: Decision.Passed, Date: { } date } || draft.Record.FindMilestone(name) is not { } milestone)
            return;

        if (milestone.Actual is null && IsUnset(draft.Record, milestone))
            Set(draft, milestone, MilestoneStatus.Done, DocumentDate.Format(date), $"date \"{name}\" {DocumentDate.Format(date)}", $"the gate \"{gate.Name}\" was passed on that day");
    }

    private static void Skip(Draft draft, Stage stage)
    {
        if (ReasonSkipped(draft.Case, stage) is not { } reason)
            return;

        foreach (var name in stage.Milestones)
        {
            if (draft.Record.FindMilestone(name) is { Actual: null, Status: not (MilestoneStatus.Skipped or MilestoneStatus.Done) } milestone && IsUnderstood(draft.Record, milestone))
                SetStatus(draft, milestone, MilestoneStatus.Skipped, reason);
        }
    }

    /// <summary>A stage to come may still be needed, when facts change.</summary>
    private static string? ReasonSkipped(DeliveryCase delivery, Stage stage)
    {
        if (stage.Gates.All(g => delivery.Decisions.StateOf(g.Name).SettledBy is { Decision: Decision.Skipped }))
            return $"the stage \"{stage.Name}\" was skipped: {delivery.Decisions.StateOf(stage.EndGate.Name).SettledBy!.Evidence}";

        var isBehind = delivery.CurrentStage is not { } current || delivery.Lifecycle.Stages.IndexOf(stage) < delivery.Lifecycle.Stages.IndexOf(current);
        return isBehind && !stage.Gates.Any(g => delivery.Decisions.IsSettled(g.Name)) && StageSkip.Reason(stage, delivery) is { } reason ? $"the stage \"{stage.Name}\" is left out: {reason}" : null;
    }

    /// <summary>What people plan and reach, its status repeats. Words that say more than that stay.</summary>
    private static void Follow(Draft draft, string name)
    {
        if (draft.Record.FindMilestone(name) is not { } milestone)
            return;

        var today = draft.Case.Today;
        if (milestone.Actual <= today && milestone.Status is not (MilestoneStatus.Done or MilestoneStatus.Skipped or MilestoneStatus.Failed) && IsUnderstood(draft.Record, milestone) && MayBeDone(draft.Case, milestone))
            SetStatus(draft, milestone, MilestoneStatus.Done, $"it was reached on {DocumentDate.Format(milestone.Actual.Value)}");
        else if (milestone.Actual is null && IsUnset(draft.Record, milestone) && IsWorkedOn(draft.Record))
            FollowPlan(draft, milestone, today);
    }

    private static void FollowPlan(Draft draft, Milestone milestone, LocalDate today)
    {
        if (milestone.Target < today && milestone.Status is (MilestoneStatus.Planned or MilestoneStatus.InProgress or null) && IsUnderstood(draft.Record, milestone))
            SetStatus(draft, milestone, MilestoneStatus.Late, $"it was planned for {DocumentDate.Format(milestone.Target.Value)}");
        else if (milestone.Target >= today && milestone.Status == MilestoneStatus.Late)
            SetStatus(draft, milestone, MilestoneStatus.Planned, $"it is planned for {DocumentDate.Format(milestone.Target.Value)}");
    }

    /// <summary>A milestone of a gate is reached when the gate is passed, whatever date somebody wrote.</summary>
    private static bool MayBeDone(DeliveryCase delivery, Milestone milestone) =>
        delivery.Lifecycle.Gates.Where(g => g.Dates is { } name && Label.Of(name) == milestone.Label).All(g => delivery.Decisions.IsSettled(g.Name));

    private static bool IsWorkedOn(DeliveryRecord record) =>
        record.Status is not (DeliveryStatus.OnHold or DeliveryStatus.Cancelled or DeliveryStatus.Complete);

    /// <summary>What cannot be read is a person's to put right, as is a column that is missing.</summary>
    private static bool IsUnset(DeliveryRecord record, Milestone milestone) => Cell(record, milestone, Actual) is { } text && Unset.Is(text);

    private static bool IsUnderstood(DeliveryRecord record, Milestone milestone) => Cell(record, milestone, Status) is { } text && (milestone.Status is not null || Unset.Is(text));

    private static string? Cell(DeliveryRecord record, Milestone milestone, string column) => record.Milestones.Columns[RecordGrammar.Milestones.IndexOf(column)] switch
    {
        < 0 => null,
        var index when index < milestone.Source.Cells.Length => milestone.Source.Cells[index].Text,
        _ => "",
    };

    private static void SetStatus(Draft draft, Milestone milestone, MilestoneStatus status, string reason)
    {
        var word = Wording.OfMilestone.WordFor(status);
        draft.EditRecord($"milestone/{milestone.Name}/status", $"set the status of \"{milestone.Name}\" to {word}", reason, record => RecordEdits.SetMilestone(record, milestone, (Status, word)));
    }

    private static void Set(Draft draft, Milestone milestone, MilestoneStatus status, string actual, string summary, string reason) =>
        draft.EditRecord($"milestone/{milestone.Name}/actual", summary, reason, record => RecordEdits.SetMilestone(record, milestone, milestone.Status == status || !IsUnderstood(record, milestone) ? [(Actual, actual)] : [(Actual, actual), (Status, Wording.OfMilestone.WordFor(status))]));
}
