using System.Collections.Immutable;
using DeliveryAsCode.Configuration;
using DeliveryAsCode.Deliveries;
using DeliveryAsCode.Diagnostics;
using DeliveryAsCode.Gates.Policies;
using DeliveryAsCode.Lifecycles;
using DeliveryAsCode.Runbooks;

namespace DeliveryAsCode.Gates;

/// <summary>Whether the gates of a delivery let a deployment start.</summary>
public static class DeploymentClearance
{
    private static readonly Policy[] OfRuns = [Policy.TrackedChanges, Policy.HighTraffic, Policy.RollbackPlan, Policy.MonitoringAlerts];

    /// <summary>Those that hold for a run whether a lifecycle asks for them or not: the plan that was approved, at a time that the environment allows.</summary>
    private static readonly Policy[] OfEveryRun = [Policy.TrackedChanges, Policy.HighTraffic];

    /// <returns>What stands in the way of every gate, up to the one that starts the deployment, that is neither passed nor skipped.</returns>
    public static ImmutableArray<GateReason> Missing(DeliveryCase delivery) =>
        [.. Standstill.Of(delivery), .. Complete(delivery), .. LeftOut(delivery), .. Unsettled(delivery).SelectMany(gate => delivery.Judge(gate).Reasons).DistinctBy(reason => (reason.Message, reason.Location))];

    /// <summary>The gates up to the one that starts the deployment that are neither passed nor skipped.</summary>
    public static IEnumerable<GateDefinition> Unsettled(DeliveryCase delivery) =>
        delivery.Lifecycle.GatesBeforeDeployment.Where(gate => !delivery.Decisions.IsSettled(gate.Name) && delivery.Judge(gate) is not GateVerdict.Skipped);

    private static IEnumerable<GateReason> Complete(DeliveryCase delivery)
    {
        if (delivery.Record.Status == DeliveryStatus.Complete)
            yield return new GateReason(DiagnosticCatalog.DeliveryClosed, "the delivery is complete, so nothing is deployed for it", delivery.Record.FindField(RecordGrammar.Status)!.Location, delivery.NamesOf(Role.DeliveryManager), "reopen it first, or begin another delivery", IsUndecided: false);
    }

    /// <summary>Where the deployment itself is left out, there is nothing to run: nobody has approved a plan.</summary>
    private static IEnumerable<GateReason> LeftOut(DeliveryCase delivery)
    {
        var stage = delivery.Lifecycle.DeploymentStage;
        var row = stage.Gates.Select(g => delivery.Decisions.StateOf(g.Name).SettledBy).FirstOrDefault(r => r?.Decision == Decision.Skipped);
        if (row is not null || StageSkip.Reason(stage, delivery) is not null)
            yield return new GateReason(DiagnosticCatalog.GateNotPassed, $"the stage \"{stage.Name}\" is skipped for this delivery, so no deployment plan is approved", row?.Location ?? delivery.Record.Title, delivery.NamesOf(Role.DeliveryManager), "reopen the stage, and have the plan approved", IsUndecided: false);
    }

    /// <summary>
    /// The policies once more, for a runbook that is to run at the case's own time: what was true when the plan was approved
    /// need not be so now. An override that was given for the plan counts for its planned time.
    /// </summary>
    public static ImmutableArray<GateReason> PoliciesNow(DeliveryCase delivery, Runbook runbook) =>
        [.. OfRuns.SelectMany(policy => Now(policy, delivery, runbook))];

    private static ImmutableArray<GateReason> Now(Policy policy, DeliveryCase delivery, Runbook runbook)
    {
        var gates = delivery.Lifecycle.GatesBeforeDeployment.Concat(delivery.Lifecycle.DeploymentStage.Gates);
        var asked = gates.SelectMany(gate => gate.OpensWhen.WithParts.OfType<GateCondition.PolicyHolds>().Where(c => c.Policy == policy).Select(condition => (gate, condition))).FirstOrDefault();
        var question = new PolicyQuestion(delivery, delivery.Lifecycle.DeploymentStage, asked.gate ?? delivery.Lifecycle.DeploymentStage.EndGate, [runbook], IsForNow: true);
        return asked.condition is { } condition ? PolicyJudge.Judge(condition, question).Reasons
            : OfEveryRun.Contains(policy) ? PolicyJudge.Refusals(policy, question)
            : [];
    }
}
