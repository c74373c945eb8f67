using System.Collections.Immutable;
using DeliveryAsCode.Deliveries;
using DeliveryAsCode.Lifecycles;

namespace DeliveryAsCode.Gates;

/// <summary>What somebody wants to say about a gate.</summary>
/// <param name="AsRole">Null where the person's roles leave only one.</param>
/// <param name="Decision"><see cref="Deliveries.Decision.Passed"/> becomes <see cref="Deliveries.Decision.Acknowledged"/> while others are missing.</param>
/// <param name="Reason">Needed by every decision but Passed.</param>
/// <param name="OnBehalfOf">The name of a client without an account.</param>
/// <param name="AttestedBy">Where it can be looked up that the client said so; needed with <paramref name="OnBehalfOf"/>.</param>
/// <param name="Overrides">A policy to let pass, in place of a decision.</param>
public sealed record DecisionRequest(
    GateDefinition Gate, Person By, string? AsRole, Decision Decision, string? Reason, string? OnBehalfOf, string? AttestedBy, Policy? Overrides);

/// <summary>Whether it may be said, and how it is recorded. Closed.</summary>
public abstract record DecisionOutcome
{
    private DecisionOutcome()
    {
    }

    /// <param name="Role">The role in which it is said.</param>
    /// <param name="DecidedBy">The cell of the row.</param>
    /// <param name="Digest">Of what it speaks of.</param>
    /// <param name="StillMissing">What the gate waits for after it.</param>
    /// <param name="Notes">What the verdict lets pass, for people.</param>
    public sealed record Granted(Decision Decision, string Role, string DecidedBy, string Digest, ImmutableArray<GateReason> StillMissing, ImmutableArray<string> Notes) : DecisionOutcome;

    public sealed record Refused(ImmutableArray<GateReason> Reasons) : DecisionOutcome;

    public sealed record NothingToDo(string Why) : DecisionOutcome;

    /// <summary>The request itself is not complete.</summary>
    public sealed record Incomplete(string Message, string Help) : DecisionOutcome;
}
