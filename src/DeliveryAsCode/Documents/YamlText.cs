using System.Globalization;
using System.Text;

namespace DeliveryAsCode.Documents;

/// <summary>Writes a text as a YAML value that reads back as that text.</summary>
public static class YamlText
{
    /// <summary>In double quotes, where every text can be written.</summary>
    public static string InDoubleQuotes(string text)
    {
        var quoted = new StringBuilder(text.Length + 2).Append('"');
        foreach (var c in text)
            quoted.Append(Escape(c));
        return quoted.Append('"').ToString();
    }

    private static string Escape(char c) => c switch
    {
        '"' => "\\\"",
        '\\' => "\\\\",
        '\n' => "\\n",
        '\r' => "\\r",
        '\t' => "\\t",
        '\0' => "\\0",
        < ' ' or '\x7F' or '\x85' or '\u2028' or '\u2029' or '\uFEFF' => $"\\u{((int)c).ToString("X4", CultureInfo.InvariantCulture)}",
        _ => c.ToString(),
    };
}
