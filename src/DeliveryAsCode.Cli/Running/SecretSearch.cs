namespace DeliveryAsCode.Cli.Running;

/// <summary>Searches all spellings of one script at once (Aho-Corasick).</summary>
internal sealed class SecretSearch
{
    private readonly Dictionary<(int At, char Char), int> _edges = [];
    private readonly List<Node> _nodes = [new(0, '\0', 0)];

    public SecretSearch(SecretScript script, IEnumerable<string> spellings)
    {
        Script = script;
        foreach (var spelling in spellings)
            Add(spelling);
        foreach (var at in Enumerable.Range(1, _nodes.Count - 1).OrderBy(i => _nodes[i].Depth))
            Link(at);
    }

    public SecretScript Script { get; }

    /// <summary>How many of the last characters are the beginning of a spelling.</summary>
    public int Depth(int at) => _nodes[at].Depth;

    /// <summary>Length of the longest spelling that ends here.</summary>
    public int Match(int at) => _nodes[at].Match;

    public int Follow(int at, char c)
    {
        while (true)
        {
            if (_edges.TryGetValue((at, c), out var next))
                return next;
            if (at == 0)
                return 0;
            at = _nodes[at].Suffix;
        }
    }

    private void Add(string spelling)
    {
        var at = 0;
        foreach (var c in spelling)
        {
            if (!_edges.TryGetValue((at, c), out var next))
            {
                next = _nodes.Count;
                _edges.Add((at, c), next);
                _nodes.Add(new Node(at, c, _nodes[at].Depth + 1));
            }

            at = next;
        }

        _nodes[at] = _nodes[at] with { Match = spelling.Length };
    }

    /// <summary>Where a node's text does not go on, its longest suffix that is a beginning may; shorter ones are linked before.</summary>
    private void Link(int at)
    {
        var node = _nodes[at];
        var suffix = node.Parent == 0 ? 0 : Follow(_nodes[node.Parent].Suffix, node.Char);
        _nodes[at] = node with { Suffix = suffix, Match = Math.Max(node.Match, _nodes[suffix].Match) };
    }

    private readonly record struct Node(int Parent, char Char, int Depth, int Suffix = 0, int Match = 0);
}
