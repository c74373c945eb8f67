using System.Collections.Immutable;
using DeliveryAsCode.Text;

namespace DeliveryAsCode.Cli.Forges.GitHub;

/// <summary>The files as they would be after a merge: those that a branch changes as it leaves them, all others as the base has them.</summary>
internal sealed class MergedFiles
{
    private readonly RepositorySnapshot _base;
    private readonly RepositorySnapshot _mergeBase;
    private readonly RepositorySnapshot _head;
    private readonly HashSet<string> _changed;

    /// <param name="mergeBase">Where the branch departed.</param>
    /// <param name="hasPartedOnce">Whether it did so nowhere else. If it did, nothing in which the two differ is known before the merge.</param>
    public MergedFiles(RepositorySnapshot @base, RepositorySnapshot mergeBase, RepositorySnapshot head, bool hasPartedOnce)
    {
        (_base, _mergeBase, _head, HasPartedOnce) = (@base, mergeBase, head, hasPartedOnce);
        Changed = head.ChangedSince(hasPartedOnce ? mergeBase : @base);
        _changed = [.. Changed];
        Contested = !hasPartedOnce ? [.. Changed]
            : @base == mergeBase ? []
            : [.. @base.ChangedSince(mergeBase).Where(path => _changed.Contains(path) && @base.BlobId(path) != head.BlobId(path))];
    }

    public bool HasPartedOnce { get; }

    /// <summary>Paths that the branch changes, in order.</summary>
    public IReadOnlyList<string> Changed { get; }

    /// <summary>Paths that the base has changed since in another way: what a merge makes of them is not known before it is made.</summary>
    public ImmutableArray<string> Contested { get; }

    /// <summary>
    /// Where a merge may put what one side changed in a file that the other took away: into what that one brought, if it
    /// looks like the same file, moved.
    /// </summary>
    /// <param name="contested">A path.</param>
    public IEnumerable<string> PlacesOf(string contested) =>
        _base.ModeOf(contested) is null ? BroughtBy(_base) : _head.ModeOf(contested) is null ? BroughtBy(_head) : [];

    private IEnumerable<string> BroughtBy(RepositorySnapshot side) => side.Files.Where(path => _mergeBase.ModeOf(path) is null);

    /// <summary>Whether a file is there, or a link.</summary>
    public bool Exists(string path) => At(path).ModeOf(path) is not null;

    public bool IsLink(string path) => At(path).IsLink(path);

    public SourceText? Read(string path) => At(path).Read(path);

    public IReadOnlyList<string> ListFolder(string folder) =>
        [.. _base.ListFolder(folder).Concat(_head.ListFolder(folder)).Distinct().Where(path => At(path).BlobId(path) is not null).Order(StringComparer.Ordinal)];

    private RepositorySnapshot At(string path) => _changed.Contains(path) ? _head : _base;
}
