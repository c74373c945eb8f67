using System.Collections.Concurrent;
using System.Globalization;

namespace DeliveryAsCode.Cli.Tests.Deployments;

/// <summary>The same visitors, one after the other, again and again, for as long as it lives.</summary>
internal sealed class Traffic : IDisposable
{
    private const int Visitors = 200;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(8);

    private readonly HttpClient _http = new(new SocketsHttpHandler { UseCookies = false });
    private readonly ConcurrentDictionary<string, int> _answers = new();
    private readonly CancellationTokenSource _end = new();
    private readonly Uri _page;
    private readonly Task _visits;

    private Traffic(int port)
    {
        _page = new Uri($"http://127.0.0.1:{port}/");
        _visits = Task.Run(VisitAsync);
    }

    public static Traffic At(int port) => new(port);

    /// <summary>How often each version gave each code, <c>2.0.0 500</c>, since it began.</summary>
    public IReadOnlyDictionary<string, int> Answers => _answers;

    /// <summary>Who served each of the visitors once, now.</summary>
    public IReadOnlyCollection<string> VersionsOfEveryVisitor() =>
        [.. Enumerable.Range(0, Visitors).Select(visitor => VisitAsync(visitor, CancellationToken.None).GetAwaiter().GetResult().Split(' ')[0]).Distinct()];

    public void Dispose()
    {
        _end.Cancel();
        _visits.GetAwaiter().GetResult();
        _end.Dispose();
        _http.Dispose();
    }

    private async Task VisitAsync()
    {
        for (var n = 0; !_end.IsCancellationRequested; n++)
        {
            try
            {
                _answers.AddOrUpdate(await VisitAsync(n % Visitors, _end.Token), 1, (_, count) => count + 1);
                await Task.Delay(Pause, _end.Token);
            }
            catch (OperationCanceledException) when (_end.IsCancellationRequested)
            {
            }
        }
    }

    private async Task<string> VisitAsync(int visitor, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, _page);
        request.Headers.Add("Cookie", string.Create(CultureInfo.InvariantCulture, $"visitor={visitor}"));
        try
        {
            using var answer = await _http.SendAsync(request, cancellation);
            var version = answer.Headers.TryGetValues("X-Shop-Version", out var values) ? values.Single() : "nobody";
            return string.Create(CultureInfo.InvariantCulture, $"{version} {(int)answer.StatusCode}");
        }
        catch (HttpRequestException e)
        {
            return $"nobody {e.HttpRequestError}";
        }
    }
}
