using System.Diagnostics;

namespace DeliveryAsCode.Benchmarks;

/// <summary>A repository with so many deliveries, each in its folder.</summary>
internal sealed record GeneratedRepository(string Folder, string[] Records, long Bytes)
{
    public double Megabytes => Bytes / 1e6;

    public static GeneratedRepository Create(string folder, int records)
    {
        Process.Start(new ProcessStartInfo("git", ["init", "--quiet", folder]))!.WaitForExit();
        File.WriteAllText(Path.Combine(folder, "delivery.yml"), "version: 1\n");
        string[] paths = [.. Enumerable.Range(1, records).Select(number => Write(folder, number))];
        return new GeneratedRepository(folder, paths, paths.Sum(p => new FileInfo(Path.Combine(folder, p)).Length));
    }

    private static string Write(string folder, int number)
    {
        var path = $"deliveries/delivery-{number:00000}/record.md";
        Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(folder, path))!);
        File.WriteAllText(Path.Combine(folder, path), GeneratedRecord.Of(number));
        return path;
    }
}
