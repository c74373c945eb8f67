using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace DeliveryAsCode.Cli.Running;

/// <summary>A secret that is JSON: the texts in it, and the ways in which programs lay it out.</summary>
internal static partial class SecretJson
{
    private static readonly JsonDocumentOptions Lenient = new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip, MaxDepth = 256 };

    public static IEnumerable<string> Leaves(string secret) => Read(secret, document => Leaves(document.RootElement).ToArray());

    /// <summary>On one line, on one line with blanks, and indented.</summary>
    public static IEnumerable<string> Layouts(string secret) => Read(secret, document => Layouts(document.RootElement));

    private static string[] Read(string secret, Func<JsonDocument, string[]> what)
    {
        if (secret.TrimStart() is not ['{' or '[' or '"', ..])
            return [];

        try
        {
            using var document = JsonDocument.Parse(secret, Lenient);
            return what(document);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or ArgumentException)
        {
            return [];
        }
    }

    private static IEnumerable<string> Leaves(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(p => Leaves(p.Value)),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(Leaves),
        JsonValueKind.String => [element.GetString()!],
        _ => [],
    };

    private static string[] Layouts(JsonElement element)
    {
        var indented = Layout(element, new JsonWriterOptions { Indented = true, IndentSize = 2, NewLine = "\n", MaxDepth = 256 });
        return
        [
            indented,
            Layout(element, new JsonWriterOptions { Indented = true, IndentSize = 4, NewLine = "\n", MaxDepth = 256 }),
            Layout(element, new JsonWriterOptions { MaxDepth = 256 }),
            Break().Replace(indented, m => m.Value[0] == ',' ? ", " : ""),
        ];
    }

    private static string Layout(JsonElement element, JsonWriterOptions options)
    {
        var text = new MemoryStream();
        using (var writer = new Utf8JsonWriter(text, options with { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
            element.WriteTo(writer);
        return Encoding.UTF8.GetString(text.ToArray());
    }

    [GeneratedRegex(@",?\n *", RegexOptions.CultureInvariant)]
    private static partial Regex Break();
}
