using System.Globalization;
using System.Text.Json;
using DeliveryAsCode.Execution;

namespace DeliveryAsCode.Cli.Running;

/// <summary>Who holds an environment.</summary>
/// <param name="IsReserved">Whether the execution has begun to change it: then it stays taken, also while nobody runs.</param>
internal sealed record LockHolder(string Execution, string Runbook, ProcessIdentity Process, DateTimeOffset Since, bool IsReserved);

/// <summary>
/// An environment belongs to one execution at a time. A kernel lock on <c>NAME.lease</c> proves that the holder lives, in
/// every container of this machine; the file <c>NAME</c> says who it is, and stays behind a dead holder.
/// </summary>
/// <remarks>
/// It is a lock between runs of this program on one clone. It cannot see other tools, other clones, or work that a step
/// has handed to a remote system.
/// </remarks>
internal sealed class EnvironmentLock : IDisposable
{
    private readonly string _path;
    private readonly FileStream _lease;
    private LockHolder _holder;

    private EnvironmentLock(string path, FileStream lease, LockHolder holder)
    {
        _path = path;
        _lease = lease;
        _holder = holder;
    }

    /// <summary>The lock, or why it is not to be had. Whoever did not get it has changed nothing.</summary>
    public static (EnvironmentLock? Lock, string? Refusal) Acquire(string folder, string name, LockHolder holder)
    {
        Directory.CreateDirectory(folder);
        var path = Path.Combine(folder, Uri.EscapeDataString(name));
        if (TryLease($"{path}.lease") is not { } lease)
            return (null, $"{name} is in use: {Describe(Read(path))}");

        var before = Read(path);
        if (before is not null && WhyKept(before, holder) is { } why)
        {
            lease.Dispose();
            return (null, $"{name} is not free: {why}");
        }

        var own = new EnvironmentLock(path, lease, holder with { IsReserved = before?.IsReserved == true });
        own.Write();
        return (own, null);
    }

    /// <summary>From the first change to the end of the execution.</summary>
    public void Reserve()
    {
        if (_holder.IsReserved)
            return;

        _holder = _holder with { IsReserved = true };
        Write();
    }

    /// <summary>The execution has ended.</summary>
    public void Release()
    {
        File.Delete(_path);
        Posix.FlushFolder(Path.GetDirectoryName(_path)!);
        _lease.Dispose();
    }

    /// <summary>The execution has ended, and the environment is held.</summary>
    public void Keep(string reason) => _lease.Dispose();

    /// <summary>The run ends, the execution may not: a reservation stays.</summary>
    public void Dispose()
    {
        if (_lease.SafeFileHandle.IsClosed)
            return;

        if (_holder.IsReserved)
            _lease.Dispose();
        else
            Release();
    }

    private static FileStream? TryLease(string path)
    {
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException) when (File.Exists(path))
        {
            return null;
        }
    }

    private static string? WhyKept(LockHolder before, LockHolder next)
    {
        if (before.Process.Host != next.Process.Host)
            return $"{Describe(before)}, and whether that machine still works on it cannot be seen from here";
        if (ProcessTable.IsAlive(before.Process) == true && before.Process != next.Process)
            return Describe(before);

        return before.IsReserved && before.Execution != next.Execution
            ? $"{Describe(before)}; it has changed the environment and did not end: continue it first, or, if its journal is lost, make sure what state the environment is in and delete the lock of that name in the folder delivery/locks of the git directory"
            : null;
    }

    private static string Describe(LockHolder? holder) => holder is null
        ? "another run is just starting"
        : string.Create(
            CultureInfo.InvariantCulture,
            $"execution {holder.Execution} of {holder.Runbook} holds it since {holder.Since:yyyy-MM-dd HH:mm} UTC (process {holder.Process.Pid} on {holder.Process.Host})");

    /// <summary>Whole or not at all: a reader never sees half a file.</summary>
    private void Write()
    {
        var folder = Path.GetDirectoryName(_path)!;
        var temporary = $"{_path}.{_holder.Process.Pid}.new";
        using (var stream = File.Create(temporary))
        {
            using (var json = new Utf8JsonWriter(stream))
                Write(json, _holder);
            stream.Flush(flushToDisk: true);
        }

        File.Move(temporary, _path, overwrite: true);
        Posix.FlushFolder(folder);
    }

    private static void Write(Utf8JsonWriter json, LockHolder holder)
    {
        json.WriteStartObject();
        json.WriteString("execution", holder.Execution);
        json.WriteString("runbook", holder.Runbook);
        json.WriteString("host", holder.Process.Host);
        json.WriteString("boot", holder.Process.BootId);
        json.WriteNumber("pid", holder.Process.Pid);
        json.WriteNumber("started", holder.Process.StartTime);
        json.WriteString("since", holder.Since);
        json.WriteBoolean("reserved", holder.IsReserved);
        json.WriteEndObject();
    }

    private static LockHolder? Read(string path)
    {
        if (!File.Exists(path))
            return null;

        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(path));
            return Read(document.RootElement);
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new IOException($"the lock {path} cannot be read: make sure that no deployment is under way, then delete it", e);
        }
    }

    private static LockHolder Read(JsonElement lockFile) => new(
        lockFile.GetProperty("execution").GetString()!,
        lockFile.GetProperty("runbook").GetString()!,
        new ProcessIdentity(
            lockFile.GetProperty("host").GetString()!,
            lockFile.GetProperty("boot").GetString()!,
            lockFile.GetProperty("pid").GetInt32(),
            lockFile.GetProperty("started").GetInt64()),
        lockFile.GetProperty("since").GetDateTimeOffset(),
        lockFile.GetProperty("reserved").GetBoolean());
}
