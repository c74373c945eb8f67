using System.Collections.Immutable;
using System.Diagnostics;
using DeliveryAsCode.Configuration;
using NodaTime;

namespace DeliveryAsCode.Calendars;

/// <summary>Whether the rules of an environment let a deployment start at a moment.</summary>
public static class DeploymentTimes
{
    /// <returns>One for every set of windows, high-traffic period and freeze that forbids it.</returns>
    public static ImmutableArray<TimeRefusal> Refusals(DeploymentEnvironment environment, BusinessCalendar calendar, string deliveryId, Instant at)
    {
        if (IsAllowed(environment, calendar, deliveryId, at))
            return [];

        var local = at.InZone(calendar.TimeZone).LocalDateTime;
        var next = NextAllowed(environment, calendar, deliveryId, at) is { } moment ? TimeText.Weekday(moment.InZone(calendar.TimeZone).LocalDateTime) : null;
        return
        [
            .. OutsideOfWindows(environment, local) ? [Refusal(TimeRefusalKind.OutsideOfWindows, "this is outside of its deployment windows", next ?? $"wait for {Windows(environment)}")] : ImmutableArray<TimeRefusal>.Empty,
            .. environment.HighTraffic.Where(p => p.Contains(local)).Select(p => Refusal(TimeRefusalKind.HighTraffic, $"this is a time of high traffic{Because(p.Why)}", next ?? "wait until it is over")),
            .. environment.Freezes.Where(f => f.Concerns(deliveryId) && f.Contains(local.Date)).Select(f => Refusal(TimeRefusalKind.Freeze, $"there is a freeze{Because(f.Why)}", next ?? "wait until it is over")),
        ];

        TimeRefusal Refusal(TimeRefusalKind kind, string why, string next) =>
            new(kind, $"{environment.Name} is not deployed to on {TimeText.Weekday(local)}: {why}", next);
    }

    /// <summary>A window is judged by its start: what has begun in time is brought to its end.</summary>
    public static ImmutableArray<TimeRefusal> Refusals(DeploymentEnvironment environment, BusinessCalendar calendar, string deliveryId, PlannedWindow window) =>
        Refusals(environment, calendar, deliveryId, window.Start);

    public static bool IsAllowed(DeploymentEnvironment environment, BusinessCalendar calendar, string deliveryId, Instant at)
    {
        var local = at.InZone(calendar.TimeZone).LocalDateTime;
        return !OutsideOfWindows(environment, local)
            && !environment.HighTraffic.Any(p => p.Contains(local))
            && !environment.Freezes.Any(f => f.Concerns(deliveryId) && f.Contains(local.Date));
    }

    /// <summary>The first moment, from a given one on, at which a deployment may start; null if none comes within 60 days.</summary>
    public static Instant? NextAllowed(DeploymentEnvironment environment, BusinessCalendar calendar, string deliveryId, Instant from) =>
        TimeBoundaries.From(environment, calendar.TimeZone, from).Select(at => (Instant?)at).FirstOrDefault(at => IsAllowed(environment, calendar, deliveryId, at!.Value));

    private static bool OutsideOfWindows(DeploymentEnvironment environment, LocalDateTime local) =>
        !environment.DeploymentWindows.IsEmpty && !environment.DeploymentWindows.Any(w => w.Contains(local));

    private static string Windows(DeploymentEnvironment environment) =>
        string.Join(" or ", environment.DeploymentWindows.Select(w => $"{string.Join(", ", w.Days)} {TimeText.Minute(w.From)}–{TimeText.Minute(w.To)}"));

    private static string Because(string? why) => why is null ? "" : $", {why}";

    private static bool Contains(this WeeklyPeriod period, LocalDateTime local)
    {
        var time = local.TimeOfDay;
        var isToday = period.Days.Contains(local.DayOfWeek) && time >= period.From && (period.EndsOnNextDay || time < period.To);
        var isSinceYesterday = period.EndsOnNextDay && period.Days.Contains(local.PlusDays(-1).DayOfWeek) && time < period.To;
        return isToday || isSinceYesterday;
    }

    private static bool Contains(this Freeze freeze, LocalDate date) => freeze switch
    {
        DatedFreeze dated => date >= dated.From && date <= dated.To,
        WeeklyFreeze weekly => weekly.Days.Contains(date.DayOfWeek),
        MonthlyFreeze monthly => monthly.Days.Contains(date.Day) || (monthly.IncludesLastDay && date.Day == date.Calendar.GetDaysInMonth(date.Year, date.Month)),
        _ => throw new UnreachableException(),
    };

    private static bool Concerns(this Freeze freeze, string deliveryId) => freeze.For?.IsMatch(deliveryId) ?? true;
}
