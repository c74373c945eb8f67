using System.Collections.Immutable;
using DeliveryAsCode.Configuration;
using DeliveryAsCode.Deliveries;
using DeliveryAsCode.Execution;
using DeliveryAsCode.Gates;
using DeliveryAsCode.Tests.Infra;
using NodaTime;

namespace DeliveryAsCode.Tests.Gates;

public class ConditionJudgeTests
{
    private const string Milestones = "Milestone | Target date | Actual date | Status";
    private const string Folder = "deliveries/acme-support-bot";

    [Theory]
    [InlineData("fields: [Client, Intake date, Status]", "")]
    [InlineData("fields: [Scope, Agreed delivery date]", "DAC0302 4: \"Scope\" is not filled; DAC0302 6: \"Agreed delivery date\" cannot be read: \"soon\"")]
    [InlineData("fields: [Stakeholders]", "DAC0302 1: \"Stakeholders\" is not filled")]
    public void Fields_are_filled_with_what_can_be_read(string condition, string told) =>
        Judge(condition).Told().ShouldBe(told);

    [Theory]
    [InlineData("2026-04-17 | |", "2026-04-24 | |", "")]
    [InlineData("2026-04-17 | |", "2026-04-17 | |", "")]
    [InlineData("2026-04-17 | |", "2026-04-16 | |", "DAC0311 15: \"Tested\" is planned before \"Built\"")]
    [InlineData(" | |", "2026-04-24 | |", "DAC0311 14: \"Built\" has no target date")]
    public void A_schedule_is_complete_and_in_order(string built, string tested, string told) =>
        Judge("milestones: planned", ACase.Table("Milestones", Milestones, $"Built | {built}", $"Tested | {tested}")).Told().ShouldBe(told);

    [Fact]
    public void A_milestone_without_a_row_is_not_planned() =>
        Judge("milestones: planned", ACase.Table("Milestones", Milestones, "Built | 2026-04-17 | |")).Told().ShouldBe("DAC0311 1: \"Tested\" has no target date");

    [Theory]
    [InlineData("2026-04-17 |", "")]
    [InlineData(" | Done", "DAC0303 14: \"Built\" has no actual date")]
    [InlineData("TBD | Done", "DAC0303 14: \"Built\" has no actual date")]
    public void A_milestone_is_reached_on_a_day(string actual, string told) =>
        Judge("milestones: [Built]", ACase.Table("Milestones", Milestones, $"Built | 2026-04-17 | {actual}")).Told().ShouldBe(told);

    [Theory]
    [InlineData("# Own\n\n- [x] The build is green\n", "")]
    [InlineData("# Own\n\n- [x] The build is green\n- [ ] Somebody looked at it\n", "DAC0305 4: open: Somebody looked at it")]
    [InlineData("# Own\n", "DAC0305 1: the checklist checklists/own.md has no items")]
    [InlineData(null, "DAC0305 1: the checklist checklists/own.md is missing: \"delivery reconcile acme-support-bot\" creates it")]
    public void A_checklist_is_there_and_done(string? text, string told) =>
        Judge("checklist: own", files: ("checklists/own.md", text)).Told().ShouldBe(told);

    [Theory]
    [InlineData("document: {path: handover.md, sections: [Access]}", "# H\n\n## Access\n\nBy the intranet.\n", "")]
    [InlineData("document: {path: handover.md, sections: [Access]}", "# H\n\n## Access\n", "DAC0312 3")]
    [InlineData("document: {path: handover.md, sections: [Access]}", "# H\n\n## Access\n\n[Where it is found]\n", "DAC0312 3 DAC0312 5")]
    [InlineData("document: {path: handover.md, fields: [Version]}", "# H\n\n- **Version:** TBD\n", "DAC0312 3")]
    [InlineData("document: {path: handover.md, nothing-under: [Open questions]}", "# H\n\n## Open questions\n\n- Who pays?\n", "DAC0312 5")]
    [InlineData("document: {path: handover.md}", null, "DAC0312 1")]
    [InlineData("feedback: {path: handover.md, section: Feedback}", "# H\n\n## Feedback\n\nThey like it.\n", "")]
    [InlineData("feedback: {path: handover.md, section: Feedback}", "# H\n\n## Feedback\n", "DAC0320 3")]
    [InlineData("feedback: {path: handover.md, section: Feedback}", null, "DAC0320 1")]
    public void A_document_is_there_and_says_what_it_has_to(string condition, string? text, string places) =>
        string.Join(' ', Judge(condition, files: ("handover.md", text)).Reasons.Select(r => $"{r.Descriptor.Code} {r.Location.Start.Line}").Distinct()).ShouldBe(places);

