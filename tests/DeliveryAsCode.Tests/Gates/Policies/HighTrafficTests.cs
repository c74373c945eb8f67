namespace DeliveryAsCode.Tests.Gates.Policies;

public class HighTrafficTests
{
    [Fact]
    public void A_window_that_is_not_planned_is_refused_and_says_which_field_to_fill()
    {
        var reason = (new APlan() with { Window = "TBD" }).Reasons().ShouldHaveSingleItem();

        reason.Message.ShouldBe("\"Deployment window\" is not filled, so nobody can say whether it is a good time");
        reason.Next.ShouldBe("delivery set acme \"field:Deployment window\" \"2026-05-12 10:00–14:00 Europe/Madrid\"; or cto lets it pass: delivery acknowledge acme --gate \"Deployment plan\" --as-role cto --override high-traffic --reason \"…\"");
        reason.Who.ShouldBe(["diego", "clara"]);
    }

    [Fact]
    public void A_window_that_cannot_be_read_is_refused() =>
        (new APlan() with { Window = "next Tuesday" }).Refusals().ShouldHaveSingleItem().ShouldStartWith("DAC0322 \"Deployment window\" cannot be read: ");

    [Theory]
    [InlineData("2026-05-12 09:00–16:00")]
    [InlineData("2026-05-14 15:59–18:00")]
    public void A_start_within_the_windows_is_good(string window) => (new APlan() with { Window = window }).Refusals().ShouldBeEmpty();

    [Theory]
    [InlineData("2026-05-12 08:59–16:00")]
    [InlineData("2026-05-12 16:00–18:00")]
    [InlineData("2026-05-13 10:00–12:00")]
    public void A_start_outside_of_the_windows_is_refused_at_the_field(string window)
    {
        var reason = (new APlan() with { Window = window }).Reasons().ShouldHaveSingleItem();

        reason.Descriptor.Code.ShouldBe("DAC0310");
        reason.Message.ShouldEndWith("this is outside of its deployment windows");
        reason.Location.Line.ShouldStartWith("- **Deployment window:**");
    }

    [Theory]
    [InlineData("2026-05-12 21:59–23:00", false)]
    [InlineData("2026-05-12 22:00–23:00", true)]
    [InlineData("2026-05-13 01:59–02:30", true)]
    [InlineData("2026-05-13 02:00–02:30", false)]
    [InlineData("2026-05-12 01:00–02:00", false)]
    public void A_window_across_midnight_belongs_to_the_day_on_which_it_begins(string window, bool isGood) =>
        (new APlan() with { Environment = "deployment-windows: [{days: [tuesday], from: \"22:00\", to: \"02:00\"}]", Window = window }).Refusals().Length.ShouldBe(isGood ? 0 : 1);

    [Theory]
    [InlineData("2026-05-12 17:00–18:00 Europe/Madrid", false)]
    [InlineData("2026-05-12 17:00–18:00 Asia/Tokyo", true)]
    [InlineData("2026-05-11 23:30–23:50 America/Los_Angeles", false)]
    [InlineData("2026-05-12 00:30–02:00 America/Los_Angeles", true)]
    public void A_start_in_another_zone_is_judged_in_the_calendars(string window, bool isGood) =>
        (new APlan() with { Window = window }).Refusals().Length.ShouldBe(isGood ? 0 : 1);

    [Theory]
    [InlineData("high-traffic: [{days: [tuesday], from: \"09:00\", to: \"11:00\", why: the newsletter}]", "this is a time of high traffic, the newsletter")]
    [InlineData("freezes: [{from: 2026-05-01, to: 2026-05-31, why: the fair}]", "there is a freeze, the fair")]
    [InlineData("freezes: [{from: 2026-05-01, to: 2026-05-31, for: \"acme*\"}]", "there is a freeze")]
    public void A_start_in_high_traffic_or_in_a_freeze_is_refused(string environment, string why) =>
        (new APlan() with { Environment = environment }).Refusals().ShouldBe([$"DAC0310 acme-production is not deployed to on Tuesday 2026-05-12 at 10:00: {why}"]);

    [Fact]
    public void A_freeze_of_another_delivery_is_none() =>
        (new APlan() with { Environment = "freezes: [{from: 2026-05-01, to: 2026-05-31, for: \"globex-*\"}]" }).Refusals().ShouldBeEmpty();

    [Fact]
    public void Every_environment_of_the_delivery_is_judged()
    {
        var plan = new APlan();
        var other = plan.Runbook.Replace("acme-production", "acme-canary", StringComparison.Ordinal);
        plan = plan with
        {
            Rules = "  acme-canary: {freezes: [{from: 2026-05-01, to: 2026-05-31}]}\n",
            Files = plan.Files.Add("deliveries/acme/runbooks/canary.md", other),
            Executions = [.. plan.Executions!.Value, APlan.Rehearsal(APlan.DigestOf(other))],
        };

        plan.Refusals().ShouldBe(["DAC0310 acme-canary is not deployed to on Tuesday 2026-05-12 at 10:00: there is a freeze"]);
    }

    [Fact]
    public void An_environment_that_the_rules_do_not_know_is_refused() =>
        new APlan().WithRunbook("acme-production", "acme-prod").Refusals()
            .ShouldBe(["DAC0322 delivery.yml has no environment \"acme-prod\", so nobody can say when it may be deployed to"]);

    [Fact]
    public void A_run_is_judged_by_now_and_not_by_the_plan()
    {
        var plan = new APlan() with { Window = "2026-05-13 10:00–12:00", Now = "2026-05-12T08:30:00Z" };

        plan.RefusalsNow().ShouldBeEmpty();
        (plan with { Now = "2026-05-12T15:00:00Z" }).RefusalsNow().ShouldBe(["DAC0310 acme-production is not deployed to on Tuesday 2026-05-12 at 17:00: this is outside of its deployment windows"]);
    }

    [Fact]
    public void A_run_is_judged_by_the_times_of_its_environment_whatever_the_lifecycle_asks_for() =>
        (new APlan() with
        {
            Lifecycle = "name: short\nstages:\n  - {name: Deploy, status: Deployment, owner: deployment-specialist, skip: never, gate: {name: Deployment plan, decided-by: [deployment-specialist]}}\n",
            Now = "2026-05-13T10:00:00Z",
        }).RefusalsNow().ShouldHaveSingleItem().ShouldStartWith("DAC0310");
}
