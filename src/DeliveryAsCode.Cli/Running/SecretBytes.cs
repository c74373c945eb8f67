using System.Text;

namespace DeliveryAsCode.Cli.Running;

/// <summary>How programs write bytes as text: in base64 and base32, in hexadecimal and octal digits.</summary>
internal static class SecretBytes
{
    private const string Base32Digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    /// <summary>Where <c>base64</c> wraps.</summary>
    private const int WrappedAt = 76;

    public static IEnumerable<string> Base64(byte[] value) => Base64Cores(value).SelectMany(Escaped);

    /// <summary>Base64 of base64, which the first may have wrapped.</summary>
    public static IEnumerable<string> DoubleBase64(byte[] value)
    {
        var wrapped = string.Join('\n', Convert.ToBase64String(value).Chunk(WrappedAt).Select(line => new string(line)));
        return Base64Cores(value).Append(wrapped).Distinct(StringComparer.Ordinal).SelectMany(inner => Base64Cores(Encoding.ASCII.GetBytes(inner)));
    }

    public static IEnumerable<string> Digits(byte[] value) =>
    [
        Convert.ToHexString(value),
        string.Concat(value.Select(b => $"0{b:x2}")),
        string.Concat(value.Select(b => Convert.ToString(b, 8).PadLeft(3, '0'))),
        .. Base32(value),
    ];

    /// <summary>At each of the three places that a value can have in a longer text, and at the end of one.</summary>
    private static IEnumerable<string> Base64Cores(byte[] value)
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

    private static IEnumerable<string> Escaped(string base64) =>
    [
        base64,
        Uri.EscapeDataString(base64),
        base64.Replace("/", "\\/", StringComparison.Ordinal),
        base64.Replace("+", "\\u002B", StringComparison.Ordinal),
        base64.Replace("+", "\\u002b", StringComparison.Ordinal),
    ];

    private static IEnumerable<string> Base32(byte[] value)
    {
        for (var shift = 0; shift < 5; shift++)
        {
            var text = ToBase32([.. new byte[shift], .. value]);
            var first = ((shift * 8) + 4) / 5;
            yield return text[first..((shift + value.Length) * 8 / 5)];
            yield return text[first..];
        }
    }

    private static string ToBase32(byte[] value)
    {
        var text = new StringBuilder();
        for (var bit = 0; bit < value.Length * 8; bit += 5)
        {
            var pair = (value[bit / 8] << 8) | (bit / 8 + 1 < value.Length ? value[bit / 8 + 1] : 0);
            text.Append(Base32Digits[(pair >> (11 - bit % 8)) & 31]);
        }

        return text.ToString();
    }
}
