using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace DeliveryAsCode.Benchmarks;

/// <summary>What one process cost.</summary>
internal readonly record struct Measurement(double WallSeconds, double CpuSeconds)
{
    public static Measurement Of(ProcessStartInfo start)
    {
        var cpu = ChildrenCpuSeconds();
        var clock = Stopwatch.StartNew();
        using var process = Process.Start(start)!;
        process.WaitForExit();
        var wall = clock.Elapsed.TotalSeconds;
        return process.ExitCode <= 1
            ? new Measurement(wall, ChildrenCpuSeconds() - cpu)
            : throw new InvalidOperationException($"{string.Join(' ', start.ArgumentList.Take(5))} … ended with {process.ExitCode}");
    }

    /// <summary>
    /// The high-water mark of the process, read while it runs. What the kernel tells about a child afterwards begins with
    /// the memory of the parent it was forked from, which is ours.
    /// </summary>
    public static double PeakMegabytes(ProcessStartInfo start)
    {
        using var process = Process.Start(start)!;
        var peak = 0.0;
        while (!process.WaitForExit(1))
            peak = Math.Max(peak, HighWaterMark(process.Id));
        return peak;
    }

    public static Measurement Median(Measurement[] runs) => new(Median(runs.Select(r => r.WallSeconds)), Median(runs.Select(r => r.CpuSeconds)));

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }

    private static double HighWaterMark(int process)
    {
        try
        {
            var line = File.ReadLines($"/proc/{process}/status").FirstOrDefault(l => l.StartsWith("VmHWM:", StringComparison.Ordinal));
            return line is null ? 0 : double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2], CultureInfo.InvariantCulture) * 1024 / 1e6;
        }
        catch (IOException)
        {
            return 0; // It has just ended.
        }
    }

    private static double ChildrenCpuSeconds()
    {
        Span<long> usage = stackalloc long[18];
        if (getrusage(RusageChildren, ref MemoryMarshal.GetReference(usage)) != 0)
            throw new InvalidOperationException("getrusage failed");
        return usage[0] + usage[2] + ((usage[1] + usage[3]) / 1e6);
    }

    private const int RusageChildren = -1;

    [DllImport("libc", SetLastError = true)]
    private static extern int getrusage(int who, ref long usage);
}
