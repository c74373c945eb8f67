using System.Collections.Immutable;

namespace DeliveryAsCode.Metrics;

/// <summary>Whether values are worse than what was normal before: surely, and by enough to matter.</summary>
public static class BaselineComparison
{
    /// <summary>
    /// On either side. With five each the least p is 1 in 252; with three each even the clearest difference has one of 1 in
    /// 20, so that nothing could ever be found.
    /// </summary>
    public const int LeastPoints = 5;

    /// <summary>One-sided: fewer false alarms than one in twenty.</summary>
    public const double Significance = 0.05;

    /// <param name="baseline">What was normal, in any order.</param>
    /// <param name="values">What was sampled.</param>
    /// <returns>The reason says the numbers whatever the verdict is.</returns>
    public static (Verdict Verdict, string Reason) Judge(Metric metric, BaselineRule rule, ImmutableArray<double> baseline, ImmutableArray<double> values)
    {
        if (baseline.Length < LeastPoints)
            return (Verdict.Inconclusive, $"too few points in the baseline: {MetricText.Of(baseline.Length)} of {MetricText.Of(LeastPoints)}");
        if (values.Length < LeastPoints)
            return (Verdict.Inconclusive, $"too few points: {MetricText.Of(values.Length)} of {MetricText.Of(LeastPoints)}");

        // Without a threshold higher is worse, as it is for errors and times.
        var sign = metric.FailWhen?.IsLowerWorse == true ? -1 : 1;
        var test = MannWhitney.Greater([.. values.Select(v => sign * v)], [.. baseline.Select(v => sign * v)]);
        var (now, before) = (Median(values), Median(baseline));

        // A share of a baseline of zero is zero, so from there every sure worsening counts; dividing by it would hide all.
        var isWorse = test.P < Significance && sign * (now - before) > rule.WorseBy * Math.Abs(before);
        return (isWorse ? Verdict.Fail : Verdict.Pass,
            $"the median is {MetricText.Of(now)}, before it was {MetricText.Of(before)} (p {Rounded(test.P)}, effect {Rounded(test.Effect)})");
    }

    /// <param name="values">At least one.</param>
    public static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return sorted[(sorted.Length - 1) / 2] / 2 + sorted[sorted.Length / 2] / 2;
    }

    private static string Rounded(double value) =>
        Math.Abs(value) is > 0 and < 0.001 ? value.ToString("0.0E0", System.Globalization.CultureInfo.InvariantCulture) : value.ToString("0.###", System.Globalization.CultureInfo.InvariantCulture);
}
