using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace DeliveryAsCode.Cli.Tests.Forges.GitHub.Conformance;

/// <summary>GitHub's REST API by hand, as one person: <c>rest.Post("/repos/acme/shop/issues", new { title = "…" })</c>.</summary>
public sealed record Rest(Uri Url, string? Token, string Accept = "application/vnd.github+json")
{
    private static readonly HttpClient Http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false });

    /// <summary>How long an answer is waited for.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromMinutes(1);

    public RestAnswer Get(string path, params (string Name, string Value)[] headers) => Send("GET", path, null, headers);

    public RestAnswer Post(string path, object body) => Send("POST", path, body);

    public RestAnswer Patch(string path, object body) => Send("PATCH", path, body);

    public RestAnswer Put(string path, object body) => Send("PUT", path, body);

    public RestAnswer Delete(string path, object? body = null) => Send("DELETE", path, body);

    public RestAnswer Send(string method, string path, object? body, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(Url, path));
        request.Headers.UserAgent.ParseAdd("conformance");
        request.Headers.Accept.ParseAdd(Accept);
        if (Token is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Token);
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        if (body is not null)
            request.Content = new StringContent(JsonSerializer.Serialize(body), Encoding.UTF8, "application/json");

        using var patience = new CancellationTokenSource(Patience);
        using var response = Http.Send(request, patience.Token);
        using var content = new MemoryStream();
        response.Content.ReadAsStream().CopyTo(content);
        return new RestAnswer(
            $"{method} {path}",
            (int)response.StatusCode,
            content.ToArray(),
            response.Headers.Concat(response.Content.Headers).ToDictionary(h => h.Key.ToLowerInvariant(), h => string.Join(", ", h.Value)));
    }
}

/// <summary>An answer, with the assertions that read as the end of the sentence.</summary>
public sealed record RestAnswer(string Asked, int Status, byte[] Bytes, Dictionary<string, string> Headers)
{
    public string Text => Encoding.UTF8.GetString(Bytes);

    public JsonElement Json => JsonDocument.Parse(Bytes).RootElement;

    public string Message => Json.GetProperty("message").GetString()!;

    /// <summary>A value inside by names and positions: <c>user.login</c>, <c>0.state</c>; null if something on the way is not there.</summary>
    public string? this[string path]
    {
        get
        {
            var at = Json;
            foreach (var name in path.Split('.'))
            {
                if (at.ValueKind == JsonValueKind.Array && int.TryParse(name, out var index) && index < at.GetArrayLength())
                    at = at[index];
                else if (at.ValueKind != JsonValueKind.Object || !at.TryGetProperty(name, out at))
                    return null;
            }

            return at.ValueKind switch { JsonValueKind.Null => null, JsonValueKind.String => at.GetString(), _ => at.GetRawText() };
        }
    }

    public RestAnswer Is(int status)
    {
        Status.ShouldBe(status, $"{Asked}\n{Text}");
        return this;
    }

    public RestAnswer Is(int status, string message)
    {
        Is(status).Message.ShouldBe(message, Asked);
        return this;
    }

    /// <summary>One value of each item of a list.</summary>
    public IReadOnlyList<string?> Each(string path) => [.. Json.EnumerateArray().Select((_, i) => this[$"{i}.{path}"])];
}
