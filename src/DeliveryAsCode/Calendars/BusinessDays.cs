using DeliveryAsCode.Configuration;
using NodaTime;

namespace DeliveryAsCode.Calendars;

/// <summary>Arithmetic of working days. It never throws: a day that no calendar reaches is <see cref="LocalDate.MaxIsoValue"/>, and never comes.</summary>
public static class BusinessDays
{
    public static bool IsWorkingDay(this BusinessCalendar calendar, LocalDate date) =>
        calendar.WorkingDays.Contains(date.DayOfWeek) && !calendar.Holidays.Any(h => h.From <= date && date <= h.To);

    /// <summary>The date that it is in the calendar's time zone.</summary>
    public static LocalDate Today(this BusinessCalendar calendar, Instant now) => now.InZone(calendar.TimeZone).Date;

    /// <summary>The day itself if it is a working day, else the first one after it.</summary>
    public static LocalDate WorkingDayFrom(this BusinessCalendar calendar, LocalDate date) =>
        calendar.IsWorkingDay(date) ? date : calendar.AddWorkingDays(date, 1);

    /// <summary>So many days after a date, of the calendar or of work.</summary>
    public static LocalDate Add(this BusinessCalendar calendar, LocalDate from, DayPeriod period) =>
        period.AreWorkingDays ? calendar.AddWorkingDays(from, period.Days) : Days.After(from, Math.Max(0, period.Days));

    /// <summary>The n-th working day after a date, which itself does not count; the date itself for none or fewer.</summary>
    public static LocalDate AddWorkingDays(this BusinessCalendar calendar, LocalDate from, int count) => new WorkingDays(calendar).Add(from, count);

    /// <summary>The working days after one date, up to and including the other; negative if that lies before.</summary>
    public static int WorkingDaysBetween(this BusinessCalendar calendar, LocalDate from, LocalDate to) => new WorkingDays(calendar).Between(from, to);

    /// <summary>The days of a period's own kind after one date, up to and including the other.</summary>
    internal static int DaysBetween(this BusinessCalendar calendar, LocalDate from, LocalDate to, bool areWorkingDays) =>
        areWorkingDays ? calendar.WorkingDaysBetween(from, to) : Days.Between(from, to);
}
