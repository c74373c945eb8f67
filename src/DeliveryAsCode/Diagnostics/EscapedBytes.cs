using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace DeliveryAsCode.Diagnostics;

/// <summary>Files that cannot be written as text, written as text: <c>\xNN</c> is a byte, <c>\xNN{7}</c> is seven of them.</summary>
public static partial class EscapedBytes
{
    public static byte[] Decode(string text)
    {
        var bytes = new ArrayBufferWriter<byte>(text.Length + 1);
        var from = 0;
        foreach (Match escape in Escape().Matches(text))
        {
            Encoding.UTF8.GetBytes(text.AsSpan(from, escape.Index - from), bytes);
            Repeat(escape, bytes);
            from = escape.Index + escape.Length;
        }

        Encoding.UTF8.GetBytes(text.AsSpan(from), bytes);
        return bytes.WrittenSpan.ToArray();
    }

    private static void Repeat(Match escape, ArrayBufferWriter<byte> bytes)
    {
        var value = byte.Parse(escape.Groups[1].ValueSpan, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        var count = escape.Groups[2].Success ? int.Parse(escape.Groups[2].ValueSpan, CultureInfo.InvariantCulture) : 1;
        if (count == 0)
            return;

        bytes.GetSpan(count)[..count].Fill(value);
        bytes.Advance(count);
    }

    [GeneratedRegex(@"\\x([0-9A-Fa-f]{2})(?:\{([0-9]{1,9})\})?", RegexOptions.CultureInvariant)]
    private static partial Regex Escape();
}
