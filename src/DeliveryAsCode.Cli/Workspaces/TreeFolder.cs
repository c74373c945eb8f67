using System.Collections.Immutable;

namespace DeliveryAsCode.Cli.Workspaces;

internal enum TreeEntryKind
{
    File,
    Folder,

    /// <summary>A link, or a commit of another repository.</summary>
    Other,
}

internal readonly record struct TreeEntry(TreeEntryKind Kind, string Name, string Id);

/// <summary>What a folder holds in a commit: a tree object of git, taken apart.</summary>
internal sealed class TreeFolder
{
    private readonly Dictionary<string, TreeEntry> _byName;

    private TreeFolder(ImmutableArray<TreeEntry> entries)
    {
        Entries = entries;
        _byName = entries.DistinctBy(e => e.Name).ToDictionary(e => e.Name);
    }

    public ImmutableArray<TreeEntry> Entries { get; }

    public TreeEntry? Find(string name) => _byName.TryGetValue(name, out var entry) ? entry : null;

    /// <param name="tree">Entry after entry: mode, space, name, NUL, object id.</param>
    /// <param name="idLength">In bytes: 20 with SHA-1, 32 with SHA-256.</param>
    public static TreeFolder Parse(ReadOnlySpan<byte> tree, int idLength)
    {
        var entries = ImmutableArray.CreateBuilder<TreeEntry>();
        while (!tree.IsEmpty)
        {
            var space = tree.IndexOf((byte)' ');
            var end = tree.IndexOf((byte)0);
            if (space < 0 || end < space || tree.Length < end + 1 + idLength)
                throw CommandException.World("a tree of the repository is damaged", "look at the repository with \"git fsck\"");

            var id = Convert.ToHexStringLower(tree.Slice(end + 1, idLength));
            entries.Add(new TreeEntry(KindOf(tree[..space]), PathText.Decode(tree[(space + 1)..end]), id));
            tree = tree[(end + 1 + idLength)..];
        }

        return new TreeFolder(entries.ToImmutable());
    }

    /// <summary>Old versions of git wrote 100664, too.</summary>
    private static TreeEntryKind KindOf(ReadOnlySpan<byte> mode) =>
        mode.StartsWith("100"u8) ? TreeEntryKind.File : mode.SequenceEqual("40000"u8) ? TreeEntryKind.Folder : TreeEntryKind.Other;
}
