using System.Collections.Immutable;
using DeliveryAsCode.Calendars;
using DeliveryAsCode.Deliveries;
using DeliveryAsCode.Documents;
using DeliveryAsCode.Execution;
using DeliveryAsCode.Gates;
using DeliveryAsCode.Lifecycles;
using NodaTime;
using Decision = DeliveryAsCode.Deliveries.Decision;

namespace DeliveryAsCode.Planning;

/// <summary>What makes a delivery red.</summary>
internal static class Alarms
{
    public static ImmutableArray<string> Of(DeliveryCase delivery, DeliveryForecast forecast) =>
    [
        .. FalselyClosed(delivery),
        .. delivery.Record.Incidents.Rows.Where(i => i.IsOpen).Select(i => $"the incident \"{i.Description}\" is open"),
        .. UndecidedExecution(delivery),
        .. WithoutCertificate(delivery),
        .. Late(forecast, delivery.Today),
        .. FailedAttempt.Of(delivery).Where(f => f.Number >= delivery.Configuration.Escalation.EscalateAfterAttempts).Select(Sentence.Of),
        .. StageOverrun.Of(delivery) is { IsBehindDeployment: true } overrun ? [Sentence.Of(overrun)] : ImmutableArray<string>.Empty,
        .. delivery.Record.Escalations.Rows.Where(e => e.IsOpen && IsTooOld(e, delivery)).Select(e => $"the escalation \"{e.Issue}\" is open since {DocumentDate.Format(e.Date!.Value)}"),
    ];

    /// <summary>Whether the escalation is open for longer than a delay is accepted; never where no delay is named.</summary>
    public static bool IsTooOld(Escalation escalation, DeliveryCase delivery) =>
        escalation.Date is { } date && DeliveryForecast.AcceptableDelay(delivery) is { } delay && delivery.Today > delivery.Configuration.Calendar.Add(date, delay);

    /// <summary>A status that somebody typed ends nothing, and must not make a delivery disappear.</summary>
    private static IEnumerable<string> FalselyClosed(DeliveryCase delivery) => delivery.Record.Status switch
    {
        DeliveryStatus.Complete when delivery.NextGate is { } gate => [$"its status says Complete, and the gate \"{gate.Name}\" is not passed"],
        DeliveryStatus.Cancelled => ["its status says Cancelled, and nobody has decided that"],
        _ => [],
    };

    private static IEnumerable<string> UndecidedExecution(DeliveryCase delivery) => delivery.NewestExecution switch
    {
        { Conclusion: Conclusion.OnHold } held when !IsDecided(held, delivery) => [$"the execution {held.Id} is on hold, half-way"],
        { Conclusion: Conclusion.RolledBack } back when !IsDecided(back, delivery) => [$"the execution {back.Id} was rolled back, and nothing is decided since"],
        _ => [],
    };

    /// <summary>A row about a gate of the deployment, of that day or later: rows know no hour.</summary>
    private static bool IsDecided(ExecutionSummary execution, DeliveryCase delivery)
    {
        var ended = DateOf(execution.EndedAt ?? execution.StartedAt, delivery);
        var gates = delivery.Lifecycle.DeploymentStage.Gates.Select(g => Label.Of(g.Name)).ToList();
        return delivery.Record.Gates.Rows.Any(r => gates.Contains(r.Label) && r.Decision is Decision.Failed or Decision.Reopened && r.Date >= ended);
    }

    /// <summary>What was deployed before a gate was opened anew, was deployed with its certificate.</summary>
    private static IEnumerable<string> WithoutCertificate(DeliveryCase delivery)
    {
        var stage = delivery.Lifecycle.DeploymentStage;
        var anew = delivery.Record.Gates.Rows.Where(r => r.Decision is Decision.Failed or Decision.Reopened).Max(r => r.Date);
        var isDeployed = delivery.Decisions.IsSettled(stage.EndGate.Name)
            || delivery.Evidence.Executions is { } all && all.Any(e => !e.IsRehearsal && e.Conclusion == Conclusion.Succeeded && !(DateOf(e.StartedAt, delivery) < anew));
        return isDeployed
            ? delivery.Lifecycle.GatesBeforeDeployment.Where(g => g.IsCertified && IsMissing(g, delivery)).Select(g => $"it is deployed, and the gate \"{g.Name}\" is not passed")
            : [];
    }

    private static bool IsMissing(GateDefinition gate, DeliveryCase delivery) =>
        delivery.Decisions.StateOf(gate.Name) is { IsSettled: false, Unknown: null } && StageSkip.Reason(delivery.Lifecycle.FindStageOfGate(gate.Name)!, delivery) is null;

    private static IEnumerable<string> Late(DeliveryForecast forecast, LocalDate today)
    {
        if (forecast.IsPastAgreed(today))
            yield return $"the agreed delivery date, {DocumentDate.Format(forecast.Agreed!.Value)}, was {Sentence.Days(Days.Between(forecast.Agreed.Value, today))} ago";
        else if (forecast is { IsDelivered: false, IsBeyondAcceptable: true })
            yield return Sentence.Of(forecast);
    }

    private static LocalDate DateOf(Instant at, DeliveryCase delivery) => delivery.Configuration.Calendar.Today(at);
}
