using NodaTime;

namespace DeliveryAsCode.Calendars;

/// <summary>Calendar days that end where the calendar ends.</summary>
internal static class Days
{
    public static int Between(LocalDate from, LocalDate to) => Period.DaysBetween(from, to);

    /// <summary>The last day that there is, if it would lie beyond.</summary>
    public static LocalDate After(LocalDate date, long count) =>
        count >= Between(date, LocalDate.MaxIsoValue) ? LocalDate.MaxIsoValue : date.PlusDays((int)count);
}
