using DeliveryAsCode.Configuration;
using DeliveryAsCode.Deliveries;
using DeliveryAsCode.Gates;
using DeliveryAsCode.Lifecycles;
using DeliveryAsCode.Tests.Infra;
using DeliveryAsCode.Text;

namespace DeliveryAsCode.Tests.Gates;

public class DeliveryProgressTests
{
    private static readonly Lifecycle Lifecycle = BuiltInLifecycles.Find("client-delivery")!;

    private static readonly DeliveryConfiguration Roles = DeliveryConfigurationReader.Read(SourceText.From("delivery.yml", """
        version: 1
        roles:
          qa-engineer: [{login: quinn}, {login: quentin, for: "globex-*"}, {team: acme/qa}]
          client-intake-manager: [{email: iris@studio.example}]
        """)).Value;

    [Theory]
    [InlineData("", "Intake handoff", 1, "Intake handoff")]
    [InlineData("Intake handoff", "Delivery planning", 2, "Delivery planning")]
    [InlineData("Intake handoff; Delivery planning; Production tracking", "QA gate", 4, "QA gate")]
    [InlineData("Intake handoff; Delivery planning; Production tracking; QA gate", "Deployment coordination", 5, "Deployment plan")]
    [InlineData("Intake handoff; Delivery planning; Production tracking; QA gate; Deployment plan", "Deployment coordination", 5, "Deployment")]
    public void A_delivery_stands_at_the_first_gate_that_is_not_settled(string passed, string stage, int number, string gate)
    {
        var progress = Of(ARecord.WithGates([.. passed.Split("; ", StringSplitOptions.RemoveEmptyEntries).Select(g => $"{g}: Passed")]));

        (progress.Stage?.Name, progress.StageNumber, progress.Gate?.Name).ShouldBe((stage, number, gate));
        progress.Verdict.ShouldNotBe(ProgressVerdict.Complete);
    }

    [Theory]
    [InlineData("In Production", "Production tracking")]
    [InlineData("QA", "QA gate")]
    [InlineData("Handover", "Client handover")]
    public void A_record_from_before_the_gates_stands_where_its_status_says(string status, string stage) =>
        Of(WithoutGates(status)).Stage?.Name.ShouldBe(stage);

    [Theory]
    [InlineData("Complete")]
    [InlineData("Cancelled")]
    public void A_closed_delivery_waits_for_nothing(string status)
    {
        var progress = Of(ARecord.Read(ARecord.With("**Status:** QA", $"**Status:** {status}")).Value!);

        (progress.Verdict, progress.Stage, progress.Gate).ShouldBe((ProgressVerdict.Complete, null, null));
        progress.Missing.ShouldBeEmpty();
    }

    [Fact]
    public void All_gates_passed_is_complete() =>
        Of(ARecord.WithGates([.. Lifecycle.Gates.Select(g => $"{g.Name}: Passed")])).Verdict.ShouldBe(ProgressVerdict.Complete);

    [Fact]
    public void What_is_missing_is_told_with_who_can_give_it_and_where()
    {
        var record = ARecord.Read(ARecord.With("| Intake handoff | Passed | iris | 2026-03-03 | #12 |", PassedUpTo("Production tracking"))).Value!;

        var progress = Of(record);

        progress.Verdict.ShouldBe(ProgressVerdict.Blocked);
        progress.Missing.Select(m => $"{m.Descriptor.Code} {m.Message} ({string.Join(", ", m.Who)}) {m.Location.Start.Line}").ShouldBe(
        [
            "DAC0303 \"QA submitted\" has no actual date (quinn) 1",
            "DAC0301 the gate \"QA gate\" failed on 2026-04-22 and waits for a new decision (quinn) 25",
        ]);
    }

    [Fact]
    public void With_nothing_missing_but_the_decision_it_is_undecided()
    {
        var text = ARecord.With("| Intake handoff | Passed | iris | 2026-03-03 | #12 |", PassedUpTo("Production tracking"))
            .Replace("| QA certified |", "| QA submitted | 2026-04-20 | 2026-04-20 | Done |\n| QA certified |", StringComparison.Ordinal);

        var progress = Of(ARecord.Read(text).Value!);

        (progress.Verdict, progress.Missing.Length).ShouldBe((ProgressVerdict.Undecided, 1));
    }

    [Fact]
    public void A_field_that_is_not_filled_and_an_open_item_block_the_gate()
    {
        var record = ARecord.Read(ARecord.With("Answers first-line questions", "[Brief description]").Replace("| Intake handoff | Passed | iris | 2026-03-03 | #12 |\n", "", StringComparison.Ordinal)).Value!;
        var files = new Dictionary<string, string>
        {
            ["deliveries/acme-support-bot/requirements.md"] = "# Requirements\n\n- **Signed off by:** Anna\n- **Signed off on:** 2026-03-01\n",
            ["deliveries/acme-support-bot/checklists/intake-handoff.md"] = "- [ ] Scope is clear <!-- id: scope-clear -->\n- [x] Read <!-- id: requirements-reviewed -->\n- [x] Asked <!-- id: questions-resolved -->\n- [x] Filed <!-- id: record-created -->\n- [ ] Ours <!-- owner: qa-engineer -->\n",
        };

        var progress = DeliveryProgress.Of(ACase.Of(record, Roles, files: files));

        progress.Missing.Select(m => $"{m.Descriptor.Code} {m.Message} ({string.Join(", ", m.Who)})").ShouldBe(
        [
            "DAC0302 \"Scope\" is not filled (iris@studio.example)",
            "DAC0305 open: Scope is clear (quinn)",
            "DAC0305 open: Filed (iris@studio.example)",
            "DAC0301 the gate \"Intake handoff\" waits for a decision (iris@studio.example)",
        ]);
    }

    [Fact]
    public void Milestones_are_overdue_from_the_day_after_their_target()
    {
        var record = ARecord.Read(ARecord.With("| Deployment start | | | |", "| Deployment start | 2026-04-27 | | |")).Value!;

        var progress = Of(record);

        progress.Overdue.Select(m => m.Name).ShouldBe(["QA certified"]);
        progress.NextMilestone?.Name.ShouldBe("QA certified");
    }

    private static string PassedUpTo(string last) =>
        string.Join('\n', Lifecycle.Gates.Select(g => g.Name).TakeWhile(g => g != last).Append(last).Select(g => $"| {g} | Passed | dana | 2026-03-03 | #1 |"));

    private static DeliveryRecord WithoutGates(string status)
    {
        var text = ARecord.With("**Status:** QA", $"**Status:** {status}");
        var start = text.IndexOf("## Gates", StringComparison.Ordinal);
        return ARecord.Read(text.Remove(start, text.IndexOf("## Risk", StringComparison.Ordinal) - start)).Value!;
    }

    private static DeliveryProgress Of(DeliveryRecord record) => DeliveryProgress.Of(ACase.Of(record, Roles));
}
