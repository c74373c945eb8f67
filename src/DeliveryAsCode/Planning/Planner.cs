using System.Collections.Immutable;
using DeliveryAsCode.Gates;

namespace DeliveryAsCode.Planning;

/// <summary>
/// Says what the program does about a delivery by itself, and why. The same case has the same plan, and the case after
/// its changes has none: what was done is recognised in the documents, nowhere else.
/// </summary>
public static class Planner
{
    public static Plan Plan(DeliveryCase delivery)
    {
        var draft = new Draft(delivery);
        if (delivery.Record.Ambiguities.IsEmpty)
            Plan(draft);
        else
            draft.Note("nothing is done by itself while it is unclear what the record says");

        return draft.ToPlan(Verdicts(delivery));
    }

    /// <summary>First what is known is written down. Then the status, since the calendar is silent about what is complete or on hold.</summary>
    private static void Plan(Draft draft)
    {
        RowCompletions.Plan(draft);
        draft.GoOnFromHere();
        StatusChange.Plan(draft);
        MilestoneChanges.Plan(draft);
        StageDocuments.Plan(draft);
        ConditionalItems.Plan(draft);
        EscalationRows.Plan(draft);
        MessageDrafts.Plan(draft);
        Overrun.Plan(draft);
    }

    private static ImmutableArray<PlannedVerdict> Verdicts(DeliveryCase delivery)
    {
        if (delivery.Decisions.Cancelled is not null)
            return [];
        if (delivery.CurrentStage is null)
            return Completion.Missing(delivery) is { IsEmpty: false } missing ? [new PlannedVerdict(delivery.Record.Id, null, null, new GateVerdict.Blocked(missing))] : [];

        return [.. StageDocuments.Begun(delivery).DefaultIfEmpty(delivery.CurrentStage).Select(stage => stage.Gates.FirstOrDefault(g => !delivery.Decisions.IsSettled(g.Name)) is { } gate ? new PlannedVerdict(delivery.Record.Id, stage, gate, delivery.Judge(gate)) : null).OfType<PlannedVerdict>()];
    }
}
