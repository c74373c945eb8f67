using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;

namespace DeliveryAsCode.Cli.Reporting;

/// <summary>
/// JSON as every command prints it: one value, on one line unless it is meant for a file, then a line feed. The same
/// input gives the same bytes.
/// </summary>
public static class Json
{
    /// <summary>
    /// Printed to a log, JSON must not act either: see <see cref="Visible"/>. So the number sign of <c>##vso[</c> is
    /// escaped, and so are the invisible characters, most of which live in General Punctuation.
    /// </summary>
    private static readonly JavaScriptEncoder Encoder = CreateEncoder();

    public static void Write(TextWriter output, Action<Utf8JsonWriter> write, bool indented = false)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = Encoder, Indented = indented, NewLine = "\n" }))
            write(json);
        output.Write(Encoding.UTF8.GetString(buffer.WrittenSpan));
        output.Write('\n');
    }

    /// <summary>A byte that was not UTF-8 has no place in JSON; it is shown as in the other reports.</summary>
    public static string WellFormed(string text)
    {
        var result = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length;)
        {
            if (!Rune.TryGetRuneAt(text, i, out var rune))
            {
                result.Append(Visible.At(text, ref i));
                continue;
            }

            result.Append(text, i, rune.Utf16SequenceLength);
            i += rune.Utf16SequenceLength;
        }

        return result.ToString();
    }

    private static JavaScriptEncoder CreateEncoder()
    {
        var settings = new TextEncoderSettings(UnicodeRanges.All);
        settings.ForbidRange(UnicodeRanges.GeneralPunctuation);
        settings.ForbidCharacters('#', '\uFE5F', '\uFF03', '\u00AD', '\u061C', '\u180E', '\uFEFF');
        return JavaScriptEncoder.Create(settings);
    }
}
