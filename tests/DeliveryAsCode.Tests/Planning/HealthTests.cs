using DeliveryAsCode.Configuration;
using DeliveryAsCode.Deliveries;
using DeliveryAsCode.Execution;
using DeliveryAsCode.Gates;
using DeliveryAsCode.Lifecycles;
using DeliveryAsCode.Planning;
using DeliveryAsCode.Tests.Infra;
using NodaTime;

namespace DeliveryAsCode.Tests.Planning;

/// <summary>Each rule of the colours on both sides of its boundary. 2026-04-27 is a Monday.</summary>
public class HealthTests
{
    /// <summary>A delivery in production of which nothing is to be said.</summary>
    private const string Fine = """
        # Delivery Record: Acme Corp — Support Bot

        - **Client:** Acme Corp
        - **Scope:** Answers first-line questions
        - **Intake date:** 2026-04-20
        - **Agreed delivery date:** 2026-05-15
        - **Actual delivery date:** TBD
        - **Status:** In Production

        ## Milestones

        | Milestone | Target date | Actual date | Status |
        |-----------|-------------|-------------|--------|
        | Intake handoff | 2026-04-20 | 2026-04-20 | Done |
        | Deployment complete | 2026-05-12 | | Planned |
        | Client handover | 2026-05-15 | | Planned |
        | Post-delivery review | 2026-05-29 | | Planned |

        ## Gates

        | Gate | Decision | Decided by | Date | Evidence |
        |------|----------|------------|------|----------|
        | Intake handoff | Passed | iris | 2026-04-20 | #1 |
        | Delivery planning | Passed | pablo | 2026-04-22 | #2 |

        ## Escalations

        | Date | Issue | Escalated to | Resolution |
        |------|-------|--------------|------------|

        ## Incidents

        | Date | Incident | Severity | Resolution |
        |------|----------|----------|------------|

        ## Status updates sent

        | Date | Type | Summary |
        |------|------|---------|

        """;

    private const string LastGate = "| Delivery planning | Passed | pablo | 2026-04-22 | #2 |\n";

    private static readonly ExpectedDuration Days = new(TimeSpan.FromDays(2), TimeSpan.FromDays(3), TimeSpan.FromDays(5));

    private static readonly ExpectedDuration OneDay = new(TimeSpan.FromHours(24), TimeSpan.FromHours(24), TimeSpan.FromHours(24));

    private const string Before = "| Production tracking | Passed | pablo | 2026-04-22 | #3 |\n| QA gate | Passed | quinn | 2026-04-23 | #4 |\n| Deployment plan | Passed | diego | 2026-04-24 | #5 |\n";

    [Fact]
    public void Without_anything_to_say_it_is_green() => Of(Fine, "2026-04-27").ShouldBe("Green: nothing is overdue");

    [Theory]
    [InlineData("2026-05-15", "Green")]
    [InlineData("2026-05-16", "Red: the agreed delivery date, 2026-05-15, was 1 day ago")]
    public void The_agreed_date_past_is_red(string today, string expected) =>
        Of(Fine.Replace("| 2026-05-12 |", "| |", StringComparison.Ordinal).Replace("handover | 2026-05-15 |", "handover | |", StringComparison.Ordinal), today).ShouldStartWith(expected);

    [Fact]
    public void Once_it_is_delivered_the_agreed_date_is_kept() =>
        Of(Fine.Replace("| 2026-05-12 | |", "| 2026-05-12 | 2026-05-12 |", StringComparison.Ordinal).Replace("2026-05-15 | | Planned |", "2026-05-15 | 2026-05-15 | Done |", StringComparison.Ordinal), "2026-05-20")
            .ShouldBe("Green: delivered, and nothing is overdue");

