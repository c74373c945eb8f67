using DeliveryAsCode.Configuration;
using NodaTime;

namespace DeliveryAsCode.Calendars;

/// <summary>The moments at which an environment can become free. Between two of them nothing opens, so no others need be looked at.</summary>
internal static class TimeBoundaries
{
    private const int Horizon = 60;

    /// <returns>The given moment and those of the 60 days after it, in order.</returns>
    public static IEnumerable<Instant> From(DeploymentEnvironment environment, DateTimeZone zone, Instant from)
    {
        var until = from.Plus(Duration.FromDays(Horizon));
        var times = Times(environment);
        var first = from.InZone(zone).Date;
        return Enumerable.Range(0, Horizon + 1)
            .SelectMany(day => times.SelectMany(time => Moments(first.PlusDays(day).At(time), zone)))
            .Concat(Transitions(zone, from, until))
            .Where(at => at > from && at <= until)
            .Order()
            .Prepend(from);
    }

    /// <summary>A window opens, a time of high traffic ends, or a day begins after a freeze.</summary>
    private static List<LocalTime> Times(DeploymentEnvironment environment) =>
    [
        .. environment.DeploymentWindows.Select(w => w.From)
            .Concat(environment.HighTraffic.Select(p => p.To))
            .Append(LocalTime.Midnight)
            .Distinct(),
    ];

    /// <summary>None where the clock is put forward over it, two where it is put back.</summary>
    private static IEnumerable<Instant> Moments(LocalDateTime local, DateTimeZone zone)
    {
        var mapping = zone.MapLocal(local);
        if (mapping.Count > 0)
            yield return mapping.First().ToInstant();
        if (mapping.Count > 1)
            yield return mapping.Last().ToInstant();
    }

    /// <summary>A clock that is put forward may jump into a window, and one that is put back out of a time of high traffic.</summary>
    private static IEnumerable<Instant> Transitions(DateTimeZone zone, Instant from, Instant until) =>
        zone.GetZoneIntervals(from, until).Where(interval => interval.HasStart).Select(interval => interval.Start);
}
