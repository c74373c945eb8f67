using DeliveryAsCode.StandIns.GitHub.Git;
using DeliveryAsCode.StandIns.GitHub.Http;
using DeliveryAsCode.StandIns.GitHub.State;

namespace DeliveryAsCode.StandIns.GitHub;

/// <summary>Pushes, by tests and by operations, and what GitHub does about them.</summary>
public sealed partial class StandInRepository
{
    private static readonly string NoCommit = new('0', 40);

    /// <summary>The commit of a branch; null if there is no such branch.</summary>
    public string? Tip(string branch) => Git.Ref($"refs/heads/{branch}");

    /// <summary>The commit that any ref stands at, such as <c>refs/delivery/lock</c>.</summary>
    public string? Ref(string name) => Git.Ref(name);

    /// <summary>Names of all refs, in order.</summary>
    public IReadOnlyList<string> Refs() => [.. Git.Refs("refs/").Select(r => r.Name)];

    /// <summary>Text of a file at a branch, a tag or a commit; null if it is not there.</summary>
    public string? Read(string revision, string path) => Git.Resolve(revision) is { } commit ? Git.TextAt(commit, path) : null;

    public string? Message(string revision) => Git.Resolve(revision) is { } commit ? Git.Commit(commit)!.Message : null;

    /// <summary>Commits from newest to oldest, by their first lines.</summary>
    public IReadOnlyList<string> Subjects(string revision) => [.. Git.Log("--topo-order", Git.Resolve(revision)!).Select(c => c.Message.Split('\n')[0])];

    /// <summary>One commit on top of the branch, or of the default branch where there is none yet; rules do not hold it up.</summary>
    /// <param name="files">Text by path; null takes a file away.</param>
    /// <param name="author">A login.</param>
    /// <returns>The commit's id.</returns>
    public string Push(string branch, IReadOnlyDictionary<string, string?> files, string author, string message = "Change") =>
        Push(branch, files.Select(f => new StandInFile(f.Key, f.Value)), author, message);

    public string Push(string branch, IEnumerable<StandInFile> files, string author, string message = "Change") => Locked(() =>
    {
        var by = GitHub.Require(author);
        var parent = Tip(branch) ?? Tip(DefaultBranch);
        var changes = files.ToDictionary(f => f.Path, f => f.Content is { } content
            ? new TreeEntry(f.Path, f.Mode, f.Mode == "160000" ? System.Text.Encoding.ASCII.GetString(content) : Git.WriteBlob(content))
            : null);
        var tree = Git.WriteTree(parent is null ? null : Git.Commit(parent)!.Tree, changes);
        var signature = new Signature(by.Login, by.Email, GitHub.Clock.GetUtcNow());
        var commit = Git.WriteCommit(tree, parent is null ? [] : [parent], signature, signature, message);
        SetBranch(branch, commit, author);
        return commit;
    });

    /// <summary>Puts a branch at a commit, wherever it was: a push with force.</summary>
    public void SetBranch(string branch, string commit, string by = "dana") => Locked(() => Move($"refs/heads/{branch}", Tip(branch), commit, GitHub.Require(by)));

    public void DeleteBranch(string branch, string by = "dana") => Locked(() => Delete($"refs/heads/{branch}", GitHub.Require(by)));

    /// <summary>Sees what a real git pushed into <see cref="GitFolder"/>.</summary>
    public void Refresh() => Locked(() =>
    {
        foreach (var pull in Pulls.Where(p => p.IsOpen).ToList())
        {
            if (pull.HeadRepository.Tip(pull.HeadRef) is { } tip && tip != pull.HeadSha)
                Follow(pull, tip);
        }
    });

    /// <summary>A repository of somebody else's with the same history.</summary>
    public StandInRepository Fork(string owner) => Locked(() => GitHub.AddFork(this, GitHub.Require(owner)));

    /// <summary>Moves a ref if it stands where it is said to stand.</summary>
    internal string Move(string name, string? before, string after, Account by)
    {
        if (before == after)
            return after;
        var moved = Git.MoveRef(name, before, after);
        if (!moved.Succeeded)
            throw new Refusal(422, moved.Error.Contains("bad name", StringComparison.Ordinal) ? $"{name} is not a valid ref name." : "Reference update failed");
        Note(name, before, after, by);
        Moved(name, after, by);
        return after;
    }

    internal void Delete(string name, Account by)
    {
        if (Git.Ref(name) is { } before)
            Note(name, before, null, by);
        Git.DeleteRef(name);
        Moved(name, null, by);
    }

    private void Note(string name, string? before, string? after, Account by) => Activity.Add(new RefMove(
        GitHub.NextId(), name, before ?? NoCommit, after ?? NoCommit, before is null ? "branch_creation" : after is null ? "branch_deletion" : Git.IsAncestor(before, after) ? "push" : "force_push", by, GitHub.Clock.GetUtcNow()));

    private void Moved(string name, string? after, Account by)
    {
        if (!name.StartsWith("refs/heads/", StringComparison.Ordinal))
            return;
        var branch = name["refs/heads/".Length..];
        foreach (var repository in GitHub.Repositories)
        {
            foreach (var pull in repository.Pulls.Where(p => p.IsOpen).ToList())
            {
                if (pull.HeadRepository == this && pull.HeadRef == branch)
                    repository.HeadMoved(pull, after);
                else if (repository == this && pull.BaseRef == branch)
                    BaseMoved(pull, after, by);
            }
        }
    }

    private void HeadMoved(Pull pull, string? after)
    {
        if (after is null)
            Close(pull.Issue);
        else
            Follow(pull, after);
    }

    /// <summary>What GitHub does at a push to the head: the approvals may be worth nothing now.</summary>
    private void Follow(Pull pull, string head)
    {
        pull.HeadSha = head;
        pull.BaseSha = Tip(pull.BaseRef) ?? pull.BaseSha;
        pull.UnknownFor = UnknownMergeability;
        pull.Issue.UpdatedAt = GitHub.Clock.GetUtcNow();
        Git.Git.Require("update-ref", $"refs/pull/{pull.Number}/head", head);
        if (!ProtectionsOf(pull.BaseRef).Any(p => p.DismissesStaleReviews))
            return;
        foreach (var review in pull.Reviews.Where(r => r.State == State.Review.Approved))
            review.State = State.Review.Dismissed;
    }

    /// <summary>A base that has the head in it by a push has merged it; a base that is gone closes it.</summary>
    private void BaseMoved(Pull pull, string? after, Account by)
    {
        if (after is null)
            Close(pull.Issue);
        else if (Git.IsAncestor(pull.HeadSha, after))
            Merged(pull, pull.HeadSha, by);
    }

    internal void Merged(Pull pull, string sha, Account by)
    {
        pull.Merge = new Merge(sha, by, GitHub.Clock.GetUtcNow());
        Close(pull.Issue);
    }

    internal void Close(Issue issue)
    {
        issue.ClosedAt = issue.UpdatedAt = GitHub.Clock.GetUtcNow();
    }
}
