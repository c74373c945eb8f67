using System.Text;
using DeliveryAsCode.Cli.Forges.GitHub;
using DeliveryAsCode.Cli.Forges.GitHub.Api;

namespace DeliveryAsCode.Cli.Running;

/// <summary>
/// The ref at GitHub, moved by its git data API: a tree, a commit on the known tip, and the ref, forward only. Nobody else
/// can have moved it in between, because then it would not be forward.
/// </summary>
/// <remarks>
/// It blocks: the environment's ref is moved under a lock that renewals, which come from a timer, share with the steps, and
/// whoever appends must not go on before it is there.
/// </remarks>
/// <param name="mask">What nobody may read on the ref.</param>
internal sealed class GitHubEnvironmentStore(GitHubApi api, string name, SecretMask mask) : EnvironmentStore(name)
{
    private const int MostReadings = 5;

    public override string Place => $"GitHub ({api.Repository})";

    /// <summary>As every clone calls where it comes from.</summary>
    public override string Remote => "origin";

    protected override string WhenSilent => "see whether GitHub is in trouble and whether the token may read and write contents, then run the same command again";

    /// <summary>By the attempt: one that is run again is another one, and may well go on while this one is over.</summary>
    public override bool HasEnded(LockHolder holder)
    {
        try
        {
            return holder.Run is { } run && Blocking.Wait(() => api.WorkflowRunAttemptAsync(run.Id, run.Attempt, CancellationToken.None)) is { Status: "completed" };
        }
        catch (CommandException)
        {
            return false;
        }
    }

    public override EnvironmentContent Read()
    {
        for (var reading = 1; ; reading++)
        {
            if (Blocking.Wait(() => api.RefAsync(Branch, CancellationToken.None)) is not { } tip)
                return EnvironmentContent.None;

            try
            {
                // GitHub takes a commit for its tree.
                var tree = Blocking.Wait(() => api.TreeAsync(tip, recursive: true, CancellationToken.None));
                return Parse(tip, tree.Entries.Where(e => e is { Type: "blob", Mode: GitTreeChange.File }).ToDictionary(e => e.Path, e => e.Sha));
            }
            catch (CommandException) when (reading < MostReadings && Tip(out _) != tip)
            {
                // It moved on, and what it stood at is not there for everybody yet, or any more.
            }
        }
    }

    protected override string? Tip(out string why)
    {
        try
        {
            why = "";
            return Blocking.Wait(() => api.RefAsync(Branch, CancellationToken.None)) ?? "";
        }
        catch (CommandException e)
        {
            why = e.Message;
            return null;
        }
    }

    protected override string IdOf(byte[] content) => ObjectId.Of(content);

    protected override byte[] ReadBlob(string id) => Blocking.Wait(() => api.BlobAsync(id, CancellationToken.None));

    protected override string Commit(string? parent, IReadOnlyList<RefFile> files, string message)
    {
        List<GitTreeChange> changes = [.. files.Select(f => f.Content is { } content ? GitTreeChange.Text(f.Path, Encoding.UTF8.GetString(content)) : GitTreeChange.Existing(f.Path, f.Id!))];
        if (changes.FirstOrDefault(c => c.Content is { } text && mask.Knows(text)) is { } leak)
            throw CommandException.World($"{leak.Path} holds the value of a declared secret, and is not published", "name no secret in reasons and paths, and declare no value as one that everybody may know");

        return Blocking.Wait(async () => await api.CreateCommitAsync(message, await api.CreateTreeAsync(null, changes, CancellationToken.None), parent is null ? [] : [parent], CancellationToken.None));
    }

    protected override bool Push(string commit, string? parent, out string said)
    {
        try
        {
            said = "GitHub says that somebody else has moved it, and it has not moved";
            return Blocking.Wait(() => parent is null ? api.CreateRefAsync(Branch, commit, CancellationToken.None) : api.UpdateRefAsync(Branch, commit, CancellationToken.None)) == RefOutcome.Moved;
        }
        catch (CommandException e)
        {
            said = e.Message;
            return false;
        }
    }
}
