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

    /// <summary>
    /// The stage in which deployments are run: the one whose gate asks for an execution; without one, that whose own work
    /// waits for a gate, or else the last.
    /// </summary>
    public Stage DeploymentStage =>
        Stages.FirstOrDefault(s => s.EndGate.OpensWhen.WithParts.Any(c => c is GateCondition.ExecutionSucceeded)) ?? Stages.FirstOrDefault(s => s.StartGate is not null) ?? Stages[^1];

    /// <summary>The gates that must be passed before anything is deployed, in their order.</summary>
    public IEnumerable<GateDefinition> GatesBeforeDeployment
    {
        get
        {
            var stage = DeploymentStage;
            return Stages.TakeWhile(s => s != stage).SelectMany(s => s.Gates).Concat(stage.StartGate is { } start ? [start] : []);
        }
    }

    /// <summary>The gate by which a deployment plan is approved: the last before the deployment that is bound to runbooks; null if none is.</summary>
    public GateDefinition? PlanApproval => GatesBeforeDeployment.LastOrDefault(g => g.BoundTo.Any(part => part is BoundPart.Runbooks));

    public Stage? FindStage(Label name) => Stages.FirstOrDefault(s => Label.Of(s.Name) == name);

    public GateDefinition? FindGate(Label name) => Gates.FirstOrDefault(g => Label.Of(g.Name) == name);

    public Stage? FindStageOfGate(Label gate) => Stages.FirstOrDefault(s => s.Gates.Any(g => Label.Of(g.Name) == gate));
}
