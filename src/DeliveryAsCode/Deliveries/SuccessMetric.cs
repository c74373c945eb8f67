using DeliveryAsCode.Documents;
using DeliveryAsCode.Text;

namespace DeliveryAsCode.Deliveries;

/// <summary>A measure of success: where it was, where it shall be, where it is.</summary>
/// <param name="Baseline">As it is written, as are target and current value.</param>
/// <param name="Goal">Null if the target is not set, or cannot be read.</param>
/// <param name="Reading">The current value; null if it is not set, or cannot be read.</param>
/// <param name="From">Where the current value is read.</param>
public sealed record SuccessMetric(
    TableRow Source,
    Location Location,
    string Name,
    string Baseline,
    string Target,
    string Current,
    string From,
    MetricTarget? Goal,
    Quantity? Reading) : RecordRow(Source, Location)
{
    public Label Label => Label.Of(Name);

    /// <summary>Null if nobody can say: a value is missing or not readable, or the units differ.</summary>
    public bool? IsMet => Goal is not null && Reading is not null ? Goal.IsMetBy(Reading) : null;
}
