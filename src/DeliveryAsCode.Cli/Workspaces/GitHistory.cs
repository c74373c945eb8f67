namespace DeliveryAsCode.Cli.Workspaces;

/// <param name="BlobBefore">Object id of the content that the commit found; null: the commit created the file.</param>
/// <param name="BlobAfter">Object id of the content that it left; null: it deleted the file, or made it a link.</param>
public sealed record FileVersion(Commit Commit, string? BlobBefore, string? BlobAfter);

/// <summary>What became of files up to a commit: every version of each, also of those that are gone.</summary>
public sealed class GitHistory
{
    private readonly Dictionary<string, List<FileChange>> _changes;
    private readonly int[][] _parents;
    private readonly Lazy<ILookup<int, string>> _deleted;
    private readonly Lazy<Dictionary<string, int>> _numbers;

    internal GitHistory(bool isShallow, IReadOnlyList<Commit> commits, int[][] parents, Dictionary<string, List<FileChange>> changes)
    {
        IsShallow = isShallow;
        Commits = commits;
        _parents = parents;
        _changes = changes;
        _deleted = new(() => changes.Values.SelectMany(list => list).Where(c => c is { Before: not null, After: null }).ToLookup(c => c.Commit, c => c.Before!));
        _numbers = new(() => commits.Select((commit, i) => (commit.Id, i)).ToDictionary(c => c.Id, c => c.i));
        Paths = [.. changes.Keys.Order(StringComparer.Ordinal)];
    }

    /// <summary>The history is cut off: what is not in it may still have happened.</summary>
    public bool IsShallow { get; }

    /// <summary>Oldest first: parents before their children. The last is the one that all others lead to.</summary>
    public IReadOnlyList<Commit> Commits { get; }

    /// <summary>Every path that ever held a regular file, in ordinal order.</summary>
    public IReadOnlyList<string> Paths { get; }

    /// <param name="revision">Where the history ends; <c>HEAD</c> before the first commit has none.</param>
    /// <param name="pathspecs">Files and folders, or globs in which <c>*</c> stops at a slash and <c>**</c> does not. None: everything.</param>
    /// <exception cref="CommandException">There is no such commit.</exception>
    public static GitHistory Read(Git git, string revision, IReadOnlyCollection<string> pathspecs) =>
        revision == "HEAD" && git.Resolve(revision) is null
            ? new GitHistory(isShallow: false, [], [], [])
            : HistoryReader.Read(git, git.RequireCommit(revision), pathspecs);

    /// <summary>
    /// Oldest first. A merge is among them only if the file is afterwards as in none of its parents: what it took over
    /// unchanged belongs to whoever wrote it.
    /// </summary>
    public IReadOnlyList<FileVersion> VersionsOf(string path)
    {
        var changes = ChangesOf(path).ToDictionary(change => change.Commit);
        return
        [
            .. from change in ChangesOf(path)
               where _parents[change.Commit].Skip(1).All(parent => ContentIn(parent, changes) != change.After)
               select new FileVersion(Commits[change.Commit], change.Before, change.After),
        ];
    }

    /// <summary>The place of one of its commits among them.</summary>
    internal int NumberOf(Commit commit) => _numbers.Value[commit.Id];

    /// <summary>Differences to the first parent, by number of the commit.</summary>
    internal IReadOnlyList<FileChange> ChangesOf(string path) => _changes.TryGetValue(path, out var changes) ? changes : [];

    /// <summary>Numbers of the parents; each is smaller than the commit's.</summary>
    internal ReadOnlySpan<int> ParentsOf(int commit) => _parents[commit];

    /// <summary>Contents of files that a commit took away, compared with its first parent.</summary>
    internal IEnumerable<string> BlobsDeletedIn(int commit) => _deleted.Value[commit];

    /// <summary>What a file holds in a commit: the newest change on the line of first parents made it.</summary>
    private string? ContentIn(int commit, Dictionary<int, FileChange> changes)
    {
        for (var current = commit; ; current = _parents[current][0])
        {
            if (changes.TryGetValue(current, out var change))
                return change.After;
            if (_parents[current].Length == 0)
                return null;
        }
    }
}

/// <param name="Commit">Its number in the history.</param>
internal sealed record FileChange(int Commit, string? Before, string? After);
