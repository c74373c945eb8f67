using System.Globalization;
using DeliveryAsCode.Execution;
using Polly;
using Polly.Retry;

namespace DeliveryAsCode.Cli.Running;

/// <summary>How long a lease is promised, how often it is renewed, and how long is waited before a remote is asked again.</summary>
internal sealed record RemoteTimes(TimeSpan Lease, TimeSpan Renewal, TimeSpan Retry)
{
    public static readonly RemoteTimes Default = new(TimeSpan.FromSeconds(90), TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(1));
}

/// <summary>No step may be started any more: the environment is not, or not provably, held by this run.</summary>
/// <param name="isTaken">Whether somebody else holds it; else the remote cannot be reached.</param>
internal sealed class EnvironmentLost(string message, bool isTaken) : Exception(message)
{
    public bool IsTaken { get; } = isTaken;
}

/// <summary>
/// Lock and journal of an environment at a remote. Claim, fence and append are one move of one ref: when somebody else has
/// moved it, nothing of ours gets there any more.
/// </summary>
/// <remarks>Entries are gathered and published with the next intent, which is the first thing that others must know.</remarks>
internal sealed class EnvironmentRef : IDisposable
{
    private readonly EnvironmentStore _store;
    private readonly TimeProvider _clock;
    private readonly RemoteTimes _times;
    private readonly ResiliencePipeline<PushOutcome> _patience;
    private readonly Lock _turn = new();
    private MemoryStream _journal = new();
    private EnvironmentContent _known;
    private ITimer? _renewal;
    private readonly List<string> _maybe = [];
    private bool _isMine;

    private EnvironmentRef(EnvironmentStore store, TimeProvider clock, RemoteTimes times)
    {
        _store = store;
        _clock = clock;
        _times = times;
        _known = store.Read();
        // A move is tried again without danger: the second of two that arrive finds the ref moved.
        _patience = new ResiliencePipelineBuilder<PushOutcome>().AddRetry(new RetryStrategyOptions<PushOutcome>
        {
            ShouldHandle = new PredicateBuilder<PushOutcome>().HandleResult(outcome => outcome is Unreachable),
            MaxRetryAttempts = 2,
            Delay = times.Retry,
            BackoffType = DelayBackoffType.Exponential,
        }).Build();
    }

    /// <summary>As it was when it was last read or moved.</summary>
    public EnvironmentContent Known => _known;

    /// <summary>To go on a sentence with.</summary>
    public string Place => _store.Place;

    /// <summary>Whether somebody else has taken it: nothing of ours counts any more.</summary>
    public bool IsTaken { get; private set; }

    /// <summary>Why the remote does not know everything; null if it does.</summary>
    public string? Fault { get; private set; }

    /// <exception cref="CommandException">The place is not known or does not answer.</exception>
    public static EnvironmentRef Open(EnvironmentStore store, TimeProvider clock, RemoteTimes? times = null) =>
        new(store, clock, times ?? RemoteTimes.Default);

    /// <summary>The journal of an execution that is no longer the environment's last.</summary>
    /// <exception cref="CommandException">The place does not answer.</exception>
    public byte[] ReadEarlier(EarlierOnRef earlier) => _store.ReadEarlier(_known, earlier);

    /// <summary>Takes the environment and publishes what the journal holds so far. From now on the lease is renewed.</summary>
    /// <param name="journal">What is there of the execution's journal: at least what the remote has of it.</param>
    /// <returns>Why not; null if it is ours. Whoever did not get it has changed nothing.</returns>
    /// <exception cref="CommandException">The remote does not answer.</exception>
    public string? Claim(LockHolder holder, byte[] journal)
    {
        lock (_turn)
        {
            var before = _known.Lock;
            if (before.WhyKept(holder, Now, _store) is { } why)
                return $"{_store.Name} is not free at {Place}: {why}";
            if (before.Execution == holder.Execution && before.Runbook == holder.Runbook && !journal.AsSpan().StartsWith(_known.Journal))
                return $"the journal of execution {holder.Execution} is not the one that {Place} has";

            var isOwn = before.Holder?.IsSameExecution(holder) == true;
            var next = new RemoteLock(before.Term + 1, Guid.NewGuid().ToString("N"), Now + _times.Lease,
                holder with { Term = before.Term + 1, IsReserved = holder.IsReserved || isOwn && before.Holder!.IsReserved, Held = isOwn ? before.Holder!.Held : null },
                holder.Execution, holder.Runbook)
            {
                Earlier = before.EarlierFor(holder),
            };
            switch (_patience.Execute(() => Move(next, journal)))
            {
                case Overtaken:
                    return $"{_store.Name} is in use at {Place}: {DescribeOther()}";
                case Unreachable unreachable:
                    throw _store.NoAnswer(unreachable.Why);
            }

            _isMine = true;
            _journal = new MemoryStream();
            _journal.Write(journal);
            _renewal = _clock.CreateTimer(_ => Renew(), null, _times.Renewal, _times.Renewal);
            return null;
        }
    }

