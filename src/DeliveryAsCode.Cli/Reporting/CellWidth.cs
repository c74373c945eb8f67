using System.Globalization;
using System.Text;

namespace DeliveryAsCode.Cli.Reporting;

/// <summary>How many cells of a terminal a character takes.</summary>
public static class CellWidth
{
    private const int EmojiPresentation = 0xFE0F;

    /// <summary>East Asian Wide and Fullwidth, from the Unicode Character Database; gaps of unassigned characters are closed.</summary>
    private static readonly (int First, int Last)[] Wide =
    [
        (0x1100, 0x115F), (0x231A, 0x231B), (0x2329, 0x232A), (0x23E9, 0x23EC), (0x23F0, 0x23F0), (0x23F3, 0x23F3),
        (0x25FD, 0x25FE), (0x2614, 0x2615), (0x2648, 0x2653), (0x267F, 0x267F), (0x2693, 0x2693), (0x26A1, 0x26A1),
        (0x26AA, 0x26AB), (0x26BD, 0x26BE), (0x26C4, 0x26C5), (0x26CE, 0x26CE), (0x26D4, 0x26D4), (0x26EA, 0x26EA),
        (0x26F2, 0x26F3), (0x26F5, 0x26F5), (0x26FA, 0x26FA), (0x26FD, 0x26FD), (0x2705, 0x2705), (0x270A, 0x270B),
        (0x2728, 0x2728), (0x274C, 0x274C), (0x274E, 0x274E), (0x2753, 0x2755), (0x2757, 0x2757), (0x2795, 0x2797),
        (0x27B0, 0x27B0), (0x27BF, 0x27BF), (0x2B1B, 0x2B1C), (0x2B50, 0x2B50), (0x2B55, 0x2B55), (0x2E80, 0x303E),
        (0x3041, 0x3247), (0x3250, 0x4DBF), (0x4E00, 0xA4C6), (0xA960, 0xA97C), (0xAC00, 0xD7A3), (0xF900, 0xFAD9),
        (0xFE10, 0xFE19), (0xFE30, 0xFE6B), (0xFF01, 0xFF60), (0xFFE0, 0xFFE6), (0x16FE0, 0x1B2FB), (0x1F004, 0x1F004),
        (0x1F0CF, 0x1F0CF), (0x1F18E, 0x1F18E), (0x1F191, 0x1F19A), (0x1F200, 0x1F320), (0x1F32D, 0x1F335),
        (0x1F337, 0x1F37C), (0x1F37E, 0x1F393), (0x1F3A0, 0x1F3CA), (0x1F3CF, 0x1F3D3), (0x1F3E0, 0x1F3F0),
        (0x1F3F4, 0x1F3F4), (0x1F3F8, 0x1F43E), (0x1F440, 0x1F440), (0x1F442, 0x1F4FC), (0x1F4FF, 0x1F53D),
        (0x1F54B, 0x1F54E), (0x1F550, 0x1F567), (0x1F57A, 0x1F57A), (0x1F595, 0x1F596), (0x1F5A4, 0x1F5A4),
        (0x1F5FB, 0x1F64F), (0x1F680, 0x1F6C5), (0x1F6CC, 0x1F6CC), (0x1F6D0, 0x1F6D2), (0x1F6D5, 0x1F6DF),
        (0x1F6EB, 0x1F6EC), (0x1F6F4, 0x1F6FC), (0x1F7E0, 0x1F7F0), (0x1F90C, 0x1F93A), (0x1F93C, 0x1F945),
        (0x1F947, 0x1F9FF), (0x1FA70, 0x1FAF6), (0x20000, 0x3FFFD),
    ];

    public static int Of(string text)
    {
        var width = 0;
        foreach (var element in Elements(text))
            width += OfElement(text.AsSpan(element.Start, element.Length));
        return width;
    }

    /// <summary>The text if it fits, else as much of it as does, with an ellipsis.</summary>
    public static string Fit(string text, int width)
    {
        if (Of(text) <= width)
            return text;

        var (end, left) = (0, width - 1);
        foreach (var (start, length) in Elements(text))
        {
            left -= OfElement(text.AsSpan(start, length));
            if (left < 0)
                break;
            end = start + length;
        }

        return text[..end].TrimEnd() + "…";
    }

    /// <summary>What a reader takes for one character: a letter with its accents, an emoji with all its parts.</summary>
    internal static IEnumerable<(int Start, int Length)> Elements(string text)
    {
        for (var start = 0; start < text.Length;)
        {
            var length = StringInfo.GetNextTextElementLength(text, start);
            yield return (start, length);
            start += length;
        }
    }

    /// <summary>The first character decides: what follows it in an element is drawn over it, or makes an emoji of it.</summary>
    internal static int OfElement(ReadOnlySpan<char> element)
    {
        Rune.DecodeFromUtf16(element, out var first, out _);
        return IsWide(first.Value) || IsFlag(first.Value, element.Length) || element.Contains((char)EmojiPresentation) ? 2
            : IsDrawnOver(first) ? 0
            : 1;
    }

    private static bool IsWide(int value)
    {
        var index = Array.BinarySearch(Wide, (value, int.MaxValue));
        return index < 0 && ~index > 0 && value <= Wide[~index - 1].Last;
    }

    private static bool IsFlag(int value, int length) => value is >= 0x1F1E6 and <= 0x1F1FF && length == 4;

    private static bool IsDrawnOver(Rune rune) => rune.Value is 0x200C or 0x200D || Rune.GetUnicodeCategory(rune) is
        UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark;
}
