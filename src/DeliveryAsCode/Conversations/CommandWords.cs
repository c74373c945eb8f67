namespace DeliveryAsCode.Conversations;

/// <summary>Takes the words of a command from its line, one by one. A word of several has quotes around it, in which <c>\"</c> is a quote.</summary>
internal sealed class CommandWords(string text)
{
    private string _rest = text.Trim();

    public bool IsEmpty => _rest.Length == 0;

    public bool BeginsQuoted => _rest.Length > 0 && IsQuote(_rest[0]);

    /// <summary>The next word; null if there is none, or its quote has no end.</summary>
    public string? Take()
    {
        if (IsEmpty)
            return null;
        if (BeginsQuoted)
            return TakeQuoted();

        return Take(WordAt(0).Length);
    }

    /// <summary>The next word if it is such a one, else null.</summary>
    public string? TakeIf(Func<string, bool> isMeant) => isMeant(WordAt(0)) ? Take() : null;

    /// <summary>All that is left, as it stands.</summary>
    public string TakeRest() => Take(_rest.Length);

    /// <summary>What is left up to the first of the words, which is not taken; null if none of them stands there.</summary>
    public string? TakeUpTo(IReadOnlyCollection<string> words)
    {
        for (var at = NextWord(0); at < _rest.Length; at = NextWord(at))
        {
            if (words.Any(word => string.Equals(word, WordAt(at), StringComparison.OrdinalIgnoreCase)))
                return Take(at).TrimEnd();
        }

        return null;
    }

    /// <summary>The longest beginning, in whole words, that is one of those that are known; null if none is.</summary>
    public string? TakeLongest(Func<string, string?> find)
    {
        for (var end = _rest.Length; end > 0; end = _rest.AsSpan(0, end).TrimEnd(" \t").LastIndexOfAny(' ', '\t'))
        {
            if (find(_rest[..end].TrimEnd()) is { } found)
            {
                Take(end);
                return found;
            }
        }

        return null;
    }

    /// <summary>The word as <see cref="Take()"/> takes it.</summary>
    public static string Quote(string word) =>
        word.Length > 0 && word.All(c => char.IsAsciiLetterOrDigit(c) || "-_./:+#".Contains(c, StringComparison.Ordinal))
            ? word
            : $"\"{word.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";

    private string? TakeQuoted()
    {
        // Keyboards make typographic quotes of straight ones; only a straight one is closed by nothing else.
        var isStraight = _rest[0] == '"';
        var word = new System.Text.StringBuilder();
        for (var i = 1; i < _rest.Length; i++)
        {
            if (isStraight ? _rest[i] == '"' : IsQuote(_rest[i]))
            {
                Take(i + 1);
                return word.ToString();
            }

            if (_rest[i] == '\\' && i + 1 < _rest.Length && _rest[i + 1] is '"' or '\\')
                i++;
            word.Append(_rest[i]);
        }

        return null;
    }

    private string WordAt(int at)
    {
        var length = _rest.AsSpan(at).IndexOfAny(' ', '\t');
        return length < 0 ? _rest[at..] : _rest.Substring(at, length);
    }

    private int NextWord(int at)
    {
        var next = at + WordAt(at).Length;
        while (next < _rest.Length && _rest[next] is ' ' or '\t')
            next++;
        return next;
    }

    private string Take(int length)
    {
        var taken = _rest[..length];
        _rest = _rest[length..].TrimStart();
        return taken;
    }

    private static bool IsQuote(char c) => c is '"' or '\u201C' or '\u201D' or '\u201E';
}
