using DeliveryAsCode.Configuration;
using DeliveryAsCode.Deliveries;
using DeliveryAsCode.Gates;
using DeliveryAsCode.Lifecycles;
using DeliveryAsCode.Planning;
using DeliveryAsCode.Tests.Infra;
using DeliveryAsCode.Text;

namespace DeliveryAsCode.Tests.Planning;

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
        var progress = Of(WithoutGates(status));

        (progress.Verdict, progress.Stage, progress.Gate).ShouldBe((ProgressVerdict.Complete, null, null));
        progress.Missing.ShouldBeEmpty();
    }

    [Fact]
    public void A_status_of_complete_does_not_stand_in_for_gates_that_are_not_passed()
    {
        var progress = Of(ARecord.Read(ARecord.With("**Status:** QA", "**Status:** Complete")).Value!);

        (progress.Gate?.Name, progress.Verdict).ShouldBe(("Delivery planning", ProgressVerdict.Blocked));
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
            "DAC0303 \"Production start\" has no actual date (production-line-architect) 1",
            "DAC0303 \"Production complete\" has no actual date (production-line-architect) 1",
            "DAC0305 the checklist checklists/production.md is missing: \"delivery reconcile acme-support-bot\" creates it (production-line-architect) 1",
            "DAC0316 the escalation \"3 of 41 scenarios fail\" is open (clara) 37",
            "DAC0301 the gate \"Production tracking\" waits for the acknowledgement of production-line-architect (production-line-architect) 24",
        ]);
    }

    [Fact]
    public void With_nothing_missing_but_the_decision_it_is_undecided()
    {
        var planning = Lifecycle.FindStage("Delivery planning")!;
        var onlyWords = planning.EndGate.OpensWhen with { Parts = [.. planning.EndGate.OpensWhen.Parts.Where(p => p is GateCondition.Acknowledged)] };
        var lifecycle = Lifecycle with { Stages = Lifecycle.Stages.Replace(planning, planning with { EndGate = planning.EndGate with { OpensWhen = onlyWords } }) };

        var progress = DeliveryProgress.Of(ACase.Of(ARecord.WithGates("Intake handoff: Passed"), Roles, lifecycle));

        (progress.Gate?.Name, progress.Verdict).ShouldBe(("Delivery planning", ProgressVerdict.Undecided));
        progress.Missing.Select(m => m.Descriptor.Code).Distinct().ShouldBe(["DAC0301"]);
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
            "DAC0302 \"Scope\" is not filled (delivery-manager)",
            "DAC0302 \"Stakeholders\" is not filled (delivery-manager)",
            "DAC0305 open: The scope is clear: what is built, what it does, what the client expects and when (delivery-manager)",
            "DAC0305 open: Ours (quinn)",
            "DAC0301 the gate \"Intake handoff\" waits for the acknowledgement of client-intake-manager (iris@studio.example)",
        ]);
    }

    [Fact]
    public void Milestones_are_overdue_from_the_day_after_their_target()
    {
        var record = ARecord.Read(ARecord.With("| Deployment start | | | |", "| Deployment start | 2026-04-27 | | |")).Value!;

        var progress = Of(record);

        progress.Overdue.Select(o => o.Milestone.Name).ShouldBe(["QA certified"]);
        progress.NextMilestone?.Name.ShouldBe("QA certified");
    }

    [Fact]
    public void The_forecast_goes_up_to_the_delivery_and_is_held_against_the_agreed_date()
    {
        var record = APlan.WithMilestones("QA certified | 2026-04-24 | | Planned", "Client handover | 2026-05-14 | | Planned", "Post-delivery review | 2026-06-30 | | Planned");

        var forecast = DeliveryProgress.Of(ACase.Of(record, Roles, now: ACase.Now + NodaTime.Duration.FromDays(2))).Forecast;

        (forecast.Delivery, forecast.Agreed, forecast.IsLate, forecast.WorkingDaysLate).ShouldBe((APlan.Date("2026-05-19"), APlan.Date("2026-05-15"), true, 2));
        forecast.Milestones.Select(m => m.WorkingDaysLate).ShouldBe([3, 3, 3]);
    }

    [Fact]
    public void Deliverables_and_metrics_are_counted()
    {
        var tables = """
            ## Deliverables

            | Deliverable | Owner | Link | Status |
            |-------------|-------|------|--------|
            | Deployment Plan | dana | runbook.md | Done |
            | User guide | | | Done |
            | Training | pablo | | Not needed: internal tool |

            ## Success metrics

            | Metric | Baseline | Target | Current | Source |
            |--------|----------|--------|---------|--------|
            | Completion | 61 % | >= 80 % | 83 % | analytics |
            | Latency | 900 ms | <= 800 ms | 850 ms | analytics |
            | Tickets | 40 | 20 | | helpdesk |

            ## Risk register
            """;

        var progress = Of(ARecord.Read(ARecord.With("## Risk register", tables)).Value!);

        (progress.Deliverables.Done, progress.Deliverables.Total).ShouldBe((2, 3));
        progress.Deliverables.Missing.Select(d => d.Name).ShouldBe(["User guide"]);
        (Names(progress.Metrics.Met), Names(progress.Metrics.NotMet), Names(progress.Metrics.Unknown)).ShouldBe(("Completion", "Latency", "Tickets"));
    }

    [Fact]
    public void Rows_are_remarked_on_by_what_stands_behind_them()
    {
        var record = ARecord.WithGates("Intake handoff: Passed", "Delivery planning: Passed", "Client handover: Passed", "QA gate: Passed");
        var attested = new GateWord(new Person("login:dana", "dana"), ["client"], ACase.Now, "commit 1", null, null, [], "Anna", null, Lifecycle);

        var remarks = DeliveryProgress.Of(ACase.Of(record, Roles, rows:
            [new RowEvidence.Adopted(), new RowEvidence.CannotTell("it is cut off"), new RowEvidence.Given(attested), new RowEvidence.Nobody("the row is not committed")])).Remarks;

        remarks.Select(r => $"{r.Row.Gate}: {r.GetType().Name}").ShouldBe(["Intake handoff: Adopted", "Delivery planning: Unknown", "Client handover: Attested", "QA gate: Nobodys"]);
    }

    [Theory]
    [InlineData("Answers first-line questions", false)]
    [InlineData("Something else", true)]
    public void A_passed_gate_names_what_changed_since(string scopeThen, bool hasChanged)
    {
        var record = ARecord.WithGates("Intake handoff: Passed");
        var gate = Lifecycle.FindGate("Intake handoff")!;
        var then = BoundParts.Of(gate, ACase.Of(ARecord.Read(ARecord.With("Answers first-line questions", scopeThen)).Value!, Roles).Documents, Roles, null);
        var word = new GateWord(new Person("mail:iris@studio.example", "iris@studio.example"), ["client-intake-manager"], ACase.Now, "commit 1", then.Digest, then, [], null, null, Lifecycle);

        var remarks = DeliveryProgress.Of(ACase.Of(record, Roles, rows: [new RowEvidence.Given(word)])).Remarks;

        remarks.OfType<RowRemark.ChangedSince>().SelectMany(r => r.Changes).Select(c => c.Name).ShouldBe(hasChanged ? ["field \"Scope\""] : []);
    }

    private static string Names(IEnumerable<SuccessMetric> metrics) => string.Join(", ", metrics.Select(m => m.Name));

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
