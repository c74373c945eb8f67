using System.Collections.Concurrent;

namespace DeliveryAsCode.StandIns.GitHub.Git;

internal sealed partial class BareRepository
{
    // Commits do not change, and neither does what lies between two of them.
    private readonly ConcurrentDictionary<(string, string), string?> _merges = new();
    private readonly ConcurrentDictionary<(string, string), string?> _mergeBases = new();
    private readonly ConcurrentDictionary<(string, string), IReadOnlyList<CommitObject>> _between = new();
    private readonly ConcurrentDictionary<(string, string), IReadOnlyList<FileChange>> _changes = new();

    public bool IsAncestor(string ancestor, string of)
    {
        var seen = new HashSet<string> { of };
        var waiting = new Stack<string>(seen);
        while (waiting.TryPop(out var id))
        {
            if (id == ancestor)
                return true;
            foreach (var parent in Commit(id)?.Parents ?? [])
            {
                if (seen.Add(parent))
                    waiting.Push(parent);
            }
        }

        return false;
    }

    public string? MergeBase(string one, string other) => _mergeBases.GetOrAdd((one, other), _ =>
        Git.Try("merge-base", one, other) is { Succeeded: true } found ? found.Text.Trim() : null);

    /// <summary>Oldest first.</summary>
    public IReadOnlyList<CommitObject> Between(string from, string to) =>
        _between.GetOrAdd((from, to), _ => Log("--reverse", "--topo-order", $"{from}..{to}"));

    public int Count(string from, string to) => Between(from, to).Count;

    public IReadOnlyList<CommitObject> Log(params ReadOnlySpan<string> arguments) =>
        [.. Git.Require(["rev-list", .. arguments]).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(id => Commit(id)!)];

    /// <summary>The tree of both, or null if they contradict each other.</summary>
    public string? MergedTree(string one, string other) => _merges.GetOrAdd((one, other), _ =>
        Git.Try("merge-tree", "--write-tree", "--allow-unrelated-histories", one, other) is { Succeeded: true } merged ? merged.Text.Trim() : null);

    public IReadOnlyList<FileChange> Changes(string from, string to) => _changes.GetOrAdd((from, to), _ => ReadChanges(from, to));

    /// <summary>As people download it: git honours export-ignore and export-subst of <c>.gitattributes</c>.</summary>
    public byte[] Archive(string commit, string prefix) => Git.RequireBytes("archive", "--format=tar.gz", $"--prefix={prefix}/", commit);

    private IReadOnlyList<FileChange> ReadChanges(string from, string to)
    {
        var parts = Git.Require("diff-tree", "-r", "-z", "-M", "--no-commit-id", "--raw", "--numstat", from, to).Split('\0');
        var changes = new List<FileChange>();
        var numbers = new Dictionary<string, (int, int)>();
        for (var i = 0; i < parts.Length && parts[i].Length > 0; i++)
        {
            if (parts[i][0] == ':')
            {
                var fields = parts[i].Split(' ');
                var (kind, path) = (fields[4][0], parts[++i]);
                var previous = kind is 'R' or 'C' ? path : null;
                changes.Add(new FileChange(previous is null ? path : parts[++i], previous, kind, kind == 'D' ? fields[2] : fields[3]));
                continue;
            }

            var counted = parts[i].Split('\t');
            var name = counted[2];
            if (name.Length == 0)
                (_, name) = (parts[++i], parts[++i]);
            numbers[name] = (Lines(counted[0]), Lines(counted[1]));
        }

        return [.. changes.Select(c => numbers.TryGetValue(c.Path, out var n) ? c with { Additions = n.Item1, Deletions = n.Item2 } : c)];
    }

    /// <summary>Git says a hyphen for what is binary.</summary>
    private static int Lines(string text) => int.TryParse(text, out var lines) ? lines : 0;
}

/// <param name="Kind">As git says it: A, M, D, R, T.</param>
/// <param name="Blob">The content after the change; of a removed file the one before.</param>
internal sealed record FileChange(string Path, string? PreviousPath, char Kind, string Blob, int Additions = 0, int Deletions = 0);
