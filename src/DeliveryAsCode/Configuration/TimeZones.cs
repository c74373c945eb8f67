using DeliveryAsCode.Diagnostics;
using NodaTime;

namespace DeliveryAsCode.Configuration;

/// <summary>Time zones by the names of the tz database.</summary>
internal static class TimeZones
{
    public const string Help = "write area and city as in the tz database: Europe/Madrid, America/New_York";

    /// <summary>The zones are looked up only where one is named: loading them takes longer than reading a file.</summary>
    public static DateTimeZone? Find(string name) => name == "UTC" ? DateTimeZone.Utc : DateTimeZoneProviders.Tzdb.GetZoneOrNull(name);

    /// <summary>The zone that somebody may have meant: a slip of the pen, or the city without its area.</summary>
    public static string? Nearest(string name)
    {
        var zones = DateTimeZoneProviders.Tzdb.Ids;
        return Suggestion.Nearest(name, zones) ?? zones.FirstOrDefault(id => id.EndsWith($"/{name}", StringComparison.OrdinalIgnoreCase));
    }
}
