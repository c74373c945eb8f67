using System.Globalization;
using DeliveryAsCode.Documents;
using NodaTime;

namespace DeliveryAsCode.Calendars;

/// <summary>Moments of the day as people say them.</summary>
internal static class TimeText
{
    public static string Minute(LocalTime time) => time.ToString("HH:mm", CultureInfo.InvariantCulture);

    /// <summary><c>Friday 2026-05-15 at 12:30</c>.</summary>
    public static string Weekday(LocalDateTime at) => $"{at.DayOfWeek} {DocumentDate.Format(at.Date)} at {Minute(at.TimeOfDay)}";
}
