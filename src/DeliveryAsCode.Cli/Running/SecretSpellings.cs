using System.Net;
using System.Security;
using System.Text;
using System.Text.Encodings.Web;

namespace DeliveryAsCode.Cli.Running;

/// <summary>How programs write a secret without meaning to: as it is, and in every usual encoding.</summary>
internal static class SecretSpellings
{
    public static IEnumerable<string> Of(string secret) =>
        Values(secret).SelectMany(Encodings).Where(s => s.Length >= SecretMask.ShortestSecret);

    /// <summary>The whole, and each line of it: logs are cut into lines.</summary>
    private static IEnumerable<string> Values(string secret) =>
        new[] { secret, secret.Trim() }.Concat(secret.Split(['\r', '\n']).Select(l => l.Trim())).Where(v => v.Length >= SecretMask.ShortestSecret);

    private static IEnumerable<string> Encodings(string value)
    {
        var utf8 = Encoding.UTF8.GetBytes(value);
        var utf16 = Encoding.Unicode.GetBytes(value);
        return
        [
            value,
            Convert.ToHexStringLower(utf8), Convert.ToHexString(utf8),
            .. Base64(utf8), .. Base64(utf16),
            .. Url(value), .. Json(value), .. Markup(value), .. Shell(value),
        ];
    }

    /// <summary>At each of the three places that a value can have in a longer text, and at the end of one.</summary>
    private static IEnumerable<string> Base64(byte[] value)
    {
        for (var shift = 0; shift < 3; shift++)
        {
            var text = Convert.ToBase64String([.. new byte[shift], .. value]);
            var first = ((shift * 8) + 5) / 6;
            var sure = (shift + value.Length) * 8 / 6;
            string[] spellings = [text[first..sure], text[first..].TrimEnd('='), text[first..]];
            foreach (var spelling in spellings)
            {
                yield return spelling;
                yield return spelling.Replace('+', '-').Replace('/', '_');
            }
        }
    }

    private static IEnumerable<string> Url(string value)
    {
        string[] spellings = [Uri.EscapeDataString(value), WebUtility.UrlEncode(value), Uri.EscapeDataString(value).Replace("%20", "+", StringComparison.Ordinal)];
        return spellings.SelectMany(s => new[] { s, LowerEscapes(s) });
    }

    private static string LowerEscapes(string url)
    {
        var lower = new StringBuilder(url);
        for (var i = 0; i + 2 < url.Length; i++)
        {
            if (url[i] == '%')
            {
                lower[i + 1] = char.ToLowerInvariant(url[i + 1]);
                lower[i + 2] = char.ToLowerInvariant(url[i + 2]);
            }
        }

        return lower.ToString();
    }

    private static IEnumerable<string> Json(string value)
    {
        var relaxed = JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(value);
        return
        [
            relaxed,
            JavaScriptEncoder.Default.Encode(value),
            relaxed.Replace("/", "\\/", StringComparison.Ordinal),
            string.Concat(relaxed.Select(c => c < 0x7F ? c.ToString() : $"\\u{(int)c:x4}")),
        ];
    }

    private static IEnumerable<string> Markup(string value) => [WebUtility.HtmlEncode(value), SecurityElement.Escape(value)];

    /// <summary>As <c>set -x</c> and <c>printf %q</c> quote.</summary>
    private static IEnumerable<string> Shell(string value) =>
    [
        value.Replace("'", "'\\''", StringComparison.Ordinal),
        string.Concat(value.Select(c => char.IsAsciiLetterOrDigit(c) || c > 0x7F || "_./-+,:=@%^".Contains(c) ? c.ToString() : $"\\{c}")),
        value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("$", "\\$", StringComparison.Ordinal).Replace("`", "\\`", StringComparison.Ordinal),
    ];
}
