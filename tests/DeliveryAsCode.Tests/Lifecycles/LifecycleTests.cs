using DeliveryAsCode.Lifecycles;
using DeliveryAsCode.Templates;
using DeliveryAsCode.Tests.Configuration;
using NJsonSchema;

namespace DeliveryAsCode.Tests.Lifecycles;

public class LifecycleTests
{
    private static readonly Lifecycle ClientDelivery = BuiltInLifecycles.Find("client-delivery")!;

    private static readonly JsonSchema Schema = JsonSchema.FromJsonAsync(Schemas.Find("lifecycle")!).GetAwaiter().GetResult();

    public static TheoryData<string> BuiltIn => [.. BuiltInLifecycles.Names];

    [Theory]
    [MemberData(nameof(BuiltIn))]
    public void A_built_in_lifecycle_is_a_correct_file(string name)
    {
        var source = ConfigurationExamples.Template($"lifecycles/{name}.yml");
        var read = LifecycleReader.Read(source);

        read.Diagnostics.ShouldBeEmpty();
        read.Value!.Name.ShouldBe(name);
        Schema.Validate(ConfigurationExamples.ToJson(source.Text)).ShouldBeEmpty();
    }

    [Fact]
    public void A_client_delivery_goes_through_seven_stages_and_eight_gates()
    {
        ClientDelivery.Stages.Select(s => $"{s.Name} ({s.Status})").ShouldBe(
        [
            "Intake handoff (Planning)", "Delivery planning (Planning)", "Production tracking (In Production)", "QA gate (QA)",
            "Deployment coordination (Deployment)", "Client handover (Handover)", "Post-delivery review (Handover)",
        ]);
        ClientDelivery.Gates.Select(g => g.Name).ShouldBe(
        [
            "Intake handoff", "Delivery planning", "Production tracking", "QA gate", "Deployment plan", "Deployment", "Client handover", "Post-delivery review",
        ]);
    }

    [Fact]
    public void The_milestones_are_those_of_the_record_in_its_order() =>
        ClientDelivery.Milestones.ShouldBe(
        [
            "Intake handoff", "Production start", "Production complete", "QA submitted", "QA certified",
            "Deployment start", "Deployment complete", "Client handover", "Post-delivery review",
        ]);

    [Fact]
    public void Gates_own_the_milestones_that_nobody_dates_by_hand() =>
        ClientDelivery.Gates.Select(g => g.Dates).OfType<string>().ShouldBe(["Intake handoff", "QA certified", "Client handover", "Post-delivery review"]);

    [Fact]
    public void Certification_is_never_skipped_and_deployment_only_by_a_fact()
    {
        ClientDelivery.FindStage("qa gate")!.Skip.ShouldBeOfType<SkipRule.Never>();
        ClientDelivery.FindStage("Delivery planning")!.Skip.ShouldBeOfType<SkipRule.WithReason>();
        ClientDelivery.FindStageOfGate("Deployment plan")!.Skip.ShouldBeOfType<SkipRule.ByFact>().Facts
            .ShouldBe(["development-only", "documentation-only", "configuration-only", "already-deployed"]);
    }

    [Fact]
    public void A_gate_is_found_by_its_name_as_people_write_it()
    {
        var gate = ClientDelivery.FindGate("**Delivery Planning**")!;

        gate.DecidedBy.ShouldBe(["production-line-architect", "deployment-specialist"]);
        gate.Location.Line.ShouldBe("      name: Delivery planning");
        ClientDelivery.FindGate("Delivery").ShouldBeNull();
    }

    [Fact]
    public void A_name_that_looks_like_a_path_finds_nothing() =>
        BuiltInLifecycles.Find("../schemas/delivery").ShouldBeNull();
}
