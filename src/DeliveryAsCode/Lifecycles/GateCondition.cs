using System.Collections.Immutable;
using DeliveryAsCode.Configuration;
using DeliveryAsCode.Text;

namespace DeliveryAsCode.Lifecycles;

/// <summary>What a gate may ask for. Closed: what is not here cannot be a rule.</summary>
/// <param name="Location">Where the lifecycle file asks for it.</param>
public abstract record GateCondition(Location Location)
{
    public sealed record All(ImmutableArray<GateCondition> Parts, Location Location) : GateCondition(Location);

    public sealed record Any(ImmutableArray<GateCondition> Parts, Location Location) : GateCondition(Location);

    public sealed record Not(GateCondition Part, Location Location) : GateCondition(Location);

    /// <summary>Fields of the record are filled.</summary>
    public sealed record FieldsFilled(ImmutableArray<string> Names, Location Location) : GateCondition(Location);

    /// <summary>Every milestone has a target date, and they are in order.</summary>
    public sealed record MilestonesPlanned(Location Location) : GateCondition(Location);

    /// <summary>Milestones have an actual date.</summary>
    public sealed record MilestonesDated(ImmutableArray<string> Names, Location Location) : GateCondition(Location);

    /// <param name="Name">Without <c>.md</c>.</param>
    public sealed record ChecklistDone(string Name, Location Location) : GateCondition(Location);

    /// <summary>A document exists, holds no placeholder, and says what it has to.</summary>
    /// <param name="Path">Below the delivery's folder; <c>record.md</c> is the record.</param>
    /// <param name="LinkedBy">A field of the record that may link to another place; an address outside of the repository is taken on trust.</param>
    /// <param name="Sections">Headings under which something stands.</param>
    /// <param name="NothingUnder">Headings under which nothing may be left.</param>
    public sealed record DocumentComplete(
        string Path, string? LinkedBy, ImmutableArray<string> Sections, ImmutableArray<string> Fields, ImmutableArray<string> NothingUnder, Location Location) : GateCondition(Location);

    /// <param name="Quorum">How many people of the role; at least 1.</param>
    /// <param name="StandIn">The role that may speak where the exclusions leave nobody of the role; null for none.</param>
    /// <param name="Gate">The gate that is meant, if it is another one.</param>
    public sealed record Acknowledged(string Role, int Quorum, string? StandIn, string? Gate, Location Location) : GateCondition(Location);

    /// <summary>As acknowledged, by a certificate that says PASS.</summary>
    public sealed record Certified(string Role, Location Location) : GateCondition(Location);

    /// <summary>The newest execution of the approved plan succeeded, with smoke tests.</summary>
    public sealed record ExecutionSucceeded(Location Location) : GateCondition(Location);

    /// <summary>Checks are successful on the release.</summary>
    /// <param name="Required">Empty for those of <c>delivery.yml</c>.</param>
    public sealed record ChecksSuccessful(ImmutableArray<RequiredCheck> Required, Location Location) : GateCondition(Location);

    /// <summary>No escalation is open.</summary>
    /// <param name="OfStageOnly">Whether those do not count that name a stage, gate or milestone of another stage.</param>
    public sealed record EscalationsResolved(bool OfStageOnly, Location Location) : GateCondition(Location);

    public sealed record IncidentsResolved(Location Location) : GateCondition(Location);

    /// <param name="Names">Empty for all that the record lists.</param>
    public sealed record DeliverablesDone(ImmutableArray<string> Names, Location Location) : GateCondition(Location);

    /// <param name="Names">Empty for all that the record lists.</param>
    public sealed record MetricsMet(ImmutableArray<string> Names, Location Location) : GateCondition(Location);

    /// <summary>What users or the client said is written down.</summary>
    public sealed record FeedbackGiven(string Path, string Section, Location Location) : GateCondition(Location);

    /// <summary>So many business days have gone by since a status update of a type was sent.</summary>
    public sealed record BusinessDaysAfter(int Count, string UpdateType, Location Location) : GateCondition(Location);

    /// <param name="OverridableBy">The role that may let it pass with a reason; null for nobody.</param>
    /// <param name="NeedsIncident">Whether the reason must name an incident of the record.</param>
    public sealed record PolicyHolds(Policy Policy, string? OverridableBy, bool NeedsIncident, Location Location) : GateCondition(Location);

    /// <summary>The condition and everything in it.</summary>
    public IEnumerable<GateCondition> WithParts => Inner.SelectMany(p => p.WithParts).Prepend(this);

    /// <summary>Whether it asks somebody for a word on the gate itself.</summary>
    internal bool IsDecision => this is Acknowledged { Gate: null } or Certified;

    private IEnumerable<GateCondition> Inner => this switch
    {
        All all => all.Parts,
        Any any => any.Parts,
        Not not => [not.Part],
        _ => [],
    };
}

/// <summary>What may not be done (seed 002, "Prohibited Actions"), each with the evidence that it is not.</summary>
public enum Policy
{
    AdequateTesting,
    RollbackPlan,
    TrackedChanges,
    HighTraffic,
    PostDeploymentValidation,
    MonitoringAlerts,
    UserFeedback,
}