    [Theory]
    [InlineData("", "2026-05-15", "Green")]
    [InlineData("", "2026-05-18", "Red: delivery is expected on 2026-05-18, 1 working day after the agreed 2026-05-15")]
    [InlineData("- **Acceptable delay:** 3 days\n", "2026-05-18", "Amber: delivery is expected on 2026-05-18, 1 working day after the agreed 2026-05-15")]
    [InlineData("- **Acceptable delay:** 3 days\n", "2026-05-19", "Red: delivery is expected on 2026-05-19, 2 working days after the agreed 2026-05-15")]
    [InlineData("- **Acceptable delay:** 1 working day\n", "2026-05-18", "Amber")]
    [InlineData("- **Acceptable delay:** 1 working day\n", "2026-05-19", "Red")]
    public void A_forecast_behind_the_agreed_date_is_amber_within_the_acceptable_delay_and_red_beyond(string field, string handover, string expected) =>
        Of(Fine.Replace("- **Status:**", $"{field}- **Status:**", StringComparison.Ordinal).Replace("handover | 2026-05-15", $"handover | {handover}", StringComparison.Ordinal), "2026-04-27").ShouldStartWith(expected);

    [Fact]
    public void What_comes_behind_the_delivery_does_not_make_it_late() =>
        Of(Fine.Replace("2026-05-29", "2026-07-29", StringComparison.Ordinal), "2026-04-27").ShouldStartWith("Green");

    [Theory]
    [InlineData("2026-05-12", "Green")]
    [InlineData("2026-05-13", "Amber: \"Deployment complete\" is 1 day overdue")]
    public void An_overdue_milestone_is_amber(string today, string expected) =>
        Of(Fine.Replace("- **Agreed delivery date:** 2026-05-15", "- **Agreed delivery date:** 2026-06-15", StringComparison.Ordinal), today).ShouldStartWith(expected);

    [Theory]
    [InlineData("| QA gate | Failed | quinn | 2026-04-24 | #5 |", "Amber: the gate \"QA gate\" failed once, and was not passed since")]
    [InlineData("| QA gate | Failed | quinn | 2026-04-23 | #4 |\n| QA gate | Failed | quinn | 2026-04-24 | #5 |", "Red: the gate \"QA gate\" failed 2 times, and was not passed since")]
    [InlineData("| QA gate | Failed | quinn | 2026-04-23 | #4 |\n| QA gate | Failed | quinn | 2026-04-24 | #5 |\n| Production tracking | Passed | pablo | 2026-04-24 | #6 |\n| QA gate | Passed | quinn | 2026-04-24 | #7 |", "Green")]
    [InlineData("| QA gate | Failed | quinn | 2026-04-23 | #4 |\n| Production tracking | Passed | pablo | 2026-04-24 | #6 |\n| QA gate | Passed | quinn | 2026-04-24 | #7 |\n| Intake handoff | Reopened | dana | 2026-04-25 | Other scope |", "Green")]
    public void A_failed_gate_is_amber_and_red_when_it_is_escalated(string rows, string expected) =>
        Of(WithGates(rows), "2026-04-27").ShouldStartWith(expected);

    [Fact]
    public void How_many_failures_are_escalated_is_for_the_rules_to_say() =>
        Of(WithGates("| QA gate | Failed | quinn | 2026-04-24 | #5 |"), "2026-04-27", ACase.Read("version: 1\nescalation: {escalate-after-attempts: 1}\n")).ShouldStartWith("Red: the gate \"QA gate\" failed once");

    [Theory]
    [InlineData("2026-04-27 | Login is down | high | |", "Red: the incident \"Login is down\" is open")]
    [InlineData("2026-04-27 | Login is down | high | Restarted |", "Green")]
    public void An_open_incident_is_red(string row, string expected) =>
        Of(Fine.Replace("|------|----------|----------|------------|\n", $"|------|----------|----------|------------|\n| {row}\n", StringComparison.Ordinal), "2026-04-27").ShouldStartWith(expected);

