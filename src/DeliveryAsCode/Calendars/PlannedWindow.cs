using DeliveryAsCode.Configuration;
using DeliveryAsCode.Documents;
using NodaTime;

namespace DeliveryAsCode.Calendars;

/// <summary>When a deployment is planned: the record's <c>Deployment window</c>.</summary>
/// <param name="From">Local time of the zone, on the minute.</param>
/// <param name="To">The first moment after it, at most a day later.</param>
public sealed record PlannedWindow(LocalDateTime From, LocalDateTime To, DateTimeZone Zone)
{
    public const string Help = "write day, from and to, and the time zone if it is not the calendar's: 2026-05-12 10:00–14:00 Europe/Madrid";

    // No zone is a day away from UTC, so instants of these years exist in all of them.
    private const int FirstYear = 1900;
    private const int LastYear = 9000;

    /// <summary>Of a time that the clock shows twice, the earlier.</summary>
    public Instant Start => Zone.AtLeniently(From).ToInstant();

    public Instant End => Zone.AtLeniently(To).ToInstant();

    /// <summary>The day on which it begins, in its own zone.</summary>
    public LocalDate Date => From.Date;

    /// <param name="text"><c>2026-05-12 10:00–14:00 Europe/Madrid</c>, with any dash. An end before the beginning lies on the next day.</param>
    /// <param name="zone">What holds where the text names no zone.</param>
    public static PlannedWindowReading Parse(string text, DateTimeZone zone) =>
        WindowText.Split(text) is not { } parts ? Mistake($"\"{text}\" is no deployment window")
        : DocumentDate.Parse(parts.Date) is not { } date ? Mistake($"\"{parts.Date}\" is not a date", DocumentDate.Help(parts.Date))
        : date.Year is < FirstYear or > LastYear ? Mistake($"nobody deploys in the year {date.Year}")
        : TimeOfDay.Parse(parts.From) is not { } from || parts.From == "24:00" ? Mistake($"\"{parts.From}\" is no time to begin at")
        : TimeOfDay.Parse(parts.To) is not { } to ? Mistake($"\"{parts.To}\" is no time to end at")
        : from == to && from != LocalTime.Midnight ? Mistake("it ends when it begins")
        : parts.Zone.Length == 0 ? Exists(date, from, to, zone)
        : TimeZones.Find(parts.Zone) is { } named ? Exists(date, from, to, named)
        : Mistake($"there is no time zone \"{parts.Zone}\"", TimeZones.Nearest(parts.Zone) is { } nearest ? $"did you mean \"{nearest}\"?" : TimeZones.Help);

    public override string ToString() => $"{DocumentDate.Format(Date)} {TimeText.Minute(From.TimeOfDay)}–{TimeText.Minute(To.TimeOfDay)} {Zone.Id}";

    private static PlannedWindowReading Exists(LocalDate date, LocalTime from, LocalTime to, DateTimeZone zone)
    {
        var window = new PlannedWindow(date.At(from), (to <= from ? date.PlusDays(1) : date).At(to), zone);
        return Skipped(window.From, zone) ?? Skipped(window.To, zone) ?? new PlannedWindowReading.Read(window);
    }

    private static PlannedWindowReading? Skipped(LocalDateTime local, DateTimeZone zone) =>
        zone.MapLocal(local).Count > 0 ? null
        : Mistake($"there is no {TimeText.Minute(local.TimeOfDay)} on that day in {zone.Id}", "the clock is put forward over it: choose another time");

    private static PlannedWindowReading Mistake(string message, string help = Help) => new PlannedWindowReading.Mistake(message, help);
}

/// <summary>What a text says about a window. Closed.</summary>
public abstract record PlannedWindowReading
{
    private PlannedWindowReading()
    {
    }

    public sealed record Read(PlannedWindow Window) : PlannedWindowReading;

    public sealed record Mistake(string Message, string Help) : PlannedWindowReading;
}
