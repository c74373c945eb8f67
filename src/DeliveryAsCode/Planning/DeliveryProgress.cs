using System.Collections.Immutable;
using DeliveryAsCode.Deliveries;
using DeliveryAsCode.Gates;
using DeliveryAsCode.Lifecycles;

namespace DeliveryAsCode.Planning;

/// <summary>What a delivery's next gate waits for, in one word.</summary>
public enum ProgressVerdict
{
    /// <summary>The gate can be passed.</summary>
    Open,

    /// <summary>Something that the gate asks for does not hold.</summary>
    Blocked,

    /// <summary>Nothing speaks against it; evidence is missing, most often a person's word.</summary>
    Undecided,

    /// <summary>All gates are settled, or the delivery was closed.</summary>
    Complete,
}

/// <summary>Where a delivery stands, for whoever has to look after it.</summary>
/// <param name="Stage">The first stage of which a gate is not settled; null when the delivery is complete or cancelled.</param>
/// <param name="StageNumber">From 1; the number of stages when complete.</param>
/// <param name="Gate">The next gate.</param>
/// <param name="Missing">What that gate waits for; once all are passed, what keeps the delivery from being complete.</param>
/// <param name="Overdue">In the order in which they are reached.</param>
/// <param name="NextMilestone">The first that is not reached.</param>
public sealed record DeliveryProgress(
    DeliveryRecord Record,
    Lifecycle Lifecycle,
    Stage? Stage,
    int StageNumber,
    GateDefinition? Gate,
    ProgressVerdict Verdict,
    ImmutableArray<GateReason> Missing,
    ImmutableArray<OverdueMilestone> Overdue,
    Milestone? NextMilestone,
    DeliveryForecast Forecast,
    Health Health,
    DeliverableTally Deliverables,
    MetricTally Metrics,
    ImmutableArray<RowRemark> Remarks)
{
    public static DeliveryProgress Of(DeliveryCase delivery)
    {
        var (record, lifecycle, rules) = (delivery.Record, delivery.Lifecycle, delivery.Configuration);
        var stage = Health.IsCancelled(delivery) || Health.IsComplete(delivery) ? null : delivery.CurrentStage;
        var gate = stage is null ? null : delivery.NextGate;
        var verdict = gate is null ? null : delivery.Judge(gate);
        var forecast = DeliveryForecast.Of(delivery);
        var overdue = stage is null ? [] : Planning.Overdue.Of(record, lifecycle, rules.Escalation, rules.Calendar, delivery.Today);
        var missing = gate is not null ? Named(verdict!.Reasons, gate, delivery)
            : delivery.CurrentStage is null && record.Status != DeliveryStatus.Complete && !Health.IsCancelled(delivery) ? Completion.Missing(delivery)
            : [];
        return new DeliveryProgress(
            record, lifecycle, stage, stage is null ? lifecycle.Stages.Length : lifecycle.Stages.IndexOf(stage) + 1,
            gate, Word(verdict), missing, overdue, stage is null ? null : forecast.Milestones.FirstOrDefault()?.Milestone,
            forecast, Health.Of(delivery, forecast, overdue, missing),
            DeliverableTally.Of(record), MetricTally.Of(record), RowRemark.Of(delivery));
    }

    /// <summary>As long as nobody knows whose own work it is, anybody of the role may turn out to be the one.</summary>
    private static ImmutableArray<GateReason> Named(ImmutableArray<GateReason> reasons, GateDefinition gate, DeliveryCase delivery) =>
        delivery.Evidence.Authors.ContainsKey(gate.Name) ? reasons : [.. reasons.Select(r => r with { Who = [.. r.Who.SelectMany(who => delivery.NamesOf(who)).Distinct()] })];

    private static ProgressVerdict Word(GateVerdict? verdict) => verdict switch
    {
        null => ProgressVerdict.Complete,
        GateVerdict.Open or GateVerdict.Skipped => ProgressVerdict.Open,
        GateVerdict.Blocked => ProgressVerdict.Blocked,
        GateVerdict.Undecided => ProgressVerdict.Undecided,
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
