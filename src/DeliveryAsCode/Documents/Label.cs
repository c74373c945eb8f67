using System.Globalization;
using System.Text;

namespace DeliveryAsCode.Documents;

/// <summary>
/// A heading, field label, table header or stage name, compared as its readers do: without regard to case, emphasis,
/// emoji, sign characters and surrounding space. <c>**📅 Target date:**</c> is <c>target date</c>.
/// </summary>
public readonly record struct Label
{
    private const int MostOnStack = 256;

    private readonly string? _key;

    private Label(string key) => _key = key;

    public string Key => _key ?? "";

    public bool IsEmpty => Key.Length == 0;

    public static Label Of(string text)
    {
        // What is written is never longer than what is read: a separator stands for at least one sign.
        Span<char> key = text.Length <= MostOnStack ? stackalloc char[text.Length] : new char[text.Length];
        var length = 0;
        var isSeparated = false;
        foreach (var rune in text.EnumerateRunes())
        {
            if (!Belongs(rune, isAfterLetter: length > 0 && !isSeparated))
            {
                // Every sign separates: "go/no-go", "go / no-go" and "Go No Go" are one label.
                isSeparated = true;
                continue;
            }

            if (isSeparated && length > 0)
                key[length++] = ' ';
            isSeparated = false;
            length += Rune.ToLowerInvariant(rune).EncodeToUtf16(key[length..]);
        }

        var normal = key[..length];
        return new Label(normal.SequenceEqual(text) ? text : normal.ToString());
    }

    /// <summary>Marks belong to their letter; alone they are a part of a sign, as in many an emoji.</summary>
    private static bool Belongs(Rune rune, bool isAfterLetter) =>
        Rune.IsLetterOrDigit(rune)
        || (isAfterLetter && !rune.IsAscii && Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark);

    public static implicit operator Label(string text) => Of(text);

    public override string ToString() => Key;
}
