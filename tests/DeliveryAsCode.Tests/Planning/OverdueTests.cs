using DeliveryAsCode.Configuration;
using DeliveryAsCode.Planning;
using static DeliveryAsCode.Tests.Planning.APlan;

namespace DeliveryAsCode.Tests.Planning;

/// <summary>2026-04-24 is a Friday, and the Friday after it, 2026-05-01, is a holiday.</summary>
public class OverdueTests
{
    private static readonly EscalationPolicy TwoDays = EscalationPolicy.Default with { AcceptableDelay = new DayPeriod(2, AreWorkingDays: false) };

    [Theory]
    [InlineData("2026-04-24", "")]
    [InlineData("2026-04-25", "QA certified 1 of 2 days")]
    [InlineData("2026-04-26", "QA certified 2 of 2 days")]
    [InlineData("2026-04-27", "QA certified 3 of 2 days!")]
    public void A_milestone_is_escalated_after_its_last_acceptable_day(string today, string overdue) =>
        Of(TwoDays, today).ShouldBe(overdue);

    [Theory]
    [InlineData("2026-04-28", "QA certified 4 of 2 working days")]
    [InlineData("2026-04-29", "QA certified 5 of 2 working days!")]
    public void Working_days_pass_over_the_weekend(string today, string overdue) =>
        Of(TwoDays with { AcceptableDelay = new DayPeriod(2, AreWorkingDays: true) }, today).ShouldBe(overdue);

    [Theory]
    [InlineData("- **Acceptable delay:** 1 week", "QA certified 4 of 7 days")]
    [InlineData("- **Acceptable delay:** a while", "QA certified 4 of 2 days!")]
    [InlineData("- **Acceptable delay:** TBD", "QA certified 4 of 2 days!")]
    public void A_record_may_have_an_acceptable_delay_of_its_own(string field, string overdue) =>
        Of(TwoDays, "2026-04-28", field).ShouldBe(overdue);

    [Fact]
    public void The_delay_of_a_certain_milestone_holds_before_all_others() =>
        Of(TwoDays with { Milestones = [new MilestoneDelay("qa certified", new DayPeriod(0, AreWorkingDays: false))] }, "2026-04-25", "- **Acceptable delay:** 1 week").ShouldBe("QA certified 1 of 0 days!");

    [Fact]
    public void Without_an_acceptable_delay_nothing_is_escalated() => Of(EscalationPolicy.Default, "2027-04-25").ShouldBe("QA certified 366 of ?");

    [Theory]
    [InlineData("Complete")]
    [InlineData("Cancelled")]
    [InlineData("On hold")]
    public void Nothing_is_overdue_while_nobody_works_by_the_plan(string status) => Of(TwoDays, "2026-04-28", $"- **Status:** {status}").ShouldBe("");

    [Fact]
    public void What_is_reached_or_has_no_target_date_is_not_overdue() =>
        string.Concat(Overdue.Of(WithMilestones("QA submitted | 2026-04-20 | 2026-04-25 | Done", "QA certified | | | Planned", "Deployment start | 2026-04-20 | | Skipped"), Lifecycle, TwoDays, Calendar, Date("2026-04-28"))).ShouldBe("");

    [Fact]
    public void They_stand_in_the_order_of_the_lifecycle() =>
        Overdue.Of(WithMilestones("Deployment start | 2026-04-21 | | ", "QA submitted | 2026-04-20 | | ", "Client training | 2026-04-20 | | "), Lifecycle, TwoDays, Calendar, Date("2026-04-28"))
            .Select(o => o.Milestone.Name).ShouldBe(["QA submitted", "Client training", "Deployment start"]);

    private static string Of(EscalationPolicy policy, string today, string field = "- **Status:** QA") =>
        string.Join(", ", Overdue.Of(WithMilestones("QA certified | 2026-04-24 | | Planned").With(field), Lifecycle, policy, Calendar, Date(today))
            .Select(o => $"{o.Milestone.Name} {o.DaysLate} of {o.Acceptable?.ToString() ?? "?"}{(o.IsBeyondAcceptable ? "!" : "")}"));
}
