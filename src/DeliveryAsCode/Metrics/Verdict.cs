namespace DeliveryAsCode.Metrics;

/// <summary>What a measurement, or a whole watch, says about a deployment. Only <see cref="Pass"/> passes.</summary>
public enum Verdict
{
    Pass,
    Fail,

    /// <summary>It was measured and does not tell: no data, too few points, a value that is no number.</summary>
    Inconclusive,

    /// <summary>It could not be measured.</summary>
    Error,
}
