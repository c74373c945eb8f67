using System.Text;

namespace DeliveryAsCode.Cli.Running;

/// <summary>
/// Replaces secrets by <c>***</c> in whatever encoding they appear, in one pass, wherever the text is cut into pieces.
/// </summary>
/// <remarks>
/// All spellings of all secrets are searched at once (Aho-Corasick). What may still be the beginning of a secret is held
/// back until it is known, so nothing of it is ever written.
/// </remarks>
internal sealed class SecretMask
{
    public const int ShortestSecret = 4;

    private readonly List<Node> _nodes;

    private SecretMask(List<Node> nodes) => _nodes = nodes;

    public static SecretMask None { get; } = Of([]);

    public static SecretMask Of(IEnumerable<string> secrets)
    {
        var nodes = new List<Node> { new() };
        foreach (var spelling in secrets.SelectMany(SecretSpellings.Of).Distinct(StringComparer.Ordinal))
            Add(nodes, spelling);
        Link(nodes);
        return new SecretMask(nodes);
    }

    public string Apply(string text)
    {
        var stream = Open();
        return stream.Write(text) + stream.End();
    }

    public Stream Open() => new(_nodes);

    private static void Add(List<Node> nodes, string spelling)
    {
        var at = 0;
        foreach (var c in spelling)
        {
            if (!nodes[at].Next.TryGetValue(c, out var next))
            {
                next = nodes.Count;
                nodes[at].Next.Add(c, next);
                nodes.Add(new Node { Depth = nodes[at].Depth + 1 });
            }

            at = next;
        }

        nodes[at].Match = spelling.Length;
    }

    /// <summary>Breadth first: where a node's text does not go on, its longest suffix that is a beginning may.</summary>
    private static void Link(List<Node> nodes)
    {
        var queue = new Queue<int>(nodes[0].Next.Values);
        while (queue.TryDequeue(out var at))
        {
            foreach (var (c, next) in nodes[at].Next)
            {
                nodes[next].Suffix = Follow(nodes, nodes[at].Suffix, c);
                nodes[next].Match = Math.Max(nodes[next].Match, nodes[nodes[next].Suffix].Match);
                queue.Enqueue(next);
            }
        }
    }

    private static int Follow(List<Node> nodes, int at, char c)
    {
        while (true)
        {
            if (nodes[at].Next.TryGetValue(c, out var next))
                return next;
            if (at == 0)
                return 0;
            at = nodes[at].Suffix;
        }
    }

    /// <summary>One text that comes in pieces.</summary>
    internal sealed class Stream(List<Node> nodes)
    {
        private readonly List<Held> _held = [];
        private int _at;
        private bool _wasSecret;

        /// <summary>Takes a piece, gives what can be shown by now.</summary>
        public string Write(ReadOnlySpan<char> piece)
        {
            var shown = new StringBuilder(piece.Length);
            foreach (var c in piece)
            {
                _at = Follow(nodes, _at, c);
                _held.Add(new Held(c, false));
                for (var i = _held.Count - nodes[_at].Match; i < _held.Count; i++)
                    _held[i] = _held[i] with { IsSecret = true };
                Show(shown, _held.Count - nodes[_at].Depth);
            }

            return shown.ToString();
        }

        public string End()
        {
            var shown = new StringBuilder();
            Show(shown, _held.Count);
            _at = 0;
            return shown.ToString();
        }

        private void Show(StringBuilder shown, int count)
        {
            foreach (var (c, isSecret) in _held.Take(count))
            {
                if (!isSecret)
                    shown.Append(c);
                else if (!_wasSecret)
                    shown.Append("***");
                _wasSecret = isSecret;
            }

            _held.RemoveRange(0, count);
        }

        private readonly record struct Held(char Char, bool IsSecret);
    }

    internal sealed class Node
    {
        public Dictionary<char, int> Next { get; } = [];

        public int Suffix { get; set; }

        public int Depth { get; init; }

        /// <summary>Length of the longest spelling that ends here.</summary>
        public int Match { get; set; }
    }
}
