using System.Text;
using DeliveryAsCode.Templates;

namespace DeliveryAsCode.Conversations;

/// <summary>
/// Text of people where only plain text can stand and hosts look for words all the same: titles, commit messages, names of
/// checks. A space without width parts what would be a mention, a reference, a command to a host or a trailer.
/// </summary>
public static class TitleText
{
    /// <summary>What GitHub takes for a title, in UTF-16 units.</summary>
    public const int MaxLength = 256;

    private const char Break = '\u200B';

    /// <summary>On one line.</summary>
    public static string Of(string text)
    {
        var line = ShownText.Line(text);
        var parted = new StringBuilder(line.Length + 8);
        for (var i = 0; i < line.Length; i++)
        {
            parted.Append(line[i]);
            if (BreaksAfter(line, i))
                parted.Append(Break);
        }

        return parted.ToString();
    }

    /// <summary>A title of at most <see cref="MaxLength"/>; what is too long ends in <c>…</c>.</summary>
    public static string Cut(string title, int limit = MaxLength)
    {
        if (title.Length <= limit)
            return title;

        var end = limit - 1;
        if (char.IsHighSurrogate(title[end - 1]))
            end--;
        return $"{title[..end].TrimEnd()}…";
    }

    private static bool BreaksAfter(string line, int i) => MessageText.BreaksAfter(line, i) || line[i] switch
    {
        // [skip ci], [ci skip], [no ci], [skip actions] and whatever comes after them.
        '[' => true,
        // ***NO_CI***
        '*' => Next(line, i) == '*',
        // Co-authored-by:, Signed-off-by:, skip-checks: and all other trailers.
        _ => Next(line, i) == ':' && IsToken(line, i),
    };

    private static char Next(string line, int i) => i + 1 < line.Length ? line[i + 1] : '\n';

    /// <summary>Whether a word with a hyphen ends here.</summary>
    private static bool IsToken(string line, int end)
    {
        var start = end;
        while (start >= 0 && (char.IsAsciiLetterOrDigit(line[start]) || line[start] == '-'))
            start--;
        return line.AsSpan(start + 1, end - start).Contains('-');
    }
}
