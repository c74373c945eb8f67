using System.Collections.Immutable;
using DeliveryAsCode.Documents;

namespace DeliveryAsCode.Lifecycles;

/// <summary>The stages that a delivery goes through. They are data: a file of a repository can define others.</summary>
/// <param name="Stages">In their order; at least one.</param>
public sealed record Lifecycle(string Name, string? Description, ImmutableArray<Stage> Stages)
{
    /// <summary>In the order in which they are passed.</summary>
    public IEnumerable<GateDefinition> Gates => Stages.SelectMany(s => s.Gates);

    /// <summary>Names of the milestones, in the order in which they are reached.</summary>
    public IEnumerable<string> Milestones => Stages.SelectMany(s => s.Milestones);

    /// <summary>The stage in which deployments are run: the one whose own work waits for a gate; without one, the last.</summary>
    public Stage DeploymentStage => Stages.FirstOrDefault(s => s.StartGate is not null) ?? Stages[^1];

    public Stage? FindStage(Label name) => Stages.FirstOrDefault(s => Label.Of(s.Name) == name);

    public GateDefinition? FindGate(Label name) => Gates.FirstOrDefault(g => Label.Of(g.Name) == name);

    public Stage? FindStageOfGate(Label gate) => Stages.FirstOrDefault(s => s.Gates.Any(g => Label.Of(g.Name) == gate));
}
