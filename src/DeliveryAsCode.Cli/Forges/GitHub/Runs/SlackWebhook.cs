using System.Text;
using System.Text.Json;
using DeliveryAsCode.Configuration;

namespace DeliveryAsCode.Cli.Forges.GitHub.Runs;

/// <summary>A channel of Slack, by an address that is a secret: whoever has it can write there.</summary>
internal sealed class SlackWebhook : IDisposable
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(10);

    private readonly Uri _address;
    private readonly HttpClient _client;

    private SlackWebhook(Uri address)
    {
        _address = address;
        // A redirect would carry what is said to somebody else.
        _client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { Timeout = Timeout };
    }

    /// <summary>Null where none is set up here.</summary>
    /// <param name="problem">Why there is none although the rules name one.</param>
    public static SlackWebhook? Of(SlackChannel? channel, IReadOnlyDictionary<string, string> environment, out string? problem)
    {
        problem = null;
        if (channel is null)
            return null;
        if (!environment.TryGetValue(channel.Webhook.Name, out var value) || value.Length == 0)
        {
            problem = $"{channel.Webhook.Name}, which delivery.yml names as the address of the Slack channel, has no value here";
            return null;
        }

        if (Uri.TryCreate(value, UriKind.Absolute, out var address) && address.Scheme is "https" or "http")
            return new SlackWebhook(address);

        problem = $"{channel.Webhook.Name} holds no address of the web";
        return null;
    }

    /// <summary>Says nothing of the address, also when it fails.</summary>
    /// <exception cref="HttpRequestException">Slack did not take it.</exception>
    public async Task SayAsync(string text, CancellationToken cancellation)
    {
        using var content = new ByteArrayContent(Body(text)) { Headers = { ContentType = new("application/json") } };
        HttpResponseMessage answer;
        try
        {
            answer = await _client.PostAsync(_address, content, cancellation);
        }
        catch (HttpRequestException e)
        {
            throw new HttpRequestException(e.HttpRequestError, $"Slack does not answer ({e.HttpRequestError})");
        }

        using (answer)
        {
            if (!answer.IsSuccessStatusCode)
                throw new HttpRequestException($"Slack answered {(int)answer.StatusCode}");
        }
    }

    public void Dispose() => _client.Dispose();

    /// <summary>Three characters are Slack's own marks: with them a name would become a mention or a link.</summary>
    private static byte[] Body(string text)
    {
        var escaped = new StringBuilder(text).Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;").ToString();
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            json.WriteString("text", escaped);
            json.WriteEndObject();
        }

        return stream.ToArray();
    }
}
