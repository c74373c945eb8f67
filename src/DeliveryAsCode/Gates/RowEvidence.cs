using System.Collections.Immutable;
using DeliveryAsCode.Configuration;
using DeliveryAsCode.Lifecycles;
using NodaTime;

namespace DeliveryAsCode.Gates;

/// <summary>What stands behind a row of the Gates table: the row itself is only a claim. Closed.</summary>
public abstract record RowEvidence
{
    private RowEvidence()
    {
    }

    /// <summary>The row stood in the record when it was made: it counts, and is shown as unverified.</summary>
    public sealed record Adopted : RowEvidence;

    /// <summary>
    /// The row stands on the base branch, where it was judged when it came, and is not looked up again: it counts as the word
    /// of those whom it names.
    /// </summary>
    public sealed record Standing : RowEvidence;

    /// <summary>A person's word, as the history of the repository has it.</summary>
    public sealed record Given(GateWord Word) : RowEvidence;

    /// <summary>The reviews of the pull request that brought the row: it counts by them, whether or not it names anybody.</summary>
    /// <param name="Words">In the order in which they were given.</param>
    /// <param name="Pull">Number of the pull request.</param>
    public sealed record Reviewed(ImmutableArray<GateWord> Words, int Pull) : RowEvidence;

    /// <summary>It can be known that nobody who may said so.</summary>
    /// <param name="Why">A sentence without a full stop.</param>
    public sealed record Nobody(string Why) : RowEvidence;

    /// <summary>Nobody can say who said so: the history is cut off, the forge does not answer.</summary>
    public sealed record CannotTell(string Why) : RowEvidence;

    /// <summary>What people are known to have said; none where the row is taken as it stands.</summary>
    public ImmutableArray<GateWord> KnownWords => this switch
    {
        Given given => [given.Word],
        Reviewed reviewed => reviewed.Words,
        _ => [],
    };

    /// <summary>Whether the row counts as it stands, for the word of those whom it names.</summary>
    public bool IsTakenAsWritten => this is Adopted or Standing;
}

/// <summary>What somebody said about a gate.</summary>
/// <param name="Source">Where it can be looked up, for people: <c>commit 4f2c9d1</c>.</param>
/// <param name="SpeaksFor">The roles in which it can count, by the rules that held when it was said.</param>
/// <param name="BoundTo">Digest of what it speaks of; null if it does not say.</param>
/// <param name="Then">What it spoke of, where that is known; compared to name what changed since.</param>
/// <param name="Authors">Who wrote, committed or pushed what it speaks of since the gate was last decided; null if nobody can say.</param>
/// <param name="OnBehalfOf">The name of somebody without an account for whom the person attests; null for their own word.</param>
/// <param name="Overrides">The policy that it lets pass; null for a word on the gate itself.</param>
/// <param name="Rules">The lifecycle that held when it was said.</param>
public sealed record GateWord(
    Person By,
    ImmutableArray<string> SpeaksFor,
    Instant At,
    string Source,
    string? BoundTo,
    BoundSet? Then,
    ImmutableArray<Person>? Authors,
    string? OnBehalfOf,
    Policy? Overrides,
    Lifecycle Rules)
{
    /// <summary>Whether it counts for the role. Nobody but a client can be spoken for by somebody else.</summary>
    public bool CountsFor(string role) => SpeaksFor.Contains(role) && (OnBehalfOf is null || role == Role.Client);
}
