
namespace DeliveryAsCode.Documents;

/// <summary>How a document says that a value is not there yet.</summary>
public static class Unset
{
    public static bool Is(string text) =>
        text.Trim() is "" or "-" or "–" or "—" || text.Trim().ToLowerInvariant() is "tbd" or "n/a";

    /// <summary>
    /// Whether the text is, or still contains, a template's placeholder: <c>[Client Name]</c>. Links, task boxes and
    /// wiki links are not placeholders.
    /// </summary>
    public static bool IsPlaceholder(string text)
    {
        for (var open = text.IndexOf('['); open >= 0; open = text.IndexOf('[', open + 1))
        {
            var close = text.IndexOf(']', open + 1);
            if (close < 0)
                return false;

            var before = open > 0 ? text[open - 1] : ' ';
            var after = close + 1 < text.Length ? text[close + 1] : ' ';
            if (before is not ('[' or ']' or '!' or '\\') && after is not ('(' or '[' or ']' or ':') && IsWords(text.AsSpan(open + 1, close - open - 1)))
                return true;
        }

        return false;
    }

    /// <summary>Placeholders begin with a capital: <c>[x]</c> is a task box, <c>[conditional: …]</c> a condition, <c>[^1]</c> a footnote.</summary>
    private static bool IsWords(ReadOnlySpan<char> text) =>
        text.Length > 1 && char.IsUpper(text[0]) && !text.Contains('[');
}
