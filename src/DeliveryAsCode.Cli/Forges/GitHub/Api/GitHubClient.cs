using System.Globalization;
using System.Text.Json;
using Polly;
using Polly.Retry;

namespace DeliveryAsCode.Cli.Forges.GitHub.Api;

/// <summary>
/// The one way to GitHub: as whom, how fast, how long, how often. A read is repeated until it is answered or patience
/// ends. A write of which nobody knows whether it happened is looked up before it is repeated.
/// </summary>
internal sealed class GitHubClient : IDisposable
{
    private static readonly ResiliencePropertyKey<Call> CallKey = new("call");

    private readonly GitHubConnection _connection;
    private readonly TimeProvider _clock;
    private readonly GitHubTransport _transport;
    private readonly GitHubSession _session;
    private readonly RateLimit _limit;
    private readonly ResiliencePipeline _patience;
    private readonly Lock _turn = new();
    private (DateTimeOffset Date, long At)? _serverTime;

    /// <param name="jitter">Chance, from 0 to 1.</param>
    /// <exception cref="CommandException">The token would go out in the clear, or the key of the App is none.</exception>
    public GitHubClient(GitHubConnection connection, TimeProvider clock, Func<double> jitter)
    {
        if (connection.Api.Scheme != Uri.UriSchemeHttps && connection.Api is not { Scheme: "http", IsLoopback: true })
            throw CommandException.Unusable($"the address of GitHub's API is {connection.Api}, which would show the token to the network", "use an https:// address");

        _connection = connection;
        _clock = clock;
        _transport = new GitHubTransport(connection, clock, Log);
        _session = new GitHubSession(this, connection, clock);
        _limit = new RateLimit(connection.Times, clock);
        _patience = new ResiliencePipelineBuilder { TimeProvider = clock }.AddRetry(new RetryStrategyOptions
        {
            ShouldHandle = attempt => ValueTask.FromResult(attempt.Outcome.Exception is PassingFailure failure && attempt.Context.Properties.GetValue(CallKey, null!).MayGoOn(failure)),
            DelayGenerator = attempt => ValueTask.FromResult((attempt.Outcome.Exception as PassingFailure)?.Wait),
            MaxRetryAttempts = Math.Max(1, connection.Times.MostAttempts - 1),
            Delay = connection.Times.Retry,
            BackoffType = DelayBackoffType.Exponential,
            UseJitter = true,
            Randomizer = jitter,
        }).Build();
    }

    public GitHubConnection Connection => _connection;

    public RequestLog Log { get; } = new();

    /// <summary>Told of each token that is made, before it is used, so that logs never show it.</summary>
    public Action<string>? SecretMade
    {
        get => _session.SecretMade;
        init => _session.SecretMade = value;
    }

    /// <summary>What time it is at GitHub, which is the same for everybody; null before its first answer.</summary>
    public DateTimeOffset? ServerTime
    {
        get
        {
            lock (_turn)
                return _serverTime is { } known ? known.Date + _clock.GetElapsedTime(known.At) : null;
        }
    }