    /// <summary>Adds a line of the journal. Facts wait for the next intent; an intent is published before anybody acts on it.</summary>
    /// <exception cref="EnvironmentLost">The intent is not published, and was not taken: nobody may act on it.</exception>
    public void Append(ReadOnlySpan<byte> line, bool isIntent)
    {
        lock (_turn)
        {
            var start = _journal.Length;
            _journal.Write(line);
            if (!isIntent || Publish(_known.Lock with { Expires = Now + _times.Lease }, _patience) is not { } lost)
                return;

            _journal.SetLength(start);
            throw lost;
        }
    }

    /// <summary>Is published with the intent that needs it.</summary>
    public void Reserve() => Change(holder => holder with { IsReserved = true });

    public void LiftHold() => Change(holder => holder with { Held = null });

    /// <summary>The execution has ended: the journal stays, the environment is free.</summary>
    public void Release() => Leave(null);

    public void Keep(string reason) => Leave(_known.Lock.Holder! with { IsReserved = true, Held = reason });

    /// <summary>The run ends, the execution may not. What is reserved stays so, and any clone may go on with it.</summary>
    public void Dispose()
    {
        if (_isMine)
            Leave(_known.Lock.Holder is { IsReserved: true } reserved ? reserved : null);
        _renewal?.Dispose();
    }

    /// <summary>A person takes it from a holder that is gone.</summary>
    /// <returns>Why not; null if it is free now.</returns>
    public string? Break(int term, string by, string reason)
    {
        lock (_turn)
        {
            var (_, held, bytes) = _known;
            if (held.Holder is not { } holder)
                return $"{_store.Name} is free at {Place}: nobody holds it";
            if (held.Term != term)
                return $"{_store.Name} is not held in term {term}: {holder}, term {held.Term}";

            var isGone = held.IsGone(Now, _store);
            if (!isGone && holder.IsFromHere)
                return $"{_store.Name} is in use, and its process lives: {holder}, term {held.Term}: end that run first";
            if (!isGone && held.Expires > Now)
                return string.Create(CultureInfo.InvariantCulture, $"{_store.Name} is in use: {holder}, and its lease runs until {held.Expires:HH:mm:ss} UTC: end that run first");

            var journal = Journal.Read(bytes);
            var isOpen = journal.State is Intact && new EarlierExecution(holder.Execution, journal).Conclusion is null;
            byte[] line = isOpen ? JournalFormat.Write(journal.Head, Now, by, new LockBroken(term, reason)).Line : [];
            var free = held with { Owner = Guid.NewGuid().ToString("N"), Expires = null, Holder = null };
            return _patience.Execute(() => Move(free, [.. bytes, .. line])) switch
            {
                Moved => null,
                Unreachable unreachable => throw _store.NoAnswer(unreachable.Why),
                _ => $"{_store.Name} was taken meanwhile: {DescribeOther()}",
            };
        }
    }

    private DateTimeOffset Now => _clock.GetUtcNow();

    private void Change(Func<LockHolder, LockHolder> change)
    {
        lock (_turn)
            _known = _known with { Lock = _known.Lock with { Holder = change(_known.Lock.Holder!) } };
    }

    private void Leave(LockHolder? holder)
    {
        lock (_turn)
        {
            if (!_isMine)
                return;

            Fault = Publish(_known.Lock with { Expires = null, Holder = holder }, _patience)?.Message;
            _isMine = false;
            _renewal?.Dispose();
        }
    }

    /// <summary>Tried once: the next one comes soon.</summary>
    private void Renew()
    {
        if (!_turn.TryEnter())
            return;

        try
        {
            if (_isMine)
                Publish(_known.Lock with { Expires = Now + _times.Lease }, ResiliencePipeline<PushOutcome>.Empty);
        }
        finally
        {
            _turn.Exit();
        }
    }

    /// <summary>Null: the remote knows it.</summary>
    private EnvironmentLost? Publish(RemoteLock next, ResiliencePipeline<PushOutcome> patience)
    {
        if (!_isMine)
            return new EnvironmentLost(Fault ?? "the environment was given away", isTaken: true);

        switch (patience.Execute(() => Move(next, _journal.ToArray())))
        {
            case Moved:
                Fault = null;
                return null;
            case Unreachable unreachable:
                Fault = $"{Place} does not answer for {_store.Name}: {unreachable.Why}";
                return new EnvironmentLost(Fault, isTaken: false);
            default:
                (_isMine, IsTaken) = (false, true);
                _renewal?.Dispose();
                Fault = $"{_store.Name} was taken away at {Place}: {DescribeOther()}";
                return new EnvironmentLost(Fault, isTaken: true);
        }
    }

    private PushOutcome Move(RemoteLock next, byte[] journal)
    {
        var outcome = _store.Move(_known, _maybe, next, journal);
        switch (outcome)
        {
            case Moved moved:
                _known = moved.Content;
                _maybe.Clear();
                break;
            case Unreachable { Maybe: { } maybe }:
                _maybe.Add(maybe);
                break;
        }

        return outcome;
    }

    private string DescribeOther()
    {
        try
        {
            var other = _store.Read().Lock;
            return string.Create(CultureInfo.InvariantCulture, $"{other.Holder?.ToString() ?? "it was freed"}, term {other.Term}");
        }
        catch (CommandException e)
        {
            return e.Message;
        }
    }
}
