using System.Collections.Immutable;
using DeliveryAsCode.Text;

namespace DeliveryAsCode.Metrics;

/// <summary>A time in which metrics are sampled and judged.</summary>
/// <param name="Every">From one round of samples to the next; the first round is one interval after the beginning.</param>
/// <param name="WhileWaiting">What holds while a person decides about a verdict that is none.</param>
/// <param name="DecideWithin">After that somebody above is told; null: never.</param>
/// <param name="IsExtended">Later runs continue it, instead of one that waits for days.</param>
public sealed record Watch(
    TimeSpan For,
    TimeSpan Every,
    WhileWaiting WhileWaiting,
    TimeSpan? DecideWithin,
    ImmutableArray<Metric> Metrics,
    bool IsExtended,
    Location Location)
{
    /// <summary>How often samples are taken if somebody is there every time; at least 1.</summary>
    public int Rounds => Every > TimeSpan.Zero ? (int)Math.Clamp(For.Ticks / Every.Ticks, 1, int.MaxValue) : 1;
}

public enum WhileWaiting
{
    /// <summary>Everything stays as it is.</summary>
    Hold,

    /// <summary>The strategy's undo block runs, and traffic is where it was, until somebody has decided.</summary>
    ShiftBack,
}
