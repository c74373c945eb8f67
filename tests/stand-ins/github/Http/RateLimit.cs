namespace DeliveryAsCode.StandIns.GitHub.Http;

/// <summary>What a token may still ask within its hour.</summary>
internal sealed class RateLimit
{
    public const int PerHour = 5000;

    private readonly Dictionary<string, (int Used, DateTimeOffset Reset)> _tokens = [];

    public (int Used, DateTimeOffset Reset) Take(string token, DateTimeOffset now)
    {
        var state = Of(token, now);
        return _tokens[token] = (state.Used + 1, state.Reset);
    }

    public (int Used, DateTimeOffset Reset) Of(string token, DateTimeOffset now) =>
        _tokens.TryGetValue(token, out var known) && known.Reset > now ? known : (0, now.AddHours(1));
}
