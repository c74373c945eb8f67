using System.Text;

namespace DeliveryAsCode.Cli.Running;

/// <summary>
/// Replaces secrets by <c>***</c> in whatever encoding they appear, in one pass, wherever the text is cut into pieces.
/// </summary>
/// <remarks>
/// What may still be the beginning of a secret is held back until it is known. Only a line that ends in one or two such
/// characters is shown without waiting for the next: nearly every line does, and they tell nothing.
/// </remarks>
internal sealed class SecretMask
{
    public const int ShortestSecret = 4;
    private const int TellsNothing = 2;

    private readonly SecretSpelling[] _spellings;
    private readonly SecretSearch[] _searches;

    private SecretMask(SecretSpelling[] spellings)
    {
        _spellings = spellings;
        _searches = [.. spellings.GroupBy(s => s.Script, s => s.Text).Select(script => new SecretSearch(script.Key, script))];
    }

    public static SecretMask None { get; } = Of([]);

    public static SecretMask Of(IEnumerable<string> secrets) =>
        new([.. secrets.SelectMany(SecretParts.Of).Distinct(StringComparer.Ordinal).SelectMany(SecretSpellings.Of).Distinct()]);

    public string Apply(string text)
    {
        var stream = Open();
        return stream.Write(text) + stream.End();
    }

    /// <summary>Whether a text holds a secret, or a piece of an encoded one: wrapped output has its last piece in the last line.</summary>
    public bool Knows(string text) => Apply(text) != text || HoldsFragment(text, SecretScript.Base64) || HoldsFragment(text, SecretScript.Digits);

    public Stream Open() => new(_searches);

    private bool HoldsFragment(string text, SecretScript script)
    {
        var fragments = SecretSpelling.Fragments(script, text);
        return fragments.Count > 0 && _spellings.Any(s => s.Script == script && s.HoldsAny(fragments));
    }

    /// <summary>One text that comes in pieces.</summary>
    internal sealed class Stream(SecretSearch[] searches)
    {
        private readonly SecretScan[] _scans = Array.ConvertAll(searches, s => new SecretScan(s));
        private readonly StringBuilder _held = new();
        private readonly List<(long Start, long End)> _hidden = [];
        private long _shown;
        private long _end;
        private bool _endsHidden;

        /// <summary>Takes a piece, gives what can be shown by now.</summary>
        public string Write(ReadOnlySpan<char> piece)
        {
            if (_scans.Length == 0)
                return piece.ToString();

            var shown = new StringBuilder(piece.Length);
            foreach (var c in piece)
            {
                Take(c);
                if (c == '\n')
                    Show(shown, Known(TellsNothing));
            }

            Show(shown, Known(0));
            return shown.ToString();
        }

        public string End()
        {
            var shown = new StringBuilder();
            Show(shown, _end);
            return shown.ToString();
        }

        private void Take(char c)
        {
            _held.Append(c);
            foreach (var scan in _scans)
            {
                if (scan.Take(c, _end) is { } start)
                    Hide(Math.Max(start, _shown), _end + 1);
            }

            _end++;
        }

        private void Hide(long start, long end)
        {
            while (_hidden is [.., var last] && last.End >= start)
            {
                start = Math.Min(start, last.Start);
                _hidden.RemoveAt(_hidden.Count - 1);
            }

            _hidden.Add((start, end));
        }

        /// <summary>Up to where nothing can become a secret any more.</summary>
        private long Known(int tolerated) => _scans.Min(s => s.Depth > tolerated ? s.Start : _end);

        private void Show(StringBuilder shown, long limit)
        {
            var from = _shown;
            var done = 0;
            foreach (var (start, end) in _hidden.TakeWhile(h => h.Start < limit))
            {
                ShowPlain(shown, from, start);
                if (!_endsHidden)
                    shown.Append("***");
                _endsHidden = true;
                from = Math.Min(end, limit);
                done++;
            }

            if (done > 0 && _hidden[done - 1].End is var rest && rest > limit)
                _hidden[--done] = (limit, rest);
            _hidden.RemoveRange(0, done);
            ShowPlain(shown, from, limit);
            Forget(limit);
        }

        private void ShowPlain(StringBuilder shown, long from, long to)
        {
            if (to <= from)
                return;
            shown.Append(_held, (int)(from - _shown), (int)(to - from));
            _endsHidden = false;
        }

        private void Forget(long limit)
        {
            if (limit <= _shown)
                return;
            _held.Remove(0, (int)(limit - _shown));
            _shown = limit;
        }
    }
}
