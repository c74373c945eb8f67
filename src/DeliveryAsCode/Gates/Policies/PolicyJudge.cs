using System.Collections.Immutable;
using DeliveryAsCode.Lifecycles;

namespace DeliveryAsCode.Gates.Policies;

/// <summary>Whether something would be done that may not be done, and whether somebody who may let it pass has done so.</summary>
internal static class PolicyJudge
{
    public static Way Judge(GateCondition.PolicyHolds condition, PolicyQuestion question)
    {
        var way = Way.Free with { Reasons = Refusals(condition.Policy, question), Notes = condition.Policy == Policy.RollbackPlan ? RollbackPlan.Notes(question) : [] };
        return way.Reasons.IsEmpty || condition.OverridableBy is not { } role ? way : new PolicyOverrides(condition, role, question).Apply(way);
    }

    public static ImmutableArray<GateReason> Refusals(Policy policy, PolicyQuestion question) => policy switch
    {
        Policy.AdequateTesting => [.. AdequateTesting.Refusals(question)],
        Policy.RollbackPlan => [.. RollbackPlan.Refusals(question)],
        Policy.TrackedChanges => [.. TrackedChanges.Refusals(question)],
        Policy.HighTraffic => [.. HighTraffic.Refusals(question)],
        Policy.PostDeploymentValidation => [.. PostDeploymentValidation.Refusals(question)],
        Policy.MonitoringAlerts => [.. MonitoringAlerts.Refusals(question)],
        Policy.UserFeedback => [.. UserFeedback.Refusals(question)],
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
