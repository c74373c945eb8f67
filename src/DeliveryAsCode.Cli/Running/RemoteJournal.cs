using DeliveryAsCode.Cli.Workspaces;
using DeliveryAsCode.Execution;
using DeliveryAsCode.Runbooks;
using DeliveryAsCode.Text;

namespace DeliveryAsCode.Cli.Running;

/// <summary>Before a run with a remote: what another clone did there is brought here, and what ended here is told there.</summary>
internal static class RemoteJournal
{
    /// <returns>Why the two do not fit together; null if they do now.</returns>
    public static string? Bring(EnvironmentRef remote, RunRequest request, Func<RunRequest, string, LockHolder> holderOf)
    {
        if (FindOf(request.Runbook, remote) is not var (id, there))
            return null;

        if (Journal.Verify(there.Journal) is { } fault)
            return $"the journal of execution {id} at {remote.Place} is broken, {fault}: restore the ref from its history before anything runs";

        if (WhyForeign(id, Journal.Read(there.Journal), request.Runbook) is { } foreign)
            return $"the journal of execution {id} at {remote.Place} {foreign}: find out who wrote it, and restore the ref from its history";

        var path = Path.Combine(request.ExecutionsFolder, id + JournalFile.Extension);
        if (new[] { request.ExecutionsFolder, path }.FirstOrDefault(p => new FileInfo(p).LinkTarget is not null) is { } link)
            return $"{link} is a symbolic link, and journals are not written through one: put the file or folder itself there";

        var here = ReadWhole(path);
        if (here.AsSpan().SequenceEqual(there.Journal))
            return null;
        if (!here.AsSpan().StartsWith(there.Journal) && !there.Journal.AsSpan().StartsWith(here))
            return $"execution {id} went on here and at {remote.Place}, each in its own way: the journal {path} and the one on the ref part after entry {Common(here, there.Journal)}. Find out what was done here since, bring the environment into a known state, and move the local journal away";

        var (environment, refusal) = EnvironmentLock.Acquire(request.LocksFolder, request.LockName, holderOf(request, id));
        if (environment is null)
            return refusal;

        using (environment)
            return here.Length < there.Journal.Length ? Take(path, there, environment) : Tell(remote, environment, id, here);
    }

    /// <summary>What the ref has of a runbook: the environment's last execution, or one that was the last before another runbook took it.</summary>
    private static (string Id, EnvironmentContent There)? FindOf(Runbook runbook, EnvironmentRef remote)
    {
        var known = remote.Known;
        if (known.Lock.Execution is { } id && known.Lock.Runbook == runbook.Path)
            return (id, known);

        return known.Lock.Earlier.FirstOrDefault(e => e.Runbook == runbook.Path) is { } earlier
            ? (earlier.Execution, known with { Lock = RemoteLock.Free, Journal = remote.ReadEarlier(earlier) })
            : null;
    }

    /// <summary>Why it is not what its place says, or null. Whoever may push may write anything.</summary>
    private static string? WhyForeign(string id, Journal journal, Runbook runbook) => journal.Entries.FirstOrDefault()?.Event switch
    {
        null => null,
        ExecutionStarted started when started.Execution != id => $"is the one of execution {started.Execution}",
        ExecutionStarted started when !new EarlierExecution(id, journal).IsOf(runbook) => $"is of another runbook, {started.Runbook}",
        ExecutionStarted => null,
        _ => "does not begin with the start of an execution",
    };

    /// <summary>All whole lines of the file; none if it is not there.</summary>
    public static byte[] ReadWhole(string path)
    {
        var bytes = File.Exists(path) ? File.ReadAllBytes(path) : [];
        return Journal.Read(bytes) is { State: TornTail torn } ? bytes[..torn.Start] : bytes;
    }

    /// <summary>What this clone had reserved is free, or on hold, when it is so at the remote.</summary>
    private static string? Take(string path, EnvironmentContent there, EnvironmentLock environment)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        AtomicFile.Write(path, there.Journal);
        Posix.FlushFolder(Path.GetDirectoryName(path)!);
        if (there.Lock.Holder is null)
            environment.Release();
        else if (there.Lock.Holder.Held is { } held)
            environment.Keep(held);
        return null;
    }

    /// <summary>An execution that ended while the remote did not answer. One that goes on tells it with its claim.</summary>
    private static string? Tell(EnvironmentRef remote, EnvironmentLock environment, string id, byte[] here)
    {
        if (new EarlierExecution(id, Journal.Read(here)).Conclusion is not { } conclusion || remote.Known.Lock.Holder is null)
            return null;
        if (environment.TakeAt(remote, here) is { } refusal)
            return refusal;

        if (conclusion is Conclusion.RolledBack or Conclusion.OnHold)
            environment.Keep(environment.Holder.Held ?? $"it ended as {KebabCase.Of(conclusion)}");
        else
            environment.Release();
        return null;
    }

    private static int Common(byte[] one, byte[] other) =>
        one.AsSpan(0, one.AsSpan().CommonPrefixLength(other)).Count((byte)'\n');
}
