namespace DeliveryAsCode.Cli.Running;

/// <summary>How far the search of one script has come in one text, and where in it stands what it looks at.</summary>
internal sealed class SecretScan(SecretSearch search)
{
    /// <summary>Nobody wraps or indents further, and what is held back must not grow without end.</summary>
    private const int LongestGap = 256;

    private readonly List<long> _positions = [];
    private int _at;
    private int _gap;

    public int Depth => search.Depth(_at);

    /// <summary>Where the characters begin that may be a secret.</summary>
    public long Start => _positions[^Depth];

    /// <summary>Where the secret begins that ends with this character, if one does.</summary>
    public long? Take(char c, long position)
    {
        if (search.Script.Skips(c))
        {
            if (++_gap > LongestGap)
                _at = 0;
            return null;
        }

        _gap = 0;
        _at = search.Follow(_at, search.Script.Fold(c));
        Remember(position);
        return search.Match(_at) is > 0 and var length ? _positions[^length] : null;
    }

    private void Remember(long position)
    {
        _positions.Add(position);
        if (_positions.Count > (2 * Depth) + LongestGap)
            _positions.RemoveRange(0, _positions.Count - Depth);
    }
}
