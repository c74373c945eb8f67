using DeliveryAsCode.Calendars;
using DeliveryAsCode.Configuration;
using DeliveryAsCode.Documents;
using DeliveryAsCode.Planning;
using FsCheck;
using FsCheck.Fluent;
using NodaTime;
using static DeliveryAsCode.Tests.Planning.APlan;

namespace DeliveryAsCode.Tests.Planning;

/// <summary>2026-04-23 is a Thursday, and 2026-05-01 a holiday. The intake was on 2026-03-02.</summary>
public class UpdateCadenceTests
{
    private const string Sent = "2026-04-23 | Weekly status | QA found three faults";

    [Theory]
    [InlineData("2026-04-30", "2026-04-23 → 2026-04-30, 0 missed")]
    [InlineData("2026-04-29", "none")]
    [InlineData("2026-05-07", "2026-04-23 → 2026-04-30, 0 missed")]
    [InlineData("2026-05-08", "2026-04-23 → 2026-04-30, 1 missed")]
    [InlineData("2026-05-15", "2026-04-23 → 2026-04-30, 2 missed")]
    public void One_update_falls_due_a_period_after_the_last_and_stays_the_same_one(string today, string due) =>
        Due(today, "every 5 working days", Sent).ShouldBe(due);

    [Theory]
    [InlineData("every 7 days", "2026-05-05", "2026-04-23 → 2026-04-30, 0 missed")]
    [InlineData("every 2 weeks", "2026-05-07", "2026-04-23 → 2026-05-07, 0 missed")]
    [InlineData("every 6 working days", "2026-05-04", "2026-04-23 → 2026-05-04, 0 missed")]
    public void A_period_has_days_of_either_kind(string cadence, string today, string due) => Due(today, cadence, Sent).ShouldBe(due);

    [Theory]
    [InlineData("Handover | Sent to the client")]
    [InlineData("QA failure | Three faults")]
    [InlineData("Statutory notice | Sent")]
    public void Other_messages_are_no_status_updates(string row) =>
        Due("2026-05-04", "every 7 days", Sent, $"2026-05-02 | {row}").ShouldStartWith("2026-04-23 → 2026-04-30");

    [Theory]
    [InlineData("Status update")]
    [InlineData("**STATUS**")]
    [InlineData("📣 weekly")]
    [InlineData("Status: delay")]
    public void A_status_update_is_known_by_the_first_word_of_its_type(string type) =>
        Due("2026-05-09", "every 7 days", $"2026-05-02 | {type} | On track", Sent).ShouldStartWith("2026-05-02 → 2026-05-09");

    [Theory]
    [InlineData("2026-03-08", "none")]
    [InlineData("2026-03-09", "2026-03-02 → 2026-03-09, 0 missed")]
    public void The_first_one_falls_due_after_the_intake(string today, string due) => Due(today, "every 5 working days").ShouldBe(due);

    [Fact]
    public void One_that_is_dated_in_the_future_was_not_sent() =>
        Due("2026-05-04", "every 7 days", Sent, "2062-04-30 | Status | On track").ShouldStartWith("2026-04-23 → 2026-04-30");

    [Theory]
    [InlineData("- **Update cadence:** every 2 days", "2026-04-23 → 2026-04-25, 3 missed")]
    [InlineData("- **Update cadence:** often", "2026-04-23 → 2026-04-30, 0 missed")]
    [InlineData("- **Status:** On hold", "2026-04-23 → 2026-04-30, 0 missed")]
    [InlineData("- **Status:** Complete", "none")]
    [InlineData("- **Status:** Cancelled", "none")]
    public void The_record_has_a_say(string field, string due) =>
        Text(UpdateCadence.Due(WithUpdates(Sent).With(field), new Cadence(new DayPeriod(7, AreWorkingDays: false)), Calendar, Date("2026-05-02"))).ShouldBe(due);

    [Fact]
    public void Without_a_rhythm_none_is_due() => UpdateCadence.Due(WithUpdates(Sent), new Cadence(null), Calendar, Date("2027-01-01")).ShouldBeNull();

    [Fact]
    public void Without_a_beginning_none_is_due() =>
        UpdateCadence.Due(WithUpdates() with { IntakeDate = null }, new Cadence(new DayPeriod(7, AreWorkingDays: false)), Calendar, Date("2027-01-01")).ShouldBeNull();

    [Fact]
    public void Missed_periods_are_those_that_one_would_count() =>
        Prop.ForAll(Arb.From(Gen.Choose(0, 300)), Arb.From(Gen.Choose(1, 12)), Arb.From(Gen.Elements(true, false)), (day, days, areWorkingDays) =>
        {
            var (sent, today, period) = (Date("2026-04-23"), Date("2026-04-23").PlusDays(day), new DayPeriod(days, areWorkingDays));
            var dates = new List<LocalDate>();
            for (var date = Calendar.Add(sent, period); date <= today; date = Calendar.Add(date, period))
                dates.Add(date);

            UpdateCadence.Due(WithUpdates(Sent), new Cadence(period), Calendar, today)
                .ShouldBe(dates is [var due, .. var missed] ? new DueUpdate(sent, due, missed.Count) : null);
        }).QuickCheckThrowOnFailure();

    private static string Due(string today, string cadence, params string[] rows) =>
        Text(UpdateCadence.Due(WithUpdates(rows), new Cadence(DayPeriod.ParseEvery(cadence)), Calendar, Date(today)));

    private static string Text(DueUpdate? due) =>
        due is null ? "none" : $"{DocumentDate.Format(due.PeriodStart)} → {DocumentDate.Format(due.Due)}, {due.PeriodsMissed} missed";
}
