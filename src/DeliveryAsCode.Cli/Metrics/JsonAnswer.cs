using System.Globalization;
using System.Text.Json;
using DeliveryAsCode.Metrics;

namespace DeliveryAsCode.Cli.Metrics;

/// <summary>Finds the number in a JSON answer.</summary>
internal static class JsonAnswer
{
    /// <param name="pointer">RFC 6901.</param>
    /// <returns>A place that is not there is an error and not "no data": a slip in the pointer must not be taken for silence.</returns>
    public static Measurement At(byte[] body, string pointer)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            return Follow(json.RootElement, pointer) switch
            {
                null => new Unmeasured($"the answer has nothing at \"{pointer}\""),
                { ValueKind: JsonValueKind.Null } => new NoData($"null stands at \"{pointer}\""),
                { ValueKind: JsonValueKind.Number } number => new Measured(number.GetDouble()),
                { ValueKind: JsonValueKind.String } text when MetricNumber.Parse(text.GetString()!) is { } value => new Measured(value),
                { } other => new Unmeasured($"at \"{pointer}\" stands no number, but {NameOf(other.ValueKind)}"),
            };
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException) // text that is no UTF-16
        {
            return new Unmeasured("the answer is not JSON");
        }
    }

    private static JsonElement? Follow(JsonElement root, string pointer)
    {
        JsonElement? at = root;
        foreach (var part in pointer.Split('/').Skip(1))
            at = at is { } element ? Child(element, part.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal)) : null;
        return at;
    }

    private static JsonElement? Child(JsonElement element, string name) => element.ValueKind switch
    {
        JsonValueKind.Object when element.TryGetProperty(name, out var value) => value,
        JsonValueKind.Array when IndexOf(name) is { } index && index < element.GetArrayLength() => element[index],
        _ => null,
    };

    /// <summary>No leading zeros, as the standard has it.</summary>
    private static int? IndexOf(string name) =>
        int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && (name[0] != '0' || name.Length == 1) ? index : null;

    private static string NameOf(JsonValueKind kind) => kind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "a list",
        JsonValueKind.String => "a text",
        _ => "true or false",
    };
}
