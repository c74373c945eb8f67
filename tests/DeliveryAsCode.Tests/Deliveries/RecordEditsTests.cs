using DeliveryAsCode.Deliveries;
using DeliveryAsCode.Documents;
using DeliveryAsCode.Tests.Infra;

namespace DeliveryAsCode.Tests.Deliveries;

public class RecordEditsTests
{
    [Theory]
    [InlineData("field:Status", "Deployment", "- **Status:** QA", "- **Status:** Deployment")]
    [InlineData("field:actual delivery date", "2026-05-14", "date:** TBD", "date:** 2026-05-14")]
    [InlineData("field:Scope", "Calls *and* mails", "Answers first-line questions", @"Calls \*and\* mails")]
    [InlineData("milestone:QA certified:Actual date", "2026-04-30", "| 2026-04-24 | | ❌", "| 2026-04-24 | 2026-04-30 | ❌")]
    [InlineData("milestone:qa certified:status", "✅ Done", "❌ Failed", "✅ Done")]
    [InlineData("risk:1:Mitigation", "Wait | retry", "Cache answers", @"Wait \| retry")]
    [InlineData("escalation:1:Resolution", "New date agreed", "| clara | open |", "| clara | New date agreed |")]
    [InlineData("update:1:Type", "Kick-off", "Weekly status", "Kick-off")]
    [InlineData("field:Status", "QA", "Status", "Status")]
    public void An_edit_changes_its_place_and_nothing_else(string address, string value, string old, string replacement) =>
        Edit(address, value).ShouldBe(ARecord.With(old, replacement));

    [Theory]
    [InlineData("risk:+", "One approver | Medium | High | Name a deputy", "Cache answers |", "Cache answers |\n| One approver | Medium | High | Name a deputy |")]
    [InlineData("escalation:+", "2026-05-01 | Quota | clara | open", "| clara | open |", "| clara | open |\n| 2026-05-01 | Quota | clara | open |")]
    [InlineData("update:+", "2026-05-01 | Weekly status | On track", "three faults |", "three faults |\n| 2026-05-01 | Weekly status | On track |")]
    public void A_new_row_stands_under_the_last_one(string address, string value, string old, string replacement) =>
        Edit(address, value).ShouldBe(ARecord.With(old, replacement));

    [Theory]
    [InlineData("field:Stats", "QA", "DAC0220", "did you mean \"Status\"?")]
    [InlineData("field:Status", "Qualty", "DAC0222", "one of: Planning")]
    [InlineData("field:Intake date", "16.05.2026", "DAC0222", "write 2026-05-16")]
    [InlineData("milestone:QA certifed:Status", "Done", "DAC0220", "did you mean \"QA certified\"?")]
    [InlineData("milestone:QA certified:Statis", "Done", "DAC0220", "did you mean \"Status\"?")]
    [InlineData("milestone:QA certified:Status", "Dome", "DAC0222", "did you mean \"Done\"?")]
    [InlineData("milestone:QA certified:Actual date", "tomorrow", "DAC0222", "YYYY-MM-DD")]
    [InlineData("risk:2:Impact", "Low", "DAC0220", "rows count from 1")]
    [InlineData("risk:+", "Too | few", "DAC0222", "separate them by \" | \"")]
    [InlineData("update:+", "May | Weekly status | On track", "DAC0222", "YYYY-MM-DD")]
    public void What_cannot_be_written_is_refused_with_the_next_step(string address, string value, string code, string help)
    {
        var reason = Plan(ARecord.Read(), address, value).ShouldBeOfType<EditResult.Refused>().Reason;

        reason.Code.ShouldBe(code);
        reason.Help.ShouldNotBeNull().ShouldContain(help);
        reason.Location.Path.ShouldBe(ARecord.Path);
    }

    [Fact]
    public void A_row_that_is_too_short_gets_the_cells_up_to_the_value()
    {
        var record = ARecord.Read(ARecord.With("| Deployment start | | | |", "| Deployment start |")).Value!;

        var after = ARecord.Read(Edit(record, "milestone:Deployment start:Status", "Planned"));

        after.Diagnostics.ShouldBeEmpty();
        after.Value!.FindMilestone("Deployment start")!.Source.Cells.Select(c => c.Text).ShouldBe(["Deployment start", "", "", "Planned"]);
    }

    [Fact]
    public void The_empty_row_of_the_template_is_filled_before_one_is_added()
    {
        var record = ARecord.Read(ARecord.With("| Quota: reads \\| writes | Low | High | Cache answers |", "| | | | |")).Value!;

        Edit(record, "risk:+", "One approver | Low | High | Name a deputy").ShouldContain(
            "|------|------------|--------|------------|\n| One approver | Low | High | Name a deputy |\n\n");
    }

    [Theory]
    [InlineData("status")]
    [InlineData("milestone:QA certified")]
    [InlineData("risk:0:Impact")]
    [InlineData("risk:-1:Impact")]
    [InlineData("risk:+:Impact")]
    [InlineData("risk:1")]
    [InlineData("checklist:deployment")]
    [InlineData("checklist:/tests")]
    [InlineData("deliverable:0:Owner")]
    [InlineData("deliverable::Owner")]
    [InlineData("metric:Error rate")]
    [InlineData("incident:Outage:Severity")]
    [InlineData("gate:QA gate:Decision")]
    [InlineData("")]
    public void Another_form_is_no_address(string address) => RecordAddress.Parse(address).ShouldBeNull();

    private static string Edit(string address, string value) => Edit(ARecord.Read(), address, value);

    private static string Edit(DeliveryRecord record, string address, string value) =>
        record.Document.Source.Apply([.. Plan(record, address, value).ShouldBeOfType<EditResult.Planned>().Edits]).Text;

    private static EditResult Plan(DeliveryRecord record, string address, string value) => RecordAddress.Parse(address) switch
    {
        FieldAddress field => RecordEdits.SetField(record, field.Field, value),
        MilestoneAddress milestone => RecordEdits.SetMilestone(record, milestone.Milestone, milestone.Column, value),
        NamedRowAddress row => RecordEdits.SetCell(record, row.Table, row.Name, row.Column, value),
        RowAddress row => RecordEdits.SetCell(record, row.Table, row.Number, row.Column, value),
        NewRowAddress row => RecordEdits.AppendRow(record, row.Table, value),
        var other => throw new ArgumentException($"{other} is not an address of the record"),
    };
}
