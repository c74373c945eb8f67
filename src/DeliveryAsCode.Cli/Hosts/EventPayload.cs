using System.Collections.Immutable;
using System.Text.Json;

namespace DeliveryAsCode.Cli.Hosts;

/// <summary>A value of a webhook's payload. What has to be there and is not is a <see cref="FormatException"/> that names it.</summary>
internal readonly record struct EventPayload(JsonElement Element)
{
    private const int CommitDigits = 40;

    public string? FindText(params ReadOnlySpan<string> path) => Find(path) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;

    public int Number(params ReadOnlySpan<string> path) => Find(path) is { ValueKind: JsonValueKind.Number } number && number.TryGetInt32(out var value) && value > 0 ? value : throw Missing(path, "a number");

    public long Long(params ReadOnlySpan<string> path) => Find(path) is { ValueKind: JsonValueKind.Number } number && number.TryGetInt64(out var value) && value > 0 ? value : throw Missing(path, "a number");

    /// <summary>A full id, and nothing else that git might take for a commit.</summary>
    public string Commit(params ReadOnlySpan<string> path) => FindText(path) is { } text && IsCommit(text) ? text : throw Missing(path, "a commit's full id");

    public IEnumerable<EventPayload> Items(params ReadOnlySpan<string> path) =>
        Find(path) is { ValueKind: JsonValueKind.Array } array ? [.. array.EnumerateArray().Select(item => new EventPayload(item))] : [];

    /// <summary>Texts, numbers and yes or no of an object; what is nested deeper is left out.</summary>
    public ImmutableDictionary<string, string> Texts(params ReadOnlySpan<string> path)
    {
        return Find(path) is { ValueKind: JsonValueKind.Object } values
            ? values.EnumerateObject().Select(p => (p.Name, Value: TextOf(p.Value))).Where(p => p.Value is not null)
                .GroupBy(p => p.Name, StringComparer.Ordinal).ToImmutableDictionary(g => g.Key, g => g.Last().Value!, StringComparer.Ordinal)
            : ImmutableDictionary<string, string>.Empty;

        static string? TextOf(JsonElement value) => value.ValueKind switch
        {
            JsonValueKind.String => value.GetString(),
            JsonValueKind.Number => value.GetRawText(),
            JsonValueKind.True => "true",
            JsonValueKind.False => "false",
            _ => null,
        };
    }

    private static bool IsCommit(string text) => text.Length == CommitDigits && text.All(char.IsAsciiHexDigitLower);

    private static FormatException Missing(ReadOnlySpan<string> path, string what) => new($"{string.Join('.', path.ToArray())} is not {what}");

    private JsonElement? Find(ReadOnlySpan<string> path)
    {
        var current = Element;
        foreach (var name in path)
        {
            if (current.ValueKind != JsonValueKind.Object || !current.TryGetProperty(name, out current))
                return null;
        }

        return current;
    }
}
