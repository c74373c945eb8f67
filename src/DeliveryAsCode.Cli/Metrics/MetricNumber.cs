using System.Globalization;

namespace DeliveryAsCode.Cli.Metrics;

internal static class MetricNumber
{
    /// <summary>A number as programs print it, <c>NaN</c> and <c>+Inf</c> too; null for anything else.</summary>
    public static double? Parse(string text) => text.Trim() switch
    {
        "NaN" => double.NaN,
        "Inf" or "+Inf" => double.PositiveInfinity,
        "-Inf" => double.NegativeInfinity,
        var digits when double.TryParse(digits, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out var value) => value,
        _ => null,
    };
}
