using System.Globalization;
using System.Text;

namespace DeliveryAsCode.Conversations;

/// <summary>
/// Text of people as it may be shown: a character that would act instead of being read (a control, a turn of direction,
/// half of a pair) is shown by its number, <c>\u{202E}</c>.
/// </summary>
public static class ShownText
{
    /// <summary>On one line, its white space folded.</summary>
    public static string Line(string text)
    {
        var shown = new StringBuilder(text.Length);
        foreach (var word in text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
            Append(shown.Length > 0 ? shown.Append(' ') : shown, word, keepsLines: false);
        return shown.ToString();
    }

    /// <summary>Its lines as they are, each ended by LF.</summary>
    public static string Lines(string text)
    {
        var shown = new StringBuilder(text.Length);
        Append(shown, text.ReplaceLineEndings("\n"), keepsLines: true);
        return shown.ToString();
    }

    private static void Append(StringBuilder shown, string text, bool keepsLines)
    {
        for (var i = 0; i < text.Length;)
        {
            var isRune = Rune.TryGetRuneAt(text, i, out var rune);
            var length = isRune ? rune.Utf16SequenceLength : 1;
            if (isRune && (!Acts(rune) || (keepsLines && rune.Value is '\n' or '\t')))
                shown.Append(text, i, length);
            else
                shown.Append(CultureInfo.InvariantCulture, $"\\u{{{(isRune ? rune.Value : text[i]):X}}}");
            i += length;
        }
    }

    /// <summary>Joiners are left alone: emoji, Persian and the scripts of India need them. U+FFFE and its like are no characters.</summary>
    private static bool Acts(Rune rune) => rune.Value is not (0x200C or 0x200D)
        && (Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator || (rune.Value & 0xFFFE) == 0xFFFE);
}
