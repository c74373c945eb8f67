using System.Globalization;
using System.Net;
using System.Security;
using System.Text;
using System.Text.Encodings.Web;

namespace DeliveryAsCode.Cli.Running;

/// <summary>How programs write a secret without meaning to: as it is, and in every usual encoding.</summary>
internal static class SecretSpellings
{
    public static IEnumerable<SecretSpelling> Of(string secret)
    {
        byte[][] encoded = [Encoding.UTF8.GetBytes(secret), Encoding.Unicode.GetBytes(secret), Encoding.BigEndianUnicode.GetBytes(secret)];
        var written = Written(secret).Concat(encoded.Select(Encoding.UTF8.GetString)).Concat(SecretJson.Layouts(secret));
        var base64 = encoded.SelectMany(SecretBytes.Base64).Concat(SecretBytes.DoubleBase64(encoded[0]));
        return In(SecretScript.Written, written).Concat(In(SecretScript.Base64, base64)).Concat(In(SecretScript.Digits, encoded.SelectMany(SecretBytes.Digits)));
    }

    private static IEnumerable<SecretSpelling> In(SecretScript script, IEnumerable<string> spellings) =>
        spellings.Select(s => SecretSpelling.Of(script, s)).Where(s => s.IsLongEnough);

    private static IEnumerable<string> Written(string value) => [value, .. Url(value), .. Json(value), .. Markup(value), .. Shell(value), .. Code(value)];

    /// <summary>Programs differ in what they leave as it is.</summary>
    private static IEnumerable<string> Url(string value)
    {
        var strict = Uri.EscapeDataString(value);
        string[] spellings =
        [
            strict,
            WebUtility.UrlEncode(value),
            strict.Replace("%20", "+", StringComparison.Ordinal),
            Unescape(strict, "/"),
            Unescape(strict, "!'()*"),
            Unescape(strict, "!'()*;,/?:@&=+$#"),
        ];
        return spellings.SelectMany(s => new[] { s, LowerAfter(s, "%", 2) });
    }

    private static string Unescape(string url, string kept) =>
        kept.Aggregate(url, (text, c) => text.Replace($"%{(int)c:X2}", c.ToString(), StringComparison.Ordinal));

    private static string LowerAfter(string text, string mark, int digits)
    {
        var lower = new StringBuilder(text);
        for (var at = text.IndexOf(mark, StringComparison.Ordinal); at >= 0; at = text.IndexOf(mark, at + 1, StringComparison.Ordinal))
        {
            for (var i = at + mark.Length; i < Math.Min(text.Length, at + mark.Length + digits); i++)
                lower[i] = char.ToLowerInvariant(text[i]);
        }

        return lower.ToString();
    }

    private static IEnumerable<string> Json(string value)
    {
        string[] spellings =
        [
            Escaped(value, "\"", c => c < ' '),
            Escaped(value, "\"", c => c is < ' ' or >= '\u007F'),
            Escaped(value, "\"", c => c is < ' ' or '<' or '>' or '&'),
            JavaScriptEncoder.Default.Encode(value),
            JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(value),
        ];
        return spellings
            .SelectMany(s => new[] { s, LowerAfter(s, "\\u", 4) })
            .SelectMany(s => new[] { s, s.Replace("/", "\\/", StringComparison.Ordinal) });
    }

    /// <summary>With a backslash before itself and the quotes, and what is named so by its number.</summary>
    private static string Escaped(string value, string quotes, Func<char, bool> numbered) => string.Concat(value.Select(c => c switch
    {
        '\n' => "\\n",
        '\r' => "\\r",
        '\t' => "\\t",
        '\b' => "\\b",
        '\f' => "\\f",
        '\\' => "\\\\",
        _ when quotes.Contains(c) => $"\\{c}",
        _ => numbered(c) ? $"\\u{(int)c:X4}" : c.ToString(),
    }));

    private static IEnumerable<string> Markup(string value)
    {
        var text = value.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal);
        string[] apostrophes = ["'", "&#39;", "&#x27;", "&apos;"];
        string[] quotes = ["\"", "&quot;", "&#34;"];
        var spellings = apostrophes.SelectMany(_ => quotes, (a, q) => text.Replace("'", a, StringComparison.Ordinal).Replace("\"", q, StringComparison.Ordinal));
        return spellings.Append(WebUtility.HtmlEncode(value)).Append(SecurityElement.Escape(value));
    }

    /// <summary>As <c>set -x</c>, <c>declare -p</c> and <c>printf %q</c> quote.</summary>
    private static IEnumerable<string> Shell(string value) =>
    [
        value.Replace("'", "'\\''", StringComparison.Ordinal),
        value.Replace("'", "'\"'\"'", StringComparison.Ordinal),
        Backslashed(value, c => " !\"$&'()*,;<>?[\\]^`{|}".Contains(c)),
        Backslashed(value, c => !char.IsAsciiLetterOrDigit(c) && c <= 0x7F && !"_./-+,:=@%^".Contains(c)),
        Backslashed(value, c => !char.IsAsciiLetterOrDigit(c) && c <= 0x7F && !"_./-+:=@%".Contains(c)),
        Backslashed(value, c => "\\\"$`".Contains(c)),
        AnsiC(value, c => c.ToString()),
        AnsiC(value, Octal),
    ];

    private static string Backslashed(string value, Func<char, bool> isSpecial) => string.Concat(value.Select(c => isSpecial(c) ? $"\\{c}" : c.ToString()));

    /// <summary>As in <c>$'…'</c>.</summary>
    private static string AnsiC(string value, Func<Rune, string> foreign) => string.Concat(value.EnumerateRunes().Select(rune => rune.Value switch
    {
        '\a' => "\\a",
        '\b' => "\\b",
        '\t' => "\\t",
        '\n' => "\\n",
        '\v' => "\\v",
        '\f' => "\\f",
        '\r' => "\\r",
        '\e' => "\\E",
        '\\' or '\'' => $"\\{rune}",
        < ' ' or 0x7F => Octal(rune),
        _ => rune.IsAscii ? rune.ToString() : foreign(rune),
    }));

    private static string Octal(Rune rune) => string.Concat(Encoding.UTF8.GetBytes(rune.ToString()).Select(b => $"\\{Convert.ToString(b, 8).PadLeft(3, '0')}"));

    /// <summary>As Python and others show a text in code, in either kind of quotes, as characters or bytes.</summary>
    private static IEnumerable<string> Code(string value)
    {
        string[] quotings = ["", "'", "\""];
        return quotings.SelectMany(quotes => new[] { InCode(value, quotes, r => r.ToString()), InCode(value, quotes, Numbered), InCode(value, quotes, Bytes) });
    }

    private static string InCode(string value, string quotes, Func<Rune, string> foreign) => string.Concat(value.EnumerateRunes().Select(rune => rune.Value switch
    {
        '\t' => "\\t",
        '\n' => "\\n",
        '\r' => "\\r",
        '\\' => "\\\\",
        < ' ' or 0x7F => Bytes(rune),
        _ when rune.IsAscii => quotes.Contains((char)rune.Value) ? $"\\{rune}" : rune.ToString(),
        _ => foreign(rune),
    }));

    private static string Numbered(Rune rune) => rune.Value switch
    {
        <= 0xFF => $"\\x{rune.Value:x2}",
        <= 0xFFFF => $"\\u{rune.Value:x4}",
        _ => string.Create(CultureInfo.InvariantCulture, $"\\U{rune.Value:x8}"),
    };

    private static string Bytes(Rune rune) => string.Concat(Encoding.UTF8.GetBytes(rune.ToString()).Select(b => $"\\x{b:x2}"));
}
