using DeliveryAsCode.Text;

namespace DeliveryAsCode.Metrics;

/// <summary>One number that is watched, of the machine or of the business, and when it is bad.</summary>
/// <param name="Name">Unique in its watch.</param>
/// <param name="FailWhen">A sample that fulfils it fails; null where only the baseline judges.</param>
/// <param name="NoData">What a sample without data counts as.</param>
/// <param name="MinSamples">
/// Samples below which there is no verdict but <see cref="Verdict.Inconclusive"/>: for a failure those that pass or fail, for a
/// pass those that pass. No data counts where it counts as one of these.
/// </param>
/// <param name="FailureLimit">Failed samples that are tolerated; 0: the first one fails the metric.</param>
/// <param name="IsCritical">Its failure ends the watch at once; that of another one fails the watch when its time is over.</param>
public sealed record Metric(
    string Name,
    MetricSource Source,
    Threshold? FailWhen,
    BaselineRule? Baseline,
    Verdict NoData,
    int MinSamples,
    int FailureLimit,
    bool IsCritical,
    Location Location);

/// <summary>Where the number comes from. Closed.</summary>
public abstract record MetricSource;

/// <param name="Server">Without <c>/api/v1</c>.</param>
/// <param name="Query">PromQL that gives one series.</param>
public sealed record PrometheusSource(Uri Server, string Query) : MetricSource;

/// <param name="Pointer">A JSON Pointer (RFC 6901) to the number.</param>
public sealed record HttpJsonSource(Uri Url, string Pointer) : MetricSource;

/// <param name="Command">A line of bash whose last line of output is the number; empty output is no data.</param>
public sealed record CommandSource(string Command) : MetricSource;

/// <summary><c>&gt; 0.01</c>.</summary>
public sealed record Threshold(Comparison Comparison, double Limit)
{
    public bool IsLowerWorse => Comparison is Comparison.Less or Comparison.LessOrEqual;

    /// <param name="value">Finite.</param>
    public bool IsBrokenBy(double value) => Comparison switch
    {
        Comparison.Greater => value > Limit,
        Comparison.GreaterOrEqual => value >= Limit,
        Comparison.Less => value < Limit,
        Comparison.LessOrEqual => value <= Limit,
    };

    /// <summary>As a runbook writes it.</summary>
    public override string ToString() => $"{Sign} {MetricText.Exact(Limit)}";

    private string Sign => Comparison switch
    {
        Comparison.Greater => ">",
        Comparison.GreaterOrEqual => ">=",
        Comparison.Less => "<",
        Comparison.LessOrEqual => "<=",
    };
}

public enum Comparison
{
    Greater,
    GreaterOrEqual,
    Less,
    LessOrEqual,
}

/// <summary>Compare with what was normal before.</summary>
/// <param name="Window">How far back normal is looked for.</param>
/// <param name="WorseBy">A share: 0.1 is ten per cent of the baseline's median.</param>
public sealed record BaselineRule(TimeSpan Window, double WorseBy);
