using System.Collections.Immutable;

namespace DeliveryAsCode.Cli.Forges.GitHub.Api;

/// <param name="Status">Null if there was no answer.</param>
/// <param name="Attempt">From 1.</param>
internal sealed record Exchange(string Operation, string Method, string Path, int? Status, int Attempt, TimeSpan Elapsed);

/// <summary>What was asked of GitHub, in the order of the answers. It knows neither headers nor bodies, so it knows no secret.</summary>
internal sealed class RequestLog
{
    private readonly Lock _turn = new();
    private ImmutableList<Exchange> _exchanges = [];

    public ImmutableList<Exchange> Exchanges
    {
        get
        {
            lock (_turn)
                return _exchanges;
        }
    }

    /// <summary>Requests by the name of their operation.</summary>
    public ImmutableSortedDictionary<string, int> Counts =>
        Exchanges.GroupBy(e => e.Operation).ToImmutableSortedDictionary(g => g.Key, g => g.Count(), StringComparer.Ordinal);

    public int Count(GitHubOperation operation) => Exchanges.Count(e => e.Operation == operation.Name);

    public void Add(Exchange exchange)
    {
        lock (_turn)
            _exchanges = _exchanges.Add(exchange);
    }
}
