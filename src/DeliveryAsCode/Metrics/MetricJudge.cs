using System.Diagnostics;

namespace DeliveryAsCode.Metrics;

/// <summary>What one sample says. A number that is none never passes, and neither does an answer that is not understood.</summary>
public static class MetricJudge
{
    /// <returns>The reason, without a full stop, is null for a value that passes.</returns>
    public static (Verdict Verdict, string? Reason) Judge(Metric metric, Measurement measurement) => measurement switch
    {
        Measured { Value: var value } when !double.IsFinite(value) => (Verdict.Inconclusive, $"the value is {NameOf(value)}, which is no number"),
        Measured { Value: var value } when metric.FailWhen is { } threshold && threshold.IsBrokenBy(value) => (Verdict.Fail, Broken(threshold, value)),
        Measured => (Verdict.Pass, null),
        NoData none => (metric.NoData, $"no data: {none.Reason}"),
        Unmeasured unmeasured => (Verdict.Error, unmeasured.Reason),
        _ => throw new UnreachableException(),
    };

    /// <summary>A value that only rounding makes equal to the limit is shown with all its digits.</summary>
    private static string Broken(Threshold threshold, double value)
    {
        var isRoundedAway = MetricText.Of(value) == MetricText.Of(threshold.Limit);
        return $"{(isRoundedAway ? MetricText.Exact(value) : MetricText.Of(value))} {threshold}";
    }

    private static string NameOf(double value) => double.IsNaN(value) ? "NaN" : value > 0 ? "+Inf" : "-Inf";
}