    [Theory]
    [InlineData("", "open", "2026-04-30", "Amber: the escalation \"No access\" is open")]
    [InlineData("", "Access given", "2026-04-30", "Green")]
    [InlineData("- **Acceptable delay:** 2 days\n", "open", "2026-04-29", "Amber: the escalation \"No access\" is open")]
    [InlineData("- **Acceptable delay:** 2 days\n", "open", "2026-04-30", "Red: the escalation \"No access\" is open since 2026-04-27")]
    public void An_open_escalation_is_amber_and_red_after_the_acceptable_delay(string field, string resolution, string today, string expected) =>
        Of(Fine.Replace("- **Status:**", $"{field}- **Status:**", StringComparison.Ordinal)
            .Replace("|------|-------|--------------|------------|\n", $"|------|-------|--------------|------------|\n| 2026-04-27 | No access | clara | {resolution} |\n", StringComparison.Ordinal), today).ShouldStartWith(expected);

    [Theory]
    [InlineData("2026-04-24", "Green")]
    [InlineData("2026-04-27", "Amber: a status update is due since 2026-04-27")]
    public void A_status_update_that_is_due_is_amber(string today, string expected) =>
        Of(Fine.Replace("- **Status:**", "- **Update cadence:** every 5 working days\n- **Status:**", StringComparison.Ordinal), today).ShouldStartWith(expected);

    [Theory]
    [InlineData("simple", "2026-04-22", "Green")]
    [InlineData("simple", "2026-04-23", "Amber: the stage \"Delivery planning\" takes longer than expected: 3 working days since 2026-04-20, and not 2")]
    [InlineData("complex", "2026-04-23", "Green")]
    public void A_stage_beyond_its_duration_is_amber(string complexity, string today, string expected) =>
        Of(Fine.Replace(LastGate, "", StringComparison.Ordinal).Replace("- **Status:** In Production", $"- **Complexity:** {complexity}\n- **Status:** Planning", StringComparison.Ordinal), today, duration: Days).ShouldStartWith(expected);

    [Theory]
    [InlineData("2026-04-27", "Green")]
    [InlineData("", "Amber: the stage \"Production tracking\" takes longer than expected: 3 working days since 2026-04-22, and not 1")]
    public void A_stage_takes_as_long_as_was_planned(string target, string expected) =>
        Of(Fine.Replace("| Deployment complete |", $"| Production complete | {target} | | Planned |\n| Deployment complete |", StringComparison.Ordinal), "2026-04-27", duration: OneDay).ShouldStartWith(expected);

    [Theory]
    [InlineData("2026-04-24", "Green")]
    [InlineData("2026-04-27", "Red: the stage \"Post-delivery review\" takes longer than expected: 2 working days since 2026-04-23, and not 1")]
    public void A_stage_behind_the_deployment_beyond_its_duration_is_red(string today, string expected) =>
        Of(WithGates("| Production tracking | Passed | pablo | 2026-04-22 | #3 |\n| QA gate | Passed | quinn | 2026-04-23 | #4 |\n| Deployment plan | Passed | diego | 2026-04-23 | #5 |\n| Deployment | Passed | diego | 2026-04-23 | #6 |\n| Client handover | Passed | anna | 2026-04-23 | #7 |"),
            today, duration: OneDay).ShouldStartWith(expected);

    [Theory]
    [InlineData(Conclusion.Succeeded, "", "Green")]
    [InlineData(Conclusion.Failed, "", "Green")]
    [InlineData(Conclusion.OnHold, "", "Red: the execution 2026-04-24T09-00Z-1 is on hold, half-way")]
    [InlineData(Conclusion.RolledBack, "", "Red: the execution 2026-04-24T09-00Z-1 was rolled back, and nothing is decided since")]
    [InlineData(Conclusion.RolledBack, "| Deployment | Failed | diego | 2026-04-23 | Earlier |", "Red: the execution")]
    [InlineData(Conclusion.RolledBack, "| Deployment | Failed | diego | 2026-04-24 | Rolled back |", "Amber: the gate \"Deployment\" failed once")]
    public void An_execution_that_ended_badly_is_red_until_somebody_decides(Conclusion conclusion, string row, string expected) =>
        Of(WithGates(Before + row), "2026-04-24", evidence: Evidence.None with { Executions = [Execution(conclusion)] }).ShouldStartWith(expected);

