using System.Collections.Immutable;
using DeliveryAsCode.Metrics;
using DeliveryAsCode.Text;

namespace DeliveryAsCode.Tests.Metrics;

/// <summary>Metrics and watches for tests.</summary>
internal static class AMetric
{
    public static readonly DateTimeOffset Start = new(2026, 3, 4, 21, 0, 0, TimeSpan.Zero);

    private static readonly Location Nowhere = SourceText.From("runbook.md", "").Locate(default);

    public static Metric Named(
        string name,
        string? failWhen = "> 0.01",
        BaselineRule? baseline = null,
        Verdict noData = Verdict.Inconclusive,
        int minSamples = 2,
        int failureLimit = 0,
        bool isCritical = false) =>
        new(name, new CommandSource("true"), failWhen is null ? null : ThresholdOf(failWhen), baseline, noData, minSamples, failureLimit, isCritical, Nowhere);

    public static Watch Watch(params Metric[] metrics) =>
        new(TimeSpan.FromMinutes(4), TimeSpan.FromMinutes(1), WhileWaiting.Hold, null, [.. metrics], false, Nowhere);

    /// <summary>A round for each value: NaN is a sample without a verdict, infinite one that is an error.</summary>
    public static WatchProgress Progress(Metric metric, params double[] values) => new(
        Start,
        [.. values.Select((value, n) => Sample(metric, n + 1, value))],
        ImmutableDictionary<string, ImmutableArray<double>>.Empty);

    public static MetricSample Sample(Metric metric, int round, double value)
    {
        var (verdict, reason) = MetricJudge.Judge(metric, double.IsInfinity(value) ? new Unmeasured("no answer") : new Measured(value));
        return new MetricSample(metric.Name, Start.AddMinutes(round).AddMilliseconds(300), double.IsFinite(value) ? value : null, verdict, reason);
    }

    private static Threshold ThresholdOf(string text) => text.Split(' ') is [var sign, var limit]
        ? new Threshold(sign switch { ">" => Comparison.Greater, ">=" => Comparison.GreaterOrEqual, "<" => Comparison.Less, _ => Comparison.LessOrEqual }, double.Parse(limit, System.Globalization.CultureInfo.InvariantCulture))
        : throw new ArgumentException(text, nameof(text));
}
