using DeliveryAsCode.Configuration;
using DeliveryAsCode.Deliveries;
using DeliveryAsCode.Documents;
using DeliveryAsCode.Gates;
using DeliveryAsCode.Lifecycles;
using DeliveryAsCode.Planning;
using DeliveryAsCode.Tests.Infra;
using NodaTime;

namespace DeliveryAsCode.Tests.Gates;

public class EdgeTests
{
    private static readonly Lifecycle Lifecycle = BuiltInLifecycles.Find("client-delivery")!;

    [Fact]
    public void A_bracket_that_was_escaped_is_no_placeholder()
    {
        var files = DeliveryTemplate.Create(new NewDelivery("acme", "Acme [EU]", "Bot", null, null, new LocalDate(2026, 3, 2)), "deliveries/acme/record.md", ACase.ClientDelivery, null);
        var record = RecordReader.Read(MarkdownDocument.Read(files.Single(f => f.Path.EndsWith("record.md", StringComparison.Ordinal))).Value, "acme").Value!;

        record.Client.ShouldBe("Acme [EU]");
    }

    [Fact]
    public void A_cell_with_an_escaped_bracket_is_no_placeholder()
    {
        var (record, d) = ARecord.Read(ARecord.With("Answers first-line questions", @"Answers \[First-line\] questions"));
        d.ShouldBeEmpty();
        record!.FindField("Scope")!.Value.ShouldBe("Answers [First-line] questions");
    }

    [Fact]
    public void A_record_without_gates_that_is_on_hold_is_not_complete()
    {
        var text = ARecord.With("**Status:** QA", "**Status:** On hold");
        var start = text.IndexOf("## Gates", StringComparison.Ordinal);
        var record = ARecord.Read(text.Remove(start, text.IndexOf("## Risk", StringComparison.Ordinal) - start)).Value!;
        Of(record).Verdict.ShouldNotBe(ProgressVerdict.Complete);
    }

    [Theory]
    [InlineData("Cancelled")]
    [InlineData("Complete")]
    public void Nothing_of_a_closed_delivery_is_overdue(string status) =>
        Of(ARecord.Read(ARecord.With("**Status:** QA", $"**Status:** {status}")).Value!).Overdue.ShouldBeEmpty();

    [Fact]
    public void Gates_that_stand_twice_settle_nothing()
    {
        var gates = string.Join('\n', Lifecycle.Gates.Select(g => $"| {g.Name} | Passed | dana | 2026-03-03 | #1 |"));
        var text = ARecord.With("## Gates", $"## Gates\n\n| Gate | Decision | Decided by | Date | Evidence |\n|---|---|---|---|---|\n{gates}\n\n## Gates");
        Of(ARecord.Read(text).Value!).Verdict.ShouldNotBe(ProgressVerdict.Complete);
        DeploymentClearance.Missing(ACase.Of(ARecord.Read(text).Value!)).ShouldNotBeEmpty();
    }

    private static DeliveryProgress Of(DeliveryRecord record) =>
        DeliveryProgress.Of(ACase.Of(record, DeliveryConfiguration.Default));
}
