using System.Text;
using DeliveryAsCode.Cli.Forges.GitHub.Api;
using DeliveryAsCode.Cli.Running;
using DeliveryAsCode.Execution;

namespace DeliveryAsCode.Cli.Forges.GitHub.Runs;

/// <summary>
/// The branch on which people watch an execution: a projection of its journal, appended to and never rewritten. Whatever
/// somebody else has put there stays.
/// </summary>
/// <param name="name">Without <c>refs/heads/</c>.</param>
/// <param name="start">The commit from which it starts: the one that is executed.</param>
/// <param name="mask">A file in which a secret stands is not published.</param>
internal sealed class LogBranch(GitHubApi api, string name, string start, SecretMask mask)
{
    private const int MostAttempts = 5;

    private string? _tip;
    private string? _tree;
    private GitTree? _files;

    public string Name => name;

    /// <summary>Whether somebody else was found to go on with the log: nothing of ours is news any more.</summary>
    public bool IsTaken { get; private set; }

    /// <summary>The commit it stands at; null while there is none.</summary>
    public string? Tip => _tip;

    /// <summary>The commit that others have left it at, on which ours stand; null while there is none.</summary>
    public string? Found { get; private set; }

    /// <returns>Whether it is there already: an earlier run has begun it.</returns>
    public async Task<bool> FindAsync(CancellationToken cancellation)
    {
        (_tip, _tree, _files) = (await api.RefAsync($"heads/{name}", cancellation), null, null);
        Found = _tip;
        return _tip is not null;
    }

    /// <summary>Files as they are on the branch, where they are there; one that nobody can list is not.</summary>
    public async Task<IReadOnlyDictionary<string, byte[]>> ReadAsync(IEnumerable<string> paths, CancellationToken cancellation)
    {
        var found = new Dictionary<string, byte[]>();
        if (_tip is null)
            return found;

        _files ??= await api.TreeAsync(_tip, recursive: true, cancellation);
        foreach (var entry in _files.Entries.Where(e => e.Type == "blob" && paths.Contains(e.Path)))
            found[entry.Path] = await api.BlobAsync(entry.Sha, cancellation);
        return found;
    }

    /// <summary>
    /// Whoever has lost the environment may still have something to show, and must not put it over what the one that goes on
    /// has shown since.
    /// </summary>
    /// <exception cref="GitHubException">What is there is of a later claim of the environment.</exception>
    public async Task RequireOlderAsync(ProjectedFile journal, CancellationToken cancellation)
    {
        IsTaken = (await ReadAsync([journal.Path], cancellation)).TryGetValue(journal.Path, out var there) && TermOf(there) > TermOf(Encoding.UTF8.GetBytes(journal.Text));
        if (IsTaken)
            throw new GitHubException(GitHubFailure.Invalid, $"bring the log to {name}", "somebody else has gone on with the execution since");
    }

    /// <summary>Brings files there, if they are not there as they are.</summary>
    /// <param name="make">Makes them of what is on the branch: made again where others have moved it, whose edits would be gone otherwise.</param>
    /// <param name="journal">What the other files are made from.</param>
    /// <returns>Paths that were left out, because a secret stands in them.</returns>
    /// <exception cref="GitHubException">They are not there.</exception>
    public async Task<IReadOnlyList<string>> PushAsync(Func<Task<IReadOnlyList<ProjectedFile>>> make, ProjectedFile journal, string message, CancellationToken cancellation)
    {
        for (var attempt = 1; ; attempt++)
        {
            List<ProjectedFile> all = [.. await make(), journal];
            var leaks = all.Where(f => mask.Knows(f.Text)).Select(f => f.Path).ToList();
            GitTreeChange[] changes = [.. all.Where(f => !leaks.Contains(f.Path)).Select(f => GitTreeChange.Text(f.Path, f.Text))];
            if (changes.Length == 0 || await TryPushAsync(changes, message, cancellation) != RefOutcome.Overtaken)
                return leaks;
            if (attempt == MostAttempts)
                throw new GitHubException(GitHubFailure.Invalid, $"bring the log to {name}", "somebody else moves the branch all the time");

            await FindAsync(cancellation);
            await RequireOlderAsync(journal, cancellation);
        }
    }

    private static int TermOf(byte[] journal) => Journal.Read(journal).Entries.Select(e => e.Event).OfType<LockTaken>().LastOrDefault()?.Term ?? 0;

    private async Task<RefOutcome> TryPushAsync(GitTreeChange[] changes, string message, CancellationToken cancellation)
    {
        var parent = _tip ?? start;
        _tree ??= (await api.CommitAsync(parent, cancellation)).TreeSha;
        var tree = await api.CreateTreeAsync(_tree, changes, cancellation);
        if (tree == _tree && _tip is not null)
            return RefOutcome.Moved;

        var commit = await api.CreateCommitAsync(message, tree, [parent], cancellation);
        var outcome = _tip is null ? await api.CreateRefAsync($"heads/{name}", commit, cancellation) : await api.UpdateRefAsync($"heads/{name}", commit, cancellation);
        if (outcome == RefOutcome.Moved)
            (_tip, _tree, _files) = (commit, tree, null);
        return outcome;
    }
}
