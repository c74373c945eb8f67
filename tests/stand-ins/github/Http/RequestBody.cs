using System.Text.Json;

namespace DeliveryAsCode.StandIns.GitHub.Http;

/// <summary>The JSON of a request. What is missing or of another kind is refused in GitHub's words.</summary>
internal sealed class RequestBody(JsonElement json)
{
    public static RequestBody Empty { get; } = new(JsonDocument.Parse("{}").RootElement);

    public JsonElement Json => json;

    public static RequestBody Read(byte[] bytes)
    {
        if (bytes.Length == 0)
            return Empty;
        try
        {
            var read = JsonDocument.Parse(bytes).RootElement;
            return read.ValueKind == JsonValueKind.Object ? new RequestBody(read) : throw new Refusal(400, "Body should be a JSON object");
        }
        catch (JsonException)
        {
            throw new Refusal(400, "Problems parsing JSON");
        }
    }

    public bool Has(string name) => json.TryGetProperty(name, out _);

    public string Text(string name) => TextOrNull(name) ?? throw Missing(name);

    public string? TextOrNull(string name) => Value(name) switch
    {
        null => null,
        { ValueKind: JsonValueKind.String } text => text.GetString(),
        { } other => throw NotA(name, other, "string"),
    };

    public bool? FlagOrNull(string name) => Value(name) switch
    {
        null => null,
        { ValueKind: JsonValueKind.True } => true,
        { ValueKind: JsonValueKind.False } => false,
        { } other => throw NotA(name, other, "boolean"),
    };

    public int Number(string name) => Value(name) switch
    {
        null => throw Missing(name),
        { ValueKind: JsonValueKind.Number } number when number.TryGetInt32(out var value) => value,
        { } other => throw NotA(name, other, "integer"),
    };

    public IReadOnlyList<RequestBody>? ListOrNull(string name) => Items(name)?.Select(item => new RequestBody(item)).ToList();

    public IReadOnlyList<RequestBody> List(string name) => ListOrNull(name) ?? throw Missing(name);

    public IReadOnlyList<string>? TextsOrNull(string name) =>
        Items(name)?.Select(item => item.ValueKind == JsonValueKind.String ? item.GetString()! : throw NotA(name, item, "string")).ToList();

    public RequestBody? ObjectOrNull(string name) => Value(name) switch
    {
        null => null,
        { ValueKind: JsonValueKind.Object } inner => new RequestBody(inner),
        { } other => throw NotA(name, other, "object"),
    };

    private static Refusal Missing(string name) => new(422, $"Invalid request.\n\n\"{name}\" wasn't supplied.");

    private static Refusal NotA(string name, JsonElement value, string kind) => new(422, $"Invalid request.\n\nFor 'properties/{name}', {value.GetRawText()} is not a {kind}.");

    private IEnumerable<JsonElement>? Items(string name) => Value(name) switch
    {
        null => null,
        { ValueKind: JsonValueKind.Array } list => list.EnumerateArray(),
        { } other => throw NotA(name, other, "array"),
    };

    private JsonElement? Value(string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;
}
