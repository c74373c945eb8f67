using System.Collections.Immutable;
using DeliveryAsCode.Deliveries;
using DeliveryAsCode.Documents;
using DeliveryAsCode.Gates;

namespace DeliveryAsCode.Planning;

/// <summary>Whether somebody has to worry.</summary>
public enum HealthState
{
    /// <summary>Something has gone wrong, or the agreed date cannot be kept.</summary>
    Red,

    /// <summary>Something goes wrong unless somebody looks after it.</summary>
    Amber,

    Green,
    OnHold,
    Complete,
    Cancelled,
}

/// <summary>How a delivery is, in one word, and why.</summary>
/// <remarks>
/// It is <b>red</b> if
/// its status says that it is complete or cancelled, and its gate decisions do not;
/// an incident is open;
/// the newest execution is on hold, or was rolled back and nobody has decided what that means for the deployment;
/// something was deployed without the certificate that a gate before it asks for;
/// the agreed delivery date is past, or the forecast is later than it by more than the acceptable delay;
/// a gate failed as often as is escalated;
/// a stage behind the deployment, such as a review of a hotfix, takes longer than expected;
/// an escalation is open for longer than the acceptable delay.
/// It is <b>amber</b> if
/// a milestone is overdue;
/// the forecast is later than the agreed date, by no more than the acceptable delay;
/// an escalation is open;
/// a gate failed, and was not passed since;
/// a status update is due;
/// another stage takes longer than expected;
/// the newest execution waits, or has not ended;
/// a word on the next gate is stale or expired;
/// a row about a gate that is not passed is nobody's word;
/// it is not known what was executed;
/// all gates are passed, and something keeps it from being complete.
/// It is green otherwise. A delivery that is on hold, cancelled or complete has no colour.
/// </remarks>
/// <param name="Reasons">Sentences without a full stop, the worst first; at least one.</param>
public sealed record Health(HealthState State, ImmutableArray<string> Reasons)
{
    public string Reason => Reasons[0];

    public bool NeedsAttention => State is HealthState.Red or HealthState.Amber;

    /// <param name="missing">What the next gate waits for, or what keeps the delivery from being complete.</param>
    public static Health Of(DeliveryCase delivery, DeliveryForecast forecast, ImmutableArray<OverdueMilestone> overdue, ImmutableArray<GateReason> missing)
    {
        if (AtRest(delivery) is { } resting)
            return resting.State == HealthState.Complete && !missing.IsEmpty ? new Health(HealthState.Amber, [$"all gates are passed, and it is not complete: {missing[0].Message}"]) : resting;

        var (alarms, warnings) = (Alarms.Of(delivery, forecast), Warnings.Of(delivery, forecast, overdue, missing));
        return alarms.IsEmpty && warnings.IsEmpty
            ? new Health(HealthState.Green, [forecast.IsDelivered ? "delivered, and nothing is overdue" : "nothing is overdue"])
            : new Health(alarms.IsEmpty ? HealthState.Amber : HealthState.Red, [.. alarms, .. warnings]);
    }

    /// <summary>A status by itself ends nothing where there are gates that say otherwise.</summary>
    internal static bool IsComplete(DeliveryCase delivery) =>
        delivery.NextGate is not { } gate
        || (delivery.Record.Status == DeliveryStatus.Complete && (delivery.Record.Gates.Rows.IsEmpty || delivery.Decisions.StateOf(gate.Name).Unknown is not null));

    internal static bool IsCancelled(DeliveryCase delivery) =>
        delivery.Decisions.Cancelled is not null || (delivery.Record.Status == DeliveryStatus.Cancelled && delivery.Record.Gates.Rows.IsEmpty);

    private static Health? AtRest(DeliveryCase delivery) => delivery switch
    {
        _ when IsCancelled(delivery) => new Health(HealthState.Cancelled, [$"cancelled{Told(delivery.Decisions.Cancelled)}"]),
        _ when IsComplete(delivery) => new Health(HealthState.Complete, [delivery.Record.ActualDate is { } date ? $"delivered on {DocumentDate.Format(date)}" : delivery.NextGate is null ? "all gates are passed" : "its status says so"]),
        _ when delivery.Decisions.OnHold is not null || delivery.Record.Status == DeliveryStatus.OnHold => new Health(HealthState.OnHold, [$"on hold{Told(delivery.Decisions.OnHold)}"]),
        _ => null,
    };

    private static string Told(GateDecision? row) => row is null ? ""
        : $"{(row.Date is { } date ? $" since {DocumentDate.Format(date)}" : "")}{(Unset.Is(row.Evidence) ? "" : $": {row.Evidence}")}";
}
