using DeliveryAsCode.Calendars;
using DeliveryAsCode.Configuration;
using DeliveryAsCode.Deliveries;
using DeliveryAsCode.Documents;
using NodaTime;

namespace DeliveryAsCode.Planning;

/// <summary>When the client is to hear of the delivery again.</summary>
public static class UpdateCadence
{
    /// <summary>
    /// One period after the last status update, or after the intake, an update falls due; it stays the same one, by its due
    /// date, until it is sent. So it does not matter when and how often one asks, and nobody gets three at once.
    /// </summary>
    /// <param name="cadence">What holds unless the record has an <c>Update cadence</c> of its own.</param>
    /// <returns>Null if none is due yet, there is no rhythm, the intake is not dated, or the delivery is complete or cancelled.</returns>
    public static DueUpdate? Due(DeliveryRecord record, Cadence cadence, BusinessCalendar calendar, LocalDate today)
    {
        if (record.Status is DeliveryStatus.Complete or DeliveryStatus.Cancelled
            || (record.FindCadence() ?? cadence.StatusUpdate) is not { Days: > 0 } period
            || (LastUpdate(record, today) ?? record.IntakeDate) is not { } start)
        {
            return null;
        }

        var periods = calendar.DaysBetween(start, today, period.AreWorkingDays) / period.Days;
        return periods > 0 ? new DueUpdate(start, calendar.Add(start, period), periods - 1) : null;
    }

    /// <summary>A row with a date in the future was not sent.</summary>
    private static LocalDate? LastUpdate(DeliveryRecord record, LocalDate today) =>
        record.StatusUpdates.Rows.Where(row => row.Date <= today && IsStatusUpdate(row)).Max(row => row.Date);

    /// <summary>Other messages, such as the handover, do not tell the client where the delivery stands.</summary>
    private static bool IsStatusUpdate(StatusUpdate row) => Label.Of(row.Type).Key.Split(' ')[0] is "status" or "weekly";
}

/// <param name="PeriodStart">The day of the last update, or of the intake.</param>
/// <param name="Due">With the delivery, the key of this update.</param>
/// <param name="PeriodsMissed">How many more would have fallen due since then.</param>
public sealed record DueUpdate(LocalDate PeriodStart, LocalDate Due, int PeriodsMissed);
