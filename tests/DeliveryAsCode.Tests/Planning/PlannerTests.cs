using DeliveryAsCode.Deliveries;
using DeliveryAsCode.Facts;
using DeliveryAsCode.Gates;
using DeliveryAsCode.Planning;
using DeliveryAsCode.Tests.Infra;
using static DeliveryAsCode.Tests.Planning.APlan;

namespace DeliveryAsCode.Tests.Planning;

public class PlannerTests
{
    private const string Acme = "acme-support-bot";

    [Fact]
    public void The_status_is_repaired_by_the_gate_decisions()
    {
        var folder = AFolder.Of("Deployment", AFolder.PassedBefore("QA gate"));

        var plan = folder.Plan("2026-04-24");

        plan.Changes[0].Key.ShouldBe($"{Acme}/status");
        plan.Changes[0].Reason.ShouldBe("the gate \"QA gate\" is the next one by the decisions of the record");
        folder.After(plan).Read().Status.ShouldBe(DeliveryStatus.QA);
    }

    [Fact]
    public void A_stage_that_begins_gets_its_checklist_and_documents()
    {
        var plan = AFolder.Of("QA", AFolder.PassedBefore("QA gate")).Plan("2026-04-24");

        plan.Changes.OfType<Change.CreateFile>().Select(c => c.Key).ShouldBe([$"{Acme}/document/checklists/qa.md", $"{Acme}/document/qa-report.md"]);
        plan.Changes.OfType<Change.CreateFile>().First().Path.ShouldBe("deliveries/acme-support-bot/checklists/qa.md");
    }

    [Fact]
    public void A_document_that_is_there_is_left_alone()
    {
        var folder = AFolder.Of("QA", AFolder.PassedBefore("QA gate"));
        folder = folder with { Files = folder.Files.Add("deliveries/acme-support-bot/qa-report.md", "mine") };

        folder.Plan("2026-04-24").Changes.Select(c => c.Key).ShouldNotContain($"{Acme}/document/qa-report.md");
    }

    [Fact]
    public void A_settled_gate_dates_its_milestone()
    {
        var folder = AFolder.Of("Planning", AFolder.PassedBefore("Delivery planning", "2026-03-03"));

        var milestone = folder.After(folder.Plan("2026-04-24")).Read().FindMilestone("Intake handoff")!;

        (milestone.Actual, milestone.Status).ShouldBe((Date("2026-03-03"), MilestoneStatus.Done));
    }

    [Fact]
    public void Milestones_of_a_skipped_stage_are_skipped()
    {
        var folder = AFolder.Of("QA", [.. AFolder.PassedBefore("Production tracking"), "Production tracking | Skipped | 2026-04-20"]);

        folder.After(folder.Plan("2026-04-24")).Read().FindMilestone("Production start")!.Status.ShouldBe(MilestoneStatus.Skipped);
    }

    [Theory]
    [InlineData("2026-04-22", "Planned", MilestoneStatus.Late)]
    [InlineData("2026-04-22", "In progress", MilestoneStatus.Late)]
    [InlineData("2026-04-22", "Ready", MilestoneStatus.Ready)]
    [InlineData("2026-04-24", "Planned", MilestoneStatus.Planned)]
    [InlineData("2026-04-24", "Late", MilestoneStatus.Planned)]
    [InlineData("2026-04-22", "sometime", null)]
    public void A_milestone_is_late_once_its_target_is_past_and_planned_again_when_it_is_re_planned(string target, string status, MilestoneStatus? expected)
    {
        var folder = AFolder.Of("In Production", AFolder.PassedBefore("Production tracking"), [$"Production complete | {target} | | {status}"]);

        folder.After(folder.Plan("2026-04-24")).Read().FindMilestone("Production complete")!.Status.ShouldBe(expected);
    }

    [Fact]
    public void A_failed_gate_sends_the_delivery_back()
    {
        var folder = Failed("QA submitted | 2026-06-01 | 2026-04-20 | Done");

        var after = folder.After(folder.Plan("2026-04-24"));

        after.Read().Status.ShouldBe(DeliveryStatus.InProduction);
        after.Read().FindMilestone("QA submitted")!.Actual.ShouldBeNull();
        after.Read().FindMilestone("QA submitted")!.Status.ShouldBe(MilestoneStatus.Planned);
        after.Read().FindMilestone("QA certified")!.Status.ShouldBe(MilestoneStatus.Failed);
        after.Read().FindMilestone("Production complete")!.Actual.ShouldBe(Date("2026-04-18"));
        after.Files.Keys.ShouldContain("deliveries/acme-support-bot/messages/qa-gate-failed-1.md");
    }

