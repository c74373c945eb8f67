using System.Collections.Immutable;
using DeliveryAsCode.Deliveries;

namespace DeliveryAsCode.Planning;

/// <summary>What of the deliverables that a record lists is there.</summary>
/// <param name="Done">How many are delivered, or not needed for a reason.</param>
public sealed record DeliverableTally(int Done, ImmutableArray<Deliverable> Missing)
{
    public int Total => Done + Missing.Length;

    public static DeliverableTally Of(DeliveryRecord record)
    {
        var rows = record.Deliverables.Rows;
        return new DeliverableTally(rows.Count(r => r.IsSettled), [.. rows.Where(r => !r.IsSettled)]);
    }
}

/// <summary>Which of the success metrics of a record have reached their targets.</summary>
/// <param name="Unknown">Those of which nobody can say: a value is missing, or cannot be read.</param>
public sealed record MetricTally(ImmutableArray<SuccessMetric> Met, ImmutableArray<SuccessMetric> NotMet, ImmutableArray<SuccessMetric> Unknown)
{
    public int Total => Met.Length + NotMet.Length + Unknown.Length;

    public static MetricTally Of(DeliveryRecord record)
    {
        var rows = record.SuccessMetrics.Rows;
        return new MetricTally([.. rows.Where(m => m.IsMet == true)], [.. rows.Where(m => m.IsMet == false)], [.. rows.Where(m => m.IsMet is null)]);
    }
}
