using System.Buffers;
using System.Globalization;
using System.Text;

namespace DeliveryAsCode.Templates;

/// <summary>
/// The Markdown that shows exactly a value, wherever in a message it is put. Stricter than <c>PlainText</c>: a draft is
/// posted where names, numbers and addresses become mentions and links by themselves, which no backslash prevents. An
/// empty comment in their middle does, and nobody sees it.
/// </summary>
public static class MessageText
{
    private const string Break = "<!-- -->";
    private const string Marks = "\\`*_[]<>~|$";
    private const string BlockMarks = "#-+=:.)";
    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdefABCDEF");

    private const string Directions = "\u061C\u200E\u200F\u202A\u202B\u202C\u202D\u202E\u2066\u2067\u2068\u2069";

    public static string Escape(string value)
    {
        var text = value.ReplaceLineEndings("\n").Trim('\n');
        var escaped = new StringBuilder(text.Length + 16);
        for (var i = 0; i < text.Length; i++)
        {
            Append(escaped, text, i);
            if (BreaksAfter(text, i))
                escaped.Append(Break);
        }

        return escaped.ToString();
    }

    private static void Append(StringBuilder escaped, string text, int i)
    {
        var c = text[i];
        if (c == '\n')
            escaped.Append("<br>");
        else if (c == '&')
            escaped.Append("&amp;");
        else if (char.IsControl(c) || c is '\u2028' or '\u2029' || Directions.Contains(c, StringComparison.Ordinal) || (char.IsWhiteSpace(c) && IsAtEdge(text, i)))
            escaped.Append(CultureInfo.InvariantCulture, $"&#{(int)c};");
        else if (Marks.Contains(c, StringComparison.Ordinal) || (BlockMarks.Contains(c, StringComparison.Ordinal) && BeginsBlock(text, i)))
            escaped.Append('\\').Append(c);
        else
            escaped.Append(c);
    }

    private static bool IsAtEdge(string text, int i) => i == 0 || i == text.Length - 1 || char.IsWhiteSpace(text[i - 1]) || text[i + 1] == '\n';

    /// <summary>At the beginning of a line by itself; <c>1.</c> and <c>1)</c> begin a list, and a date does not.</summary>
    private static bool BeginsBlock(string text, int i) => i == 0 || (text[i] is '.' or ')' && text.AsSpan(0, i).IndexOfAnyExceptInRange('0', '9') < 0);

    /// <summary>Whether a host would make something of what is on both sides of this place.</summary>
    internal static bool BreaksAfter(string text, int i)
    {
        var next = i + 1 < text.Length ? text[i + 1] : '\n';
        return text[i] switch
        {
            '@' => true,
            '#' => char.IsAsciiDigit(next),
            '-' => char.IsAsciiDigit(next) && EndsWith(text, i, "GH"),
            ':' => next == '/' || IsShortcodeAhead(text, i + 1),
            'w' or 'W' when next == '.' => EndsWith(text, i, "ww"),
            var c => char.IsAsciiHexDigit(c) && char.IsAsciiHexDigit(next) && IsInCommitId(text, i),
        };
    }

    /// <summary>Whether this is the sixth digit of what may be a commit's id, or the twelfth, and so on: seven make a link.</summary>
    private static bool IsInCommitId(string text, int i)
    {
        var (start, end) = (i, i + 1);
        while (start > 0 && char.IsAsciiLetterOrDigit(text[start - 1]))
            start--;
        while (end < text.Length && char.IsAsciiLetterOrDigit(text[end]))
            end++;
        return (i - start + 1) % 6 == 0 && text.AsSpan(start, end - start).IndexOfAnyExcept(HexDigits) < 0;
    }

    private static bool EndsWith(string text, int end, string word) => text.AsSpan(0, end).EndsWith(word, StringComparison.OrdinalIgnoreCase);

    /// <summary><c>:smile:</c> becomes a picture.</summary>
    private static bool IsShortcodeAhead(string text, int from)
    {
        var end = from;
        while (end < text.Length && (char.IsAsciiLetterOrDigit(text[end]) || text[end] is '_' or '+' or '-'))
            end++;
        return end > from && end < text.Length && text[end] == ':';
    }
}
