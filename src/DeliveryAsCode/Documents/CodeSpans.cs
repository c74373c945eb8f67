namespace DeliveryAsCode.Documents;

/// <summary>
/// Finds code spans while a text is read from left to right. What a run of backticks cannot close is remembered, so that
/// no text makes it search twice.
/// </summary>
internal ref struct CodeSpans(ReadOnlySpan<char> text)
{
    private readonly ReadOnlySpan<char> _text = text;
    private readonly bool _hasPairs = text.Count('`') > 1;
    private Dictionary<int, int>? _lastRuns;

    /// <summary>The length of the code span that opens at <paramref name="start"/>, or of the backticks if none does; 0 elsewhere.</summary>
    public int LengthAt(int start)
    {
        if (_text[start] != '`')
            return 0;

        var run = RunLength(start);
        var close = _hasPairs ? FindClose(start + run, run) : -1;
        return close < 0 ? run : close + run - start;
    }

    /// <summary>Length of the backticks at either end, if a code span opens at <paramref name="start"/>, else 0.</summary>
    public readonly int RunLength(int start)
    {
        var length = _text[start..].IndexOfAnyExcept('`');
        return length < 0 ? _text.Length - start : length;
    }

    private int FindClose(int from, int run)
    {
        if (!LastRuns().TryGetValue(run, out var last) || last < from)
            return -1;

        for (var at = from; ; at += RunLength(at))
        {
            at += _text[at..].IndexOf('`');
            if (RunLength(at) == run)
                return at;
        }
    }

    private Dictionary<int, int> LastRuns()
    {
        if (_lastRuns is not null)
            return _lastRuns;

        _lastRuns = [];
        for (var at = _text.IndexOf('`'); at >= 0;)
        {
            var run = RunLength(at);
            _lastRuns[run] = at;
            var next = _text[(at + run)..].IndexOf('`');
            at = next < 0 ? -1 : at + run + next;
        }

        return _lastRuns;
    }
}
