using DeliveryAsCode.Deliveries;
using DeliveryAsCode.Diagnostics;
using DeliveryAsCode.Documents;
using DeliveryAsCode.Tests.Infra;
using DeliveryAsCode.Text;
using FsCheck;
using FsCheck.Fluent;
using NodaTime;

namespace DeliveryAsCode.Tests.Deliveries;

public class RecordReaderTests
{
    [Fact]
    public void A_record_is_read_with_all_that_it_says()
    {
        var (record, diagnostics) = ARecord.Read(ARecord.Text);

        diagnostics.ShouldBeEmpty();
        record.ShouldNotBeNull();
        (record.Client, record.Name, record.Status).ShouldBe(("Acme Corp", "Support Bot", DeliveryStatus.QA));
        (record.IntakeDate, record.AgreedDate, record.ActualDate).ShouldBe((new LocalDate(2026, 3, 2), new LocalDate(2026, 5, 15), null));
        record.FindField("scope")!.Value.ShouldBe("Answers first-line questions");
        record.Milestones.Rows.Select(m => (m.Name, m.Target, m.Actual, m.Status)).ShouldBe(
        [
            ("Intake handoff", new LocalDate(2026, 3, 2), new LocalDate(2026, 3, 3), MilestoneStatus.Done),
            ("QA certified", new LocalDate(2026, 4, 24), null, MilestoneStatus.Failed),
            ("Deployment start", null, null, null),
        ]);
        record.Gates.Rows.Select(g => (g.Gate, g.Decision, g.DecidedBy, g.Date, g.Evidence)).ShouldBe(
        [
            ("Intake handoff", Decision.Passed, "iris", new LocalDate(2026, 3, 3), "#12"),
            ("QA gate", Decision.Failed, "quinn", new LocalDate(2026, 4, 22), "#31 report"),
        ]);
        var risk = record.Risks.Rows.ShouldHaveSingleItem();
        (risk.Description, risk.Likelihood, risk.Impact, risk.Mitigation).ShouldBe(("Quota: reads | writes", "Low", "High", "Cache answers"));
        var escalation = record.Escalations.Rows.ShouldHaveSingleItem();
        (escalation.Date, escalation.Issue, escalation.EscalatedTo, escalation.IsOpen).ShouldBe((new LocalDate(2026, 4, 23), "3 of 41 scenarios fail", "clara", true));
        var update = record.StatusUpdates.Rows.ShouldHaveSingleItem();
        (update.Type, update.Summary).ShouldBe(("Weekly status", "QA found three faults"));
    }

    [Fact]
    public void Columns_may_stand_in_any_order_beside_others()
    {
        var (record, diagnostics) = ARecord.Read(ARecord.With(
            """
            | Risk | Likelihood | Impact | Mitigation |
            |------|------------|--------|------------|
            | Quota: reads \| writes | Low | High | Cache answers |
            """,
            """
            | Owner | Mitigation | *impact* | ⚠ Risk | Likelihood |
            |---|---|---|---|---|
            | diego | Cache answers | High | Quota | Low |
            """));

        diagnostics.ShouldBeEmpty();
        var risk = record!.Risks.Rows.ShouldHaveSingleItem();
        (risk.Description, risk.Likelihood, risk.Impact, risk.Mitigation).ShouldBe(("Quota", "Low", "High", "Cache answers"));
    }

    [Theory]
    [InlineData("- **Client:** Acme Corp", "* Client: Acme Corp")]
    [InlineData("- **Client:** Acme Corp", "- **CLIENT**: Acme Corp")]
    [InlineData("# Delivery Record:", "# 📦 delivery record:")]
    [InlineData("## Milestones", "## 🏁 MILESTONES")]
    [InlineData("| ✅ Done |", "| done |")]
    [InlineData("**Status:** QA", "**Status:** ✅ qa")]
    [InlineData("| Milestone | Target date |", "| **Milestone** | target Date |")]
    public void Case_emphasis_and_signs_make_no_difference(string old, string replacement)
    {
        var (record, diagnostics) = ARecord.Read(ARecord.With(old, replacement));

        diagnostics.ShouldBeEmpty();
        (record!.Client, record.Status, record.Milestones.Rows[0].Status).ShouldBe(("Acme Corp", DeliveryStatus.QA, MilestoneStatus.Done));
    }

