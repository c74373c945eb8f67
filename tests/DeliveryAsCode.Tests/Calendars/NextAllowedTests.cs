using System.Collections.Immutable;
using DeliveryAsCode.Calendars;
using DeliveryAsCode.Configuration;
using DeliveryAsCode.Tests.Infra;
using DeliveryAsCode.Text;
using FsCheck;
using FsCheck.Fluent;
using NodaTime;
using NodaTime.Text;

namespace DeliveryAsCode.Tests.Calendars;

public class NextAllowedTests
{
    private const string Delivery = "acme-bot";

    [Theory]
    [InlineData("deployment-windows: [{days: [tuesday], from: \"09:00\", to: \"16:00\"}]", "2026-05-15T10:30:00Z", "Tuesday 2026-05-19 at 09:00")]
    [InlineData("high-traffic: [{days: [friday], from: \"12:00\", to: \"23:59\"}]", "2026-05-15T10:30:00Z", "Friday 2026-05-15 at 23:59")]
    [InlineData("high-traffic: [{days: [friday], from: \"12:00\", to: \"02:00\"}]", "2026-05-15T10:30:00Z", "Saturday 2026-05-16 at 02:00")]
    [InlineData("freezes: [{from: 2026-12-18, to: 2027-01-04}]", "2026-12-20T10:30:00Z", "Tuesday 2027-01-05 at 00:00")]
    [InlineData("freezes: [{every: month, days: [1, last]}]", "2028-02-29T10:30:00Z", "Thursday 2028-03-02 at 00:00")]
    [InlineData("freezes: [{from: 2026-12-18, to: 2027-01-04}, {every: week, days: [tuesday]}]", "2026-12-20T10:30:00Z", "Wednesday 2027-01-06 at 00:00")]
    [InlineData("deployment-windows: [{days: [sunday], from: \"02:30\", to: \"03:30\"}]", "2026-03-28T10:30:00Z", "Sunday 2026-03-29 at 03:00")]
    [InlineData("high-traffic: [{days: [sunday], from: \"00:00\", to: \"02:30\"}]", "2026-03-29T00:10:00Z", "Sunday 2026-03-29 at 03:00")]
    [InlineData("high-traffic: [{days: [sunday], from: \"02:30\", to: \"09:00\"}]", "2026-10-25T00:40:00Z", "Sunday 2026-10-25 at 02:00")]
    [InlineData("deployment-windows: [{days: [sunday], from: \"02:30\", to: \"03:00\"}]", "2026-10-25T01:10:00Z", "Sunday 2026-10-25 at 02:30")]
    [InlineData("freezes: [{from: 2026-12-18, to: 2027-01-04}]\n    deployment-windows: [{days: [monday], from: \"09:00\", to: \"16:00\"}]", "2026-12-20T10:30:00Z", "Monday 2027-01-11 at 09:00")]
    public void A_refusal_says_when_it_is_over(string rules, string at, string next) =>
        DeploymentTimes.Refusals(Environment(rules), ACalendar.Plain, Delivery, InstantPattern.General.Parse(at).Value).Select(r => r.Next).Distinct().ShouldBe([next]);

    [Theory]
    [InlineData("deployment-windows: [{days: [tuesday], from: \"09:00\", to: \"16:00\"}]\n    freezes: [{from: 2026-05-01, to: 2026-08-01}]", "wait for Tuesday 09:00–16:00", "wait until it is over")]
    [InlineData("freezes: [{from: 2026-05-15, to: 2026-07-14}]", "wait until it is over")]
    [InlineData("freezes: [{from: 2026-05-15, to: 2026-07-13}]", "Tuesday 2026-07-14 at 00:00")]
    public void One_that_is_not_over_for_two_months_says_what_to_wait_for(string rules, params string[] next) =>
        DeploymentTimes.Refusals(Environment(rules), ACalendar.Plain, Delivery, InstantPattern.General.Parse("2026-05-15T10:30:00Z").Value).Select(r => r.Next).ShouldBe(next);

    [Fact]
    public void Every_rule_that_forbids_is_named()
    {
        var environment = Environment("deployment-windows: [{days: [tuesday], from: \"09:00\", to: \"16:00\"}]\n    high-traffic: [{days: [friday], from: \"12:00\", to: \"23:59\", why: weekend orders}]\n    freezes: [{every: week, days: [friday]}]");

        var refusals = DeploymentTimes.Refusals(environment, ACalendar.Plain, Delivery, InstantPattern.General.Parse("2026-05-15T10:30:00Z").Value);

        refusals.Select(r => r.Kind).ShouldBe([TimeRefusalKind.OutsideOfWindows, TimeRefusalKind.HighTraffic, TimeRefusalKind.Freeze]);
        refusals[1].Message.ShouldBe("production is not deployed to on Friday 2026-05-15 at 12:30: this is a time of high traffic, weekend orders");
    }

