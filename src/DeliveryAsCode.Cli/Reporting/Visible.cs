using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace DeliveryAsCode.Cli.Reporting;

/// <summary>
/// Text from documents as it may be sent to a terminal or a CI log. A character that would act instead of being read is
/// shown by its number: <c>\u{1B}</c>; a byte that is not UTF-8 is shown as <c>\xE9</c>.
/// </summary>
/// <remarks>
/// Azure Pipelines looks for <c>##vso[</c>, GitHub for <c>##[</c>, anywhere in a line, and both compare as people do,
/// without regard to invisible characters in between. So the first sign of such a command is shown by its number.
/// Commands that begin with <c>::</c> count only at the beginning of a line, where no report puts foreign text.
/// </remarks>
public static partial class Visible
{
    public static string Of(string text)
    {
        var shown = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length;)
            shown.Append(At(text, ref i));
        return shown.ToString();
    }

    /// <summary>What stands for the character at <paramref name="index"/>, which moves behind it.</summary>
    internal static string At(string text, ref int index)
    {
        var start = index;
        if (Rune.TryGetRuneAt(text, index, out var rune))
        {
            index += rune.Utf16SequenceLength;
            return Acts(rune) || BeginsCommand(text, start) ? Numbered(rune.Value) : rune.ToString();
        }

        index++;
        return text[start] is >= '\uDC80' and <= '\uDCFF' and var bad ? $"\\x{bad - 0xDC00:X2}" : Numbered(text[start]);
    }

    /// <summary>Joiners are left alone: emoji, Persian and the scripts of India need them.</summary>
    private static bool Acts(Rune rune) => rune.Value is not (0x200C or 0x200D) && Rune.GetUnicodeCategory(rune) is
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;

    private static bool BeginsCommand(string text, int index) => text[index] is '#' or '＃' or '﹟' && Command().IsMatch(text, index);

    private static string Numbered(int value) => $"\\u{{{value:X}}}";

    private const string Unseen = @"[\p{C}\p{M}]*";

    /// <summary>Any foreign letter may stand for one of "vso": <c>ſ</c> does where case does not matter.</summary>
    [GeneratedRegex($@"\G[#＃﹟]{Unseen}[#＃﹟](?:[vso\u0080-\uFFFF\p{{C}}\p{{M}}-[＃﹟［]])*[\[［]", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Command();
}
