using System.Collections.Immutable;

namespace DeliveryAsCode.Metrics;

/// <summary>How far a watch is.</summary>
/// <param name="Samples">In the order in which they were taken.</param>
/// <param name="Baselines">What was normal before, by metric; an empty one says that nothing could be found.</param>
public sealed record WatchProgress(
    DateTimeOffset Started,
    ImmutableList<MetricSample> Samples,
    ImmutableDictionary<string, ImmutableArray<double>> Baselines);

/// <param name="Value">Finite; null where there was none.</param>
/// <param name="Reason">Why the sample did not pass.</param>
public sealed record MetricSample(string Metric, DateTimeOffset At, double? Value, Verdict Verdict, string? Reason);

/// <summary>What to do about a watch now. Closed.</summary>
public abstract record WatchState;

/// <param name="At">When the next round of samples is due; in the past: now.</param>
public sealed record SamplesDue(DateTimeOffset At) : WatchState;

/// <param name="Reason">With the numbers, in a sentence without a full stop.</param>
public sealed record WatchOver(Verdict Verdict, string Reason) : WatchState;
