using DeliveryAsCode.Deliveries;
using DeliveryAsCode.Lifecycles;
using DeliveryAsCode.Tests.Infra;

namespace DeliveryAsCode.Tests.Deliveries;

public class DeliverableTests
{
    [Theory]
    [InlineData("diego", "[plan](runbook.md)", "Done", true)]
    [InlineData("diego", "https://status.acme.example/board", "✅ done", true)]
    [InlineData("diego", "<https://status.acme.example>", "Done", true)]
    [InlineData("diego", "docs/rollback", "Done", true)]
    [InlineData("diego", "`runbook.md`", "Done", true)]
    [InlineData("diego", "[[delivery/rollback]]", "Done", true)]
    [InlineData("", "runbook.md", "Done", false)]
    [InlineData("TBD", "runbook.md", "Done", false)]
    [InlineData("diego", "", "Done", false)]
    [InlineData("diego", "later", "Done", false)]
    [InlineData("diego", "see wiki.", "Done", false)]
    [InlineData("diego", "[plan]()", "Done", false)]
    [InlineData("diego", "https://", "Done", false)]
    [InlineData("diego", "runbook.md", "In progress", false)]
    [InlineData("diego", "runbook.md", "~~Done~~", false)]
    [InlineData("diego", "runbook.md", "Not needed: internal tool", false)]
    public void It_is_delivered_when_done_with_somebody_to_ask_and_something_to_look_at(string owner, string link, string status, bool isDelivered) =>
        Read(owner, link, status).Row.IsDelivered.ShouldBe(isDelivered);

    [Theory]
    [InlineData("Not needed: internal tool", "internal tool", true)]
    [InlineData("n/a: internal tool", "internal tool", true)]
    [InlineData("Not applicable: internal tool", "internal tool", true)]
    [InlineData("Not needed", null, false)]
    public void What_is_not_needed_says_why(string status, string? reason, bool isSettled)
    {
        var read = Read("", "", status);

        (read.Row.Status, read.Row.Reason, read.Row.IsSettled).ShouldBe((DeliverableStatus.NotNeeded, reason, isSettled));
        read.Findings.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("Ready")]
    [InlineData("~~Not needed: internal tool~~")]
    [InlineData("Not needed: TBD")]
    [InlineData("Done: see the wiki")]
    public void Another_word_is_no_status(string status)
    {
        var read = Read("", "", status);

        read.Row.Status.ShouldBeNull();
        read.Findings.ShouldHaveSingleItem().ShouldStartWith("DAC0203 14:");
    }

    [Fact]
    public void The_same_deliverable_twice_is_a_finding()
    {
        var record = ARecord.Read(ARecord.With("## Milestones\n", $"{Section}| Plan | | | |\n| **plan** | | | |\n| | x | | |\n| | y | | |\n\n## Milestones\n")).Value!;

        RecordRules.Check(record, BuiltInLifecycles.Find("client-delivery")!).Places().ShouldBe(["DAC0206 15:3"]);
    }

    private const string Section = "## Deliverables\n\n| Deliverable | Owner | Link | Status |\n|---|---|---|---|\n";

    private static (Deliverable Row, string[] Findings) Read(string owner, string link, string status)
    {
        var read = ARecord.Read(ARecord.With("## Milestones\n", $"{Section}| Plan | {owner} | {link} | {status} |\n\n## Milestones\n"));
        return (read.Value!.Deliverables.Rows.ShouldHaveSingleItem(), read.Places());
    }
}
