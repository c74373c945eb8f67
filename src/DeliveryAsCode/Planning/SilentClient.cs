using DeliveryAsCode.Calendars;
using DeliveryAsCode.Deliveries;
using DeliveryAsCode.Documents;
using DeliveryAsCode.Lifecycles;
using NodaTime;

namespace DeliveryAsCode.Planning;

/// <summary>A gate whose decision did not come in time, so that the stage behind it begins without.</summary>
/// <param name="Type">Of the status update by which the decision was asked for.</param>
/// <param name="Asked">When it was asked for last.</param>
/// <param name="Waited">The day from which on it was waited for long enough.</param>
internal sealed record SilentClient(GateDefinition Gate, string Type, int Days, LocalDate Asked, LocalDate Waited)
{
    public static SilentClient? Of(Draft draft)
    {
        var (delivery, stages) = (draft.Case, draft.Case.Lifecycle.Stages);
        if (delivery.Decisions is not { Cancelled: null, OnHold: null } || delivery.CurrentStage is not { } current || stages.IndexOf(current) is var at && at + 1 == stages.Length)
            return null;

        var gate = current.EndGate;
        return stages[at + 1].StartsWhen?.WithParts.OfType<GateCondition.BusinessDaysAfter>().FirstOrDefault() is { } condition
            && UpdateTrigger.BusinessDaysAfter(draft.Record, condition.UpdateType, condition.Count, delivery.Configuration.Calendar) is { } waited && waited <= delivery.Today
            && draft.Record.StatusUpdates.Rows.Where(r => Label.Of(r.Type) == Label.Of(condition.UpdateType)).Max(r => r.Date) is { } asked
            && !delivery.Decisions.IsSettled(gate.Name)
                ? new SilentClient(gate, condition.UpdateType, condition.Count, asked, waited)
                : null;
    }

    /// <summary>The day on which a reminder falls due, from the first day that was too long on; null if none is due.</summary>
    public LocalDate? DueReminder(Draft draft)
    {
        var (record, calendar, today) = (draft.Record, draft.Case.Configuration.Calendar, draft.Case.Today);
        var reminded = record.StatusUpdates.Rows.Where(r => r.Date >= Asked && r.Date <= today && Label.Of(r.Type).Key.StartsWith("reminder", StringComparison.Ordinal)).Max(r => r.Date);
        var due = reminded is not { } last ? Waited
            : (record.FindCadence() ?? draft.Case.Configuration.Cadence.StatusUpdate) is { Days: > 0 } period ? calendar.Add(last, period)
            : calendar.AddWorkingDays(last, Days);
        return due <= today ? due : null;
    }
}