    [Fact]
    public void The_plan_names_the_old_date_and_who_owes_the_report()
    {
        var plan = Failed("QA submitted | 2026-06-01 | 2026-04-20 | Done").Plan("2026-04-24");

        plan.Changes.Single(c => c.Key == $"{Acme}/milestone/QA submitted/actual").Summary.ShouldContain("2026-04-20");
        plan.Changes.Single(c => c.Key == $"{Acme}/message/QA gate/failed 1").Summary.ShouldBe("draft what the client is told of the failure; dana owes the findings in qa-report.md");
    }

    [Theory]
    [InlineData("2026-04-22")]
    [InlineData("2026-04-23")]
    public void What_is_submitted_anew_after_a_failure_stays(string date)
    {
        var folder = Failed("QA submitted | 2026-06-01 | 2026-04-20 | Done");
        folder = folder.After(folder.Plan("2026-04-24"));
        folder = folder.Date("QA submitted", date);

        folder.After(folder.Plan("2026-04-25")).Read().FindMilestone("QA submitted")!.Actual.ShouldBe(Date(date));
    }

    [Theory]
    [InlineData(1, false)]
    [InlineData(2, true)]
    public void Repeated_failures_are_escalated(int times, bool isEscalated)
    {
        var failures = Enumerable.Repeat("QA gate | Failed | 2026-04-22", times);

        var plan = AFolder.Of("In Production", [.. AFolder.PassedBefore("QA gate"), .. failures]).Plan("2026-04-24");

        plan.Changes.Any(c => c.Key == $"{Acme}/escalation/QA gate/2 failures").ShouldBe(isEscalated);
    }

    [Fact]
    public void A_delay_beyond_the_acceptable_one_is_escalated_to_a_person()
    {
        var folder = AFolder.Of("In Production", AFolder.PassedBefore("Production tracking"), ["Production complete | 2026-04-24 | | Late"]);

        var plan = folder.Plan("2026-04-27");
        var row = folder.After(plan).Read().Escalations.Rows.ShouldHaveSingleItem();

        (row.Issue, row.EscalatedTo, row.IsOpen).ShouldBe(("\"Production complete\" is 3 days late (planned 2026-04-24)", "clara", true));
        plan.Changes.ShouldContain(c => c.Key == $"{Acme}/escalation/Production complete/2026-04-24");
    }

    [Theory]
    [InlineData("\"Production complete\" is 3 days late (planned 2026-04-24)", "open", 1)]
    [InlineData("\"Production complete\" is 3 days late (planned 2026-04-24), see #9", "settled", 1)]
    [InlineData("\"Production complete\" is 3 days late (planned 2026-04-20)", "settled", 2)]
    public void It_is_escalated_once_and_again_only_when_a_new_target_is_missed(string issue, string resolution, int rows)
    {
        var folder = AFolder.Of("In Production", AFolder.PassedBefore("Production tracking"), ["Production complete | 2026-04-24 | | Late"], escalations: [$"2026-04-27 | {issue} | clara | {resolution}"]);

        folder.After(folder.Plan("2026-05-29")).Read().Escalations.Rows.Length.ShouldBe(rows);
    }

    [Fact]
    public void A_status_update_that_falls_due_is_drafted_once_and_no_row_says_that_it_was_sent()
    {
        var folder = AFolder.Of("In Production", AFolder.PassedBefore("Production tracking"));

        var after = folder.After(folder.Plan("2026-05-01"));

        after.Files.Keys.ShouldContain("deliveries/acme-support-bot/messages/status-update-2026-04-30.md");
        after.Read().StatusUpdates.Rows.Length.ShouldBe(1);
        after.Plan("2026-05-29").Changes.Select(c => c.Key).ShouldNotContain(key => key.StartsWith($"{Acme}/update/", StringComparison.Ordinal));
    }

    [Fact]
    public void The_review_begins_while_the_client_is_silent_who_is_reminded_and_escalated_once()
    {
        var folder = AFolder.Of("Handover", AFolder.PassedBefore("Client handover"), updates: ["2026-04-24 | Handover | sent", "2026-05-03 | Status update | waiting"]);
        folder = folder.After(folder.Plan("2026-04-27", ACase.Rules));

        folder.Plan("2026-05-03").Changes.ShouldBeEmpty();
        folder.Plan("2026-05-04").Changes.Select(c => c.Key).ShouldBe([
            $"{Acme}/document/post-delivery-review.md", $"{Acme}/escalation/Client handover/2026-04-24", $"{Acme}/reminder/Client handover/2026-05-04"]);
    }

    [Fact]
    public void The_next_reminder_falls_due_a_period_after_the_last_one_was_sent()
    {
        var folder = AFolder.Of("Handover", AFolder.PassedBefore("Client handover"), updates: ["2026-04-24 | Handover | sent", "2026-05-08 | Status update | waiting", "2026-05-05 | Reminder | please"]);

        folder.Plan("2026-05-11").Changes.Select(c => c.Key).ShouldNotContain(k => k.Contains("/reminder/", StringComparison.Ordinal));
        folder.Plan("2026-05-12").Changes.Select(c => c.Key).ShouldContain($"{Acme}/reminder/Client handover/2026-05-12");
    }

