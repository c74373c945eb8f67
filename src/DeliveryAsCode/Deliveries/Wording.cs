using System.Collections.Immutable;
using DeliveryAsCode.Documents;

namespace DeliveryAsCode.Deliveries;

/// <summary>The words that stand for the values of an enum in a document, and the way back.</summary>
/// <remarks>Reading ignores case, signs and emoji, as for every label: <c>✅ done</c> is <see cref="MilestoneStatus.Done"/>.</remarks>
public sealed class Wording<T>
    where T : struct, Enum
{
    private readonly ImmutableArray<(T Value, string Word)> _words;
    private readonly Dictionary<Label, T> _values;

    internal Wording(params ImmutableArray<(T Value, string Word)> words)
    {
        _words = words;
        _values = words.ToDictionary(w => Label.Of(w.Word), w => w.Value);
    }

    public IReadOnlyCollection<string> Words => [.. _words.Select(w => w.Word)];

    /// <summary>The words that say yes.</summary>
    public ImmutableArray<T> Affirmative { get; init; } = [];

    /// <returns>Null also for a known word that is struck out or questioned, and for a yes with a cross.</returns>
    public T? Find(string text) =>
        _values.TryGetValue(Label.Of(text), out var value) && !IsDoubted(text) && !(Affirmative.Contains(value) && IsCrossed(text)) ? value : null;

    private static bool IsDoubted(string text) => text.Contains("~~", StringComparison.Ordinal) || text.Contains('?', StringComparison.Ordinal);

    private static bool IsCrossed(string text) => text.Contains('❌', StringComparison.Ordinal) || text.Contains('⛔', StringComparison.Ordinal);

    public string WordFor(T value) => _words.First(w => w.Value.Equals(value)).Word;
}

public static class Wording
{
    public static Wording<DeliveryStatus> OfStatus { get; } = new(
        (DeliveryStatus.Planning, "Planning"),
        (DeliveryStatus.InProduction, "In Production"),
        (DeliveryStatus.QA, "QA"),
        (DeliveryStatus.Deployment, "Deployment"),
        (DeliveryStatus.Handover, "Handover"),
        (DeliveryStatus.Complete, "Complete"),
        (DeliveryStatus.Cancelled, "Cancelled"),
        (DeliveryStatus.OnHold, "On hold"));

    public static Wording<MilestoneStatus> OfMilestone { get; } = new(
        (MilestoneStatus.Planned, "Planned"),
        (MilestoneStatus.Ready, "Ready"),
        (MilestoneStatus.InProgress, "In progress"),
        (MilestoneStatus.Done, "Done"),
        (MilestoneStatus.Late, "Late"),
        (MilestoneStatus.Failed, "Failed"),
        (MilestoneStatus.Skipped, "Skipped")) { Affirmative = [MilestoneStatus.Done, MilestoneStatus.Ready] };

    public static Wording<DeliverableStatus> OfDeliverable { get; } = new(
        (DeliverableStatus.Planned, "Planned"),
        (DeliverableStatus.InProgress, "In progress"),
        (DeliverableStatus.Done, "Done"),
        (DeliverableStatus.NotNeeded, "Not needed")) { Affirmative = [DeliverableStatus.Done, DeliverableStatus.NotNeeded] };

    public static Wording<Decision> OfDecision { get; } = new(
        (Decision.Acknowledged, "Acknowledged"),
        (Decision.Passed, "Passed"),
        (Decision.Failed, "Failed"),
        (Decision.Skipped, "Skipped"),
        (Decision.Replan, "Re-plan"),
        (Decision.Cancelled, "Cancelled"),
        (Decision.OnHold, "On hold"),
        (Decision.Resumed, "Resumed"),
        (Decision.Reopened, "Reopened")) { Affirmative = [Decision.Acknowledged, Decision.Passed, Decision.Skipped, Decision.Resumed] };
}
