using System.Collections.Immutable;
using DeliveryAsCode.Deliveries;
using DeliveryAsCode.Documents;
using DeliveryAsCode.Tests.Documents;
using DeliveryAsCode.Tests.Infra;
using FsCheck;
using FsCheck.Fluent;
using NodaTime;

namespace DeliveryAsCode.Tests.Deliveries;

public class RecordSectionTests
{
    private static readonly LocalDate Today = new(2026, 5, 12);

    private static readonly string WithoutGates = ARecord.With(
        ARecord.Text[ARecord.Text.IndexOf("## Gates", StringComparison.Ordinal)..ARecord.Text.IndexOf("## Risk", StringComparison.Ordinal)], "");

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    public void The_first_decision_adds_the_section_after_the_milestones(string lineEnd)
    {
        var record = ARecord.Read(WithoutGates.ReplaceLineEndings(lineEnd)).Value!;

        Applied(record, RecordEdits.AppendGateRow(record, "QA gate", Decision.Passed, "quinn", Today, "#31")).ShouldBe(WithoutGates.Replace("## Risk register", """
            ## Gates

            | Gate | Decision | Decided by | Date | Evidence |
            |------|----------|------------|------|----------|
            | QA gate | Passed | quinn | 2026-05-12 | #31 |

            ## Risk register
            """, StringComparison.Ordinal).ReplaceLineEndings(lineEnd));
    }

    [Fact]
    public void One_edit_after_the_other_builds_every_optional_section_in_the_order_of_the_template()
    {
        var record = ARecord.Read(WithoutGates).Value!;
        foreach (var (address, value) in new[]
        {
            ("incident:+", "2026-05-12 | Outage | High | open"),
            ("metric:+", "Answered right | 60 % | 80 % | | dashboard"),
            ("deliverable:+", "Rollback Plan | diego | runbook.md | Done"),
            ("incident:+", "2026-05-13 | Slow | Low | "),
        })
        {
            record = ARecord.Read(Applied(record, RecordEdits.AppendRow(record, ((NewRowAddress)RecordAddress.Parse(address)!).Table, value))).Value!;
        }

        record.Document.Sections.Select(s => s.Heading!.Text).Skip(1).ShouldBe(
            ["Milestones", "Deliverables", "Success metrics", "Risk register", "Escalations", "Incidents", "Status updates sent"]);
        record.Incidents.Rows.Select(i => (i.Description, i.IsOpen)).ShouldBe([("Outage", true), ("Slow", true)]);
        record.Deliverables.Rows.ShouldHaveSingleItem().IsDelivered.ShouldBeTrue();
        record.SuccessMetrics.Rows.ShouldHaveSingleItem().Goal!.Comparison.ShouldBe(MetricComparison.AtLeast);
    }

    [Theory]
    [InlineData("deliverable:rollback plan:Status", "Not needed: no data", "| Not needed: no data |")]
    [InlineData("deliverable:1:Owner", "diego", "| diego |")]
    [InlineData("metric:Answered right:Current", "81 %", "| 81 % |")]
    [InlineData("metric:1:Source", "a|b", @"| a\|b |")]
    public void A_cell_is_addressed_by_name_or_number(string address, string value, string expected)
    {
        var record = ARecord.Read(WithRows).Value!;

        Applied(record, Plan(record, address, value)).ShouldContain(expected);
    }

    [Theory]
    [InlineData("deliverable:Rolback Plan:Status", "Done", "DAC0220", "did you mean \"Rollback Plan\"?")]
    [InlineData("deliverable:1:Status", "Ready", "DAC0222", "one of: Planned, In progress, Done, Not needed")]
    [InlineData("metric:Answered right:Curent", "1", "DAC0220", "did you mean \"Current\"?")]
    public void What_cannot_be_written_is_refused_with_the_next_step(string address, string value, string code, string help)
    {
        var reason = Plan(ARecord.Read(WithRows).Value!, address, value).ShouldBeOfType<EditResult.Refused>().Reason;

        (reason.Code, reason.Help).ShouldBe((code, help));
    }

    [Fact]
    public void A_decision_that_is_no_word_is_refused_before_there_is_a_table() =>
        RecordEdits.AppendRow(ARecord.Read(WithoutGates).Value!, RecordGrammar.Gates, "QA gate | OK | quinn | 2026-05-12 | #31")
            .ShouldBeOfType<EditResult.Refused>().Reason.Code.ShouldBe("DAC0222");

    [Fact]
    public void A_section_that_would_be_swallowed_is_not_written()
    {
        var record = ARecord.Read(WithoutGates.Replace("## Risk register", "<!-- never closed\n\n## Risk register", StringComparison.Ordinal)).Value!;

        RecordEdits.AppendUpdate(record, Today, "Handover", "sent").ShouldBeOfType<EditResult.Refused>();
        RecordEdits.AppendGateRow(record, "QA gate", Decision.Passed, "quinn", Today, "#31").ShouldBeOfType<EditResult.Refused>();
    }

    [Fact]
    public void Whatever_the_first_row_says_it_is_read_back_and_the_rest_stays() =>
        Prop.ForAll(Arb.From(from cells in EditableDocuments.Values.ListOf(3) select cells.ToImmutableArray()), cells =>
        {
            var record = ARecord.Read(WithoutGates).Value!;
            var row = cells.Insert(1, "").SetItem(1, "Passed").Insert(3, "2026-05-12");
            if (RecordEdits.AppendRow(record, RecordGrammar.Gates, row) is not EditResult.Planned planned)
                return cells.Any(c => c.Length > 0) is false;

            var edit = planned.Edits.ShouldHaveSingleItem();
            var after = ARecord.Read(record.Document.Source.Apply(edit).Text).Value!;
            return edit.Span.IsEmpty && after.Gates.Rows.Single().Source.Cells.Select(c => c.Text).SequenceEqual(row);
        }).QuickCheckThrowOnFailure();

    private static readonly string WithRows = ARecord.With("## Milestones\n", """
        ## Deliverables

        | Deliverable | Owner | Link | Status |
        |-------------|-------|------|--------|
        | Rollback Plan | | runbook.md | Planned |

        ## Success metrics

        | Metric | Baseline | Target | Current | Source |
        |--------|----------|--------|---------|--------|
        | Answered right | 60 % | 80 % | | dashboard |

        ## Milestones

        """);

    private static EditResult Plan(DeliveryRecord record, string address, string value) => RecordAddress.Parse(address) switch
    {
        NamedRowAddress row => RecordEdits.SetCell(record, row.Table, row.Name, row.Column, value),
        RowAddress row => RecordEdits.SetCell(record, row.Table, row.Number, row.Column, value),
        var other => throw new ArgumentException($"{other} is not an address of a row"),
    };

    private static string Applied(DeliveryRecord record, EditResult result) =>
        record.Document.Source.Apply([.. result.ShouldBeOfType<EditResult.Planned>().Edits]).Text;
}
