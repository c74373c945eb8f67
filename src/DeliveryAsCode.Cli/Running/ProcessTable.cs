using System.Globalization;
using System.Text;
using DeliveryAsCode.Execution;

namespace DeliveryAsCode.Cli.Running;

/// <summary>The processes of this machine as the kernel shows them in <c>/proc</c>.</summary>
internal static class ProcessTable
{
    private static readonly Lazy<string> _bootId = new(() => File.ReadAllText("/proc/sys/kernel/random/boot_id").Trim());

    public static string BootId => _bootId.Value;

    /// <summary>What tells the process from every other one; null if it is gone.</summary>
    public static ProcessIdentity? Identify(int pid) =>
        Read(pid) is { } process ? new ProcessIdentity(Environment.MachineName, BootId, pid, process.StartTime) : null;

    /// <summary>Whether exactly this process is there. Of another machine nobody can say so: null.</summary>
    public static bool? IsAlive(ProcessIdentity process)
    {
        if (process.Host != Environment.MachineName)
            return null;

        return process.BootId == BootId && Read(process.Pid)?.StartTime == process.StartTime;
    }

    /// <summary>Living processes of the session or group, and those anywhere that carry the variable.</summary>
    public static List<int> OfStep(int? leader, string? key)
    {
        var mark = key is null ? null : Encoding.UTF8.GetBytes($"DELIVERY_STEP_KEY={key}\0");
        return All()
            .Where(p => leader is not null && (p.Group == leader || p.Session == leader) || mark is not null && Carries(p.Pid, mark))
            .Select(p => p.Pid)
            .ToList();
    }

    private static IEnumerable<Entry> All() =>
        Directory.EnumerateDirectories("/proc")
            .Select(d => int.TryParse(Path.GetFileName(d), NumberStyles.None, CultureInfo.InvariantCulture, out var pid) ? Read(pid) : null)
            .OfType<Entry>();

    /// <summary>Null if it is gone, also if it only waits for its parent to notice.</summary>
    private static Entry? Read(int pid)
    {
        if (ReadFile($"/proc/{pid}/stat") is not { Length: > 0 } stat)
            return null;

        // The name stands in brackets and may hold anything: what follows the last one is fields.
        var text = Encoding.UTF8.GetString(stat);
        var fields = text[(text.LastIndexOf(')') + 2)..].Split(' ');
        return fields[0] is "Z" or "X"
            ? null
            : new Entry(pid, Number(fields[2]), Number(fields[3]), long.Parse(fields[19], CultureInfo.InvariantCulture));
    }

    private static int Number(string field) => int.Parse(field, CultureInfo.InvariantCulture);

    private static bool Carries(int pid, byte[] mark) =>
        ReadFile($"/proc/{pid}/environ") is { } variables && variables.AsSpan().IndexOf(mark) >= 0;

    /// <summary>A process may end, or belong to somebody else, while we look at it.</summary>
    private static byte[]? ReadFile(string path)
    {
        try
        {
            return File.ReadAllBytes(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private sealed record Entry(int Pid, int Group, int Session, long StartTime);
}
