using System.Collections.Immutable;
using DeliveryAsCode.Cli.Reporting;
using DeliveryAsCode.Execution;

namespace DeliveryAsCode.Cli.Running;

/// <summary>
/// The ref <c>refs/heads/delivery/env/NAME</c>: one tree of lock and journal, and a history of them. It moves from a known
/// commit to its child or not at all, whoever else tries, and whichever way they come: a clone and GitHub's API make the
/// same commits.
/// </summary>
/// <param name="name">Of the environment.</param>
internal abstract class EnvironmentStore(string name)
{
    private const string LockPath = "lock.json";

    public string Name => name;

    /// <summary>Where it is, to go on a sentence with: <c>the remote "origin"</c>.</summary>
    public abstract string Place { get; }

    /// <summary>Name of the git remote by which a clone speaks of the same ref.</summary>
    public abstract string Remote { get; }

    /// <summary>Without <c>refs/</c>.</summary>
    protected string Branch { get; } = $"heads/delivery/env/{Uri.EscapeDataString(name).Replace(".", "%2E", StringComparison.Ordinal)}";

    /// <summary>Whether the host of the holder's run says that this run is over. Who cannot tell says no.</summary>
    public abstract bool HasEnded(LockHolder holder);

    /// <exception cref="CommandException">The place is not known or does not answer, or holds what this version does not understand.</exception>
    public abstract EnvironmentContent Read();

    /// <summary>The journal of an execution that is no longer the environment's last.</summary>
    public byte[] ReadEarlier(EnvironmentContent content, EarlierOnRef earlier) =>
        content.Kept.TryGetValue(earlier.Path, out var id) ? ReadBlob(id) : throw Damaged($"the journal of execution {earlier.Execution} is not on", "restore the ref from its history");

    /// <param name="before">Where it stands.</param>
    /// <param name="maybe">Where it may stand too, after attempts of ours whose end nobody saw.</param>
    public PushOutcome Move(EnvironmentContent before, IReadOnlyCollection<string> maybe, RemoteLock next, byte[] journal)
    {
        string? commit = null;
        try
        {
            var parent = maybe.Count > 0 && Tip(out _) is { } now && maybe.Contains(now) ? now : before.Tip;
            var kept = next.Earlier.Where(e => IsLastOf(before, e) || before.Kept.ContainsKey(e.Path))
                .ToImmutableDictionary(e => e.Path, e => IsLastOf(before, e) ? IdOf(before.Journal) : before.Kept[e.Path]);
            commit = Commit(parent, Files(before, next, journal, kept), MessageOf(next));
            var after = new EnvironmentContent(commit, next, journal) { Kept = kept };
            if (Push(commit, parent, out var said))
                return new Moved(after);

            // What the other side says of it is for people. What counts is where the ref stands now.
            var tip = Tip(out var why);
            if (tip == commit)
                return new Moved(after);

            return tip is null || tip == (parent ?? "") || maybe.Contains(tip)
                ? new Unreachable(tip is null ? why : said, commit)
                : new Overtaken();
        }
        catch (CommandException e)
        {
            // A git that cannot start or write is as silent as a remote, and the timer that renews has nobody to catch it.
            return new Unreachable(e.Message, commit);
        }
    }

    public CommandException NoAnswer(string why) => CommandException.World($"{Place} does not answer for {Name}: {why}", WhenSilent);

    /// <summary>What to do then.</summary>
    protected abstract string WhenSilent { get; }

    /// <summary>The commit that the ref stands at; empty if there is no such ref, null if nobody answers.</summary>
    protected abstract string? Tip(out string why);

    /// <summary>The id of a content that is there or will be.</summary>
    protected abstract string IdOf(byte[] content);

    protected abstract byte[] ReadBlob(string id);

    /// <exception cref="CommandException">It could not be made.</exception>
    protected abstract string Commit(string? parent, IReadOnlyList<RefFile> files, string message);

    /// <summary>Moves the ref from the parent to the commit, if it stands there.</summary>
    protected abstract bool Push(string commit, string? parent, out string said);

    /// <param name="files">Path to blob id.</param>
    protected EnvironmentContent Parse(string tip, IReadOnlyDictionary<string, string> files)
    {
        var state = files.TryGetValue(LockPath, out var locked) ? RemoteLock.Read(ReadBlob(locked)) : null;
        if (state is null)
            throw Damaged($"{LockPath} cannot be read on", "find out who wrote it; this version understands only what the program wrote");

        if (new[] { state.Execution, state.Holder?.Execution }.Concat(state.Earlier.Select(e => e.Execution)).OfType<string>().FirstOrDefault(id => !ExecutionId.IsValid(id)) is { } foreign)
            throw Damaged($"{LockPath} speaks of execution \"{Visible.Of(foreign)}\", which is no execution's id, on", "find out who wrote it, and restore the ref from its history");

        byte[] journal = state.Execution is not { } execution ? []
            : files.TryGetValue(PathOf(execution), out var id) ? ReadBlob(id)
            : throw Damaged($"the journal of execution {execution} is not on", "restore the ref from its history");
        return new EnvironmentContent(tip, state, journal)
        {
            Kept = state.Earlier.Where(e => files.ContainsKey(e.Path)).ToImmutableDictionary(e => e.Path, e => files[e.Path]),
        };
    }

    private CommandException Damaged(string what, string help) => CommandException.World($"{what} refs/{Branch} of {Place}", help);

    private static string PathOf(string execution) => $"executions/{execution}{JournalFile.Extension}";

    private string MessageOf(RemoteLock next) => $"{Name}: {(next.Holder is { } holder ? $"execution {holder.Execution}, term {next.Term}" : "free")}\n";

    private static bool IsLastOf(EnvironmentContent before, EarlierOnRef earlier) =>
        before.Lock.Execution == earlier.Execution && before.Lock.Runbook == earlier.Runbook;

    /// <summary>A journal is sent only when it has grown: renewals name it by its id.</summary>
    private List<RefFile> Files(EnvironmentContent before, RemoteLock next, byte[] journal, ImmutableDictionary<string, string> kept)
    {
        List<RefFile> files = [new(LockPath, next.Write(), null)];
        if (next.Execution is { } execution)
        {
            var isThere = before.Lock.Execution == execution && before.Journal.AsSpan().SequenceEqual(journal);
            files.Add(new RefFile(PathOf(execution), isThere ? null : journal, isThere ? IdOf(journal) : null));
        }

        files.AddRange(kept.OrderBy(k => k.Key, StringComparer.Ordinal).Select(k => new RefFile(k.Key, null, k.Value)));
        return files;
    }
}
