using System.Collections.Immutable;
using DeliveryAsCode.Checklists;
using DeliveryAsCode.Configuration;
using DeliveryAsCode.Deliveries;
using DeliveryAsCode.Diagnostics;
using DeliveryAsCode.Documents;
using DeliveryAsCode.Lifecycles;
using DeliveryAsCode.Text;
using NodaTime;

namespace DeliveryAsCode.Gates;

/// <summary>What is known of a gate from the documents alone.</summary>
public enum ProgressVerdict
{
    /// <summary>Something that the documents must say is missing.</summary>
    Blocked,

    /// <summary>The documents are ready; a person has to decide.</summary>
    Undecided,

    /// <summary>All gates are settled, or the delivery was closed.</summary>
    Complete,
}

/// <summary>One thing that a gate waits for.</summary>
/// <param name="Who">Logins, or roles where nobody is named, of those who can settle it.</param>
public sealed record MissingItem(DiagnosticDescriptor Descriptor, string Message, ImmutableArray<string> Who, Location Location);

/// <summary>Where a delivery stands, as far as its documents tell.</summary>
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
    ImmutableArray<MissingItem> Missing,
    ImmutableArray<Milestone> Overdue,
    Milestone? NextMilestone)
{
    /// <summary>Whether the agreed delivery date is past.</summary>
    public required bool IsPastAgreedDate { get; init; }

    /// <summary>Whether somebody has to worry.</summary>
    public bool IsLate => IsPastAgreedDate || !Overdue.IsEmpty;

    /// <param name="checklists">The delivery's checklists by file name without extension.</param>
    public static DeliveryProgress Of(
        DeliveryRecord record, Lifecycle lifecycle, DeliveryConfiguration configuration, IReadOnlyDictionary<string, Checklist> checklists, LocalDate today)
    {
        var decisions = GateDecisions.Of(record, lifecycle);
        var stage = IsClosed(record) ? null : FindStage(record, lifecycle, decisions);
        var gate = stage?.Gates.First(g => record.Gates.Section is null || !decisions.IsSettled(g.Name));
        ImmutableArray<MissingItem> missing = stage is null ? [] : !record.Ambiguities.IsEmpty ? Ambiguous(record) : new StageRequirements(record, lifecycle, stage, configuration, checklists).Missing(gate!, decisions);

        return new DeliveryProgress(
            record,
            lifecycle,
            stage,
            stage is null ? lifecycle.Stages.Length : lifecycle.Stages.IndexOf(stage) + 1,
            gate,
            stage is null ? ProgressVerdict.Complete
                : !record.Ambiguities.IsEmpty ? ProgressVerdict.Undecided
                : missing.Any(m => m.Descriptor != DiagnosticCatalog.DecisionMissing) ? ProgressVerdict.Blocked
                : ProgressVerdict.Undecided,
            missing,
            [.. record.Milestones.Rows.Where(m => stage is not null && !IsDone(m) && m.Target < today)],
            stage is null ? null : record.Milestones.Rows.FirstOrDefault(m => !IsDone(m)))
        {
            IsPastAgreedDate = stage is not null && record.AgreedDate < today,
        };
    }

    private static bool IsClosed(DeliveryRecord record) => record.Status is DeliveryStatus.Complete or DeliveryStatus.Cancelled;

    private static bool IsDone(Milestone milestone) =>
        milestone.Actual is not null || milestone.Status is MilestoneStatus.Done or MilestoneStatus.Skipped;

    /// <summary>Nobody can say which of two counts, so nobody can say what else is missing.</summary>
    private static ImmutableArray<MissingItem> Ambiguous(DeliveryRecord record) =>
        [.. record.Ambiguities.Select(d => new MissingItem(d.Descriptor, d.Message, ["delivery-manager"], d.Location))];

    /// <summary>A record from before the Gates table stands where its Status says.</summary>
    private static Stage? FindStage(DeliveryRecord record, Lifecycle lifecycle, GateDecisions decisions) =>
        record.Gates.Section is null && record.Status is { } status
            && lifecycle.Stages.FirstOrDefault(s => Label.Of(s.Status) == Wording.OfStatus.WordFor(status)) is { } stage
            ? stage
            : lifecycle.Stages.FirstOrDefault(s => !s.Gates.All(g => decisions.IsSettled(g.Name)));
}