    [Theory]
    [InlineData("https://docs.acme.example/r", true)]
    [InlineData("requirements.md", false)]
    public void A_document_at_an_address_is_taken_on_trust(string link, bool isOpen) =>
        (Judge("document: {path: requirements.md, linked-by: Requirements}", $"- **Requirements:** {link}") is GateVerdict.Open).ShouldBe(isOpen);

    [Theory]
    [InlineData("2026-04-23 | No texts | clara | open", "DAC0316 14: the escalation \"No texts\" is open")]
    [InlineData("2026-04-23 | No texts | clara | ", "DAC0316 14: the escalation \"No texts\" is open")]
    [InlineData("2026-04-23 | No texts | clara | The old ones do", "")]
    public void Escalations_are_resolved_by_whom_they_went_to(string row, string told)
    {
        var verdict = Judge("escalations: resolved", ACase.Table("Escalations", "Date | Issue | Escalated to | Resolution", row));

        verdict.Told().ShouldBe(told);
        verdict.Reasons.ShouldAllBe(r => r.Who.Single() == "clara");
    }

    [Theory]
    [InlineData("Production complete is late", true)]
    [InlineData("The client does not answer", true)]
    [InlineData("The QA gate has no tester", false)]
    [InlineData("Production tracking waits for the QA gate", true)]
    public void An_escalation_holds_up_the_stage_that_it_names_or_every_stage(string issue, bool isHeldUp)
    {
        var record = ACase.Record(ACase.Table("Escalations", "Date | Issue | Escalated to | Resolution", $"2026-04-23 | {issue} | clara | open"));
        var delivery = ACase.Of(record);

        delivery.Judge(delivery.Lifecycle.FindGate("Production tracking")!).Reasons.Any(r => r.Descriptor.Code == "DAC0316").ShouldBe(isHeldUp);
    }

    [Theory]
    [InlineData("2026-05-12 | Slow | High | open", "DAC0317 14: the incident \"Slow\" is open")]
    [InlineData("2026-05-12 | Slow | High | The cache is filled at start", "")]
    public void Incidents_are_resolved(string row, string told) =>
        Judge("incidents: resolved", ACase.Table("Incidents", "Date | Incident | Severity | Resolution", row)).Told().ShouldBe(told);

    [Theory]
    [InlineData("all", "Plan | diego | https://acme.example/plan | Done", "")]
    [InlineData("all", "Plan | diego | | Done", "DAC0318 14: the deliverable \"Plan\" is not done, with an owner and a link")]
    [InlineData("[Plan, Guide]", "Plan | diego | https://acme.example/plan | Done", "DAC0318 1: the deliverable \"Guide\" is not listed")]
    public void Deliverables_are_done_with_an_owner_and_a_link(string names, string row, string told) =>
        Judge($"deliverables: {names}", ACase.Table("Deliverables", "Deliverable | Owner | Link | Status", row)).Told().ShouldBe(told);

    [Fact]
    public void All_deliverables_of_a_record_that_lists_none_are_not_done() =>
        Judge("deliverables: all").Told().ShouldBe("DAC0318 1: the record lists no deliverables");

