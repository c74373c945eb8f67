using DeliveryAsCode.Diagnostics;
using DeliveryAsCode.Gates;
using DeliveryAsCode.Lifecycles;

namespace DeliveryAsCode.Tests.Gates;

/// <summary>Nothing about the stages of one lifecycle is wired in: a delivery goes through each from its first to its last gate.</summary>
public class LifecycleWalkTests
{
    public static TheoryData<string> BuiltIn => [.. BuiltInLifecycles.Names];

    [Theory]
    [MemberData(nameof(BuiltIn))]
    public void Every_gate_of_a_built_in_lifecycle_waits_for_people_and_then_opens(string name)
    {
        var lifecycle = BuiltInLifecycles.Find(name)!;
        var walk = new Walk(lifecycle);
        foreach (var gate in lifecycle.Gates)
        {
            walk.Case.NextGate.ShouldBe(gate);
            walk.Case.Judge(gate).ShouldBeOfType<GateVerdict.Undecided>(gate.Name).Missing.ShouldAllBe(r => r.Descriptor == DiagnosticCatalog.DecisionMissing);
            walk.Pass(gate);
            walk.Case.Decisions.IsSettled(gate.Name).ShouldBeTrue(gate.Name);
        }

        walk.Case.CurrentStage.ShouldBeNull();
    }

    [Theory]
    [MemberData(nameof(BuiltIn))]
    public void No_gate_of_a_built_in_lifecycle_is_passed_before_those_in_front_of_it(string name)
    {
        var lifecycle = BuiltInLifecycles.Find(name)!;

        foreach (var gate in lifecycle.Gates.Skip(1))
            new Walk(lifecycle).Case.Judge(gate).ShouldBeOfType<GateVerdict.Blocked>(gate.Name);
    }

    [Theory]
    [InlineData("client-delivery", "Deployment plan", "Deployment coordination")]
    [InlineData("release", "Approval", "Deploy")]
    [InlineData("hotfix", "Deployment plan", "Deployment")]
    public void A_lifecycle_knows_where_its_plan_is_approved_and_where_it_is_deployed(string name, string approval, string stage)
    {
        var lifecycle = BuiltInLifecycles.Find(name)!;

        lifecycle.PlanApproval!.Name.ShouldBe(approval);
        lifecycle.DeploymentStage.Name.ShouldBe(stage);
    }

    [Fact]
    public void The_second_person_of_a_hotfix_neither_repaired_nor_approved_it()
    {
        var (walk, review) = At("hotfix", "Second-person review");

        walk.Judge(review, "production-line-architect").ShouldBeOfType<GateVerdict.Undecided>();
        walk.Judge(review, "deployment-specialist").ShouldBeOfType<GateVerdict.Undecided>();
        walk.Judge(review, "cto").ShouldBeOfType<GateVerdict.Open>();
    }

    [Fact]
    public void The_second_person_of_a_hotfix_looks_within_a_day() =>
        BuiltInLifecycles.Find("hotfix")!.Stages[^1].Duration.ShouldBe(new ExpectedDuration(TimeSpan.FromDays(1), TimeSpan.FromDays(1), TimeSpan.FromDays(1)));

    [Theory]
    [InlineData("release", "Certification")]
    [InlineData("hotfix", "QA gate")]
    public void A_certification_is_never_skipped(string name, string gate) =>
        BuiltInLifecycles.Find(name)!.FindStageOfGate(gate)!.Skip.ShouldBeOfType<SkipRule.Never>();

    private static (Walk Walk, GateDefinition Gate) At(string name, string gate)
    {
        var lifecycle = BuiltInLifecycles.Find(name)!;
        var walk = new Walk(lifecycle);
        foreach (var earlier in lifecycle.Gates.TakeWhile(g => g.Name != gate))
            walk.Pass(earlier);
        return (walk, lifecycle.FindGate(gate)!);
    }
}