    [Theory]
    [InlineData("2026-05-19 15:30–17:00", true)]
    [InlineData("2026-05-19 08:30–10:00", false)]
    [InlineData("2026-05-19 14:30–15:00 UTC", false)]
    public void A_planned_window_is_judged_by_its_start(string text, bool isAllowed)
    {
        var window = PlannedWindow.Parse(text, ACalendar.Plain.TimeZone).ShouldBeOfType<PlannedWindowReading.Read>().Window;

        DeploymentTimes.Refusals(Environment("deployment-windows: [{days: [tuesday], from: \"09:00\", to: \"16:00\"}]"), ACalendar.Plain, Delivery, window).IsEmpty.ShouldBe(isAllowed);
    }

    [Fact]
    public void The_next_moment_is_the_first_minute_that_no_rule_forbids() =>
        Prop.ForAll(Arb.From(Environments()), Arb.From(Zones()), Arb.From(Moments()), (environment, zone, from) =>
            DeploymentTimes.NextAllowed(environment, ACalendar.Plain with { TimeZone = zone }, Delivery, from).ShouldBe(Minutes(from).Cast<Instant?>().FirstOrDefault(at => IsAllowed(environment, at!.Value.InZone(zone).LocalDateTime))))
            .QuickCheckThrowOnFailure();

    private static IEnumerable<Instant> Minutes(Instant from) => Enumerable.Range(0, 60 * 24 * 60 + 1).Select(minute => from.Plus(Duration.FromMinutes(minute)));

    /// <summary>The rules as intervals of local time, in place of conditions on day and time.</summary>
    private static bool IsAllowed(DeploymentEnvironment environment, LocalDateTime local) =>
        (environment.DeploymentWindows.IsEmpty || environment.DeploymentWindows.Any(w => IsWithin(w, local)))
        && !environment.HighTraffic.Any(p => IsWithin(p, local))
        && !environment.Freezes.Any(f => f is DatedFreeze dated ? local >= dated.From.AtMidnight() && local < dated.To.PlusDays(1).AtMidnight() : ((WeeklyFreeze)f).Days.Contains(local.DayOfWeek));

    private static bool IsWithin(WeeklyPeriod period, LocalDateTime local) =>
        new[] { local.Date, local.Date.PlusDays(-1) }.Where(day => period.Days.Contains(day.DayOfWeek)).Any(day =>
            day.At(period.From) is var begin && (period.To > period.From ? day : day.PlusDays(1)).At(period.To) is var end && local >= begin && local < end);

    /// <summary>Some start a little before clocks are put forward or back.</summary>
    private static Gen<Instant> Moments() =>
        from day in Gen.Elements("2026-03-28T12:00:00Z", "2026-10-24T12:00:00Z", "2026-04-04T00:00:00Z", "2026-10-03T00:00:00Z", "2026-12-30T00:00:00Z")
        from minute in Gen.Choose(0, 2000)
        select InstantPattern.General.Parse(day).Value.Plus(Duration.FromMinutes(minute));

    private static Gen<DateTimeZone> Zones() => Gen.Elements("Europe/Madrid", "Australia/Lord_Howe", "America/Havana", "UTC").Select(id => DateTimeZoneProviders.Tzdb[id]);

    private static Gen<DeploymentEnvironment> Environments() =>
        from windows in Periods()
        from traffic in Periods()
        from freezes in Gen.OneOf(Dated(), Weekly()).ListOf()
        select Environment("env: {}") with { DeploymentWindows = windows, HighTraffic = traffic, Freezes = [.. freezes.Take(3)] };

    private static Gen<ImmutableArray<WeeklyPeriod>> Periods() =>
        Gen.Choose(0, 2).SelectMany(count => Period().ArrayOf(count)).Select(periods => periods.ToImmutableArray());

    private static Gen<WeeklyPeriod> Period() =>
        from days in Gen.Elements(WeeklyPeriod.EveryDay.ToArray()).NonEmptyListOf()
        from times in Gen.Frequency((1, Gen.Choose(0, 24 * 60 - 1)), (2, Gen.Choose(60, 240))).Select(minute => LocalTime.FromMinutesSinceMidnight(minute)).Two()
        select new WeeklyPeriod([.. days.Distinct().Order()], times.Item1, times.Item2, null);

    private static Gen<Freeze> Dated() =>
        from day in Gen.Choose(80, 400)
        from length in Gen.Choose(0, 70)
        select (Freeze)new DatedFreeze(new LocalDate(2026, 1, 1).PlusDays(day), new LocalDate(2026, 1, 1).PlusDays(day + length), null, null);

    private static Gen<Freeze> Weekly() =>
        Gen.Elements(WeeklyPeriod.EveryDay.ToArray()).Select(day => (Freeze)new WeeklyFreeze([day], null, null));

    private static DeploymentEnvironment Environment(string rules)
    {
        var (configuration, diagnostics) = DeliveryConfigurationReader.Read(SourceText.From("delivery.yml", $"version: 1\nenvironments:\n  production:\n    {rules}\n"));
        diagnostics.ShouldBeEmpty();
        return configuration.FindEnvironment("production")!;
    }
}
