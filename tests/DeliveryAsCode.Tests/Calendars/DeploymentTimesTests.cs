using System.Collections.Immutable;
using DeliveryAsCode.Calendars;
using DeliveryAsCode.Configuration;
using DeliveryAsCode.Text;
using NodaTime.Text;

namespace DeliveryAsCode.Tests.Calendars;

/// <summary>Friday is 2026-11-20; Madrid is an hour ahead of UTC then, and two hours in summer.</summary>
public class DeploymentTimesTests
{
    private const string Windows = "deployment-windows: [{days: [tuesday, friday], from: \"09:00\", to: \"16:00\"}]";
    private const string Night = "deployment-windows: [{days: [friday], from: \"22:00\", to: \"02:00\"}]";
    private const string Traffic = "high-traffic: [{days: [friday], from: \"12:00\", to: \"23:59\", why: weekend orders}]";
    private const string Dated = "freezes: [{from: 2026-12-18, to: 2027-01-04, why: year end}]";
    private const string Monthly = "freezes: [{every: month, days: [1, last], for: \"globex-*\", why: closing}]";

    [Theory]
    [InlineData(Windows, "2026-11-20T08:00:00Z", true)]
    [InlineData(Windows, "2026-11-20T07:59:59Z", false)]
    [InlineData(Windows, "2026-11-20T14:59:59Z", true)]
    [InlineData(Windows, "2026-11-20T15:00:00Z", false)]
    [InlineData(Windows, "2026-11-21T10:00:00Z", false)]
    [InlineData(Windows, "2026-07-10T07:00:00Z", true)]
    [InlineData(Night, "2026-11-20T22:30:00Z", true)]
    [InlineData(Night, "2026-11-21T00:30:00Z", true)]
    [InlineData(Night, "2026-11-21T01:00:00Z", false)]
    [InlineData(Night, "2026-11-21T22:30:00Z", false)]
    [InlineData(Traffic, "2026-11-20T10:59:00Z", true)]
    [InlineData(Traffic, "2026-11-20T11:00:00Z", false)]
    [InlineData(Dated, "2026-12-17T22:59:59Z", true)]
    [InlineData(Dated, "2026-12-17T23:00:00Z", false)]
    [InlineData(Dated, "2027-01-04T22:59:59Z", false)]
    [InlineData(Dated, "2027-01-04T23:00:00Z", true)]
    [InlineData(Monthly, "2026-11-30T12:00:00Z", false)]
    [InlineData(Monthly, "2027-02-28T12:00:00Z", false)]
    [InlineData(Monthly, "2026-12-01T12:00:00Z", false)]
    [InlineData(Monthly, "2026-12-02T12:00:00Z", true)]
    public void An_environment_is_deployed_to_when_its_rules_say_so(string rules, string now, bool isOpen) =>
        Refusals(rules, "globex-bot", now).IsEmpty.ShouldBe(isOpen);

    [Fact]
    public void A_freeze_for_others_is_no_freeze() => Refusals(Monthly, "acme-bot", "2026-11-30T12:00:00Z").ShouldBeEmpty();

    [Fact]
    public void The_refusal_says_when_it_is_why_and_what_to_wait_for()
    {
        var refusal = Refusals(Windows, "acme-bot", "2026-11-21T10:00:00Z").Single();

        refusal.Message.ShouldBe("production is not deployed to on Saturday 2026-11-21 at 11:00: this is outside of its deployment windows");
        refusal.Next.ShouldBe("Tuesday 2026-11-24 at 09:00");
        refusal.Kind.ShouldBe(TimeRefusalKind.OutsideOfWindows);
    }

    private static ImmutableArray<TimeRefusal> Refusals(string rules, string delivery, string now)
    {
        var (configuration, diagnostics) = DeliveryConfigurationReader.Read(SourceText.From("delivery.yml", $"version: 1\ncalendar: {{time-zone: Europe/Madrid}}\nenvironments:\n  production:\n    {rules}\n"));
        diagnostics.ShouldBeEmpty();
        return DeploymentTimes.Refusals(configuration.FindEnvironment("production")!, configuration.Calendar, delivery, InstantPattern.General.Parse(now).Value);
    }
}
