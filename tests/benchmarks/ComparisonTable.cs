using System.Globalization;

namespace DeliveryAsCode.Benchmarks;

/// <summary>Markdown.</summary>
internal static class ComparisonTable
{
    public const string Heading = """
        | records | program | wall s | CPU s | MB/s | peak MB |
        |--------:|---------|-------:|------:|-----:|--------:|

        """;

    public static string Rows(GeneratedRepository repository, Comparison comparison)
    {
        var (delivery, cmark) = (comparison.Delivery, comparison.Cmark);
        var (wall, cpu) = (delivery.WallSeconds / cmark.WallSeconds, delivery.CpuSeconds / cmark.CpuSeconds);
        return string.Create(CultureInfo.InvariantCulture, $"""
            | {repository.Records.Length:N0} ({repository.Megabytes:0.0##} MB) | delivery check | {Figures(delivery, repository.Megabytes)} |
            | | cmark-gfm | {Figures(cmark, repository.Megabytes)} |
            | | ratio | {wall:0.0} | {cpu:0.0} | {1 / wall:0.00} | {Ratio(delivery.PeakMegabytes, cmark.PeakMegabytes)} |

            """);
    }

    private static string Figures(Cost cost, double megabytes) => string.Create(
        CultureInfo.InvariantCulture,
        $"{cost.WallSeconds:0.000} | {cost.CpuSeconds:0.000} | {megabytes / cost.WallSeconds:0.00} | {Known(cost.PeakMegabytes)}");

    /// <summary>A process that ends within a few milliseconds cannot be watched.</summary>
    private static string Known(double megabytes) => megabytes >= 1 ? megabytes.ToString("0", CultureInfo.InvariantCulture) : "-";

    private static string Ratio(double one, double other) => other >= 1 ? (one / other).ToString("0.0", CultureInfo.InvariantCulture) : "-";
}