    [Theory]
    [InlineData("all", "Speed | 61 % | >= 80 % | 83 % | a", false, "")]
    [InlineData("all", "Speed | 61 % | >= 80 % | 74 % | a", false, "DAC0319 14: \"Speed\" is 74 %, and the target is >= 80 %")]
    [InlineData("all", "Speed | 61 % | >= 80 % | | a", true, "DAC0319 14: nobody can say whether \"Speed\" met its target")]
    [InlineData("[Cost]", "Speed | 61 % | >= 80 % | 83 % | a", false, "DAC0319 1: the metric \"Cost\" is not listed")]
    public void Metrics_meet_their_targets(string names, string row, bool isUndecided, string told)
    {
        var verdict = Judge($"metrics: {names}", ACase.Table("Success metrics", "Metric | Baseline | Target | Current | Source", row));

        verdict.Told().ShouldBe(told);
        (verdict is GateVerdict.Undecided).ShouldBe(isUndecided);
    }

    [Theory]
    [InlineData(Conclusion.Succeeded, 1, false, "")]
    [InlineData(Conclusion.Succeeded, 0, false, "DAC0314 1: execution 2 ran no smoke test")]
    [InlineData(Conclusion.RolledBack, 1, false, "DAC0314 1: execution 2 ended as rolled-back")]
    [InlineData(null, 1, false, "DAC0314 1: execution 2 is not finished")]
    [InlineData(Conclusion.Failed, 0, true, "")]
    public void The_newest_execution_succeeded_with_smoke_tests(Conclusion? conclusion, int smokeTests, bool isRehearsal, string told)
    {
        ImmutableArray<ExecutionSummary> executions = [Execution("1", Conclusion.Succeeded, 1, false), Execution("2", conclusion, smokeTests, isRehearsal)];

        Judge("execution: succeeded", evidence: Evidence.None with { Executions = executions }).Told().ShouldBe(told);
    }

    [Fact]
    public void What_nobody_can_say_is_undecided_and_what_is_not_there_is_blocked()
    {
        Judge("execution: succeeded").ShouldBeOfType<GateVerdict.Undecided>().Told().ShouldBe("DAC0325 1: nobody can say what was executed");
        Judge("execution: succeeded", evidence: Evidence.None with { Executions = [] }).ShouldBeOfType<GateVerdict.Blocked>().Told().ShouldBe("DAC0314 1: the deployment plan was not executed");
    }

    [Theory]
    [InlineData(CheckState.Successful, 1L, true)]
    [InlineData(CheckState.Running, 1L, false)]
    [InlineData(CheckState.NotSuccessful, 1L, false)]
    [InlineData(CheckState.Successful, 2L, false)]
    [InlineData(CheckState.Successful, null, false)]
    public void A_check_is_successful_as_the_app_that_is_named_reports_it(CheckState state, long? app, bool isOpen) =>
        (Judge("checks: [{name: build, app: 1}]", evidence: Evidence.None with { Checks = [new CheckResult("build", app, state)] }) is GateVerdict.Open).ShouldBe(isOpen);

    [Fact]
    public void The_newest_result_of_a_check_counts_and_a_missing_one_is_none()
    {
        Judge("checks: [{name: build}]", evidence: Evidence.None with { Checks = [new("build", 1, CheckState.Successful), new("build", 1, CheckState.NotSuccessful)] }).ShouldBeOfType<GateVerdict.Blocked>();
        Judge("checks: [{name: build}]", evidence: Evidence.None with { Checks = [new("test", 1, CheckState.Successful)] }).ShouldBeOfType<GateVerdict.Blocked>();
        Judge("checks: [{name: build}]").ShouldBeOfType<GateVerdict.Undecided>();
    }