    [Theory]
    [InlineData("Go or no-go", "Amber: the execution 2026-04-24T09-00Z-1 waits: Go or no-go")]
    [InlineData(null, "Amber: the execution 2026-04-24T09-00Z-1 was started and has not ended")]
    public void An_execution_that_has_not_ended_is_amber(string? waitsFor, string expected) =>
        Of(WithGates(Before), "2026-04-24", evidence: Evidence.None with { Executions = [Execution(null) with { WaitsFor = waitsFor }] }).ShouldStartWith(expected);

    [Fact]
    public void A_rehearsal_that_failed_is_no_execution() =>
        Of(WithGates(Before), "2026-04-24", evidence: Evidence.None with { Executions = [Execution(Conclusion.OnHold) with { IsRehearsal = true }] }).ShouldStartWith("Green");

    [Fact]
    public void A_journal_that_cannot_be_believed_is_amber() =>
        Of(Fine, "2026-04-27", evidence: Evidence.None).ShouldStartWith("Amber: nobody can say what was executed");

    [Theory]
    [InlineData("", "Red: it is deployed, and the gate \"QA gate\" is not passed")]
    [InlineData("| Production tracking | Passed | pablo | 2026-04-22 | #3 |\n| QA gate | Passed | quinn | 2026-04-23 | #4 |", "Green")]
    [InlineData("| Production tracking | Passed | pablo | 2026-04-22 | #3 |\n| QA gate | Passed | quinn | 2026-04-23 | #4 |\n| Production tracking | Reopened | dana | 2026-04-25 | Next version |", "Green")]
    public void A_deployment_without_the_certificate_is_red(string rows, string expected) =>
        Of(WithGates(rows), "2026-04-24", evidence: Evidence.None with { Executions = [Execution(Conclusion.Succeeded)] }).ShouldStartWith(expected);

    [Fact]
    public void A_status_alone_completes_nothing() =>
        Of(Fine.Replace("**Status:** In Production", "**Status:** Complete", StringComparison.Ordinal), "2026-04-27").ShouldBe("Red: its status says Complete, and the gate \"Production tracking\" is not passed");

    [Fact]
    public void What_nobody_can_say_is_no_alarm()
    {
        var record = Read(WithGates(Before).Replace("**Status:** In Production", "**Status:** Complete", StringComparison.Ordinal));

        var health = Of(ACase.Of(record, rows: [.. record.Gates.Rows.Select(_ => (RowEvidence)new RowEvidence.CannotTell("the history is cut off"))], evidence: Evidence.None with { Executions = [Execution(Conclusion.Succeeded)] }));

        health.ShouldBe("Complete: its status says so");
    }

    [Theory]
    [InlineData("| Production tracking | On hold | dana | 2026-04-24 | Client changes office |", "OnHold: on hold since 2026-04-24: Client changes office")]
    [InlineData("| Production tracking | Cancelled | dana | 2026-04-24 | No budget |", "Cancelled: cancelled since 2026-04-24: No budget")]
    public void At_rest_it_has_no_colour_whatever_else_is_to_be_said(string row, string expected) =>
        Of(WithGates(row), "2026-06-27").ShouldBe(expected);

    [Fact]
    public void A_delivery_that_nobody_cancelled_does_not_disappear() =>
        Of(Fine.Replace("**Status:** In Production", "**Status:** Cancelled", StringComparison.Ordinal), "2026-04-27").ShouldBe("Red: its status says Cancelled, and nobody has decided that");

    [Fact]
    public void Behind_all_gates_it_is_told_what_keeps_it_from_being_complete() =>
        Of(WithGates(string.Join('\n', ACase.ClientDelivery.Gates.Skip(2).Select(g => $"| {g.Name} | Passed | dana | 2026-04-24 | #9 |"))).Replace("Answers first-line questions", "TBD", StringComparison.Ordinal), "2026-06-27")
            .ShouldBe("Amber: all gates are passed, and it is not complete: \"Scope\" is not filled");

