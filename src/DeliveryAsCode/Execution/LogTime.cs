using System.Globalization;

namespace DeliveryAsCode.Execution;

/// <summary>Times as people say them, in UTC.</summary>
internal static class LogTime
{
    public static string Day(DateTimeOffset at) => at.ToString("d MMM yyyy", CultureInfo.InvariantCulture);

    public static string Minute(DateTimeOffset at) => at.ToString("HH:mm", CultureInfo.InvariantCulture);

    public static string Second(DateTimeOffset at) => at.ToString("HH:mm:ss", CultureInfo.InvariantCulture);

    /// <summary>The time alone on the day on which it began, else with its day.</summary>
    public static string On(DateTimeOffset at, DateTimeOffset began) =>
        at.UtcDateTime.Date == began.UtcDateTime.Date ? Second(at) : $"{Day(at)} {Second(at)}";

    /// <summary><c>4 Mar 2026, 21:05–21:12 UTC</c>.</summary>
    public static string Span(DateTimeOffset from, DateTimeOffset to) => from.UtcDateTime.Date == to.UtcDateTime.Date
        ? $"{Day(from)}, {(Minute(from) == Minute(to) ? "" : $"{Minute(from)}–")}{Minute(to)} UTC"
        : $"{Day(from)} {Minute(from)} – {Day(to)} {Minute(to)} UTC";

    public static string Duration(TimeSpan time)
    {
        if (time.TotalSeconds is >= 10 and < 60)
            return string.Create(CultureInfo.InvariantCulture, $"{(int)time.TotalSeconds} s");
        if (time.TotalMinutes < 1)
            return string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.0} s");
        if (time.TotalHours < 1)
            return Two((int)time.TotalMinutes, "min", time.Seconds, "s");

        return time.TotalDays < 1 ? Two((int)time.TotalHours, "h", time.Minutes, "min") : Two((int)time.TotalDays, "d", time.Hours, "h");
    }

    private static string Two(int large, string largeUnit, int small, string smallUnit) =>
        small == 0 ? $"{large} {largeUnit}" : $"{large} {largeUnit} {small} {smallUnit}";
}
