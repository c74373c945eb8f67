using System.Text;

namespace DeliveryAsCode.Documents;

/// <summary>How a document says that a value is not there yet.</summary>
public static class Unset
{
    /// <summary>Nothing but marks, blanks and what nobody sees, or a word that says so, however it is dressed up.</summary>
    public static bool Is(string text) =>
        !text.EnumerateRunes().Any(Says) || Label.Of(text).Key is "tbd" or "tba" or "n a";

    private static bool Says(Rune rune) => Rune.IsLetterOrDigit(rune) || (Rune.IsSymbol(rune) && rune.Value is not (0x2800 or '~' or '`' or '|' or '^' or '+' or '=' or '<' or '>'));

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
