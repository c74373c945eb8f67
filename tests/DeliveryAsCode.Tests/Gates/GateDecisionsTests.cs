using DeliveryAsCode.Deliveries;
using DeliveryAsCode.Gates;
using DeliveryAsCode.Lifecycles;
using DeliveryAsCode.Tests.Infra;

namespace DeliveryAsCode.Tests.Gates;

public class GateDecisionsTests
{
    private static readonly Lifecycle Lifecycle = BuiltInLifecycles.Find("client-delivery")!;

    [Theory]
    [InlineData("QA gate: Passed", "QA gate")]
    [InlineData("qa GATE: passed", "QA gate")]
    [InlineData("Production tracking: Skipped", "Production tracking")]
    [InlineData("QA gate: Skipped", "")]
    [InlineData("Client handover: Skipped", "")]
    [InlineData("QA gate: Acknowledged", "")]
    [InlineData("QA gate: Failed; QA gate: Passed", "QA gate")]
    [InlineData("QA gate: Passed; QA gate: Failed", "")]
    [InlineData("QA gate: Passed; QA gate: Acknowledged", "QA gate")]
    [InlineData("QA gate: Passed; QA gate: On hold", "QA gate")]
    [InlineData("QA gate: Passed; QA gate: Re-plan", "")]
    [InlineData("QA gate: Passed; QA gate: Whatever", "")]
    [InlineData("Delivery planning: Passed; QA gate: Passed; Production tracking: Reopened", "Delivery planning")]
    [InlineData("QA gate: Passed; QA gate: Reopened; QA gate: Passed", "QA gate")]
    [InlineData("Training: Reopened; QA gate: Passed", "QA gate")]
    public void The_rows_decide_from_the_first_to_the_last(string rows, string settled)
    {
        var decisions = GateDecisions.AsClaimed(ARecord.WithGates(rows.Split("; ")), Lifecycle);

        string.Join(", ", Lifecycle.Gates.Select(g => g.Name).Where(decisions.IsSettled)).ShouldBe(settled);
    }

    [Fact]
    public void A_gate_that_is_reopened_reopens_all_later_ones()
    {
        var passed = Lifecycle.Gates.Select(g => $"{g.Name}: Passed");

        var decisions = GateDecisions.AsClaimed(ARecord.WithGates([.. passed, "QA gate: Reopened"]), Lifecycle);

        Lifecycle.Gates.Select(g => g.Name).Where(decisions.IsSettled).ShouldBe(["Intake handoff", "Delivery planning", "Production tracking"]);
    }

    [Fact]
    public void The_last_row_about_a_gate_is_known_whatever_it_says()
    {
        var decisions = GateDecisions.AsClaimed(ARecord.WithGates("QA gate: Passed", "QA gate: On hold"), Lifecycle);

        decisions.Last("qa gate")!.Decision.ShouldBe(Decision.OnHold);
        decisions.Last("Deployment").ShouldBeNull();
    }

    [Theory]
    [InlineData("Production tracking: On hold", true)]
    [InlineData("Production tracking: On hold; Production tracking: Resumed", false)]
    [InlineData("Production tracking: Resumed; Production tracking: On hold", true)]
    public void A_delivery_is_on_hold_until_it_is_resumed(string rows, bool isOnHold) =>
        (GateDecisions.AsClaimed(ARecord.WithGates(rows.Split("; ")), Lifecycle).OnHold is not null).ShouldBe(isOnHold);

    [Fact]
    public void A_failed_qa_gate_sends_the_delivery_back_to_production()
    {
        var decisions = GateDecisions.AsClaimed(ARecord.WithGates("Delivery planning: Passed", "Production tracking: Passed", "QA gate: Failed"), Lifecycle);

        Lifecycle.Gates.Select(g => g.Name).Where(decisions.IsSettled).ShouldBe(["Delivery planning"]);
        decisions.StateOf("QA gate").Failures.ShouldBe(1);
    }

    [Theory]
    [InlineData("Intake handoff; Delivery planning; Production tracking; QA gate; Deployment plan", "")]
    [InlineData("Intake handoff; Delivery planning; Production tracking; QA gate", "Deployment plan")]
    [InlineData("Intake handoff; Deployment plan", "Delivery planning, Production tracking, QA gate")]
    public void A_deployment_starts_only_behind_every_gate_up_to_its_plan(string passed, string missing)
    {
        var record = ARecord.WithGates([.. passed.Split("; ").Select(g => $"{g}: Passed")]);

        var refused = DeploymentClearance.Unsettled(ACase.Of(record));

        string.Join(", ", refused.Select(g => g.Name)).ShouldBe(missing);
    }

    [Fact]
    public void A_failed_gate_is_pointed_at()
    {
        var reason = DeploymentClearance.Missing(ACase.Of(ARecord.Read())).First(r => r.Message.Contains("\"QA gate\" failed"));

        reason.Location.Start.Line.ShouldBe(23);
        reason.Who.ShouldBe(["quinn"]);
    }
}
