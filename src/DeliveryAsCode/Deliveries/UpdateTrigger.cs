using DeliveryAsCode.Calendars;
using DeliveryAsCode.Configuration;
using DeliveryAsCode.Documents;
using NodaTime;

namespace DeliveryAsCode.Deliveries;

/// <summary>What begins a while after a message was sent, as a review does some days after the handover.</summary>
public static class UpdateTrigger
{
    /// <param name="updateType">The Type of the row under <c>Status updates sent</c>; the newest one of it counts.</param>
    /// <param name="count">The row's own day does not count.</param>
    /// <returns>The day from which on the trigger holds; null if no such row is dated.</returns>
    public static LocalDate? BusinessDaysAfter(DeliveryRecord record, Label updateType, int count, BusinessCalendar calendar) =>
        record.StatusUpdates.Rows.Where(row => Label.Of(row.Type) == updateType).Max(row => row.Date) is { } sent
            ? calendar.AddWorkingDays(sent, count)
            : null;
}