    [Fact]
    public void A_delivery_in_which_nothing_is_open_is_completed_on_the_day_of_the_handover()
    {
        var folder = AFolder.Of("Handover", AFolder.PassedBefore("nothing"), ["Client handover | 2026-06-01 | 2026-04-19 | Done"]);

        var record = folder.After(folder.Plan("2026-06-24")).Read();

        (record.Status, record.ActualDate).ShouldBe((DeliveryStatus.Complete, Date("2026-04-19")));
    }

    [Fact]
    public void What_keeps_it_from_completion_is_named()
    {
        var folder = AFolder.Of("Handover", AFolder.PassedBefore("nothing"), escalations: ["2026-04-21 | 3 of 41 scenarios fail | clara | open"], fields: ["- **Requirements:** [Link]", ""]);

        var plan = folder.Plan("2026-04-24");

        folder.After(plan).Read().Status.ShouldBe(DeliveryStatus.Handover);
        plan.Verdicts.ShouldHaveSingleItem().Verdict.Reasons.Select(r => r.Message).ShouldBe(["\"Requirements\" still holds the template's words", "the escalation \"3 of 41 scenarios fail\" is open"]);
    }

    [Theory]
    [InlineData("Cancelled | 2026-04-20", DeliveryStatus.Cancelled)]
    [InlineData("On hold | 2026-04-20", DeliveryStatus.OnHold)]
    public void Of_a_delivery_that_does_not_go_on_only_the_status_is_repaired(string decision, DeliveryStatus expected)
    {
        var folder = AFolder.Of("In Production", [.. AFolder.PassedBefore("Production tracking"), $"Production tracking | {decision}"], ["Intake handoff | 2026-03-03 | 2026-03-03 | Done", "Production complete | 2026-04-20 | | Planned"],
            updates: ["2026-06-01 | Status update | x"]);

        folder.Plan("2026-06-01").Changes.Select(c => c.Key).ShouldBe([$"{Acme}/status"]);
        folder.After(folder.Plan("2026-06-01")).Read().Status.ShouldBe(expected);
    }

    [Fact]
    public void A_stage_that_takes_longer_than_expected_is_noted()
    {
        var folder = AFolder.Of("Planning", AFolder.PassedBefore("Delivery planning", "2026-04-13"));

        folder.Plan("2026-04-16").Notes.ShouldBeEmpty();
        folder.Plan("2026-04-17").Notes.ShouldHaveSingleItem().Message.ShouldBe("the stage \"Delivery planning\" takes longer than expected: 4 working days since 2026-04-13, and not 3");
    }

    [Fact]
    public void An_item_whose_condition_does_not_hold_is_struck_out_with_the_reason()
    {
        const string Path = "deliveries/acme-support-bot/checklists/deployment.md";
        var folder = AFolder.Of("Deployment", AFolder.PassedBefore("Deployment plan"));
        folder = folder with { Files = folder.Files.Add(Path, "# Deployment\n\n- [ ] Proof-read <!-- id: proof; when: documentation-only -->\n- [ ] Deploy <!-- id: deploy -->\n") };
        var facts = Evidence.None with { Facts = FactSheet.Of(new FactInputs { ChangedPaths = ["src/app.cs"] }) };

        var plan = Planner.Plan(folder.Case("2026-04-20", evidence: facts));
        var after = folder.After(plan);

        plan.Changes.Select(c => c.Key).ShouldContain($"{Acme}/checklist/deployment/proof");
        after.Files[Path].ShouldContain("- [ ] ~~Proof-read~~ — n/a: ");
        after.Files[Path].ShouldContain("- [ ] Deploy <!-- id: deploy -->");
        Planner.Plan(after.Case("2026-04-20", evidence: facts)).Changes.ShouldBeEmpty();
    }

    [Fact]
    public void Nothing_is_done_while_it_is_unclear_what_the_record_says()
    {
        var folder = AFolder.Of("Deployment", AFolder.PassedBefore("QA gate"));
        folder = folder with { Record = folder.Record + "\n## Gates\n\n| Gate | Decision | Decided by | Date | Evidence |\n|---|---|---|---|---|\n| QA gate | Passed | dana | 2026-04-20 | x |\n" };

        folder.Plan("2026-04-24").Changes.ShouldBeEmpty();
    }

    /// <summary>QA failed on 2026-04-22, and its milestones are as they were before.</summary>
    private static AFolder Failed(string submitted) =>
        AFolder.Of("QA", [.. AFolder.PassedBefore("QA gate"), "QA gate | Failed | 2026-04-22"], [submitted, "Production complete | 2026-06-01 | 2026-04-18 | Done"]);
}
