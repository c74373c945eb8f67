using System.Collections.Concurrent;
using System.Text;

namespace DeliveryAsCode.StandIns.GitHub.Git;

/// <summary>A real bare repository: objects, trees and commits.</summary>
internal sealed partial class BareRepository
{
    private readonly ConcurrentDictionary<string, CommitObject> _commits = new();
    private readonly ObjectStore _objects;

    private BareRepository(string folder)
    {
        Folder = folder;
        Git = new GitProgram(folder);
        _objects = new ObjectStore(Path.Combine(folder, "objects"), Git);
    }

    public string Folder { get; }

    public GitProgram Git { get; }

    public static BareRepository Create(string folder)
    {
        Directory.CreateDirectory(folder);
        var repository = new BareRepository(folder);
        repository.Git.Require("init", "--quiet", "--bare", "--initial-branch", "main");
        // What is pushed stays loose, and nothing is packed behind our back.
        File.AppendAllText(Path.Combine(folder, "config"), "[gc]\n\tauto = 0\n[maintenance]\n\tauto = false\n[transfer]\n\tunpackLimit = 100000\n");
        return repository;
    }

    /// <summary>Its own refs over the same objects, as all forks of a repository at GitHub.</summary>
    public BareRepository Fork(string folder)
    {
        var fork = Create(folder);
        Directory.Delete(Path.Combine(folder, "objects"), recursive: true);
        Directory.CreateSymbolicLink(Path.Combine(folder, "objects"), Path.Combine(Folder, "objects"));
        foreach (var (name, id) in Refs("refs/heads/"))
            fork.MoveRef(name, null, id);
        return fork;
    }

    public string? KindOf(string id) => _objects.Find(id)?.Kind;

    public byte[]? Blob(string id) => _objects.Find(id) is { Kind: "blob" } blob ? blob.Content : null;

    public string WriteBlob(ReadOnlySpan<byte> content) => _objects.Write("blob", content);

    public CommitObject? Commit(string id)
    {
        if (_commits.TryGetValue(id, out var known))
            return known;
        return _objects.Find(id) is { Kind: "commit" } commit ? _commits[id] = CommitObject.Read(id, commit.Content) : null;
    }

    public string WriteCommit(string tree, IEnumerable<string> parents, Signature author, Signature committer, string message) =>
        _objects.Write("commit", CommitObject.Write(tree, parents, author, committer, message));

    /// <summary>The tree of a tree's or a commit's id.</summary>
    public string? TreeOf(string id) => KindOf(id) switch
    {
        "tree" => id,
        "commit" => Commit(id)!.Tree,
        _ => null,
    };

    public IReadOnlyList<TreeEntry> Entries(string tree) => _objects.Find(tree) is { Kind: "tree" } found ? TreeEntry.Read(found.Content) : [];

    /// <summary>Everything below, folders before what is in them.</summary>
    public IEnumerable<TreeEntry> AllEntries(string tree, string prefix = "")
    {
        foreach (var entry in Entries(tree))
        {
            var path = prefix + entry.Path;
            yield return entry with { Path = path };
            if (!entry.IsFolder)
                continue;
            foreach (var inner in AllEntries(entry.Id, $"{path}/"))
                yield return inner;
        }
    }

    /// <summary>What is at a path of a tree.</summary>
    public TreeEntry? At(string tree, string path)
    {
        TreeEntry? found = null;
        foreach (var name in path.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (found is { IsFolder: false })
                return null;
            found = Entries(found?.Id ?? tree).FirstOrDefault(e => e.Path == name);
            if (found is null)
                return null;
        }

        return found is null ? null : found with { Path = path };
    }

    /// <summary>A tree with some paths set; a null entry takes one away, and a folder without anything in it goes too.</summary>
    /// <returns>Its id.</returns>
    public string WriteTree(string? from, IReadOnlyDictionary<string, TreeEntry?> changes) => ChangedTree(from, changes) ?? _objects.Write("tree", []);

    private string? ChangedTree(string? from, IEnumerable<KeyValuePair<string, TreeEntry?>> changes)
    {
        var entries = (from is null ? [] : Entries(from)).ToDictionary(e => e.Path);
        foreach (var group in changes.GroupBy(change => change.Key.Split('/')[0]))
        {
            var inner = group.Where(change => change.Key.Length > group.Key.Length).Select(change => KeyValuePair.Create(change.Key[(group.Key.Length + 1)..], change.Value)).ToList();
            var before = entries.GetValueOrDefault(group.Key);
            foreach (var (_, entry) in group.Where(change => change.Key == group.Key))
                before = entry is null ? null : entry with { Path = group.Key };
            if (inner.Count > 0)
                before = ChangedTree(before is { IsFolder: true } ? before.Id : null, inner) is { } folder ? new TreeEntry(group.Key, TreeEntry.Folder, folder) : null;
            if (before is null)
                entries.Remove(group.Key);
            else
                entries[group.Key] = before;
        }

        return entries.Count == 0 ? null : _objects.Write("tree", TreeEntry.Write(entries.Values));
    }

    /// <summary>Text of a file of a commit, for what the server itself looks at.</summary>
    public string? TextAt(string commit, string path) =>
        Commit(commit) is { } found && At(found.Tree, path) is { Kind: "blob" } file ? Encoding.UTF8.GetString(Blob(file.Id)!) : null;
}
