using DeliveryAsCode.Calendars;
using DeliveryAsCode.Deliveries;
using DeliveryAsCode.Documents;
using NodaTime.Text;
using static DeliveryAsCode.Tests.Planning.APlan;

namespace DeliveryAsCode.Tests.Deliveries;

public class UpdateTriggerTests
{
    [Theory]
    [InlineData("2026-05-12", "2026-05-19")]
    [InlineData("2026-05-16", "2026-05-22")]
    [InlineData("2026-04-27", "2026-05-05")]
    [InlineData("2026-12-23", "2027-01-06")]
    [InlineData("2028-02-28", "2028-03-06")]
    public void The_fifth_business_day_after_a_message_passes_over_weekends_and_holidays(string sent, string fifth) =>
        DocumentDate.Format(UpdateTrigger.BusinessDaysAfter(WithUpdates($"{sent} | Handover | Sent"), "Handover", 5, Calendar)!.Value).ShouldBe(fifth);

    [Fact]
    public void The_newest_message_of_the_type_counts_wherever_it_stands() =>
        UpdateTrigger.BusinessDaysAfter(WithUpdates("2026-05-12 | 📦 **handover** | Sent again", "2026-05-05 | Handover | Sent", "2026-05-20 | Status | Waiting"), "Handover", 1, Calendar).ShouldBe(Date("2026-05-13"));

    [Theory]
    [InlineData("2026-05-12 | Status | On track")]
    [InlineData("2026-05-12 | Handover postponed | New day follows")]
    [InlineData("TBD | Handover | Not sent")]
    public void Without_a_dated_message_of_the_type_there_is_no_such_day(string row) =>
        UpdateTrigger.BusinessDaysAfter(WithUpdates(row), "Handover", 5, Calendar).ShouldBeNull();

    [Theory]
    [InlineData("2026-05-18T21:59:59Z", false)]
    [InlineData("2026-05-18T22:00:00Z", true)]
    [InlineData("2026-05-18T23:30:00Z", true)]
    public void The_day_begins_at_midnight_in_the_zone_of_the_calendar(string now, bool holds) =>
        (Calendar.Today(InstantPattern.General.Parse(now).Value) >= UpdateTrigger.BusinessDaysAfter(WithUpdates("2026-05-12 | Handover | Sent"), "Handover", 5, Calendar)).ShouldBe(holds);
}
