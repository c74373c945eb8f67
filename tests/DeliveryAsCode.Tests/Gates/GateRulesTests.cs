using DeliveryAsCode.Gates;
using DeliveryAsCode.Lifecycles;
using DeliveryAsCode.Tests.Infra;

namespace DeliveryAsCode.Tests.Gates;

public class GateRulesTests
{
    private static readonly Lifecycle Lifecycle = BuiltInLifecycles.Find("client-delivery")!;

    [Theory]
    [InlineData("| iris | 2026-03-03 |", "| | 2026-03-03 |", "DAC0308")]
    [InlineData("| iris | 2026-03-03 |", "| TBD | 2026-03-03 |", "DAC0308")]
    [InlineData("| iris | 2026-03-03 |", "| iris | |", "DAC0308")]
    [InlineData("| iris | 2026-03-03 |", "| [Name] | 2026-03-03 |", "DAC0308")]
    [InlineData("| iris | 2026-03-03 |", "| ? | 2026-03-03 |", "DAC0308")]
    [InlineData("| Intake handoff | Passed |", "| Intake handoff | Skipped |", "DAC0307")]
    public void A_decision_that_is_not_one_is_reported_and_does_not_count(string old, string replacement, string code)
    {
        var record = ARecord.Read(ARecord.With(old, replacement)).Value!;

        GateRules.Check(record, Lifecycle).Select(d => d.Code).ShouldContain(code);
        GateDecisions.AsClaimed(record, Lifecycle).IsSettled("Intake handoff").ShouldBeFalse();
    }

    [Theory]
    [InlineData("~~Passed~~")]
    [InlineData("❌ Passed")]
    [InlineData("Passed?")]
    public void A_yes_that_is_crossed_struck_out_or_questioned_is_none(string decision)
    {
        var (record, diagnostics) = ARecord.Read(ARecord.With("| Intake handoff | Passed |", $"| Intake handoff | {decision} |"));

        diagnostics.Select(d => d.Code).ShouldContain("DAC0203");
        GateDecisions.AsClaimed(record!, Lifecycle).IsSettled("Intake handoff").ShouldBeFalse();
    }

    [Theory]
    [InlineData("Cancelled")]
    [InlineData("On hold")]
    [InlineData("Complete")]
    public void Nothing_is_deployed_for_a_delivery_that_is_closed(string status)
    {
        var record = ARecord.Read(ARecord.With("- **Status:** QA", $"- **Status:** {status}")).Value!;

        DeploymentClearance.Missing(ACase.Of(record))[0].Descriptor.Code.ShouldBe("DAC0309");
    }

    [Theory]
    [InlineData("Handover", true)]
    [InlineData("Complete", true)]
    [InlineData("QA", false)]
    public void With_all_gates_passed_a_delivery_is_complete_or_not_yet(string status, bool isConsistent)
    {
        var passed = string.Concat(Lifecycle.Gates.Select(g => $"| {g.Name} | Passed | dana | 2026-03-03 | x |\n"));
        var text = ARecord.With("| Intake handoff | Passed | iris | 2026-03-03 | #12 |\n| QA gate | Failed | quinn | 2026-04-22 | #31 report |\n", passed).Replace("- **Status:** QA", $"- **Status:** {status}", StringComparison.Ordinal);

        GateRules.Check(ARecord.Read(text).Value!, Lifecycle).IsEmpty.ShouldBe(isConsistent);
    }
}
