using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Reflection;

namespace DeliveryAsCode.Cli.Forges.GitHub.Api;

/// <summary>Sends one request and reads the whole answer. Redirects are followed by hand: the token stays with its origin.</summary>
internal sealed class GitHubTransport(GitHubConnection connection, TimeProvider clock, RequestLog log) : IDisposable
{
    private const string Version = "2022-11-28";
    /// <summary>How many times as long a download may take.</summary>
    private const int Download = 15;

    private const int MostRedirects = 3;
    private const int MostConnections = 32;

    private static readonly ProductInfoHeaderValue UserAgent = new("delivery", Assembly.GetExecutingAssembly().GetName().Version?.ToString(3) ?? "0");

    private readonly AnswerMemory _memory = new();

    private readonly HttpClient _http = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        // What is on this machine is not asked through somebody else's.
        UseProxy = !connection.Api.IsLoopback,
        AutomaticDecompression = DecompressionMethods.GZip | DecompressionMethods.Brotli,
        MaxConnectionsPerServer = MostConnections,
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
    })
    { Timeout = Timeout.InfiniteTimeSpan };

    /// <param name="path">Below the address of the API; or a whole address, which then must be there.</param>
    /// <returns>Null if it leads elsewhere.</returns>
    public Uri? Locate(string path)
    {
        var root = connection.Api.AbsoluteUri.TrimEnd('/') + "/";
        var url = Uri.TryCreate(path, UriKind.Absolute, out var whole) && whole.Scheme.StartsWith("http", StringComparison.Ordinal) ? whole : new Uri(root + path.TrimStart('/'));
        return IsOurs(url) && (url.AbsolutePath.StartsWith(new Uri(root).AbsolutePath, StringComparison.Ordinal) || url == connection.Graph) ? url : null;
    }

    /// <exception cref="PassingFailure">There is no answer.</exception>
    /// <exception cref="GitHubException">There never will be one.</exception>
    public async Task<GitHubAnswer> SendAsync(GitHubRequest request, string bearer, int attempt, CancellationToken cancellation)
    {
        var url = Locate(request.Path) ?? throw new GitHubException(GitHubFailure.Broken, request.Asked, $"the address {request.Path} is not below {connection.Api}");
        for (var redirects = 0; ; redirects++)
        {
            var answer = await AskAsync(request, url, bearer, attempt, cancellation);
            if (!answer.IsRedirect || answer.Location is null)
                return answer;
            if (redirects == MostRedirects)
                throw new GitHubException(GitHubFailure.Broken, request.Asked, $"more than {MostRedirects} redirects", answer.Status);

            url = Follow(request, url, answer);
        }
    }

    public void Dispose() => _http.Dispose();

    private bool IsOurs(Uri url) =>
        Uri.Compare(url, connection.Api, UriComponents.SchemeAndServer, UriFormat.UriEscaped, StringComparison.OrdinalIgnoreCase) == 0 && url.UserInfo.Length == 0;

    /// <summary>A write is sent on only where the answer says that it is to be the same request there.</summary>
    private Uri Follow(GitHubRequest request, Uri url, GitHubAnswer answer)
    {
        var target = new Uri(url, answer.Location!);
        if (!IsOurs(target) && !(request.IsDownload && IsSafe(target)))
            throw new GitHubException(GitHubFailure.Broken, request.Asked, $"the answer leads to {target.Host}, where the token must not go", answer.Status);
        if (request.Operation.IsWrite && answer.Status is not (307 or 308))
            throw new GitHubException(GitHubFailure.Broken, request.Asked, $"the answer leads to {target.AbsoluteUri}", answer.Status, help: "the repository may have been renamed: use its new name");

        return target;
    }

    private static bool IsSafe(Uri url) => url.Scheme == Uri.UriSchemeHttps || url is { Scheme: "http", IsLoopback: true };

    private async Task<GitHubAnswer> AskAsync(GitHubRequest request, Uri url, string bearer, int attempt, CancellationToken cancellation)
    {
        var started = clock.GetTimestamp();
        var known = request.Operation.IsWrite || request.IsDownload ? null : _memory.Find(url);
        using var message = Message(request, url, IsOurs(url) ? bearer : null, known?.ETag);
        // A timeout is about the network, whose time is the real one whatever clock the rest of us goes by.
        using var late = new CancellationTokenSource(request.IsDownload ? connection.Times.Timeout * Download : connection.Times.Timeout);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellation);
        int? status = null;
        try
        {
            using var response = await _http.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, either.Token);
            status = (int)response.StatusCode;
            var answer = Describe(response, await ReadAsync(request, response, either.Token));
            if (answer.Status == 304 && known is not null)
                return known with { Date = answer.Date, Remaining = answer.Remaining, Reset = answer.Reset };

            if (!request.Operation.IsWrite && !request.IsDownload)
                _memory.Keep(url, answer);
            return answer;
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw Unanswered(request, $"no whole answer from {url.Authority} in time", isAmbiguous: true);
        }
        catch (HttpRequestException e) when (e.HttpRequestError is HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError)
        {
            throw Unanswered(request, $"no connection to {url.Authority}: {(e.InnerException ?? e).Message}", isAmbiguous: false);
        }
        catch (Exception e) when (e is HttpRequestException or IOException or SocketException)
        {
            throw Unanswered(request, $"the connection to {url.Authority} broke: {(e.InnerException ?? e).Message}", isAmbiguous: true);
        }
        finally
        {
            log.Add(new Exchange(request.Operation.Name, request.Operation.Method.Method, url.PathAndQuery, status, attempt, clock.GetElapsedTime(started)));
        }
    }

    private static PassingFailure Unanswered(GitHubRequest request, string why, bool isAmbiguous) =>
        new(new GitHubException(GitHubFailure.Unreachable, request.Asked, why, help: "see whether GitHub can be reached from here, then run the command again"), isAmbiguous);

    private static HttpRequestMessage Message(GitHubRequest request, Uri url, string? bearer, string? etag)
    {
        var message = new HttpRequestMessage(request.Operation.Method, url);
        message.Headers.UserAgent.Add(UserAgent);
        if (bearer is not null)
        {
            message.Headers.Accept.ParseAdd("application/vnd.github+json");
            message.Headers.Add("X-GitHub-Api-Version", Version);
            message.Headers.Authorization = new AuthenticationHeaderValue("Bearer", bearer);
        }

        if (etag is not null)
            message.Headers.TryAddWithoutValidation("If-None-Match", etag);
        if (request.Body is { } body)
            message.Content = new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json", "utf-8") } };
        return message;
    }

    private static async Task<byte[]> ReadAsync(GitHubRequest request, HttpResponseMessage response, CancellationToken cancellation)
    {
        await using var stream = await response.Content.ReadAsStreamAsync(cancellation);
        using var body = new MemoryStream();
        var buffer = new byte[64 * 1024];
        while (await stream.ReadAsync(buffer, cancellation) is > 0 and var length)
        {
            if (body.Length + length > request.MostBytes)
            {
                var tooLarge = new GitHubException(GitHubFailure.Broken, request.Asked, string.Create(CultureInfo.InvariantCulture, $"the answer is larger than {request.MostBytes} bytes"), (int)response.StatusCode);
                throw request.Operation.IsWrite ? new PassingFailure(tooLarge, isAmbiguous: true) : tooLarge;
            }

            body.Write(buffer, 0, length);
        }

        return body.ToArray();
    }

    private GitHubAnswer Describe(HttpResponseMessage response, byte[] body)
    {
        var date = response.Headers.Date;
        var wait = response.Headers.RetryAfter switch
        {
            { Delta: { } delta } => delta,
            { Date: { } until } => until - (date ?? clock.GetUtcNow()),
            _ => (TimeSpan?)null,
        };
        return new GitHubAnswer(
            (int)response.StatusCode,
            body,
            response.Content.Headers.ContentType?.MediaType,
            date,
            wait < TimeSpan.Zero ? TimeSpan.Zero : wait,
            Number(response, "x-ratelimit-remaining") is { } remaining ? (int)Math.Clamp(remaining, 0, int.MaxValue) : null,
            Number(response, "x-ratelimit-reset") is >= 0 and < 253_402_300_800 and { } reset ? DateTimeOffset.FromUnixTimeSeconds(reset) : null,
            Text(response, "Link"),
            Text(response, "ETag"),
            response.Headers.Location,
            Text(response, "X-Accepted-GitHub-Permissions"));
    }

    private static string? Text(HttpResponseMessage response, string header) =>
        response.Headers.NonValidated.TryGetValues(header, out var values) ? string.Join(", ", values) : null;

    private static long? Number(HttpResponseMessage response, string header) =>
        long.TryParse(Text(response, header), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
