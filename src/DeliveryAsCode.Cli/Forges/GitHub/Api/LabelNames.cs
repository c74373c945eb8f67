using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace DeliveryAsCode.Cli.Forges.GitHub.Api;

/// <summary>A label is a text, or an object with a name.</summary>
internal sealed class LabelNames : JsonConverter<ImmutableArray<string>>
{
    public override ImmutableArray<string> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using var labels = JsonDocument.ParseValue(ref reader);
        if (labels.RootElement.ValueKind != JsonValueKind.Array)
            throw new JsonException("the labels are no list");

        return [.. labels.RootElement.EnumerateArray().Select(NameOf)];
    }

    public override void Write(Utf8JsonWriter writer, ImmutableArray<string> value, JsonSerializerOptions options) => throw new NotSupportedException();

    private static string NameOf(JsonElement label) => label switch
    {
        { ValueKind: JsonValueKind.String } => label.GetString()!,
        { ValueKind: JsonValueKind.Object } when label.TryGetProperty("name", out var name) && name.ValueKind == JsonValueKind.String => name.GetString()!,
        _ => throw new JsonException("a label has no name"),
    };
}
