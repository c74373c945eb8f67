using System.Text;

namespace DeliveryAsCode.StandIns.GitHub.Git;

/// <summary>One line of a tree; the path is the name in its own tree, or the way from the root in a recursive list.</summary>
internal sealed record TreeEntry(string Path, string Mode, string Id)
{
    public const string Folder = "040000";

    public string Kind => Mode switch { Folder => "tree", "160000" => "commit", _ => "blob" };

    public bool IsFolder => Mode == Folder;

    public static IReadOnlyList<TreeEntry> Read(ReadOnlySpan<byte> tree)
    {
        var entries = new List<TreeEntry>();
        while (!tree.IsEmpty)
        {
            var space = tree.IndexOf((byte)' ');
            var end = tree.IndexOf((byte)0);
            entries.Add(new TreeEntry(
                Encoding.UTF8.GetString(tree[(space + 1)..end]),
                Encoding.ASCII.GetString(tree[..space]).PadLeft(6, '0'),
                Convert.ToHexStringLower(tree.Slice(end + 1, 20))));
            tree = tree[(end + 21)..];
        }

        return entries;
    }

    public static byte[] Write(IEnumerable<TreeEntry> entries)
    {
        using var tree = new MemoryStream();
        foreach (var entry in entries.OrderBy(e => e, GitOrder.Instance))
        {
            tree.Write(Encoding.UTF8.GetBytes($"{entry.Mode.TrimStart('0')} {entry.Path}\0"));
            tree.Write(Convert.FromHexString(entry.Id));
        }

        return tree.ToArray();
    }

    /// <summary>By bytes, and a folder as if its name ended with a slash.</summary>
    private sealed class GitOrder : IComparer<TreeEntry>
    {
        public static readonly GitOrder Instance = new();

        public int Compare(TreeEntry? one, TreeEntry? other) => Key(one!).AsSpan().SequenceCompareTo(Key(other!));

        private static byte[] Key(TreeEntry entry) => Encoding.UTF8.GetBytes(entry.IsFolder ? $"{entry.Path}/" : entry.Path);
    }
}
