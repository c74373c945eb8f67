namespace DeliveryAsCode.Cli.Tests.Forges.GitHub.Api;

/// <summary>A clock on which every wait is over at once: it then is as late as if it had been waited.</summary>
internal sealed class SkippingClock(DateTimeOffset start) : TimeProvider
{
    private readonly Lock _turn = new();
    private readonly List<TimeSpan> _waits = [];
    private TimeSpan _passed;

    public SkippingClock()
        : this(new DateTimeOffset(2026, 11, 30, 12, 0, 0, TimeSpan.Zero))
    {
    }

    public TimeSpan Passed
    {
        get
        {
            lock (_turn)
                return _passed;
        }
    }

    /// <summary>What was waited for, in the order of asking.</summary>
    public IReadOnlyList<TimeSpan> Waits
    {
        get
        {
            lock (_turn)
                return [.. _waits];
        }
    }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => start + Passed;

    public override long GetTimestamp() => Passed.Ticks;

    public void Pass(TimeSpan time)
    {
        lock (_turn)
            _passed += time;
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => new Timer(this, callback, state, dueTime);

    private sealed class Timer : ITimer
    {
        private readonly SkippingClock _clock;
        private readonly TimerCallback _callback;
        private readonly object? _state;

        public Timer(SkippingClock clock, TimerCallback callback, object? state, TimeSpan due)
        {
            (_clock, _callback, _state) = (clock, callback, state);
            Change(due, Timeout.InfiniteTimeSpan);
        }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            if (dueTime == Timeout.InfiniteTimeSpan)
                return true;

            TimeSpan end;
            lock (_clock._turn)
            {
                _clock._waits.Add(dueTime);
                end = _clock._passed + dueTime;
            }

            ThreadPool.QueueUserWorkItem(_ =>
            {
                lock (_clock._turn)
                    _clock._passed = end > _clock._passed ? end : _clock._passed;
                _callback(_state);
            });
            return true;
        }

        public void Dispose()
        {
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
