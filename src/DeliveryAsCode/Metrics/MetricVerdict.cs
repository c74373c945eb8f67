using System.Collections.Immutable;

namespace DeliveryAsCode.Metrics;

/// <summary>What all samples of a metric say together.</summary>
/// <param name="Reason">With the numbers, in a sentence without a full stop that begins with the metric's name.</param>
public sealed record MetricVerdict(Metric Metric, Verdict Verdict, string Reason)
{
    /// <param name="samples">Of this metric, in the order in which they were taken.</param>
    /// <param name="baseline">What was normal before; empty if nothing was found.</param>
    public static MetricVerdict Of(Metric metric, IReadOnlyCollection<MetricSample> samples, ImmutableArray<double> baseline)
    {
        if (HasFailed(metric, samples))
            return new MetricVerdict(metric, Verdict.Fail, Failure(metric, samples));

        // Only samples that pass count for a pass: tolerated ones must not make up for those that are missing.
        var passed = samples.Count(s => s.Verdict == Verdict.Pass);
        if (passed < Math.Max(1, metric.MinSamples))
            return TooFew(metric, samples, passed);
        if (metric.Baseline is not { } rule)
            return new MetricVerdict(metric, Verdict.Pass, $"{metric.Name} passed: {Passed(samples)}");

        var (verdict, reason) = BaselineComparison.Judge(metric, rule, Finite(baseline), Finite(samples.Select(s => s.Value).OfType<double>()));
        return new MetricVerdict(metric, verdict, $"{metric.Name} {WordOf(verdict)}: {reason}");
    }

    /// <summary>
    /// Whether it has failed already, whatever comes. The comparison with the baseline has no part in this: looking at it again
    /// after every sample would find a difference by chance sooner or later.
    /// </summary>
    public static bool HasFailed(Metric metric, IReadOnlyCollection<MetricSample> samples) =>
        samples.Count(s => s.Verdict == Verdict.Fail) > Math.Max(0, metric.FailureLimit) && samples.Count(Tells) >= metric.MinSamples;

    private static ImmutableArray<double> Finite(IEnumerable<double> values) => [.. values.Where(double.IsFinite)];

    private static bool Tells(MetricSample sample) => sample.Verdict is Verdict.Pass or Verdict.Fail;

    private static string Failure(Metric metric, IReadOnlyCollection<MetricSample> samples)
    {
        var failed = samples.Where(s => s.Verdict == Verdict.Fail).ToList();
        var count = $"{MetricText.Of(failed.Count)} of {Samples(samples.Count)}";
        return metric.FailWhen is { } threshold && failed[^1].Value is { } value
            ? $"{metric.Name} failed: {count} broke \"{threshold}\", the last was {MetricText.Of(value)}"
            : $"{metric.Name} failed: {count} failed, the last: {failed[^1].Reason}";
    }

    private static MetricVerdict TooFew(Metric metric, IReadOnlyCollection<MetricSample> samples, int passed)
    {
        var verdict = samples.Any(s => s.Verdict == Verdict.Error) ? Verdict.Error : Verdict.Inconclusive;
        var last = samples.LastOrDefault(s => !Tells(s))?.Reason is { } reason ? $", the last that did not tell: {reason}" : "";
        return new MetricVerdict(metric, verdict, $"{metric.Name} {WordOf(verdict)}: {MetricText.Of(passed)} of {Samples(samples.Count)} passed, and at least {MetricText.Of(Math.Max(1, metric.MinSamples))} must{last}");
    }

    private static string Passed(IReadOnlyCollection<MetricSample> samples)
    {
        var failed = samples.Count(s => s.Verdict == Verdict.Fail);
        return $"{Samples(samples.Count(Tells))}{(failed > 0 ? $", {MetricText.Of(failed)} failed and were tolerated" : "")}";
    }

    private static string Samples(int count) => $"{MetricText.Of(count)} {(count == 1 ? "sample" : "samples")}";

    private static string WordOf(Verdict verdict) => verdict switch
    {
        Verdict.Pass => "passed",
        Verdict.Fail => "failed",
        Verdict.Inconclusive => "is inconclusive",
        Verdict.Error => "could not be measured",
    };
}
