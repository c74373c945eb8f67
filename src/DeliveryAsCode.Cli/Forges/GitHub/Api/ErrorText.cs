using System.Text;
using System.Text.Json;
using DeliveryAsCode.Cli.Reporting;

namespace DeliveryAsCode.Cli.Forges.GitHub.Api;

/// <summary>What GitHub says about an error: its message, and the list of what is wrong, on one line.</summary>
internal static class ErrorText
{
    private const int Longest = 500;

    /// <returns>Null if it says nothing that can be read.</returns>
    public static string? Of(GitHubAnswer answer)
    {
        if (!answer.IsJson)
            return null;

        try
        {
            var payload = JsonSerializer.Deserialize(answer.Body, GitHubJson.Default.ErrorPayload);
            var parts = new[] { payload?.Message }.Concat(ErrorsOf(payload?.Errors)).Where(p => !string.IsNullOrWhiteSpace(p)).Distinct(StringComparer.Ordinal);
            return string.Join(": ", parts) is { Length: > 0 } text ? OneLine(text) : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException) // text that is no UTF-16
        {
            return null;
        }
    }

    private static IEnumerable<string?> ErrorsOf(JsonElement? errors) => errors switch
    {
        { ValueKind: JsonValueKind.String } text => [text.GetString()],
        { ValueKind: JsonValueKind.Array } list => list.EnumerateArray().Take(10).Select(ErrorOf),
        _ => [],
    };

    private static string? ErrorOf(JsonElement error) => error.ValueKind switch
    {
        JsonValueKind.String => error.GetString(),
        JsonValueKind.Object => Member(error, "message") ?? string.Join(' ', new[] { Member(error, "resource"), Member(error, "field"), Member(error, "code") }.OfType<string>()),
        _ => null,
    };

    private static string? Member(JsonElement error, string name) =>
        error.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static string OneLine(string text)
    {
        var line = new StringBuilder(text.Length);
        foreach (var c in text)
            line.Append(char.IsControl(c) || char.IsWhiteSpace(c) ? ' ' : c);
        var result = line.ToString().Trim().TrimEnd('.');
        return Visible.Of(result.Length <= Longest ? result : result[..Longest] + "…");
    }
}
