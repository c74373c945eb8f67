using System.Collections.Immutable;
using DeliveryAsCode.Facts;
using DeliveryAsCode.Text;

namespace DeliveryAsCode.Lifecycles;

/// <param name="Status">What the record's Status says while the delivery is in this stage.</param>
/// <param name="Owner">The role that brings the stage forward.</param>
/// <param name="Trigger">What begins it, in words.</param>
/// <param name="Output">What it leaves behind, in words.</param>
/// <param name="When">An expression over facts: where it is false, the stage is left out. Null for always.</param>
/// <param name="StartsWhen">
/// What begins the stage in place of the gates of the stage before it, which may then still be open; null where those must
/// be passed.
/// </param>
/// <param name="StartGate">What must be passed before the stage's work begins; null if that is only the stage before.</param>
/// <param name="EndGate">What must be passed before the next stage.</param>
/// <param name="Milestones">Names of the milestones that are reached in it, in their order.</param>
/// <param name="Checklist">Name of the stage's checklist, without <c>.md</c>; null if it has none.</param>
/// <param name="Documents">Templates of what is written in the stage, below the delivery's folder: <c>handover.md</c>.</param>
/// <param name="Location">The stage's name in the lifecycle file.</param>
public sealed record Stage(
    string Name,
    string Status,
    string Owner,
    string? Trigger,
    string? Output,
    FactCondition? When,
    GateCondition? StartsWhen,
    GateDefinition? StartGate,
    GateDefinition EndGate,
    ImmutableArray<string> Milestones,
    SkipRule Skip,
    string? Checklist,
    ImmutableArray<string> Documents,
    ExpectedDuration Duration,
    Location Location)
{
    /// <summary>In the order in which they are passed.</summary>
    public ImmutableArray<GateDefinition> Gates => StartGate is null ? [EndGate] : [StartGate, EndGate];
}

/// <summary>How long the work of a stage takes, in days of work, by the record's <c>Complexity</c>; null where nothing is said.</summary>
public sealed record ExpectedDuration(TimeSpan? Simple, TimeSpan? Standard, TimeSpan? Complex)
{
    public static ExpectedDuration Unknown { get; } = new(null, null, null);
}

/// <summary>Whether a stage may be left out. Closed.</summary>
public abstract record SkipRule
{
    private SkipRule()
    {
    }

    public sealed record Never : SkipRule;

    public sealed record WithReason : SkipRule;

    /// <summary>With a reason, and only while one of the facts holds.</summary>
    /// <param name="Location">The list of facts.</param>
    public sealed record ByFact(ImmutableArray<string> Facts, Location Location) : SkipRule;
}

/// <summary>A condition over facts, with where it stands.</summary>
/// <param name="Mentions">The names in it, with their places in the condition's text.</param>
public sealed record FactCondition(FactExpression Expression, ImmutableArray<FactMention> Mentions, Location Location);
