using System.Collections.Immutable;
using DeliveryAsCode.Deliveries;
using DeliveryAsCode.Documents;
using DeliveryAsCode.Lifecycles;

namespace DeliveryAsCode.Planning;

/// <summary>The milestones that a delivery still has before it, in the order in which they are reached.</summary>
internal static class OpenMilestones
{
    /// <returns>None for a delivery that is complete or cancelled. Milestones that the lifecycle does not have come after the one above them.</returns>
    public static ImmutableArray<Milestone> Of(DeliveryRecord record, Lifecycle lifecycle) =>
        record.Status is DeliveryStatus.Complete or DeliveryStatus.Cancelled ? [] : [.. InOrder(record, lifecycle).Where(m => !m.IsReached())];

    public static bool IsReached(this Milestone milestone) =>
        milestone.Actual is not null || milestone.Status is MilestoneStatus.Done or MilestoneStatus.Skipped;

    private static IEnumerable<Milestone> InOrder(DeliveryRecord record, Lifecycle lifecycle)
    {
        var known = lifecycle.Milestones.Select(Label.Of).ToImmutableArray();
        var place = -1;
        return record.Milestones.Rows
            .Select(milestone => (Milestone: milestone, Place: place = known.IndexOf(milestone.Label) is >= 0 and var index ? index : place))
            .ToList()
            .OrderBy(m => m.Place)
            .Select(m => m.Milestone);
    }
}
