using System.Collections.Immutable;
using System.Net;
using DeliveryAsCode.Text;

namespace DeliveryAsCode.Cli.Running;

/// <param name="Body">Sent with the bytes that it has in its file; not sent again where a redirect makes a GET of the request.</param>
internal sealed record GuardedRequest(string Method, Uri Url, ImmutableArray<KeyValuePair<string, string>> Headers, string? Body);

/// <param name="Body">At most <see cref="LargestBody"/> bytes.</param>
/// <param name="Refusal">Why there is no answer: something that must not be called, or too many redirects.</param>
internal sealed record GuardedAnswer(int? Status, string? Phrase, byte[] Body, bool IsTooLarge, string? Refusal)
{
    public const int LargestBody = 1024 * 1024;

    public const string TooLarge = "the answer is larger than 1048576 bytes";

    public static GuardedAnswer Refused(string reason, int? status = null) => new(status, null, [], false, reason);
}

/// <summary>The one place from which a runbook's requests go out: to hosts that are allowed, wherever a redirect leads.</summary>
internal sealed class GuardedClient(HttpAllowList allowed)
{
    private const int MostRedirects = 3;

    /// <param name="expected">A redirect that is expected is not followed.</param>
    public async Task<GuardedAnswer> AskAsync(GuardedRequest asked, int expected, CancellationToken cancellationToken)
    {
        using var client = Client();
        var (method, url, isSameOrigin) = (asked.Method, asked.Url, true);
        for (var redirects = 0; ; redirects++)
        {
            if (allowed.WhyRefused(url) is { } refusal)
                return GuardedAnswer.Refused(refusal);

            using var request = Request(asked, method, url, isSameOrigin);
            using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            var status = (int)response.StatusCode;
            if (status == expected || !IsRedirect(response))
                return await ReadAsync(response, cancellationToken);
            if (redirects == MostRedirects)
                return GuardedAnswer.Refused($"more than {MostRedirects} redirects", status);

            var target = new Uri(url, response.Headers.Location!);
            isSameOrigin &= Uri.Compare(url, target, UriComponents.SchemeAndServer, UriFormat.UriEscaped, StringComparison.OrdinalIgnoreCase) == 0;
            method = status is 307 or 308 || method == "HEAD" ? method : "GET";
            url = target;
        }
    }

    /// <summary>No proxy, no cookies, no redirect and no decompression behind our back; the address is checked when it is dialled.</summary>
    private static HttpClient Client() => new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseProxy = false,
        UseCookies = false,
        AutomaticDecompression = DecompressionMethods.None,
        ConnectCallback = async (context, token) => await HttpAllowList.ConnectAsync(context.DnsEndPoint, token),
    })
    { Timeout = Timeout.InfiniteTimeSpan };

    private static HttpRequestMessage Request(GuardedRequest asked, string method, Uri url, bool isSameOrigin)
    {
        var request = new HttpRequestMessage(new HttpMethod(method), url);
        if (asked.Body is { } body && method == asked.Method)
            request.Content = new ByteArrayContent(SourceText.From(url.AbsoluteUri, body).Encode());
        foreach (var (name, value) in asked.Headers.Where(h => isSameOrigin || !IsCredential(h.Key)))
        {
            if (!request.Headers.TryAddWithoutValidation(name, value))
                request.Content?.Headers.TryAddWithoutValidation(name, value);
        }

        return request;
    }

    private static bool IsCredential(string header) => header.ToUpperInvariant() is "AUTHORIZATION" or "COOKIE" or "PROXY-AUTHORIZATION" or "X-API-KEY";

    private static bool IsRedirect(HttpResponseMessage response) =>
        response.StatusCode is HttpStatusCode.Moved or HttpStatusCode.Found or HttpStatusCode.SeeOther or HttpStatusCode.TemporaryRedirect or HttpStatusCode.PermanentRedirect
        && response.Headers.Location is not null;

    /// <summary>At most one byte more than is allowed.</summary>
    private static async Task<GuardedAnswer> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        var buffer = new byte[GuardedAnswer.LargestBody + 1];
        var length = await stream.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);
        var isTooLarge = length > GuardedAnswer.LargestBody;
        return new GuardedAnswer((int)response.StatusCode, response.ReasonPhrase, buffer[..(isTooLarge ? GuardedAnswer.LargestBody : length)], isTooLarge, null);
    }
}
