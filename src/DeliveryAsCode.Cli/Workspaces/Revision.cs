using DeliveryAsCode.Text;

namespace DeliveryAsCode.Cli.Workspaces;

/// <summary>
/// A version of the repository's files: a commit's tree. Only regular files are there: what is a link, or lies behind one,
/// is as if it were absent. Paths are from the root, with forward slashes.
/// </summary>
public sealed class Revision
{
    /// <summary>Far more than a work tree can hold: a tree that contains itself over and over is a few bytes long.</summary>
    private const int MostFiles = 1_000_000;

    private readonly ObjectReader _objects;
    private readonly Dictionary<string, TreeFolder?> _folders = [];

    internal Revision(ObjectReader objects, string commit)
    {
        _objects = objects;
        Commit = commit;
    }

    /// <summary>Full id.</summary>
    public string Commit { get; }

    /// <returns>Null if it is absent, no regular file, or larger than a document may be.</returns>
    public SourceText? Read(string path) =>
        BlobId(path) is { } id && _objects.Read(id, "blob", Workspace.MostBytes(path)) is { } bytes ? SourceText.Decode(path, bytes) : null;

    /// <returns>Null if it is absent, or no regular file.</returns>
    public byte[]? ReadBytes(string path) => BlobId(path) is { } id ? _objects.ReadBlob(id) : null;

    /// <summary>Object id of the file's content.</summary>
    /// <returns>Null if it is absent, or no regular file.</returns>
    public string? BlobId(string path)
    {
        var slash = path.LastIndexOf('/');
        return Folder(slash < 0 ? "" : path[..slash])?.Find(path[(slash + 1)..]) is { Kind: TreeEntryKind.File } file ? file.Id : null;
    }

    /// <summary>Regular files in the folder and below, in ordinal order; none if there is no such folder.</summary>
    /// <exception cref="CommandException">There are more than any work tree can hold.</exception>
    public IReadOnlyList<string> ListFiles(string folder = "")
    {
        var files = new List<string>();
        var open = new Stack<string>([folder.TrimEnd('/')]);
        while (open.TryPop(out var path))
        {
            foreach (var entry in Folder(path)?.Entries ?? [])
            {
                var inside = path.Length == 0 ? entry.Name : $"{path}/{entry.Name}";
                if (entry.Kind == TreeEntryKind.Folder)
                    open.Push(inside);
                else if (entry.Kind == TreeEntryKind.File)
                    files.Add(inside);
            }

            if (files.Count + open.Count > MostFiles)
                throw CommandException.Unusable($"the commit {Commit} holds more than {MostFiles:N0} files", "name another commit");
        }

        files.Sort(StringComparer.Ordinal);
        return files;
    }

    private TreeFolder? Folder(string path)
    {
        if (_folders.TryGetValue(path, out var folder))
            return folder;

        folder = path.Length == 0 ? Root() : Descend(path);
        _folders[path] = folder;
        return folder;
    }

    private TreeFolder Root() =>
        _objects.Read($"{Commit}^{{tree}}", "tree") is { } tree
            ? TreeFolder.Parse(tree, Commit.Length / 2)
            : throw CommandException.World($"the commit {Commit} cannot be read", "look at the repository with \"git fsck\"");

    private TreeFolder? Descend(string path)
    {
        var folder = Folder("");
        foreach (var name in path.Split('/'))
        {
            folder = folder?.Find(name) is { Kind: TreeEntryKind.Folder } inside && _objects.Read(inside.Id, "tree") is { } tree
                ? TreeFolder.Parse(tree, Commit.Length / 2)
                : null;
        }

        return folder;
    }
}
