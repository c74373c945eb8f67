using System.Buffers;
using System.Globalization;
using System.Text;
using Markdig.Helpers;

namespace DeliveryAsCode.Documents;

/// <summary>
/// Values as plain text, and the Markdown that shows exactly them. Reading resolves what writing escapes (backslashes,
/// entities, line break tags) and drops comments; other marks stay as they stand.
/// </summary>
public static partial class PlainText
{
    private static readonly SearchValues<char> Decoded = SearchValues.Create("\\&<\n");

    /// <summary>The value of a table cell, from its source without surrounding space.</summary>
    public static string FromCell(ReadOnlySpan<char> cell) =>
        cell.Contains("\\|", StringComparison.Ordinal)
            ? FromInline(cell.ToString().Replace("\\|", "|", StringComparison.Ordinal))
            : FromInline(cell);

    /// <summary>The value of a field, from its source without surrounding space; its lines are joined by a space.</summary>
    public static string FromInline(ReadOnlySpan<char> text)
    {
        if (!text.ContainsAny(Decoded))
            return text.ToString();

        var code = new CodeSpans(text);
        var lastCommentEnd = text.LastIndexOf("-->");
        var value = new StringBuilder(text.Length);
        for (var at = 0; at < text.Length;)
        {
            var length = code.LengthAt(at);
            if (length > 0)
                AppendLines(text.Slice(at, length), value);
            else
                length = at < lastCommentEnd && text[at..].StartsWith("<!--") ? CommentLength(text[at..]) : Decode(text[at..], value);
            at += length;
        }

        return value.ToString();
    }

    private static void AppendLines(ReadOnlySpan<char> code, StringBuilder value) =>
        value.Append(code).Replace('\n', ' ', value.Length - code.Length, code.Length);

    private static int CommentLength(ReadOnlySpan<char> text) => text.IndexOf("-->") + 3;

    /// <summary>Appends what the text begins with to the value, and says how much that was.</summary>
    private static int Decode(ReadOnlySpan<char> text, StringBuilder value)
    {
        var length = text[0] switch
        {
            '\\' => DecodeEscape(text, value),
            '&' => DecodeEntity(text, value),
            '<' => DecodeLineBreak(text, value),
            _ => 0,
        };
        if (length > 0)
            return length;

        value.Append(text[0] == '\n' ? ' ' : text[0]);
        return 1;
    }

    private static int DecodeEscape(ReadOnlySpan<char> text, StringBuilder value)
    {
        if (text.Length < 2 || !IsAsciiPunctuation(text[1]))
            return 0;

        value.Append(text[1]);
        return 2;
    }

    private static int DecodeEntity(ReadOnlySpan<char> text, StringBuilder value)
    {
        if (EntityLength(text) is not (> 0 and var length) || Entity(text[1..(length - 1)]) is not { } decoded)
            return 0;

        value.Append(decoded);
        return length;
    }

    private static int DecodeLineBreak(ReadOnlySpan<char> text, StringBuilder value)
    {
        if (LineBreakTagLength(text) is not (> 0 and var length))
            return 0;

        value.Append('\n');
        return length;
    }

    /// <summary>The length of <c>&amp;name;</c>, <c>&amp;#10;</c> or <c>&amp;#xA;</c> at the beginning of the text, whether or not the name is known.</summary>
    private static int EntityLength(ReadOnlySpan<char> text)
    {
        const int LongestName = 33;
        var end = text[..Math.Min(text.Length, LongestName + 1)].IndexOf(';');
        if (end < 2)
            return 0;

        var name = text[1..end];
        var isEntity = name[0] != '#' ? IsAsciiWord(name)
            : name.Length > 1 && name[1] is 'x' or 'X' ? name.Length is > 2 and <= 8 && name[2..].IndexOfAnyExcept(HexDigits) < 0
            : name.Length is > 1 and <= 8 && name[1..].IndexOfAnyExceptInRange('0', '9') < 0;
        return isEntity ? end + 1 : 0;
    }

    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdefABCDEF");

    private static string? Entity(ReadOnlySpan<char> name)
    {
        if (name[0] != '#')
            return EntityHelper.DecodeEntity(name);

        var number = name[1] is 'x' or 'X'
            ? int.Parse(name[2..], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture)
            : int.Parse(name[1..], NumberStyles.None, CultureInfo.InvariantCulture);
        return (Rune.IsValid(number) ? new Rune(number) : Rune.ReplacementChar).ToString();
    }

    private static int LineBreakTagLength(ReadOnlySpan<char> text)
    {
        if (!text.StartsWith("<br", StringComparison.OrdinalIgnoreCase))
            return 0;

        var rest = text[3..].TrimStart(' ');
        if (rest.StartsWith('/'))
            rest = rest[1..];
        return rest.StartsWith('>') ? text.Length - rest.Length + 1 : 0;
    }

    private static bool IsAsciiPunctuation(char c) => char.IsAscii(c) && !char.IsAsciiLetterOrDigit(c) && !char.IsControl(c) && c != ' ';

    private static bool IsAsciiWord(ReadOnlySpan<char> text)
    {
        foreach (var c in text)
        {
            if (!char.IsAsciiLetterOrDigit(c))
                return false;
        }

        return true;
    }
}
