using System.Collections.Immutable;
using DeliveryAsCode.Diagnostics;
using DeliveryAsCode.Documents;
using DeliveryAsCode.Nodes;
using DeliveryAsCode.Text;

namespace DeliveryAsCode.Checking;

/// <summary>Resolves wiki links within the repository, and finds Previous and Next steps that disagree.</summary>
/// <param name="paths">All files of the repository.</param>
internal sealed class LinkCheck(IEnumerable<string> paths)
{
    /// <summary>Links are written from the root of the repository or from its documentation.</summary>
    private static readonly string[] Roots = ["", "docs/"];

    private readonly HashSet<string> _paths = [.. paths];
    private readonly Dictionary<string, LinkedNode> _nodes = [];
    private readonly HashSet<string> _withoutLinks = [];

    private const int MostSuggestions = 50;

    private readonly Dictionary<string, string?> _nearest = [];
    private readonly Lazy<string[]> _targets = new(() => [.. paths.Where(p => p.EndsWith(".md", StringComparison.Ordinal)).Select(WithoutExtension)]);

    private sealed record Link(Location Location, string Target);

    private sealed record LinkedNode(string Path, ImmutableArray<Link> Links, Link? Previous, Link? Next);

    /// <summary>Remembers what links of the document there are, also if there are none.</summary>
    public void Add(MarkdownDocument document)
    {
        if (document.WikiLinks.IsEmpty)
        {
            _withoutLinks.Add(document.Source.Path);
            return;
        }

        var node = NodeReader.Read(document).Value;
        _nodes[node.Path] = new LinkedNode(
            node.Path,
            [.. node.Links.Select(link => LinkOf(link, document.Source)!)],
            LinkOf(node.Previous, document.Source),
            LinkOf(node.Next, document.Source));
    }

    public ImmutableArray<Diagnostic> Check() => [.. _nodes.Values.SelectMany(Broken), .. _nodes.Values.SelectMany(OneWay)];

    private static Link? LinkOf(WikiLink? link, SourceText source) =>
        link is null ? null : new Link(source.Locate(link.TargetSpan), link.Target);

    private IEnumerable<Diagnostic> Broken(LinkedNode node) =>
        node.Links.Where(link => Resolve(link) is null).Select(link => new Diagnostic(
            DiagnosticCatalog.BrokenLink, link.Location, $"there is no document \"{link.Target}\"")
        {
            Help = Nearest(link.Target) is { } nearest ? $"did you mean \"{nearest}\"?" : "links go from the root of the repository, or from docs/, with or without .md",
        });

    private IEnumerable<Diagnostic> OneWay(LinkedNode node)
    {
        if (node.Next is { } next && Find(next) is { } after && !LeadsTo(after.Previous, node))
            yield return Disagrees(next, node, after, "previous");
        if (node.Previous is { } previous && Find(previous) is { } before && !LeadsTo(before.Next, node))
            yield return Disagrees(previous, node, before, "next");
    }

    private static Diagnostic Disagrees(Link link, LinkedNode node, LinkedNode other, string direction) =>
        new(DiagnosticCatalog.OneWayLink, link.Location, $"{other.Path} does not name this document as its {direction} step")
        {
            Help = $"write \"[[{WithoutExtension(node.Path)}]]\" there",
        };

    private LinkedNode? Find(Link link) => Resolve(link) switch
    {
        null => null,
        var path when _withoutLinks.Contains(path) => new LinkedNode(path, [], null, null),
        var path => _nodes.GetValueOrDefault(path),
    };

    private bool LeadsTo(Link? link, LinkedNode node) => link is not null && Resolve(link) == node.Path;

    private string? Resolve(Link link)
    {
        var target = link.Target.Split('#')[0].Trim();
        return Roots
            .SelectMany(root => new[] { $"{root}{target}.md", root + target })
            .FirstOrDefault(_paths.Contains);
    }

    /// <summary>Looking for the nearest of all documents takes its time: the first broken links are worth it.</summary>
    private string? Nearest(string target)
    {
        if (_nearest.TryGetValue(target, out var known))
            return known;
        if (_nearest.Count >= MostSuggestions)
            return null;

        return _nearest[target] = Suggestion.Nearest(target, _targets.Value);
    }

    private static string WithoutExtension(string path)
    {
        var name = path.StartsWith("docs/", StringComparison.Ordinal) ? path[5..] : path;
        return name.EndsWith(".md", StringComparison.Ordinal) ? name[..^3] : name;
    }
}
