using System.Globalization;
using NodaTime;

namespace DeliveryAsCode.Configuration;

/// <summary>Times of day as rules and records write them: <c>09:30</c>, on the minute.</summary>
internal static class TimeOfDay
{
    /// <summary><c>24:00</c>, the midnight that ends a day, is a midnight as every other; null if the text is no time.</summary>
    public static LocalTime? Parse(string text) =>
        text == "24:00" ? LocalTime.Midnight
        : text is [>= '0' and <= '2', _, ':', >= '0' and <= '5', _]
            && int.TryParse(text.AsSpan(0, 2), NumberStyles.None, CultureInfo.InvariantCulture, out var hour) && hour < 24
            && int.TryParse(text.AsSpan(3, 2), NumberStyles.None, CultureInfo.InvariantCulture, out var minute)
            ? new LocalTime(hour, minute)
        : null;
}
