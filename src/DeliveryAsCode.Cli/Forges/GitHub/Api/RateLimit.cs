namespace DeliveryAsCode.Cli.Forges.GitHub.Api;

/// <summary>
/// When the next request may go out: not while GitHub has told us to wait, and one write in so much time. Whoever goes on
/// asking is locked out.
/// </summary>
internal sealed class RateLimit(GitHubTimes times, TimeProvider clock)
{
    /// <summary>What GitHub asks for where it does not say how long to wait.</summary>
    private static readonly TimeSpan Unsaid = TimeSpan.FromMinutes(1);

    /// <summary>Nobody waits so long here: it only keeps absurd answers countable.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromDays(1);

    private readonly Lock _turn = new();
    private readonly long _started = clock.GetTimestamp();
    private TimeSpan _closedUntil;
    private TimeSpan _nextWrite;
    private int _unsaid;

    private TimeSpan Now => clock.GetElapsedTime(_started);

    /// <summary>How long everybody still has to wait.</summary>
    public TimeSpan Closed
    {
        get
        {
            lock (_turn)
                return Sane(_closedUntil - Now);
        }
    }

    /// <summary>Waits for the turn of a write, and takes it.</summary>
    public async Task TakeTurnAsync(CancellationToken cancellation)
    {
        TimeSpan wait;
        lock (_turn)
        {
            var now = Now;
            var mine = now > _nextWrite ? now : _nextWrite;
            _nextWrite = mine + times.PerWrite;
            wait = mine - now;
        }

        if (wait > TimeSpan.Zero)
            await Task.Delay(wait, clock, cancellation);
    }

    /// <summary>Takes an answer to heart.</summary>
    /// <returns>How long to wait if the answer says that there were too many requests; null if it does not.</returns>
    public TimeSpan? Note(GitHubAnswer answer)
    {
        var untilReset = answer is { Remaining: 0, Reset: { } reset }
            ? Sane(reset - (answer.Date ?? clock.GetUtcNow())) + TimeSpan.FromSeconds(1)
            : (TimeSpan?)null;
        lock (_turn)
        {
            if (!answer.IsLimit)
            {
                _unsaid = answer.IsSuccess ? 0 : _unsaid;
                Close(untilReset);
                return null;
            }

            var wait = Sane(answer.RetryAfter ?? untilReset ?? Unsaid * Math.Pow(2, Math.Min(_unsaid++, 6)));
            Close(wait);
            return wait;
        }
    }

    private void Close(TimeSpan? wait)
    {
        if (wait is { } time && Now + time > _closedUntil)
            _closedUntil = Now + time;
    }

    private static TimeSpan Sane(TimeSpan time) => time < TimeSpan.Zero ? TimeSpan.Zero : time < Longest ? time : Longest;
}
