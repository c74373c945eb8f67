using System.Diagnostics;

namespace DeliveryAsCode.Benchmarks;

/// <summary>The median cost of a program.</summary>
internal sealed record Cost(double WallSeconds, double CpuSeconds, double PeakMegabytes);

internal sealed record Comparison(Cost Delivery, Cost Cmark)
{
    public static Comparison Of(GeneratedRepository repository, int rounds)
    {
        Measurement.Of(Check(repository));
        Measurement.Of(Parse(repository));
        var turns = Enumerable.Range(0, rounds)
            .Select(_ => (Delivery: Measurement.Of(Check(repository)), Cmark: Measurement.Of(Parse(repository))))
            .ToArray();
        return new Comparison(
            Median([.. turns.Select(t => t.Delivery)], Measurement.PeakMegabytes(Check(repository))),
            Median([.. turns.Select(t => t.Cmark)], Measurement.PeakMegabytes(Parse(repository))));
    }

    private static ProcessStartInfo Check(GeneratedRepository repository) =>
        InSilence(repository, ["dotnet", Path.Combine(AppContext.BaseDirectory, "delivery.dll"), "check"]);

    private static ProcessStartInfo Parse(GeneratedRepository repository) =>
        InSilence(repository, ["cmark-gfm", "-e", "table", "-e", "tasklist", .. repository.Records]);

    /// <summary>What they print is nobody's to wait for; the shell becomes the program.</summary>
    private static ProcessStartInfo InSilence(GeneratedRepository repository, string[] command) =>
        new("/bin/sh", ["-c", "exec \"$@\" > /dev/null 2>&1", "sh", .. command]) { WorkingDirectory = repository.Folder };

    private static Cost Median(Measurement[] runs, double peak)
    {
        var median = Measurement.Median(runs);
        return new(median.WallSeconds, median.CpuSeconds, peak);
    }
}