    [Fact]
    public void Complete_is_a_word_of_its_own() =>
        Of(WithGates(string.Join('\n', ACase.ClientDelivery.Gates.Skip(2).Select(g => $"| {g.Name} | Passed | dana | 2026-04-24 | #9 |"))), "2026-06-27").ShouldBe("Complete: all gates are passed");

    [Fact]
    public void A_row_that_is_nobodys_word_is_amber_while_its_gate_is_open()
    {
        var record = Read(WithGates("| Production tracking | Passed | pablo | 2026-04-24 | #3 |"));

        var health = Of(ACase.Of(record, rows: [new RowEvidence.Adopted(), new RowEvidence.Adopted(), new RowEvidence.Nobody("the row is not committed")], evidence: Evidence.None with { Executions = [] }));

        health.ShouldBe("Amber: a row about \"Production tracking\" is nobody's word");
    }

    [Theory]
    [InlineData(null, 1, "Green")]
    [InlineData("sha256:other", 1, "Amber: the acknowledgement by pablo is stale")]
    [InlineData(null, 15, "Amber: the acknowledgement by pablo is older than 14 days")]
    public void A_word_that_is_stale_or_expired_is_amber(string? boundTo, int days, string expected)
    {
        var rules = ACase.Read("version: 1\nroles:\n  production-line-architect: [{login: pablo}]\nacknowledgements: {expire-after: 14d}\n");
        var record = Read(WithGates("| Production tracking | Acknowledged | pablo | 2026-04-24 | #3 |"));
        var word = new GateWord(new Person("login:pablo", "pablo"), ["production-line-architect"], ACase.Now - Duration.FromDays(days), "commit 4f2c9d1", boundTo, null, [], null, null, ACase.ClientDelivery);

        var health = Of(ACase.Of(record, rules, rows: [new RowEvidence.Adopted(), new RowEvidence.Adopted(), new RowEvidence.Given(word)], evidence: Evidence.None with { Executions = [] }));

        health.ShouldStartWith(expected);
    }

    [Fact]
    public void What_is_worst_is_said_first_and_the_rest_behind_it()
    {
        var health = DeliveryProgress.Of(ACase.Of(Read(Fine), now: At("2026-05-18"), evidence: Evidence.None with { Executions = [] })).Health;

        health.Reasons.ShouldBe(["the agreed delivery date, 2026-05-15, was 3 days ago", "\"Deployment complete\" is 6 days overdue", "\"Client handover\" is 3 days overdue"]);
    }

    private static string WithGates(string rows) => Fine.Replace(LastGate, rows.Length == 0 ? LastGate : $"{LastGate}{rows.TrimEnd('\n')}\n", StringComparison.Ordinal);

    private static ExecutionSummary Execution(Conclusion? conclusion) =>
        new("2026-04-24T09-00Z-1", "executions/2026-04-24T09-00Z-1.md", "sha256:0", "acme-production", null, conclusion, 1, IsRehearsal: false, "diego", At("2026-04-24"), At("2026-04-24"));

    /// <param name="duration">Expected of every stage; by default nothing is.</param>
    private static string Of(string record, string today, DeliveryConfiguration? rules = null, Evidence? evidence = null, ExpectedDuration? duration = null) =>
        Of(ACase.Of(Read(record), rules, lifecycle: WithDuration(duration), evidence: evidence ?? Evidence.None with { Executions = [] }, now: At(today)));

    private static string Of(DeliveryCase delivery) =>
        DeliveryProgress.Of(delivery).Health is var health ? $"{health.State}: {health.Reason}" : "";

    private static Lifecycle WithDuration(ExpectedDuration? duration) =>
        ACase.ClientDelivery with { Stages = [.. ACase.ClientDelivery.Stages.Select(s => s with { Duration = duration ?? ExpectedDuration.Unknown })] };

    private static Instant At(string date) => APlan.Date(date).At(new LocalTime(9, 0)).InUtc().ToInstant();

    private static DeliveryRecord Read(string text) => ARecord.Read(text).Value!;
}
