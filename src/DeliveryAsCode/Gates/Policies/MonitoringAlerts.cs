using System.Collections.Immutable;
using System.Globalization;
using DeliveryAsCode.Configuration;
using DeliveryAsCode.Documents;
using DeliveryAsCode.Execution;
using DeliveryAsCode.Lifecycles;
using DeliveryAsCode.Text;
using NodaTime;

namespace DeliveryAsCode.Gates.Policies;

/// <summary>Nobody goes on while something is wrong: no incident is open, and a deployment that went wrong was decided about.</summary>
internal static class MonitoringAlerts
{
    public static IEnumerable<GateReason> Refusals(PolicyQuestion question) =>
    [
        .. question.Record.Incidents.Rows.Index().Where(row => row.Item.IsOpen).Select(row => question.Refusal($"the incident \"{row.Item.Description}\" is open", row.Item.Location,
            string.Create(CultureInfo.InvariantCulture, $"delivery set {question.Record.Id} incident:{row.Index + 1}:Resolution \"…\""))),
        .. Undecided(question) is { } reason ? [reason] : ImmutableArray<GateReason>.Empty,
    ];

    private static GateReason? Undecided(PolicyQuestion question)
    {
        if (question.Delivery.Evidence.Executions is null)
            return PolicyQuestion.CannotTell("nobody can say how the last execution ended", question.Record.Title);
        if (question.Delivery.NewestExecution is not { Conclusion: Conclusion.OnHold or Conclusion.RolledBack, EndedAt: { } ended } newest || IsDecided(question.Delivery, ended))
            return null;

        var gate = DecidingGates(question.Delivery.Lifecycle).First().Name;
        return question.Refusal($"execution {newest.Id} ended as {KebabCase.Of(newest.Conclusion.Value)}, and nobody has decided what follows from it", Location.OfFile(newest.LogPath),
            $"find the cause, then decide: {question.Delivery.HowToDecide(gate)} for the repaired plan, or record that it failed");
    }

    /// <summary>Whether somebody who decides the deployment's gates said anything about one of them since.</summary>
    private static bool IsDecided(DeliveryCase delivery, Instant ended)
    {
        var gates = DecidingGates(delivery.Lifecycle).ToList();
        return delivery.Record.Gates.Rows.Zip(delivery.Evidence.Rows)
            .Any(row => gates.FirstOrDefault(g => row.First.Label == Label.Of(g.Name)) is { } gate && row.Second.KnownWords.Any(word => word.At > ended && MayDecide(word, gate)));
    }

    private static IEnumerable<GateDefinition> DecidingGates(Lifecycle lifecycle) =>
        (lifecycle.PlanApproval is { } approval ? [approval] : Enumerable.Empty<GateDefinition>()).Concat(lifecycle.DeploymentStage.Gates).DistinctBy(g => g.Name);

    private static bool MayDecide(GateWord word, GateDefinition gate) =>
        word.Overrides is null && gate.DecidedBy.Add(Role.DeliveryManager).Any(word.CountsFor);
}