    /// <param name="read">Makes the value; a <see cref="JsonException"/> says that the answer is broken.</param>
    /// <param name="lookup">Finds the effect of a write that may have happened; null from it: there is none.</param>
    /// <exception cref="GitHubException">There is no answer, or it is an error.</exception>
    public async Task<T> SendAsync<T>(GitHubRequest request, Func<GitHubAnswer, T> read, CancellationToken cancellation, Func<CancellationToken, Task<Found<T>?>>? lookup = null)
    {
        var call = new Call(request, _connection.Times, _clock, lookup is not null);
        var context = ResilienceContextPool.Shared.Get(cancellation);
        context.Properties.Set(CallKey, call);
        try
        {
            return await _patience.ExecuteAsync(async (turn, _) => await TryAsync(call, read, lookup, turn.CancellationToken), context, call);
        }
        catch (PassingFailure failure)
        {
            if (!call.IsInDoubt)
                throw failure.Failure;

            return lookup is not null && await LookUpAsync(request, lookup, cancellation) is { } found ? found.Value : throw failure.Failure.InDoubt();
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    /// <summary>Whether a list may go on there.</summary>
    public bool IsOurs(string address) => _transport.Locate(address) is not null;

    /// <summary>The error that an expected answer turned out to be.</summary>
    public GitHubException RefusalOf(GitHubRequest request, GitHubAnswer answer) => Refusal.Of(request, answer, SaidBy(answer), _connection);

    public void Dispose()
    {
        _session.Dispose();
        _transport.Dispose();
    }

    private async ValueTask<T> TryAsync<T>(Call call, Func<GitHubAnswer, T> read, Func<CancellationToken, Task<Found<T>?>>? lookup, CancellationToken cancellation)
    {
        if (call.IsInDoubt && lookup is not null)
        {
            if (await LookUpAsync(call.Request, lookup, cancellation) is { } found)
                return found.Value;

            call.IsInDoubt = false;
        }

        try
        {
            return Read(call.Request, await AnswerAsync(call, cancellation), read);
        }
        catch (PassingFailure failure) when (failure.IsAmbiguous && call.Request.Operation.Repetition == Repetition.AfterLookup)
        {
            call.IsInDoubt = true;
            throw;
        }
    }

    private static async Task<Found<T>?> LookUpAsync<T>(GitHubRequest request, Func<CancellationToken, Task<Found<T>?>> lookup, CancellationToken cancellation)
    {
        try
        {
            return await lookup(cancellation);
        }
        catch (GitHubException e)
        {
            throw new GitHubException(e.Kind, request.Asked, $"there was no answer, and then: {e.Message}", help: e.Help) { Again = e.Again }.InDoubt();
        }
    }

    private async Task<GitHubAnswer> AnswerAsync(Call call, CancellationToken cancellation)
    {
        for (var isRenewed = false; ; isRenewed = true)
        {
            await WaitAsync(call, cancellation);
            var bearer = await _session.BearerAsync(call.Request, cancellation);
            var answer = await _transport.SendAsync(call.Request, bearer, ++call.Attempts, cancellation);
            Note(answer.Date);
            if (answer.Status != 401 || isRenewed || !_session.Forget(bearer))
                return Judge(call.Request, answer);
        }
    }

    private async Task WaitAsync(Call call, CancellationToken cancellation)
    {
        if (_limit.Closed is { Ticks: > 0 } closed)
        {
            if (closed > call.Left)
                throw Limited(call.Request, "there were too many requests", null, closed);

            await Task.Delay(closed, _clock, cancellation);
        }

        if (call.Request.Operation.IsWrite)
            await _limit.TakeTurnAsync(cancellation);
    }

    private void Note(DateTimeOffset? date)
    {
        if (date is not { } time)
            return;

        lock (_turn)
            _serverTime = (time, _clock.GetTimestamp());
    }

    private GitHubAnswer Judge(GitHubRequest request, GitHubAnswer answer)
    {
        var said = SaidBy(answer);
        if (_limit.Note(answer) is { } wait)
            throw new PassingFailure(Limited(request, said, answer.Status, wait), isAmbiguous: false, wait);
        if (answer.IsSuccess)
            return answer;
        if (answer.Status is >= 500 or 408)
            throw new PassingFailure(new GitHubException(GitHubFailure.Unreachable, request.Asked, said, answer.Status, help: "GitHub is in trouble: see its status page, then run the command again"), isAmbiguous: true, answer.RetryAfter);
        // Not every "not found" is GitHub's own word: what stands between us and it speaks HTML.
        if (request.Expected.Contains(answer.Status))
            return answer.IsJson ? answer : throw new PassingFailure(new GitHubException(GitHubFailure.Broken, request.Asked, "with something that is not JSON", answer.Status), isAmbiguous: true);

        throw Refusal.Of(request, answer, said, _connection);
    }

    private string SaidBy(GitHubAnswer answer) => answer.IsSuccess ? "" : ErrorText.Of(answer) is { } text ? _session.Mask(text) : "it does not say why";

    private GitHubException Limited(GitHubRequest request, string said, int? status, TimeSpan wait)
    {
        var again = _clock.GetUtcNow() + wait;
        return new GitHubException(GitHubFailure.RateLimited, request.Asked, said, status, help: string.Create(CultureInfo.InvariantCulture, $"run the command again after {again:HH:mm:ss} UTC")) { Again = again };
    }

    private static T Read<T>(GitHubRequest request, GitHubAnswer answer, Func<GitHubAnswer, T> read)
    {
        try
        {
            return read(answer);
        }
        catch (Exception e) when (e is JsonException or FormatException or InvalidOperationException)
        {
            var why = e.Message.ReplaceLineEndings(" ");
            throw new PassingFailure(
                new GitHubException(GitHubFailure.Broken, request.Asked, $"with something that cannot be understood: {why}", answer.Status, help: "run the command again; if it stays so, something between here and GitHub changes its answers"),
                isAmbiguous: true);
        }
    }

    /// <summary>One request with all its attempts.</summary>
    private sealed class Call(GitHubRequest request, GitHubTimes times, TimeProvider clock, bool canLookUp)
    {
        private readonly long _started = clock.GetTimestamp();

        public GitHubRequest Request => request;

        public int Attempts { get; set; }

        /// <summary>Whether it may have happened.</summary>
        public bool IsInDoubt { get; set; }

        public TimeSpan Left => times.MostWaiting - clock.GetElapsedTime(_started);

        public bool MayGoOn(PassingFailure failure) =>
            (failure.Wait ?? TimeSpan.Zero) <= Left && (!IsInDoubt || canLookUp);
    }
}
