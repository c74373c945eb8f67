using System.Collections.Immutable;
using DeliveryAsCode.Diagnostics;
using DeliveryAsCode.Documents;
using NodaTime;

namespace DeliveryAsCode.Configuration;

/// <summary>Reads the calendar, and periods wherever they stand.</summary>
internal static class CalendarReader
{
    public static BusinessCalendar Read(YamlMappingReader calendar) => new(
        calendar.Read("time-zone", ConfigurationValues.TimeZone) ?? BusinessCalendar.Default.TimeZone,
        ReadDays(calendar, "working-days", BusinessCalendar.Default.WorkingDays),
        calendar.List("holidays", ReadHoliday));

    public static WeeklyPeriod? ReadWeekly(YamlValue value) => value.Mapping(period =>
    {
        var days = ReadDays(period, "days", WeeklyPeriod.EveryDay);
        var from = period.Read("from", ConfigurationValues.Time) ?? LocalTime.Midnight;
        var to = period.Read("to", ConfigurationValues.Time) ?? LocalTime.Midnight;
        return new WeeklyPeriod(days, from, to, period.Text("why"));
    });

    /// <summary>Days of the week, in its order, each once.</summary>
    public static ImmutableArray<IsoDayOfWeek> ReadDays(YamlMappingReader mapping, string key, ImmutableArray<IsoDayOfWeek> absent) =>
        mapping.List(key, ConfigurationValues.Weekday) is { IsEmpty: false } days ? [.. days.Distinct().Order()] : absent;

    /// <summary>The first and the last day; null, and said why, if one is missing or they are the wrong way round.</summary>
    public static (LocalDate From, LocalDate To)? ReadDates(YamlMappingReader period)
    {
        const string help = "give the first and the last day: {from: 2026-12-28, to: 2027-01-03}";
        var dates = (From: period.Require("from", ConfigurationValues.Date, help), To: period.Require("to", ConfigurationValues.Date, help));
        if (dates is not ({ } from, { } to))
            return null;
        if (from <= to)
            return (from, to);

        period.Findings.Report(DiagnosticCatalog.PeriodEndsBeforeItBegins, period.Span, $"the period ends on {DocumentDate.Format(to)}, before it begins", "exchange the two days, or correct the year");
        return null;
    }

    private static Holiday? ReadHoliday(YamlValue value) => value.Node switch
    {
        YamlMapping => value.Mapping(holiday =>
        {
            var name = holiday.Text("name");
            return ReadDates(holiday) is var (from, to) ? new Holiday(from, to, name) : null;
        }),
        _ => ConfigurationValues.Date(value) is { } date ? new Holiday(date, date, null) : null,
    };
}
