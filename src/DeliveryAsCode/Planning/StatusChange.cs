using DeliveryAsCode.Deliveries;
using DeliveryAsCode.Gates;

namespace DeliveryAsCode.Planning;

/// <summary>The record's Status repeats what its gate decisions say.</summary>
internal static class StatusChange
{
    public static void Plan(Draft draft)
    {
        var delivery = draft.Case;
        if (delivery.CurrentStage is null && delivery.Decisions is { Cancelled: null, OnHold: null })
        {
            Completion.Plan(draft);
            return;
        }

        if (StatusProjection.Of(delivery.Record, delivery.Decisions, delivery.CurrentStage) is { } expected)
            Set(draft, expected, Reason(delivery));
    }

    public static void Set(Draft draft, string status, string reason)
    {
        if (Wording.OfStatus.Find(status) is { } value && value == draft.Record.Status)
            return;

        var before = draft.Record.FindField(RecordGrammar.Status)?.Value ?? "empty";
        if (draft.Record.Status is null && before != "empty")
        {
            draft.Note($"the Status says \"{before}\", and by the gates it is \"{status}\": what people wrote there is theirs to change");
            return;
        }

        draft.EditRecord("status", $"set the status to \"{status}\", it is {(before == "empty" ? before : $"\"{before}\"")}", reason, record => RecordEdits.SetField(record, RecordGrammar.Status, status));
    }

    private static string Reason(DeliveryCase delivery) => delivery switch
    {
        { Decisions.Cancelled: not null } => "the delivery was cancelled",
        { Decisions.OnHold: not null } => "the delivery is on hold",
        _ when FailedAttempt.Of(delivery) is [.., var failed] => $"the gate \"{failed.Gate.Name}\" failed on {failed.Date}",
        { NextGate: { } gate } => $"the gate \"{gate.Name}\" is the next one by the decisions of the record",
        _ => "this is what the decisions of the record say",
    };
}
