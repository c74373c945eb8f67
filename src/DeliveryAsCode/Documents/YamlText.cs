using System.Globalization;
using System.Text;
using DeliveryAsCode.Text;

namespace DeliveryAsCode.Documents;

/// <summary>Writes a text as a YAML value that reads back as that text.</summary>
internal static class YamlText
{
    /// <summary>In the wanted style if the text allows it, else in double quotes.</summary>
    /// <param name="style">A quote, or null for none.</param>
    /// <param name="inBrackets">Whether the value stands inside <c>{…}</c>, where commas and brackets end it.</param>
    public static string Write(string text, char? style, bool inBrackets)
    {
        var wanted = style switch
        {
            '\'' => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'",
            '"' => InDoubleQuotes(text),
            _ => text,
        };
        return ReadsBack(wanted, text, inBrackets) ? wanted : InDoubleQuotes(text);
    }

    /// <summary>In double quotes, where every text can be written.</summary>
    public static string InDoubleQuotes(string text)
    {
        var quoted = new StringBuilder(text.Length + 2).Append('"');
        foreach (var c in text)
            quoted.Append(Escape(c));
        return quoted.Append('"').ToString();
    }

    private static bool ReadsBack(string written, string text, bool inBrackets)
    {
        var read = YamlReader.Read(SourceText.From("", inBrackets ? $"{{k: {written}}}" : $"k: {written}\n"));
        return !read.HasErrors
            && read.Value is YamlMapping { Entries: [{ Key.Value: "k", Value: YamlScalar { IsNull: false } value }] }
            && value.Value == text;
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
