using System.Globalization;

namespace DeliveryAsCode.Metrics;

/// <summary>Numbers as people read them.</summary>
public static class MetricText
{
    private const double Large = 1e5;

    /// <summary>Six digits, or the whole number of a large one.</summary>
    public static string Of(double value) =>
        value.ToString(Math.Abs(value) is >= Large and < 1e15 ? "0" : "G6", CultureInfo.InvariantCulture);

    /// <summary>All digits.</summary>
    public static string Exact(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    internal static string Of(int count) => count.ToString(CultureInfo.InvariantCulture);
}
