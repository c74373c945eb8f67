using DeliveryAsCode.Documents;
using DeliveryAsCode.Planning;
using FsCheck;
using FsCheck.Fluent;
using NodaTime;
using static DeliveryAsCode.Tests.Planning.APlan;

namespace DeliveryAsCode.Tests.Planning;

/// <summary>2026-04-24 is a Friday, and the Friday after it, 2026-05-01, is a holiday.</summary>
public class ForecastTests
{
    [Theory]
    [InlineData("2026-04-20", "QA submitted 2026-04-21 +0, QA certified 2026-04-24 +0, Deployment start 2026-05-05 +0")]
    [InlineData("2026-04-21", "QA submitted 2026-04-21 +0, QA certified 2026-04-24 +0, Deployment start 2026-05-05 +0")]
    [InlineData("2026-04-22", "QA submitted 2026-04-22 +1, QA certified 2026-04-27 +1, Deployment start 2026-05-06 +1")]
    [InlineData("2026-04-25", "QA submitted 2026-04-27 +4, QA certified 2026-04-30 +4, Deployment start 2026-05-11 +4")]
    [InlineData("2026-05-01", "QA submitted 2026-05-04 +8, QA certified 2026-05-07 +8, Deployment start 2026-05-15 +8")]
    public void What_is_overdue_moves_what_comes_after_it(string today, string forecast) =>
        Of(today, "Production complete | 2026-04-20 | 2026-04-20 | Done", "QA submitted | 2026-04-21 | | Planned", "QA certified | 2026-04-24 | | Planned", "Deployment start | 2026-05-05 | | Planned")
            .ShouldBe(forecast);

    [Theory]
    [InlineData("2026-04-22", "QA certified 2026-04-28 +2")]
    [InlineData("2026-04-20", "QA certified 2026-04-24 +0")]
    [InlineData("2026-04-17", "QA certified 2026-04-24 +0")]
    [InlineData("2026-04-23", "QA certified 2026-04-29 +3")]
    public void The_delay_of_the_newest_milestone_is_carried_forward_and_its_head_start_is_not(string actual, string forecast) =>
        Of("2026-04-23", $"QA submitted | 2026-04-20 | {actual} | Done", "QA certified | 2026-04-24 | | Planned").ShouldBe(forecast);

    [Fact]
    public void Time_that_was_made_up_is_not_late_any_more() =>
        Of("2026-04-21", "Production complete | 2026-04-10 | 2026-04-15 | Done", "QA submitted | 2026-04-20 | 2026-04-20 | Done", "QA certified | 2026-04-24 | | Planned")
            .ShouldBe("QA certified 2026-04-24 +0");

    [Fact]
    public void A_milestone_without_a_target_date_has_no_forecast() =>
        Of("2026-04-20", "QA certified | | | Planned", "Deployment start | 2026-05-05 | | Planned").ShouldBe("QA certified - +0, Deployment start 2026-05-05 +0");

    [Fact]
    public void What_is_done_or_skipped_is_not_expected() =>
        Of("2026-04-20", "QA submitted | 2026-04-13 | | Done", "QA certified | 2026-04-14 | | Skipped", "Deployment start | 2026-05-05 | | Planned").ShouldBe("Deployment start 2026-05-05 +0");

    [Fact]
    public void A_date_in_the_future_was_not_reached() =>
        Of("2026-04-20", "QA submitted | 2026-04-17 | 2062-04-17 | Done", "QA certified | 2026-04-24 | | Planned").ShouldBe("QA certified 2026-04-24 +0");

    [Fact]
    public void The_order_is_the_lifecycles_and_a_milestone_of_ones_own_comes_after_the_one_above_it() =>
        Of("2026-04-20", "Kick-off | 2026-04-21 | | Planned", "Deployment start | 2026-05-05 | | Planned", "Client training | 2026-05-06 | | Planned", "QA certified | 2026-04-16 | | Planned")
            .ShouldBe("Kick-off 2026-04-21 +0, QA certified 2026-04-20 +2, Deployment start 2026-05-07 +2, Client training 2026-05-08 +2");

    [Fact]
    public void Over_the_end_of_the_year_its_holidays_do_not_count() =>
        Of("2026-12-25", "QA certified | 2026-12-23 | | Planned", "Deployment start | 2026-12-24 | | Planned").ShouldBe("QA certified 2026-12-25 +2, Deployment start 2027-01-04 +2");

    [Theory]
    [InlineData("Complete")]
    [InlineData("Cancelled")]
    public void A_closed_delivery_expects_nothing(string status) =>
        Forecast.Of(WithMilestones("QA certified | 2026-04-24 | | Planned").With($"- **Status:** {status}"), Lifecycle, Calendar, Date("2026-04-20")).ShouldBeEmpty();

    [Fact]
    public void Nothing_is_expected_in_the_past_or_before_its_target_date_even_where_nobody_ever_works() => ForAll((rows, today) =>
    {
        foreach (var calendar in new[] { Calendar, Calendar with { WorkingDays = [] } })
            Forecast.Of(WithMilestones(rows), Lifecycle, calendar, today).ShouldAllBe(f => f.Expected >= today && f.Expected >= f.Milestone.Target && f.WorkingDaysLate >= 0);
    });

    [Fact]
    public void A_day_later_nothing_is_expected_earlier() => ForAll((rows, today) =>
        Forecast.Of(WithMilestones(rows), Lifecycle, Calendar, today).Zip(Forecast.Of(WithMilestones(rows), Lifecycle, Calendar, today.PlusDays(1)))
            .ShouldAllBe(pair => pair.Second.Expected >= pair.First.Expected && pair.Second.WorkingDaysLate >= pair.First.WorkingDaysLate));

    /// <summary>Four milestones, of which the last at least is not reached.</summary>
    private static void ForAll(Action<string[], LocalDate> holds)
    {
        var start = new LocalDate(2026, 12, 1);
        var days = Gen.Choose(0, 60).Select(day => DocumentDate.Format(start.PlusDays(day)));
        var row = from target in days
                  from actual in Gen.Frequency((1, days), (1, Gen.Constant("")))
                  select (target, actual);
        var rows = row.ArrayOf(4).Select(all => all.Select((r, i) => $"{Lifecycle.Milestones.ElementAt(i)} | {r.target} | {(i == 3 ? "" : r.actual)} | ").ToArray());
        Prop.ForAll(Arb.From(rows), Arb.From(Gen.Choose(60, 90).Select(day => start.PlusDays(day))), holds).QuickCheckThrowOnFailure();
    }

    private static string Of(string today, params string[] rows) => string.Join(", ", Forecast.Of(WithMilestones(rows), Lifecycle, Calendar, Date(today))
        .Select(f => $"{f.Milestone.Name} {(f.Expected is { } expected ? DocumentDate.Format(expected) : "-")} +{f.WorkingDaysLate}"));
}
