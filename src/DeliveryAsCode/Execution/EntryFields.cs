using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using DeliveryAsCode.Text;

namespace DeliveryAsCode.Execution;

/// <summary>The fields of one line. What is missing or of the wrong kind is remembered, not thrown.</summary>
internal sealed class EntryFields
{
    public const string InstantFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";

    private readonly JsonElement _object;

    private EntryFields(JsonElement @object) => _object = @object;

    /// <summary>The first thing that was wrong.</summary>
    public string? Problem { get; private set; }

    public static EntryFields Parse(byte[] line)
    {
        try
        {
            using var document = JsonDocument.Parse(line);
            var root = document.RootElement.Clone();
            return new EntryFields(root) { Problem = root.ValueKind == JsonValueKind.Object ? null : "the line is not a JSON object" };
        }
        catch (JsonException)
        {
            return new EntryFields(default) { Problem = "the line is not JSON" };
        }
    }

    public bool Has(string name) => Find(name) is not null;

    public string Text(string name) => OptionalText(name) ?? Missing(name, "");

    public string? OptionalText(string name) => Find(name) is { } value
        ? value.ValueKind == JsonValueKind.String ? value.GetString() : Missing<string?>(name, null)
        : null;

    public int Number(string name) => OptionalNumber(name) ?? Missing(name, 0);

    public int? OptionalNumber(string name) => Find(name) is { } value
        ? value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) ? number : Missing<int?>(name, null)
        : null;

    public long LongNumber(string name) =>
        Find(name) is { ValueKind: JsonValueKind.Number } value && value.TryGetInt64(out var number) ? number : Missing(name, 0L);

    public DateTimeOffset Instant(string name) =>
        DateTimeOffset.TryParseExact(
            Text(name), InstantFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? at : Missing(name, at);

    public DateTimeOffset? OptionalInstant(string name) => Has(name) ? Instant(name) : null;

    public double? OptionalReal(string name) => Find(name) is { } value ? Real(value) ?? Missing<double?>(name, null) : null;

    public ImmutableArray<double> Numbers(string name) =>
        Find(name) is { ValueKind: JsonValueKind.Array } array && array.EnumerateArray().Select(Real).ToList() is var all && all.All(n => n is not null)
            ? [.. all.OfType<double>()]
            : Missing(name, ImmutableArray<double>.Empty);

    public T Name<T>(string name) where T : struct, Enum => KebabCase.Parse<T>(Text(name)) ?? Missing(name, default(T));

    private static double? Real(JsonElement value) =>
        value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number) && double.IsFinite(number) ? number : null;

    private JsonElement? Find(string name) =>
        _object.ValueKind == JsonValueKind.Object && _object.TryGetProperty(name, out var value) ? value : null;

    private T Missing<T>(string name, T instead)
    {
        Problem ??= $"the field \"{name}\" is missing or not what it should be";
        return instead;
    }
}
