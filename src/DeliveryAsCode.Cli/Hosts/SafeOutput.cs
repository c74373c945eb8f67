using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace DeliveryAsCode.Cli.Hosts;

/// <summary>
/// Makes text that we did not write safe to print: no workflow command of GitHub (<c>::set-output</c>, <c>##[command]</c>)
/// or Azure Pipelines (<c>##vso[…]</c>) gets through, and no character moves the cursor or turns the text around.
/// </summary>
/// <remarks>
/// The runners take a command after any leading white space (<c>::</c>) or anywhere in a line (<c>##[</c>, <c>##vso[</c>),
/// and compare as ICU does, which does not see zero-width and control characters. So lines end here at everything that
/// anybody takes for a line ending, and the marks are broken by a visible character also where invisible ones stand between.
/// </remarks>
internal static partial class SafeOutput
{
    /// <summary>Emoji are made with these; they stay, and are looked through.</summary>
    private const string Joiners = "\u200D\uFE0E\uFE0F";

    /// <summary>What ends a line for a terminal, a log viewer or a runner.</summary>
    public static bool EndsLine(char c) => c is '\n' or '\r' or '\v' or '\f' or '\u0085' or '\u2028' or '\u2029';

    public static IEnumerable<string> Lines(string text)
    {
        var start = 0;
        for (var i = 0; i <= text.Length; i++)
        {
            if (i < text.Length && !EndsLine(text[i]))
                continue;
            yield return Line(text[start..i]);
            if (i + 1 < text.Length && text[i] == '\r' && text[i + 1] == '\n')
                i++;
            start = i + 1;
        }
    }

    /// <summary>One line; a line ending in it is shown, not obeyed.</summary>
    public static string Line(string line)
    {
        var visible = NeedsLook(line) ? ShowInvisible(line) : line;
        var broken = Marks().Replace(visible, @"$&\");
        return Command().IsMatch(broken) ? $"| {broken}" : broken;
    }

    /// <summary>The line without colours.</summary>
    public static string WithoutColours(string line) =>
        line.Contains('\e', StringComparison.Ordinal) ? Colour().Replace(line, "") : line;

    private static bool NeedsLook(string line) => line.AsSpan().ContainsAnyExceptInRange(' ', '~');

    private static string ShowInvisible(string line)
    {
        var shown = new StringBuilder(line.Length + 16);
        for (var i = 0; i < line.Length;)
        {
            if (line[i] == '\e' && Escape().Match(line, i) is { Success: true } escape)
            {
                shown.Append(Colour().IsMatch(escape.Value) ? escape.Value : "");
                i += escape.Length;
                continue;
            }

            if (Rune.TryGetRuneAt(line, i, out var rune))
                Show(shown, rune);
            else
                shown.Append(CultureInfo.InvariantCulture, $"\\u{{{(int)line[i]:X}}}");
            i += rune == default ? 1 : rune.Utf16SequenceLength;
        }

        return shown.ToString();
    }

    private static void Show(StringBuilder shown, Rune rune)
    {
        if (IsPlain(rune))
            shown.Append(rune.ToString());
        else
            shown.Append(CultureInfo.InvariantCulture, $"\\u{{{rune.Value:X}}}");
    }

    private static bool IsPlain(Rune rune)
    {
        if (rune.Value is '\t' || rune.IsBmp && Joiners.Contains((char)rune.Value))
            return true;

        return Rune.GetUnicodeCategory(rune) is not (
                UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
                or UnicodeCategory.OtherNotAssigned or UnicodeCategory.PrivateUse or UnicodeCategory.Surrogate)
            && !IsInvisibleMark(rune.Value);
    }

    /// <summary>Letters and marks by category that show nothing and that ICU does not compare.</summary>
    private static bool IsInvisibleMark(int value) => value is
        0x034F or 0x115F or 0x1160 or 0x17B4 or 0x17B5 or (>= 0x180B and <= 0x180F) or 0x3164 or 0xFFA0
        or (>= 0xFE00 and <= 0xFE0D) or (>= 0xE0000 and <= 0xE0FFF);

    private const string Unseen = @"(?:[\u200D\uFE0E\uFE0F]|\e\[[0-9;:]*m)*";

    /// <summary>
    /// The two signs of a mark that a bracket follows, be it that of a colour, with anything invisible between. Any foreign letter may stand for one
    /// of "vso": which ones are the same without regard to case (<c>ſ</c>) or width is for the host's comparison to say.
    /// </summary>
    [GeneratedRegex($@"[#＃﹟]{Unseen}[#＃﹟](?=[vso\e\u0080-\uFFFF-[＃﹟［]]*[\[［])", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Marks();

    [GeneratedRegex(@"^(?:\s|[\u200D\uFE0E\uFE0F]|\e\[[0-9;:]*m)*:[\u200D\uFE0E\uFE0F]*(?:\e\[[0-9;:]*m)*[\u200D\uFE0E\uFE0F]*:", RegexOptions.CultureInvariant)]
    private static partial Regex Command();

    [GeneratedRegex(@"\e\[[0-9;:]*m", RegexOptions.CultureInvariant)]
    private static partial Regex Colour();

    /// <summary>CSI, OSC (with its end) and two-character sequences.</summary>
    [GeneratedRegex(@"\G(?:\e\[[0-?]*[ -/]*[@-~]|\e\][^\a\e]*(?:\a|\e\\)|\e[PX^_][^\e]*\e\\|\e[ -/]*[0-Z\\-~])", RegexOptions.CultureInvariant)]
    private static partial Regex Escape();
}
