using System.Collections.Frozen;
using DeliveryAsCode.Text;

namespace DeliveryAsCode.Cli.Workspaces;

/// <summary>What a branch does: from where it left its base to the work tree, with what is not committed yet and new files.</summary>
public sealed class ChangeSet
{
    private readonly Workspace _workspace;
    private readonly Revision _before;
    private readonly Revision _head;

    private ChangeSet(Workspace workspace, string baseTip, string mergeBase, string head)
    {
        _workspace = workspace;
        (BaseTip, MergeBase, Head) = (baseTip, mergeBase, head);
        (_before, _head) = (workspace.Objects.At(mergeBase), workspace.Objects.At(head));

        // What is merged is the last commit: a work tree that was put back must not hide it.
        if (workspace.Git.ChangedPaths(mergeBase, head).FirstOrDefault(path => !IsChanged(path)) is { } hidden)
            throw new CommandException(ExitCode.No, $"undecided: the last commit changes {hidden}, and the work tree has it as it was before", $"git restore --source=HEAD -- {hidden}, or commit what the work tree has");

        // What is committed and ignored all the same is in no list of new files.
        Paths = [.. workspace.ModifiedFiles(mergeBase).Concat(workspace.Git.ChangedPaths(mergeBase, head)).Distinct().Where(IsChanged).Order(StringComparer.Ordinal)];
        Commits = workspace.Git.Require("rev-list", head, $"^{baseTip}").Split('\n', StringSplitOptions.RemoveEmptyEntries).ToFrozenSet();
    }

    /// <summary>Full id of the commit that the base names; its rules judge.</summary>
    public string BaseTip { get; }

    /// <summary>Full id of the commit from which the change departs.</summary>
    public string MergeBase { get; }

    /// <summary>Full id of the last commit of the change.</summary>
    public string Head { get; }

    /// <summary>Paths of files that are not as they were, in order.</summary>
    public IReadOnlyList<string> Paths { get; }

    /// <summary>Full ids of the commits that are not in the base.</summary>
    public IReadOnlySet<string> Commits { get; }

    /// <exception cref="CommandException">There is no such commit, or the history is cut off before the change began.</exception>
    public static ChangeSet Of(Workspace workspace, string revision)
    {
        if (!workspace.IsGit || workspace.Head() is not { } head)
            throw CommandException.Unusable("there is no commit yet, so there is no change to judge", "judge a branch of a git repository, once it has commits");

        var baseTip = workspace.Git.RequireCommit(revision);
        return workspace.Git.MergeBase(baseTip, head) is { } mergeBase
            ? workspace.Git.HavePartedOnce(baseTip, head) ? new ChangeSet(workspace, baseTip, mergeBase, head)
                : throw new CommandException(ExitCode.No, $"undecided: this branch has left \"{revision}\" in more than one place, so nobody can say what a merge would make of it", $"merge {revision} into it, and look at the result")
            : workspace.Git.IsShallow() ? throw new CommandException(ExitCode.No, $"undecided: the history is cut off before this branch left \"{revision}\"", "fetch the whole history: git fetch --unshallow")
            : throw CommandException.Unusable($"\"{revision}\" and this branch have no commit in common", "name the branch that the change is to be merged into");
    }

    /// <returns>Null if the file did not exist, or was a link.</returns>
    public SourceText? Before(string path) => _before.Read(path);

    /// <returns>Null if the file is gone, is a link, or lies behind one.</returns>
    public SourceText? After(string path) => _workspace.IsLinked(path) ? null : _workspace.TryRead(path);

    public bool IsLink(string path) => _workspace.IsLinked(path);

    public bool Existed(string path) => _before.BlobId(path) is not null;

    /// <summary>Whether the file is in the work tree as the last commit has it.</summary>
    public bool IsCommitted(string path) => IsSame(_head.ReadBytes(path), path);

    private bool IsChanged(string path) => !IsSame(_before.ReadBytes(path), path);

    private bool IsSame(byte[]? committed, string path)
    {
        var exists = !_workspace.IsLinked(path) && _workspace.Exists(path);
        return committed is null ? !exists && !_workspace.IsLinked(path) : exists && RegularFile.Read(_workspace.FullPath(path), int.MaxValue) is { } bytes && committed.AsSpan().SequenceEqual(bytes);
    }
}
