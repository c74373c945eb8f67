using System.Collections.Immutable;
using DeliveryAsCode.Configuration;
using DeliveryAsCode.Diagnostics;
using DeliveryAsCode.Documents;
using NodaTime;

namespace DeliveryAsCode.Gates;

/// <summary>Whether the rules of an environment let a deployment start at a moment.</summary>
public static class DeploymentTimes
{
    /// <returns>A diagnostic for every window, high-traffic period and freeze that forbids it.</returns>
    public static ImmutableArray<Diagnostic> Refusals(DeploymentEnvironment environment, BusinessCalendar calendar, string deliveryId, Instant now)
    {
        var local = now.InZone(calendar.TimeZone).LocalDateTime;
        return
        [
            .. OutsideOfWindows(environment, local),
            .. environment.HighTraffic.Where(p => Contains(p, local)).Select(p => Refusal(environment, local, $"this is a time of high traffic{Because(p.Why)}", "wait until it is over")),
            .. environment.Freezes.Where(f => Concerns(f, deliveryId) && Contains(f, local.Date)).Select(f => Refusal(environment, local, $"there is a freeze{Because(f.Why)}", "wait until it is over")),
        ];
    }

    private static IEnumerable<Diagnostic> OutsideOfWindows(DeploymentEnvironment environment, LocalDateTime local)
    {
        if (environment.DeploymentWindows.IsEmpty || environment.DeploymentWindows.Any(w => Contains(w, local)))
            yield break;

        var windows = environment.DeploymentWindows.Select(w => $"{string.Join(", ", w.Days)} {Time(w.From)}–{Time(w.To)}");
        yield return Refusal(environment, local, "this is outside of its deployment windows", $"wait for {string.Join(" or ", windows)}");
    }

    private static Diagnostic Refusal(DeploymentEnvironment environment, LocalDateTime local, string why, string next) =>
        new(DiagnosticCatalog.NotNow, environment.Location, $"{environment.Name} is not deployed to on {local.DayOfWeek} {DocumentDate.Format(local.Date)} at {Time(local.TimeOfDay)}: {why}")
        {
            Help = $"next: {next}",
        };

    private static bool Contains(WeeklyPeriod period, LocalDateTime local)
    {
        var time = local.TimeOfDay;
        var isToday = period.Days.Contains(local.DayOfWeek) && time >= period.From && (period.EndsOnNextDay || time < period.To);
        var isSinceYesterday = period.EndsOnNextDay && period.Days.Contains(local.PlusDays(-1).DayOfWeek) && time < period.To;
        return isToday || isSinceYesterday;
    }

    private static bool Contains(Freeze freeze, LocalDate date) => freeze switch
    {
        DatedFreeze dated => date >= dated.From && date <= dated.To,
        WeeklyFreeze weekly => weekly.Days.Contains(date.DayOfWeek),
        MonthlyFreeze monthly => monthly.Days.Contains(date.Day) || (monthly.IncludesLastDay && date.PlusDays(1).Month != date.Month),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static bool Concerns(Freeze freeze, string deliveryId) => freeze.For?.IsMatch(deliveryId) ?? true;

    private static string Because(string? why) => why is null ? "" : $", {why}";

    private static string Time(LocalTime time) => time.ToString("HH:mm", System.Globalization.CultureInfo.InvariantCulture);
}
