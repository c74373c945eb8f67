using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using DeliveryAsCode.Execution;
using DeliveryAsCode.Runbooks;

namespace DeliveryAsCode.Cli.Running;

/// <summary>Makes one request of a runbook and judges the answer.</summary>
internal sealed class HttpProbe(HttpAllowList allowed, TimeProvider clock)
{
    private const int MostRedirects = 3;
    private const int LargestBody = 1024 * 1024;

    public async Task<ActionResult> RunAsync(HttpAction action, StepOutput output, CancellationToken cancellationToken)
    {
        var started = clock.GetTimestamp();
        using var late = new CancellationTokenSource(action.Options.Timeout, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        try
        {
            var (status, problem) = await AskAsync(action, output, either.Token);
            return new ActionResult(problem is null ? Outcome.Succeeded : Outcome.Failed, clock.GetElapsedTime(started), Status: status, Reason: problem);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new ActionResult(Outcome.TimedOut, clock.GetElapsedTime(started), Reason: $"no answer within {action.Options.Timeout.TotalSeconds:0.###} s");
        }
        catch (Exception e) when (e is HttpRequestException or IOException or SocketException)
        {
            return new ActionResult(Outcome.Failed, clock.GetElapsedTime(started), Reason: $"no answer: {(e.InnerException ?? e).Message}");
        }
    }

    private async Task<(int? Status, string? Problem)> AskAsync(HttpAction action, StepOutput output, CancellationToken cancellationToken)
    {
        using var client = Client();
        var (method, url, isSameOrigin) = (action.Method, action.Url, true);
        for (var redirects = 0; ; redirects++)
        {
            if (allowed.WhyRefused(url) is { } refusal)
                return (null, refusal);

            using var request = Request(action, method, url, isSameOrigin);
            using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            var status = (int)response.StatusCode;
            if (status == action.ExpectedStatus || !IsRedirect(response))
                return (status, await JudgeAsync(action, response, output, cancellationToken));
            if (redirects == MostRedirects)
                return (status, $"more than {MostRedirects} redirects");

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

    private static HttpRequestMessage Request(HttpAction action, string method, Uri url, bool isSameOrigin)
    {
        var request = new HttpRequestMessage(new HttpMethod(method), url);
        if (action.Body is { } body && method == action.Method)
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        foreach (var (name, value) in action.Headers.Where(h => isSameOrigin || !IsCredential(h.Key)))
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

    private static async Task<string?> JudgeAsync(HttpAction action, HttpResponseMessage response, StepOutput output, CancellationToken cancellationToken)
    {
        var status = (int)response.StatusCode;
        var channel = output.Open();
        channel.Write(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"HTTP {status} {response.ReasonPhrase}\n")));
        var body = await ReadAsync(response, cancellationToken);
        channel.Write(body.AsSpan(..Math.Min(body.Length, LargestBody)));
        channel.End();

        if (status != action.ExpectedStatus)
            return $"the status is {status}, it must be {action.ExpectedStatus}";
        if (body.Length > LargestBody)
            return $"the answer is larger than {LargestBody} bytes";

        return action.Contains is { } text && !Encoding.UTF8.GetString(body).Contains(text, StringComparison.Ordinal)
            ? $"the answer does not contain \"{text}\""
            : null;
    }

    /// <summary>At most one byte more than is allowed.</summary>
    private static async Task<byte[]> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        var buffer = new byte[LargestBody + 1];
        var length = await stream.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);
        return buffer[..length];
    }
}
