using System.Collections.Immutable;
using DeliveryAsCode.Deliveries;
using DeliveryAsCode.Gates;

namespace DeliveryAsCode.Transitions;

/// <summary>What is known of the change of one delivery, by the rules by which is judged.</summary>
/// <param name="After">The delivery as the change leaves it.</param>
/// <param name="WhenAdded">For rows that the change adds, by their index: the delivery as it was in the commit that brought the row.</param>
/// <param name="ResolvedBy">For escalations that the change resolves: whose commits did it; nobody where none did.</param>
public sealed record ChangeEvidence(
    DeliveryCase After,
    ImmutableDictionary<int, DeliveryCase> WhenAdded,
    Func<Escalation, ImmutableArray<Person>> ResolvedBy)
{
    /// <summary>How a row that named no person yet may be completed, by the reviews of the pull request that brought it; null: not at all.</summary>
    public Func<GateDecision, RowCompletion?> CompletionOf { get; init; } = _ => null;
}
