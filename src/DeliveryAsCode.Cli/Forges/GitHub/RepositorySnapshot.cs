using DeliveryAsCode.Cli.Forges.GitHub.Api;
using DeliveryAsCode.Cli.Workspaces;
using DeliveryAsCode.Text;

namespace DeliveryAsCode.Cli.Forges.GitHub;

/// <summary>
/// The files of one commit, as its tree lists them. Only regular files are there: what is a link or another repository, or
/// lies behind one, is as if it were absent. Paths are from the root, with forward slashes.
/// </summary>
internal sealed class RepositorySnapshot
{
    private const string Link = "120000";
    private const string Blob = "blob";

    private readonly Dictionary<string, GitTreeEntry> _entries;
    private readonly Dictionary<string, GitTreeEntry> _submodules;
    private readonly BlobStore _blobs;
    private readonly Lazy<ILookup<string, string>> _folders;

    public RepositorySnapshot(string commit, GitTree tree, BlobStore blobs)
    {
        (Commit, Tree, _blobs) = (commit, tree.Sha, blobs);
        _entries = tree.Entries.Where(e => e.Type == Blob).ToDictionary(e => e.Path);
        _submodules = tree.Entries.Where(e => e.Mode == GitTreeChange.Submodule).ToDictionary(e => e.Path);
        _folders = new(() => Files.ToLookup(FolderOf));
    }

    /// <summary>Full id.</summary>
    public string Commit { get; }

    /// <summary>Full id of the tree, on which other trees are built.</summary>
    public string Tree { get; }

    public IEnumerable<string> Files => _entries.Values.Where(IsFile).Select(e => e.Path).Order(StringComparer.Ordinal);

    /// <summary>Object id of the file's content; null if it is absent, or no regular file.</summary>
    public string? BlobId(string path) => _entries.GetValueOrDefault(path) is { } entry && IsFile(entry) ? entry.Sha : null;

    /// <summary>As git writes it; null if there is no such file.</summary>
    public string? ModeOf(string path) => _entries.GetValueOrDefault(path)?.Mode;

    public bool IsLink(string path) => _entries.GetValueOrDefault(path)?.Mode == Link;

    /// <summary>Whether something is at the path, or in its way, that is read as if it were absent: a link, another repository, a file that is too large.</summary>
    public bool IsTaken(string path) =>
        (ModeOf(path) is not null && Read(path) is null)
        || AndFoldersAbove(path).Any(_submodules.ContainsKey) || AndFoldersAbove(path).Skip(1).Any(_entries.ContainsKey);

    /// <returns>Null if it is absent, no regular file, or larger than a document may be.</returns>
    public SourceText? Read(string path) =>
        BlobId(path) is { } id && _blobs.Read(id, Workspace.MostBytes(path)) is { } bytes ? SourceText.Decode(path, bytes) : null;

    /// <summary>Files directly in the folder, in order.</summary>
    public IReadOnlyList<string> ListFolder(string folder) => [.. _folders.Value[folder]];

    /// <summary>Paths at which the two differ in content or in kind, in order. A change of the executable bit counts.</summary>
    public IReadOnlyList<string> ChangedSince(RepositorySnapshot earlier) =>
        [.. _entries.Keys.Union(earlier._entries.Keys).Where(path => KeyOf(path) != earlier.KeyOf(path)).Order(StringComparer.Ordinal)];

    /// <summary>What makes the earlier one this one, every object as it is: also what is not read here, as other repositories.</summary>
    public IEnumerable<GitTreeChange> ChangesSince(RepositorySnapshot earlier) =>
        Changes(_entries, earlier._entries).Concat(Changes(_submodules, earlier._submodules));

    private static IEnumerable<GitTreeChange> Changes(Dictionary<string, GitTreeEntry> now, Dictionary<string, GitTreeEntry> earlier)
    {
        foreach (var (path, entry) in now)
        {
            if (earlier.GetValueOrDefault(path) is not { } old || (old.Mode, old.Sha) != (entry.Mode, entry.Sha))
                yield return GitTreeChange.Existing(path, entry.Sha, entry.Mode);
        }

        foreach (var path in earlier.Keys.Where(path => !now.ContainsKey(path)))
            yield return GitTreeChange.Delete(path);
    }

    private (string? Mode, string? Sha) KeyOf(string path) => _entries.GetValueOrDefault(path) is { } entry ? (entry.Mode, entry.Sha) : (null, null);

    private static IEnumerable<string> AndFoldersAbove(string path)
    {
        for (; path.Length > 0; path = FolderOf(path))
            yield return path;
    }

    private static bool IsFile(GitTreeEntry entry) => entry.Mode is "100644" or "100755" or "100664";

    private static string FolderOf(string path) => path.LastIndexOf('/') is >= 0 and var slash ? path[..slash] : "";
}
