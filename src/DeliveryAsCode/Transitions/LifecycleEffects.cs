using System.Collections.Immutable;
using DeliveryAsCode.Configuration;
using DeliveryAsCode.Documents;
using DeliveryAsCode.Lifecycles;

namespace DeliveryAsCode.Transitions;

/// <summary>What other stages and gates mean for deliveries.</summary>
internal static class LifecycleEffects
{
    public static IEnumerable<string> Between(Lifecycle before, Lifecycle after, ImmutableArray<DeploymentEnvironment> environments)
    {
        foreach (var stage in before.Stages.Where(s => after.FindStage(s.Name) is null))
            yield return $"the stage \"{stage.Name}\" is gone";
        foreach (var gate in before.Gates.Where(g => after.FindGate(g.Name) is null))
            yield return $"\"{gate.Name}\" is no longer needed{ForDeployment(gate, before, environments)}";
        foreach (var stage in after.Stages.Where(s => before.FindStage(s.Name) is null))
            yield return $"the stage \"{stage.Name}\" is new";
        foreach (var gate in after.Gates.Where(g => before.FindGate(g.Name) is null))
            yield return $"\"{gate.Name}\" is now needed";

        if (!Common(before, after).SequenceEqual(Common(after, before)))
            yield return "the stages follow each other in another order";
        foreach (var (then, now) in before.Stages.Select(s => (s, after.FindStage(s.Name))))
        {
            foreach (var effect in now is null ? [] : Between(then, now))
                yield return effect;
        }

        foreach (var (then, now) in before.Gates.Select(g => (g, after.FindGate(g.Name))))
        {
            foreach (var effect in now is null ? [] : GateEffects.Between(then, now))
                yield return effect;
        }
    }

    /// <summary>What nothing is deployed without, as long as there is somewhere to deploy to.</summary>
    private static string ForDeployment(GateDefinition gate, Lifecycle lifecycle, ImmutableArray<DeploymentEnvironment> environments)
    {
        var stage = lifecycle.DeploymentStage;
        var isBefore = lifecycle.Stages.TakeWhile(s => s != stage).SelectMany(s => s.Gates).Contains(gate) || gate == stage.StartGate;
        return isBefore && !environments.IsEmpty ? $" for {string.Join(", ", environments.Select(e => e.Name))}" : "";
    }

    private static IEnumerable<Label> Common(Lifecycle of, Lifecycle with) => of.Stages.Select(s => Label.Of(s.Name)).Where(name => with.FindStage(name) is not null);

    private static IEnumerable<string> Between(Stage before, Stage after)
    {
        if (Describe(before.Skip) != Describe(after.Skip))
            yield return $"the stage \"{after.Name}\" may {Describe(after.Skip)}; until now it could {Describe(before.Skip)}";
        if (before.When?.Expression.ToString() != after.When?.Expression.ToString())
            yield return $"the stage \"{after.Name}\" is done {When(after)}; until now it was done {When(before)}";
        if (ConditionText.Of(before.StartsWhen) != ConditionText.Of(after.StartsWhen))
            yield return $"the stage \"{after.Name}\" starts {(after.StartsWhen is null ? "behind the gates before it" : $"when: {ConditionText.Of(after.StartsWhen)}")}";
        if (before.Checklist != after.Checklist)
            yield return $"the checklist of the stage \"{after.Name}\" is {after.Checklist ?? "none"}, no longer {before.Checklist ?? "none"}";
    }

    private static string When(Stage stage) => stage.When is { } when ? $"when {when.Expression}" : "always";

    private static string Describe(SkipRule rule) => rule switch
    {
        SkipRule.Never => "never be skipped",
        SkipRule.WithReason => "be skipped with a reason",
        SkipRule.ByFact byFact => $"be skipped when {string.Join(" or ", byFact.Facts)}",
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
