using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using DeliveryAsCode.Cli.Workspaces;

namespace DeliveryAsCode.Cli.Running;

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
    private const int LongestName = 200;

    private readonly string _path;
    private readonly FileStream _lease;

    private EnvironmentLock(string path, FileStream lease, LockHolder holder)
    {
        _path = path;
        _lease = lease;
        Holder = holder;
    }

    public LockHolder Holder { get; private set; }

    /// <summary>Which claim this is: where the lock is kept at a remote, the one there, since every checkout counts its own.</summary>
    public int Term => Remote?.Known.Lock.Term ?? Holder.Term;

    /// <summary>The same lock at a remote; null if it is kept here alone.</summary>
    public EnvironmentRef? Remote { get; private set; }

    /// <summary>The lock, or why it is not to be had. Whoever did not get it has changed nothing.</summary>
    public static (EnvironmentLock? Lock, string? Refusal) Acquire(string folder, string name, LockHolder holder)
    {
        var path = PathOf(folder, name);
        if (TryLease(path) is not { } lease)
            return (null, $"{name} is in use: {Describe(LockFile.Read(path))}");

        try
        {
            var before = LockFile.Read(path);
            if (before is not null && WhyKept(before, holder, name) is { } why)
            {
                lease.Dispose();
                return (null, $"{name} is not free: {why}");
            }

            LockFile.Sweep(path);
            return (Take(path, lease, holder, before), null);
        }
        catch
        {
            lease.Dispose();
            throw;
        }
    }

    /// <summary>Who holds it, or held it last and did not let go.</summary>
    public static LockHolder? Find(string folder, string name) => LockFile.Read(PathOf(folder, name));

    /// <summary>A person takes it from a holder that is gone.</summary>
    /// <param name="term">Which holder the person speaks of.</param>
    /// <param name="record">Is told before the lock is free, while nobody else can have it.</param>
    /// <returns>Why not; null if it is free now.</returns>
    public static string? Break(string folder, string name, int term, Action<LockHolder> record)
    {
        var path = PathOf(folder, name);
        using var lease = TryLease(path);
        if (LockFile.Read(path) is not { } holder)
            return lease is null ? $"{name} is in use: {Describe(null)}" : $"{name} is free: nobody holds it";
        if (lease is null || holder.IsAlive == true && holder.Process.Pid != Environment.ProcessId)
            return $"{name} is in use, and its process lives: {holder}, term {holder.Term}: end that run first";
        if (holder.Term != term)
            return $"{name} is not held in term {term}: {holder}, term {holder.Term}";

        record(holder);
        LockFile.Sweep(path);
        Free(path);
        return null;
    }

    /// <summary>Takes it at a remote too.</summary>
    /// <param name="journal">What is there of the execution's journal.</param>
    /// <returns>Why it is not to be had there; null if it is ours.</returns>
    public string? TakeAt(EnvironmentRef remote, byte[] journal)
    {
        if (remote.Claim(Holder, journal) is { } refusal)
            return refusal;

        Remote = remote;
        var there = remote.Known.Lock.Holder!;
        if (there.IsReserved && !Holder.IsReserved || there.Held is not null)
            Write(Holder with { IsReserved = true, Held = Holder.Held ?? there.Held });
        return null;
    }

    /// <summary>From the first change to the end of the execution.</summary>
    public void Reserve()
    {
        if (!Holder.IsReserved)
            Write(Holder with { IsReserved = true });
        Remote?.Reserve();
    }

    /// <summary>The execution has ended and the environment is free.</summary>
    public void Release()
    {
        Remote?.Release();
        Free(_path);
        _lease.Dispose();
    }

    /// <summary>The execution has ended, but not so that another one may go on from there: it is kept until the hold is lifted.</summary>
    /// <param name="reason">What stands in the way, for example <c>it was rolled back</c>.</param>
    public void Keep(string reason)
    {
        Remote?.Keep(reason);
        Write(Holder with { IsReserved = true, Held = reason });
        _lease.Dispose();
    }

    /// <summary>A person has lifted the hold: the execution goes on with it, or gives it free.</summary>
    public void LiftHold()
    {
        if (Holder.Held is not null)
            Write(Holder with { Held = null });
        Remote?.LiftHold();
    }

    /// <summary>The run ends, the execution may not: a reservation stays.</summary>
    public void Dispose()
    {
        if (_lease.SafeFileHandle.IsClosed)
            return;

        Remote?.Dispose();
        // While the remote does not know everything, nobody goes on here without asking there.
        if (Holder.IsReserved || Remote?.Fault is not null)
            _lease.Dispose();
        else
            Release();
    }

    private static EnvironmentLock Take(string path, FileStream lease, LockHolder holder, LockHolder? before)
    {
        var term = Math.Max(LockFile.ReadTerm(lease), before?.Term ?? 0) + 1;
        LockFile.WriteTerm(lease, term);
        var own = new EnvironmentLock(path, lease, holder);
        own.Write(before?.IsSameExecution(holder) == true
            ? holder with { Term = term, IsReserved = before!.IsReserved, Held = before.Held, Remote = holder.Remote ?? before.Remote }
            : holder with { Term = term });
        return own;
    }

    /// <summary>A dot is escaped too: what stands behind one is ours.</summary>
    private static string PathOf(string folder, string name)
    {
        Directory.CreateDirectory(folder);
        return Path.Combine(folder, FileNameOf(Uri.EscapeDataString(name).Replace(".", "%2E", StringComparison.Ordinal)));
    }

    /// <summary>A file's name has at most 255 bytes, and endings follow. A path of Japanese folders is soon longer, escaped.</summary>
    private static string FileNameOf(string escaped) => escaped.Length <= LongestName
        ? escaped
        : $"{escaped[..(LongestName - (2 * SHA256.HashSizeInBytes) - 1)]}-{Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(escaped)))}";

    private static FileStream? TryLease(string path)
    {
        var lease = $"{path}.lease";
        try
        {
            return new FileStream(lease, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException) when (File.Exists(lease))
        {
            return null;
        }
    }

    private static string? WhyKept(LockHolder before, LockHolder next, string name)
    {
        var unlock = string.Create(CultureInfo.InvariantCulture, $"delivery unlock {name} --term {before.Term} --reason \"…\"");
        if (before.IsAlive is null)
            return $"{before}, and whether that machine still works on it cannot be seen from here: look there, then free it ({unlock})";
        if (before.IsAlive == true && before.Process != next.Process)
            return before.ToString();
        if (!before.IsSameExecution(next))
            return before.WhyKept(unlock);

        return before.Remote is { } remote && next.Remote is null
            ? $"{before}, and its journal is kept at the remote \"{remote}\": continue it with --remote {remote}"
            : null;
    }

    private static string Describe(LockHolder? holder) => holder?.ToString() ?? "another run is just starting";

    private static void Free(string path)
    {
        File.Delete(path);
        Posix.FlushFolder(Path.GetDirectoryName(path)!);
    }

    private void Write(LockHolder holder)
    {
        LockFile.Write(_path, holder);
        Holder = holder;
    }
}
