namespace DeliveryAsCode.Cli.Workspaces;

public sealed partial class Git
{
    /// <summary>Full id of the commit that a name stands for; null if there is none.</summary>
    /// <param name="revision">Anything that git understands: a branch, a tag, <c>HEAD~2</c>.</param>
    public string? Resolve(string revision) =>
        // A name that begins with a hyphen would be an option, and a line break would end the question.
        revision.Length > 0 && revision[0] != '-' && !revision.AsSpan().ContainsAny('\n', '\r', '\0')
            && Run("rev-parse", "--verify", "--quiet", $"{revision}^{{commit}}") is { Succeeded: true } commit
            ? commit.Output.Trim()
            : null;

    /// <exception cref="CommandException">There is no such commit.</exception>
    public string RequireCommit(string revision) => Resolve(revision)
        ?? throw CommandException.Unusable($"there is no commit \"{revision}\" in this repository",
            "check the spelling, and fetch it if it is a branch or a tag of the remote");

    /// <summary>The newest commit that both have in their history; null if there is none, or if it lies behind the end of a shallow clone.</summary>
    /// <exception cref="CommandException">One of them is no commit.</exception>
    public string? MergeBase(string one, string other) =>
        Run("merge-base", RequireCommit(one), RequireCommit(other)) is { Succeeded: true } commit ? commit.Output.Trim() : null;

    /// <summary>
    /// Whether two commits that have one in common departed from each other in one place. Of several a merge minds all, and
    /// what lies between one of them and a commit is not what a merge does.
    /// </summary>
    /// <exception cref="CommandException">One of them is no commit.</exception>
    public bool HavePartedOnce(string one, string other) => !Require("merge-base", "--all", RequireCommit(one), RequireCommit(other)).Contains('\n', StringComparison.Ordinal);

    /// <summary>Paths whose content, mode or existence differs between two commits, in order.</summary>
    /// <exception cref="CommandException">One of them is no commit.</exception>
    public IReadOnlyList<string> ChangedPaths(string from, string to)
    {
        var listed = RequireBytes("diff-tree", "-r", "-z", "--name-only", "--no-renames", "--no-relative", RequireCommit(from), RequireCommit(to));
        return [.. PathText.Split(listed).Order(StringComparer.Ordinal)];
    }

    /// <summary>Whether the history was fetched in part only: what is not in it may still have happened.</summary>
    public bool IsShallow() => Require("rev-parse", "--is-shallow-repository") == "true";
}
