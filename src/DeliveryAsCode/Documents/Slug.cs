using System.Globalization;
using System.Text;

namespace DeliveryAsCode.Documents;

/// <summary>The anchor that GitHub gives a heading.</summary>
public static class Slug
{
    public static string Of(string visibleHeadingText)
    {
        var slug = new StringBuilder(visibleHeadingText.Length);
        foreach (var rune in visibleHeadingText.EnumerateRunes())
        {
            if (rune.Value == ' ')
                slug.Append('-');
            else if (IsKept(rune))
                slug.Append(Rune.ToLowerInvariant(rune));
        }

        return slug.ToString();
    }

    private static bool IsKept(Rune rune) =>
        rune.Value is '-' || Rune.IsLetterOrDigit(rune) || Rune.GetUnicodeCategory(rune)
            is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark
            or UnicodeCategory.ConnectorPunctuation or UnicodeCategory.LetterNumber;
}
