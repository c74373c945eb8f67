using System.Text;

namespace DeliveryAsCode.Documents;

/// <summary>
/// A heading, field label, table header or stage name, compared as its readers do: without regard to case, emphasis,
/// emoji, sign characters and surrounding space. <c>**📅 Target date:**</c> is <c>target date</c>.
/// </summary>
public readonly record struct Label
{
    private readonly string? _key;

    private Label(string key) => _key = key;

    public string Key => _key ?? "";

    public bool IsEmpty => Key.Length == 0;

    public static Label Of(string text)
    {
        var key = new StringBuilder(text.Length);
        var space = false;
        foreach (var rune in text.EnumerateRunes())
        {
            if (Rune.IsLetterOrDigit(rune) || Rune.GetUnicodeCategory(rune) is System.Globalization.UnicodeCategory.NonSpacingMark
                    or System.Globalization.UnicodeCategory.SpacingCombiningMark && key.Length > 0)
            {
                if (space && key.Length > 0)
                    key.Append(' ');
                space = false;
                key.Append(Rune.ToLowerInvariant(rune));
            }
            else
            {
                // Every sign separates: "go/no-go", "go / no-go" and "Go No Go" are one label.
                space = true;
            }
        }

        return new Label(key.ToString());
    }

    public static implicit operator Label(string text) => Of(text);

    public override string ToString() => Key;
}
