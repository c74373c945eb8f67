using System.Collections.Immutable;
using DeliveryAsCode.Deliveries;
using DeliveryAsCode.Lifecycles;

namespace DeliveryAsCode.Gates;

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

/// <summary>Where a delivery stands.</summary>
/// <param name="Stage">The first stage of which a gate is not settled; null when the delivery is complete.</param>
/// <param name="StageNumber">From 1; the number of stages when complete.</param>
/// <param name="Gate">The next gate.</param>
/// <param name="Overdue">Milestones whose target date is past and that are not done.</param>
/// <param name="NextMilestone">The first that is not done.</param>
public sealed record DeliveryProgress(
    DeliveryRecord Record,
    Lifecycle Lifecycle,
    Stage? Stage,
    int StageNumber,
    GateDefinition? Gate,
    ProgressVerdict Verdict,
    ImmutableArray<GateReason> Missing,
    ImmutableArray<Milestone> Overdue,
    Milestone? NextMilestone)
{
    /// <summary>Whether the agreed delivery date is past.</summary>
    public required bool IsPastAgreedDate { get; init; }

    /// <summary>Whether somebody has to worry.</summary>
    public bool IsLate => IsPastAgreedDate || !Overdue.IsEmpty;

    public static DeliveryProgress Of(DeliveryCase delivery)
    {
        var record = delivery.Record;
        var stage = delivery.IsClosed ? null : delivery.CurrentStage;
        var verdict = stage is null ? null : delivery.Judge(delivery.NextGate!);
        return new DeliveryProgress(
            record,
            delivery.Lifecycle,
            stage,
            stage is null ? delivery.Lifecycle.Stages.Length : delivery.Lifecycle.Stages.IndexOf(stage) + 1,
            stage is null ? null : delivery.NextGate,
            Word(verdict),
            verdict?.Reasons ?? [],
            [.. record.Milestones.Rows.Where(m => stage is not null && !IsDone(m) && m.Target < delivery.Today)],
            stage is null ? null : record.Milestones.Rows.FirstOrDefault(m => !IsDone(m)))
        {
            IsPastAgreedDate = stage is not null && record.AgreedDate < delivery.Today,
        };
    }

    private static ProgressVerdict Word(GateVerdict? verdict) => verdict switch
    {
        null => ProgressVerdict.Complete,
        GateVerdict.Open or GateVerdict.Skipped => ProgressVerdict.Open,
        GateVerdict.Blocked => ProgressVerdict.Blocked,
        GateVerdict.Undecided => ProgressVerdict.Undecided,
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static bool IsDone(Milestone milestone) =>
        milestone.Actual is not null || milestone.Status is MilestoneStatus.Done or MilestoneStatus.Skipped;
}
