using DeliveryAsCode.Gates;
using DeliveryAsCode.Lifecycles;

namespace DeliveryAsCode.Tests.Gates.Policies;

public class OverrideTests
{
    private const string Friday = "2026-05-15 10:00–12:00";

    private static readonly APlan BadTime = new() { Window = Friday };

    [Fact]
    public void A_policy_that_somebody_of_the_role_overrode_lets_pass_and_says_so() =>
        Overridden("the client asked for it").Said("diego", "deployment-specialist", "").Judge().ShouldBeOfType<GateVerdict.Open>().Notes
            .ShouldBe(["high-traffic was overridden by clara: the client asked for it"]);

    [Fact]
    public void An_override_does_not_stand_for_the_approval() => Overridden("the client asked for it").Judge().ShouldBeOfType<GateVerdict.Undecided>();

    [Fact]
    public void An_override_of_one_policy_lets_no_other_pass() =>
        (Overridden("the client asked for it") with { Executions = [] }).Refusals().ShouldBe(["DAC0322 the rollback of deliveries/acme/runbook.md was never rehearsed"]);

    [Fact]
    public void Somebody_of_another_role_overrides_nothing() =>
        Refused(BadTime.Said("dana", "delivery-manager", "it is urgent", Policy.HighTraffic)).ShouldEndWith("; the override by dana does not count: only cto may let it pass");

    [Theory]
    [InlineData("")]
    [InlineData("TBD")]
    public void An_override_without_a_reason_is_none(string reason) =>
        Refused(Overridden(reason)).ShouldEndWith("; the override by clara does not count: it gives no reason");

    [Fact]
    public void An_override_is_stale_once_the_plan_is_another() =>
        Refused(Overridden("the client asked for it") with { Window = "2026-05-15 20:00–22:00" })
            .ShouldEndWith("; the override by clara does not count: what it speaks of has changed since (field \"Deployment window\" deliveries/acme/record.md:7:26)");

    [Fact]
    public void A_row_that_is_nobodys_word_overrides_nothing()
    {
        var plan = Overridden("the client asked for it");
        plan = plan with { Rows = plan.Rows.SetItem(4, plan.Rows[4] with { Evidence = new RowEvidence.Nobody("somebody else committed it") }) };

        Refused(plan).ShouldEndWith("outside of its deployment windows");
    }

    [Fact]
    public void A_word_on_the_gate_itself_overrides_nothing() =>
        Refused(BadTime.Said("clara", "cto", "fine")).ShouldEndWith("outside of its deployment windows");

    [Fact]
    public void An_override_grows_old_as_an_acknowledgement_does() =>
        Refused(Overridden("the client asked for it") with { Rules = "acknowledgements: {expire-after: 1h}\n" }).ShouldEndWith("it is too old");

    [Fact]
    public void What_nobody_may_override_nobody_overrides()
    {
        var plan = (new APlan() with { Executions = [] }).Said("clara", "cto", "no time", Policy.RollbackPlan);

        plan.Refusals().ShouldBe(["DAC0322 the rollback of deliveries/acme/runbook.md was never rehearsed"]);
        plan.Reasons().Single().Next.ShouldNotContain("--override");
    }

    [Theory]
    [InlineData("repairs incident 2")]
    [InlineData("for INC-42, which costs orders")]
    [InlineData("because the login is down")]
    public void A_hotfix_is_let_pass_for_an_incident_of_the_record(string reason) => Hotfix(reason).Refusals().ShouldBeEmpty();

    [Theory]
    [InlineData("it is urgent")]
    [InlineData("repairs incident 3")]
    [InlineData("for INC-4")]
    [InlineData("the client insists")]
    public void A_hotfix_is_not_let_pass_for_a_reason_that_names_no_incident(string reason) =>
        Refused(Hotfix(reason)).ShouldEndWith("; the override by clara does not count: its reason names no incident of the record");

    [Fact]
    public void The_refusal_of_a_hotfix_says_that_an_incident_is_needed() =>
        (Hotfix("x") with { Rows = [] }).Reasons().First(r => r.Descriptor.Code == "DAC0310").Next.ShouldEndWith(
            "; or cto lets it pass for an incident of the record, named in the reason: delivery acknowledge acme --gate \"Deployment plan\" --as-role cto --override high-traffic --reason \"…\"");

    [Fact]
    public void A_run_may_start_at_the_planned_time_that_was_overridden() =>
        (Overridden("the client asked for it") with { Now = "2026-05-15T08:30:00Z" }).RefusalsNow().ShouldBeEmpty();

    [Theory]
    [InlineData("2026-05-15T07:59:00Z")]
    [InlineData("2026-05-15T10:00:00Z")]
    public void A_run_may_not_start_at_another_bad_time_than_was_overridden(string now) =>
        (Overridden("the client asked for it") with { Now = now }).RefusalsNow().ShouldHaveSingleItem().ShouldEndWith($"; the override by clara does not count: it speaks of the planned time, {Friday} Europe/Madrid");

    private static APlan Overridden(string reason) => BadTime.Said("clara", "cto", reason, Policy.HighTraffic);

    private static APlan Hotfix(string reason) => (BadTime with
    {
        Lifecycle = "hotfix",
        Rows = [ARow.Adopted("Incident"), ARow.Adopted("Repair"), ARow.Adopted("QA gate")],
        Incidents = ["| 2026-05-14 | The login is down | high | open |", "| 2026-05-14 | INC-42 Checkout fails | high | open |"],
    }).Said("clara", "cto", reason, Policy.HighTraffic);

    private static string Refused(APlan plan) => plan.Refusals().ShouldHaveSingleItem();
}
