using System.Globalization;

namespace DeliveryAsCode.Deliveries;

/// <summary>A number with its unit, as people write one: <c>99.5 %</c>, <c>1,200 orders/day</c>, <c>$5</c>.</summary>
/// <param name="Unit">Empty if none is given.</param>
public sealed record Quantity(decimal Value, string Unit)
{
    private const string Currencies = "$€£¥";
    private const string SignsOfUnits = "%‰°µ/";

    /// <summary>The quantity, or null: a comma stands between thousands and nowhere else, a point before decimals.</summary>
    public static Quantity? Parse(string text)
    {
        var rest = text.AsSpan().Trim();
        var isNegative = rest.Length > 0 && rest[0] is '-' or '−';
        rest = isNegative || (rest.Length > 0 && rest[0] == '+') ? rest[1..] : rest;
        var currency = rest.Length > 0 && Currencies.Contains(rest[0]) ? rest[0].ToString() : "";
        rest = rest[currency.Length..].TrimStart();

        var length = NumberLength(rest);
        if (ReadNumber(rest[..length]) is not { } number || ReadUnit(rest[length..]) is not { } unit || (currency.Length > 0 && unit.Length > 0))
            return null;

        return new Quantity(isNegative ? -number : number, currency + unit);
    }

    /// <summary>Whether the two can be compared: one of them may leave the unit out.</summary>
    public bool Agrees(Quantity other) => Unit.Length == 0 || other.Unit.Length == 0 || Unit == other.Unit;

    private static int NumberLength(ReadOnlySpan<char> text)
    {
        var end = 0;
        while (end < text.Length && (char.IsAsciiDigit(text[end]) || text[end] is '.' or ','))
            end++;
        return end;
    }

    private static decimal? ReadNumber(ReadOnlySpan<char> text)
    {
        var point = text.IndexOf('.');
        var whole = point < 0 ? text : text[..point];
        return AreThousands(whole) && (point < 0 || IsDigits(text[(point + 1)..]))
            && decimal.TryParse(text, NumberStyles.AllowThousands | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
                ? number : null;
    }

    /// <summary>Digits, or groups of three behind a first one that is no zero: <c>0,5</c> is no number here.</summary>
    private static bool AreThousands(ReadOnlySpan<char> text)
    {
        if (!text.Contains(','))
            return IsDigits(text);

        var groups = text.ToString().Split(',');
        return groups[0].Length is >= 1 and <= 3 && groups[0][0] != '0' && IsDigits(groups[0]) && groups.Skip(1).All(g => g.Length == 3 && IsDigits(g));
    }

    private static bool IsDigits(ReadOnlySpan<char> text) => !text.IsEmpty && !text.ContainsAnyExceptInRange('0', '9');

    /// <summary>Words and signs; a digit only inside of a word, or there would be two numbers.</summary>
    private static string? ReadUnit(ReadOnlySpan<char> text)
    {
        var unit = string.Join(' ', text.ToString().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        if (unit.Length == 0)
            return unit;

        return (char.IsLetter(unit[0]) || SignsOfUnits.Contains(unit[0]) || Currencies.Contains(unit[0]))
            && !unit.Where((c, i) => char.IsDigit(c) && (i == 0 || !char.IsLetterOrDigit(unit[i - 1]))).Any() ? unit : null;
    }
}