    [Theory]
    [InlineData("# Delivery Record: Acme Corp — Support Bot", "# Acme Corp", "DAC0201 1:3")]
    [InlineData("- **Scope:** Answers first-line questions\n", "", "DAC0209 1:3")]
    [InlineData("**Scope:**", "**Scop:**", "DAC0208 4:5")]
    [InlineData("- **Status:** QA", "- **Status:** QA\n- **Status:** Deployment", "DAC0206 9:5")]
    [InlineData("**Status:** QA", "**Status:** Testing", "DAC0203 8:15")]
    [InlineData("**Intake date:** 2026-03-02", "**Intake date:** 2 March 2026", "DAC0204 5:20")]
    [InlineData("**Intake date:** 2026-03-02", "**Intake date:** 2026-02-30", "DAC0204 5:20")]
    [InlineData("**Intake date:** 2026-03-02", "**Intake date:** [Date]", "DAC0205 5:20")]
    [InlineData("## Milestones", "## Mile stones", "DAC0208 10:4")]
    [InlineData("## Milestones", "## Milestones\n\n## Milestones", "DAC0206 12:4", "DAC0207 10:4")]
    [InlineData("## Escalations", "## Others", "DAC0202 1:3")]
    [InlineData("| Milestone | Target date |", "| Milestone | Taget date |", "DAC0208 12:15")]
    [InlineData("| Milestone | Target date |", "| Milestone | When |", "DAC0207 12:1")]
    [InlineData("| Milestone | Target date |", "| What | Target date |", "DAC0207 10:4")]
    [InlineData("| ❌ Failed |", "| ❌ Broken |", "DAC0203 15:33")]
    [InlineData("| 2026-04-24 |", "| 4/5/2026 |", "DAC0204 15:18")]
    [InlineData("| Failed | quinn |", "| Refused | quinn |", "DAC0203 23:13")]
    [InlineData("|------|------|---------|", "|------|------|", "DAC0207 37:4")]
    public void A_mistake_is_reported_at_its_place(string old, string replacement, params string[] places) =>
        ARecord.Read(ARecord.With(old, replacement)).Places().ShouldBe(places, ignoreOrder: true);

    [Theory]
    [InlineData("16 May 2025", "write 2025-05-16")]
    [InlineData("5/16/2025", "write 2025-05-16")]
    [InlineData("4/5/2026", "write 2026-04-05 or 2026-05-04: day and month could be either")]
    [InlineData("soon", "dates are written YYYY-MM-DD; leave the value empty, or TBD, while there is none")]
    public void A_date_in_another_form_is_offered_in_its_readings_and_never_guessed(string written, string help)
    {
        var (record, diagnostics) = ARecord.Read(ARecord.With("2026-05-15", written));

        record!.AgreedDate.ShouldBeNull();
        diagnostics.ShouldHaveSingleItem().Help.ShouldBe(help);
    }

    [Theory]
    [InlineData("TBD")]
    [InlineData("tbd")]
    [InlineData("-")]
    [InlineData("—")]
    [InlineData("n/a")]
    [InlineData("")]
    public void Not_set_is_no_mistake(string written)
    {
        var (record, diagnostics) = ARecord.Read(ARecord.With("**Agreed delivery date:** 2026-05-15", $"**Agreed delivery date:** {written}"));

        diagnostics.ShouldBeEmpty();
        record!.FindField("Agreed delivery date")!.Value.ShouldBeNull();
    }

    [Fact]
    public void A_suggestion_can_be_applied_and_repairs_the_record()
    {
        var source = SourceText.From(ARecord.Path, ARecord.With("**Scope:**", "**Scop:**"));
        var fix = RecordReader.Read(MarkdownDocument.Read(source).Value, "acme").Diagnostics.ShouldHaveSingleItem().Fix.ShouldNotBeNull();

        source.Apply([.. fix.Edits]).Text.ShouldBe(ARecord.Text);
    }

    [Fact]
    public void A_record_without_gates_is_read()
    {
        var start = ARecord.Text.IndexOf("## Gates", StringComparison.Ordinal);
        var end = ARecord.Text.IndexOf("## Risk", StringComparison.Ordinal);

        var (record, diagnostics) = ARecord.Read(ARecord.Text.Remove(start, end - start));

        diagnostics.ShouldBeEmpty();
        record!.Gates.Section.ShouldBeNull();
        record.Gates.Rows.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("<!--\n{0}\n-->")]
    [InlineData("```markdown\n{0}\n```")]
    public void What_GitHub_does_not_show_is_not_read(string wrapping)
    {
        var hidden = string.Format(System.Globalization.CultureInfo.InvariantCulture, wrapping, "## Milestones\n\n- **Status:** Complete");

        var (record, diagnostics) = ARecord.Read(ARecord.With("## Risk register", $"{hidden}\n\n## Risk register"));

        diagnostics.ShouldBeEmpty();
        record!.Status.ShouldBe(DeliveryStatus.QA);
    }

    [Fact]
    public void A_record_inside_another_document_ends_where_its_section_ends()
    {
        var inside = ARecord.Text.Replace("\n#", "\n##", StringComparison.Ordinal);

        var (record, diagnostics) = ARecord.Read($"# Handbook\n\n- **Status:** Handover\n\n#{inside}\n# Appendix\n\n## Milestones\n");

        diagnostics.ShouldBeEmpty();
        (record!.Status, record.Milestones.Rows.Length).ShouldBe((DeliveryStatus.QA, 3));
    }

    [Fact]
    public void A_ragged_row_is_read_as_far_as_it_goes()
    {
        var record = ARecord.Read(ARecord.With("| QA certified | 2026-04-24 | | ❌ Failed |", "| QA certified | 2026-04-24")).Value!;

        var milestone = record.FindMilestone("qa certified").ShouldNotBeNull();
        (milestone.Target, milestone.Actual, milestone.Status).ShouldBe((new LocalDate(2026, 4, 24), null, null));
    }

    [Fact]
    public void Reading_gives_an_answer_for_any_text() =>
        Prop.ForAll(ArbMap.Default.ArbFor<string?>(), ArbMap.Default.ArbFor<int>(), (text, at) =>
        {
            var place = Math.Abs(at % ARecord.Text.Length);
            var (record, diagnostics) = ARecord.Read(ARecord.Text.Insert(place, text ?? ""));
            return record is not null || diagnostics.Any(d => d.Severity == Severity.Error);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(300));
}