    /// <summary>Sent on a Thursday; Madrid is two hours ahead.</summary>
    [Theory]
    [InlineData("", "2026-05-20T21:59", false)]
    [InlineData("", "2026-05-20T22:00", true)]
    [InlineData("holidays: [2026-05-18]", "2026-05-21T21:59", false)]
    [InlineData("holidays: [2026-05-18]", "2026-05-21T22:00", true)]
    public void Business_days_go_by_in_the_calendar_of_the_rules(string calendar, string now, bool isOpen)
    {
        var rules = ACalendar.With(calendar.Length == 0 ? "working-days: [monday, tuesday, wednesday, thursday, friday]" : calendar);
        var record = ACase.Record(ACase.Table("Status updates sent", "Date | Type | Summary", "2026-05-14 | Handover | The package"));
        var delivery = Of("business-days: {count: 5, after: Handover}", record, now: Instant.FromDateTimeOffset(DateTimeOffset.Parse($"{now}Z", System.Globalization.CultureInfo.InvariantCulture)), rules: ACase.Rules with { Calendar = rules });

        (delivery.JudgeWork() is GateVerdict.Open).ShouldBe(isOpen);
    }

    [Fact]
    public void Business_days_of_what_was_never_sent_do_not_go_by() =>
        Judge("business-days: {count: 5, after: Handover}").Told().ShouldBe("DAC0321 1: no status update of type \"Handover\" is recorded");

    [Theory]
    [InlineData("PASS", "")]
    [InlineData("pass", "")]
    [InlineData("TBD", "")]
    [InlineData("FAIL", "DAC0313 3: certification is FAIL, it must be PASS")]
    [InlineData("PASS with reservations", "DAC0313 3: certification is PASS with reservations, it must be PASS")]
    public void A_report_that_says_anything_but_pass_is_not_certified(string result, string told)
    {
        var lifecycle = ACase.OneGate("opens-when: [{certified: qa-engineer}], own-work: true, bound-to: [\"document:qa-report.md\"]");
        var files = new Dictionary<string, string> { [$"{Folder}/qa-report.md"] = $"# QA report\n\n- **Result:** {result}\n" };

        ACase.Of(ACase.Record(), lifecycle: lifecycle, files: files, evidence: Evidence.None with { Pending = [ACase.Says("quinn")] }).JudgeWork().Told().ShouldBe(told);
    }

    [Theory]
    [InlineData("fields: [Scope]", "dana", "delivery set acme-support-bot \"field:Scope\" \"…\"")]
    [InlineData("checklist: own", "dana", "delivery reconcile acme-support-bot creates it")]
    [InlineData("escalations: resolved", "clara", "delivery set acme-support-bot escalation:1:Resolution \"…\"")]
    public void A_reason_says_who_can_settle_it_and_how(string condition, string who, string next)
    {
        var reason = Judge(condition, ACase.Table("Escalations", "Date | Issue | Escalated to | Resolution", "2026-04-23 | No texts | clara | open")).Reasons.ShouldHaveSingleItem();

        reason.Who.ShouldBe([who]);
        reason.Next.ShouldBe(next);
    }

    private static ExecutionSummary Execution(string id, Conclusion? conclusion, int smokeTests, bool isRehearsal) =>
        new(id, $"{Folder}/executions/{id}.md", "sha256:1", "production", null, conclusion, smokeTests, isRehearsal, "diego", ACase.Now, null);

    private static GateVerdict Judge(string condition, string more = "", (string Path, string? Text)? files = null, Evidence? evidence = null)
    {
        var texts = files is { Text: { } text } ? new Dictionary<string, string> { [$"{Folder}/{files.Value.Path}"] = text } : [];
        return Of(condition, ACase.Record(more), texts, evidence).JudgeWork();
    }

    /// <summary>The gate has the word that it needs, so that only the condition decides.</summary>
    private static DeliveryCase Of(
        string condition, DeliveryRecord record, Dictionary<string, string>? files = null, Evidence? evidence = null, Instant? now = null, DeliveryConfiguration? rules = null) =>
        ACase.Of(record, rules, ACase.OneGate($"opens-when: [{{{condition}}}], decided-by: [delivery-manager], own-work: true"), files: files,
            evidence: (evidence ?? Evidence.None) with { Pending = [ACase.Says("dana")] }, now: now);
}
