using System.Globalization;

namespace DeliveryAsCode.Documents;

/// <summary>Durations as documents write them: a number and a unit, <c>30s</c>, <c>10m</c>, <c>2h</c>, <c>14d</c>.</summary>
public static class DurationText
{
    public const string Help = "write a whole number and a unit: 30s, 10m, 48h or 2d";

    /// <summary>The duration, or null if the text is none. At most ten years.</summary>
    public static TimeSpan? Parse(string text)
    {
        text = text.Trim();
        if (text.Length < 2 || !long.TryParse(text[..^1], NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            return null;

        long? seconds = text[^1] switch
        {
            's' => 1,
            'm' => 60,
            'h' => 3600,
            'd' => 86400,
            _ => null,
        };
        return seconds is { } unit && number <= 315_360_000 / unit ? TimeSpan.FromSeconds(number * unit) : null;
    }
}
