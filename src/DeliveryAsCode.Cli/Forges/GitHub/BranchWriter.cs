using System.Text;
using DeliveryAsCode.Cli.Forges.GitHub.Api;
using DeliveryAsCode.Text;

namespace DeliveryAsCode.Cli.Forges.GitHub;

/// <summary>
/// Makes commits of whole files, and moves branches of the program's own to them. A branch is never moved but to a
/// descendant of what it holds, so nothing that anybody put there is lost.
/// </summary>
internal sealed class BranchWriter(GitHubForge forge, CommitGuard guard)
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <param name="onto">Whose other files stay as they are.</param>
    /// <param name="files">As they are to be.</param>
    /// <returns>Full id.</returns>
    /// <exception cref="CommandException">One of the files holds a secret: nothing was written.</exception>
    public async Task<string> CommitAsync(string message, RepositorySnapshot onto, IReadOnlyCollection<SourceText> files, IReadOnlyList<string> parents, CancellationToken cancellation) =>
        await forge.Api.CreateCommitAsync(message, await TreeAsync(onto, files, cancellation), parents, cancellation);

    /// <summary>On a branch that others have added to: what they changed stays as they left it, over what the base has become.</summary>
    /// <param name="mergeBase">Where the branch departed from the base. What both have changed since is not known here, and must be among the files.</param>
    /// <returns>Full id.</returns>
    public async Task<string> CommitOverAsync(string message, RepositorySnapshot head, RepositorySnapshot mergeBase, IReadOnlyCollection<SourceText> files, CancellationToken cancellation)
    {
        if (mergeBase.Commit == forge.Base.Commit)
            return await CommitAsync(message, head, files, [head.Commit], cancellation);

        // What the base has come to by itself needs no change, and GitHub refuses to take away what is not there.
        var kept = head.ChangesSince(mergeBase).Intersect(head.ChangesSince(forge.Base)).Where(change => files.All(f => f.Path != change.Path));
        return await forge.Api.CreateCommitAsync(message, await TreeAsync(forge.Base, files, cancellation, [.. kept]), [head.Commit, forge.Base.Commit], cancellation);
    }

    /// <returns>Full id of a tree.</returns>
    private async Task<string> TreeAsync(RepositorySnapshot onto, IReadOnlyCollection<SourceText> files, CancellationToken cancellation, params IReadOnlyCollection<GitTreeChange> others)
    {
        foreach (var file in files)
            guard.Refuse(file);

        var changes = new List<GitTreeChange>(others);
        foreach (var file in files)
            changes.Add(await ChangeOfAsync(file, onto.ModeOf(file.Path) ?? GitTreeChange.File, cancellation));
        return await forge.Api.CreateTreeAsync(onto.Tree, changes, cancellation);
    }

    /// <summary>Whether the branch was made; it was not if there is one of that name.</summary>
    public async Task<bool> BeginAsync(string branch, string commit, CancellationToken cancellation) =>
        await forge.Api.CreateRefAsync($"heads/{branch}", commit, cancellation) == RefOutcome.Moved;

    /// <summary>
    /// Whether the branch holds these files, and changes no others: it was made now, or by a run that ended before it could
    /// go on. One that holds something else is somebody else's.
    /// </summary>
    /// <param name="commit">Of the files.</param>
    public async Task<bool> BeginOrAdoptAsync(string branch, string commit, IReadOnlyCollection<SourceText> files, CancellationToken cancellation)
    {
        if (await BeginAsync(branch, commit, cancellation))
            return true;
        if (await forge.Api.RefAsync($"heads/{branch}", cancellation) is not { } tip)
            return false;

        var mergeBase = await forge.SnapshotAsync((await forge.Api.CompareAsync(forge.Base.Commit, tip, cancellation)).MergeBase, cancellation);
        var left = await forge.SnapshotAsync(tip, cancellation);
        var ours = files.ToDictionary(f => f.Path, f => ObjectId.Of(f.Encode()));
        return left.ChangedSince(mergeBase).SequenceEqual(ours.Where(f => mergeBase.BlobId(f.Key) != f.Value).Select(f => f.Key).Order(StringComparer.Ordinal))
            && ours.All(f => left.BlobId(f.Key) == f.Value && left.ModeOf(f.Key) == (mergeBase.ModeOf(f.Key) ?? GitTreeChange.File));
    }

    /// <summary>
    /// Brings the branch to these files over what the base is now. One that an earlier pull request has left goes on from
    /// where it is; one that holds them already, by a run that ended before it could go on, stays as it is.
    /// </summary>
    /// <returns>Whether it holds them; it does not if somebody else is writing to it, or has left something there.</returns>
    public async Task<bool> BeginOrContinueAsync(string branch, string message, IReadOnlyCollection<SourceText> files, CancellationToken cancellation)
    {
        var left = await forge.Api.TipAsync($"heads/{branch}", cancellation);
        var tree = await TreeAsync(forge.Base, files, cancellation);
        if (left is null)
            return await BeginAsync(branch, await forge.Api.CreateCommitAsync(message, tree, [forge.Base.Commit], cancellation), cancellation);
        if (left.Commit.Tree?.Sha == tree && left.Parents.Any(p => p.Sha == forge.Base.Commit))
            return true;
        if (await HasOthersWorkAsync(branch, left.Sha, cancellation))
            return false;
        return await AdvanceAsync(branch, await forge.Api.CreateCommitAsync(message, tree, [left.Sha, forge.Base.Commit], cancellation), cancellation);
    }

    /// <summary>What was merged in one commit, or one by one, is on the base, and lies on the branch all the same.</summary>
    private async Task<bool> HasOthersWorkAsync(string branch, string tip, CancellationToken cancellation)
    {
        var comparison = await forge.Api.CompareAsync(forge.Base.Commit, tip, cancellation);
        return comparison.Ahead > 0
            && !(comparison.AllCommits && CommitAuthors.AreAllOf(comparison.Commits, await forge.Api.ViewerAsync(cancellation)))
            && !(await forge.Api.PullsAsync("closed", branch, forge.BaseBranch, cancellation)).Any(p => p.Merged && p.Head.Sha == tip);
    }

    /// <summary>Whether it was moved; it was not if somebody else has moved it.</summary>
    public async Task<bool> AdvanceAsync(string branch, string commit, CancellationToken cancellation) =>
        await forge.Api.UpdateRefAsync($"heads/{branch}", commit, cancellation) == RefOutcome.Moved;

    /// <summary>Text that is no UTF-8 cannot stand in a request: it goes there as bytes.</summary>
    private async Task<GitTreeChange> ChangeOfAsync(SourceText file, string mode, CancellationToken cancellation)
    {
        var bytes = file.Encode();
        try
        {
            return GitTreeChange.Text(file.Path, Strict.GetString(bytes), mode);
        }
        catch (DecoderFallbackException)
        {
            return GitTreeChange.Existing(file.Path, await forge.Api.CreateBlobAsync(bytes, cancellation), mode);
        }
    }
}
