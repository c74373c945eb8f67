using DeliveryAsCode.Cli.Reporting;
using DeliveryAsCode.Cli.Workspaces;
using DeliveryAsCode.Execution;

namespace DeliveryAsCode.Cli.Running;

/// <summary>What a ref of an environment held when it was looked at.</summary>
/// <param name="Tip">The commit; null if there is no ref.</param>
/// <param name="Journal">Bytes of the journal of <see cref="RemoteLock.Execution"/>.</param>
internal sealed record EnvironmentContent(string? Tip, RemoteLock Lock, byte[] Journal);

/// <summary>How an attempt to move the ref ended. Closed.</summary>
internal abstract record PushOutcome;

internal sealed record Moved(EnvironmentContent Content) : PushOutcome;

/// <summary>Somebody else has moved it since.</summary>
internal sealed record Overtaken : PushOutcome;

/// <summary>Nothing is known to have moved.</summary>
/// <param name="Maybe">The commit that may yet stand there; null: none was made.</param>
internal sealed record Unreachable(string Why, string? Maybe) : PushOutcome;

/// <summary>
/// The ref <c>refs/heads/delivery/env/NAME</c> of a remote: one tree of lock and journal, and a history of them. It moves
/// from a known commit to its child or not at all, whoever else tries.
/// </summary>
internal sealed class EnvironmentStore(Git git, string remote, string name)
{
    private readonly string _reference = $"refs/heads/delivery/env/{Uri.EscapeDataString(name).Replace(".", "%2E", StringComparison.Ordinal)}";

    public string Name => name;

    public string Remote => remote;

    /// <exception cref="CommandException">The remote is not known or does not answer, or holds what this version does not understand.</exception>
    public EnvironmentContent Read()
    {
        if (!git.HasRemote(remote))
            throw CommandException.Unusable($"there is no remote \"{remote}\"", "see \"git remote\"");

        for (var attempt = 0; attempt < 5; attempt++)
        {
            var tip = git.TipOf(remote, _reference, out var why) ?? throw NoAnswer(why);
            if (tip.Length == 0)
                return new EnvironmentContent(null, RemoteLock.Free, []);
            if (git.Fetch(remote, _reference) is { Succeeded: false, Error: var error })
                throw NoAnswer(error.Trim());
            if (git.Resolve(tip) is not null)
                return Parse(tip);
        }

        throw CommandException.World($"{_reference} of the remote \"{remote}\" changes while it is read", "try again");
    }

    /// <param name="before">Where it stands.</param>
    /// <param name="maybe">Where it may stand too, after attempts of ours whose end nobody saw.</param>
    public PushOutcome Move(EnvironmentContent before, IReadOnlyCollection<string> maybe, RemoteLock next, byte[] journal)
    {
        string? commit = null;
        try
        {
            var parent = maybe.Count > 0 && git.TipOf(remote, _reference, out _) is { } now && maybe.Contains(now) ? now : before.Tip;
            commit = Commit(parent, next, journal);
            var push = git.PushExactly(remote, _reference, commit, parent);
            if (push.Succeeded)
                return new Moved(new EnvironmentContent(commit, next, journal));

            // What git says of it is for people. What counts is where the ref stands now.
            var tip = git.TipOf(remote, _reference, out var why);
            if (tip == commit)
                return new Moved(new EnvironmentContent(commit, next, journal));

            return tip is null || tip == (parent ?? "") || maybe.Contains(tip)
                ? new Unreachable(tip is null ? why : Said(push), commit)
                : new Overtaken();
        }
        catch (CommandException e)
        {
            // A git that cannot start or write is as silent as a remote, and the timer that renews has nobody to catch it.
            return new Unreachable(e.Message, commit);
        }
    }

    public CommandException NoAnswer(string why) => CommandException.World(
        $"the remote \"{remote}\" does not answer for {name}: {why}", "check the network and your access with \"git ls-remote\", then run the command again");

    private static string Said(Git.Result push) => $"{push.Output.Trim()} {push.Error.Trim()}".Trim();

    private string Commit(string? parent, RemoteLock next, byte[] journal)
    {
        List<string> entries = [];
        if (next.Execution is { } execution)
            entries.Add($"040000 tree {git.WriteTree([$"100644 blob {git.WriteBlob(journal)}\t{execution}{JournalFile.Extension}"])}\texecutions");
        entries.Add($"100644 blob {git.WriteBlob(next.Write())}\tlock.json");
        return git.WriteCommit(git.WriteTree(entries), parent, $"{name}: {(next.Holder is { } holder ? $"execution {holder.Execution}, term {next.Term}" : "free")}\n");
    }

    private EnvironmentContent Parse(string tip)
    {
        var state = git.RunForBytes("cat-file", "blob", $"{tip}:lock.json") is { } bytes ? RemoteLock.Read(bytes) : null;
        if (state is null)
            throw CommandException.World($"lock.json on {_reference} of the remote \"{remote}\" cannot be read", "find out who wrote it; this version understands only what the program wrote");

        if (new[] { state.Execution, state.Holder?.Execution }.OfType<string>().FirstOrDefault(id => !ExecutionId.IsValid(id)) is { } foreign)
            throw CommandException.World($"lock.json on {_reference} of the remote \"{remote}\" speaks of execution \"{Visible.Of(foreign)}\", which is no execution's id", "find out who wrote it, and restore the ref from its history");

        var journal = state.Execution is { } execution ? git.RunForBytes("cat-file", "blob", $"{tip}:executions/{execution}{JournalFile.Extension}") : [];
        return new EnvironmentContent(tip, state, journal ?? throw CommandException.World($"the journal of execution {state.Execution} is not on {_reference} of the remote \"{remote}\"", "restore the ref from its history"));
    }
}
