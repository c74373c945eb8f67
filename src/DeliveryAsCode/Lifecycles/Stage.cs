using System.Collections.Immutable;
using DeliveryAsCode.Text;

namespace DeliveryAsCode.Lifecycles;

/// <param name="Status">What the record's Status says while the delivery is in this stage.</param>
/// <param name="Owner">The role that brings the stage forward.</param>
/// <param name="StartGate">What must be passed before the stage's work begins; null if that is only the stage before.</param>
/// <param name="EndGate">What must be passed before the next stage.</param>
/// <param name="Milestones">Names of the milestones that are reached in it, in their order.</param>
/// <param name="Checklist">Name of the stage's checklist, without <c>.md</c>; null if it has none.</param>
/// <param name="Location">The stage's name in the lifecycle file.</param>
public sealed record Stage(
    string Name,
    string Status,
    string Owner,
    GateDefinition? StartGate,
    GateDefinition EndGate,
    ImmutableArray<string> Milestones,
    SkipRule Skip,
    string? Checklist,
    Location Location)
{
    /// <summary>In the order in which they are passed.</summary>
    public ImmutableArray<GateDefinition> Gates => StartGate is null ? [EndGate] : [StartGate, EndGate];
}

/// <param name="DecidedBy">The roles whose word it needs, every one of them.</param>
/// <param name="Dates">The milestone whose actual date passing the gate sets; null if it dates none.</param>
/// <param name="Location">The gate's name in the lifecycle file.</param>
public sealed record GateDefinition(string Name, ImmutableArray<string> DecidedBy, string? Dates, Location Location);

/// <summary>Whether a stage may be left out. Closed.</summary>
public abstract record SkipRule
{
    private SkipRule()
    {
    }

    public sealed record Never : SkipRule;

    public sealed record WithReason : SkipRule;

    /// <summary>With a reason, and only while one of the facts holds.</summary>
    public sealed record ByFact(ImmutableArray<string> Facts) : SkipRule;
}
