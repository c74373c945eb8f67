using DeliveryAsCode.Calendars;
using DeliveryAsCode.Configuration;
using DeliveryAsCode.Documents;
using DeliveryAsCode.Tests.Infra;
using FsCheck;
using FsCheck.Fluent;
using NodaTime;
using NodaTime.Text;

namespace DeliveryAsCode.Tests.Calendars;

/// <summary>2026-11-20 is a Friday.</summary>
public class BusinessDaysTests
{
    private static readonly BusinessCalendar Madrid = ACalendar.With("holidays: [2026-12-08, {from: 2026-12-28, to: 2027-01-03, name: Year end}]");

    [Theory]
    [InlineData("2026-11-20", 0, "2026-11-20")]
    [InlineData("2026-11-20", 1, "2026-11-23")]
    [InlineData("2026-11-21", 1, "2026-11-23")]
    [InlineData("2026-11-22", 5, "2026-11-27")]
    [InlineData("2026-12-07", 1, "2026-12-09")]
    [InlineData("2026-12-24", 1, "2026-12-25")]
    [InlineData("2026-12-24", 2, "2027-01-04")]
    [InlineData("2026-12-30", 1, "2027-01-04")]
    [InlineData("2028-02-28", 1, "2028-02-29")]
    [InlineData("2028-02-29", 5, "2028-03-07")]
    [InlineData("2026-11-20", 260, "2027-11-29")]
    [InlineData("9999-12-30", 1, "9999-12-31")]
    [InlineData("9999-12-30", 2, "9999-12-31")]
    [InlineData("9999-12-31", int.MaxValue, "9999-12-31")]
    public void Working_days_pass_over_weekends_and_holidays(string from, int days, string to) =>
        DocumentDate.Format(Madrid.AddWorkingDays(Date(from), days)).ShouldBe(to);

    [Theory]
    [InlineData("2026-11-20", "2026-11-20", 0)]
    [InlineData("2026-11-20", "2026-11-22", 0)]
    [InlineData("2026-11-20", "2026-11-23", 1)]
    [InlineData("2026-11-23", "2026-11-20", -1)]
    [InlineData("2026-12-07", "2026-12-08", 0)]
    [InlineData("2026-12-25", "2027-01-04", 1)]
    [InlineData("2026-12-29", "2026-12-31", 0)]
    [InlineData("2026-01-01", "2026-12-31", 255)]
    public void Working_days_are_counted_without_the_first_and_with_the_last(string from, string to, int days) =>
        Madrid.WorkingDaysBetween(Date(from), Date(to)).ShouldBe(days);

    [Theory]
    [InlineData("2w", "2026-12-04")]
    [InlineData("3 days", "2026-11-23")]
    [InlineData("3 working days", "2026-11-25")]
    public void A_period_is_of_calendar_days_or_of_working_days(string period, string to) =>
        DocumentDate.Format(Madrid.Add(Date("2026-11-20"), DayPeriod.Parse(period)!.Value)).ShouldBe(to);

    [Fact]
    public void Calendar_days_end_where_the_calendar_ends() =>
        Madrid.Add(new LocalDate(9999, 12, 20), new DayPeriod(3650, AreWorkingDays: false)).ShouldBe(LocalDate.MaxIsoValue);

    [Theory]
    [InlineData("2026-11-20T22:59:59Z", "2026-11-20")]
    [InlineData("2026-11-20T23:30:00Z", "2026-11-21")]
    [InlineData("2026-07-10T22:30:00Z", "2026-07-11")]
    public void Today_is_what_the_zone_of_the_calendar_says(string now, string date) =>
        DocumentDate.Format(Madrid.Today(InstantPattern.General.Parse(now).Value)).ShouldBe(date);

    [Fact]
    public void A_day_that_no_calendar_reaches_never_comes()
    {
        var idle = Madrid with { WorkingDays = [] };
        var closed = Madrid with { Holidays = [new Holiday(LocalDate.MinIsoValue, LocalDate.MaxIsoValue, null)] };

        idle.AddWorkingDays(Date("2026-11-20"), 1).ShouldBe(LocalDate.MaxIsoValue);
        closed.AddWorkingDays(Date("2026-11-20"), 1).ShouldBe(LocalDate.MaxIsoValue);
        closed.WorkingDaysBetween(LocalDate.MinIsoValue, LocalDate.MaxIsoValue).ShouldBe(0);
    }

    [Fact]
    public void A_holiday_of_centuries_is_passed_over() =>
        DocumentDate.Format((Madrid with { Holidays = [new Holiday(Date("2026-11-21"), Date("2999-12-31"), null)] }).AddWorkingDays(Date("2026-11-20"), 1))
            .ShouldBe("3000-01-01");

    [Fact]
    public void Days_are_counted_as_one_would_on_the_fingers() => ForAll((calendar, from, count) =>
    {
        var to = from.PlusDays(count);
        calendar.WorkingDaysBetween(from, to).ShouldBe(Enumerable.Range(1, count).Count(day => calendar.IsWorkingDay(from.PlusDays(day))));
    });

    [Fact]
    public void What_was_added_is_counted_again_and_ends_on_a_working_day() => ForAll((calendar, from, count) =>
    {
        var to = calendar.AddWorkingDays(from, count);
        (calendar.WorkingDaysBetween(from, to), to == from || calendar.IsWorkingDay(to)).ShouldBe((count, true));
    });

    [Fact]
    public void A_later_start_or_more_days_never_end_earlier() => ForAll((calendar, from, count) =>
    {
        var to = calendar.AddWorkingDays(from, count);
        calendar.AddWorkingDays(from.PlusDays(1), count).ShouldBeGreaterThanOrEqualTo(to);
        calendar.AddWorkingDays(from, count + 1).ShouldBeGreaterThan(to);
    });

    private static void ForAll(Action<BusinessCalendar, LocalDate, int> holds) =>
        Prop.ForAll(Arb.From(Calendars()), Arb.From(Dates()), Arb.From(Gen.Choose(0, 60)), holds).QuickCheckThrowOnFailure();

    private static Gen<LocalDate> Dates() => Gen.Choose(0, 1500).Select(day => new LocalDate(2026, 1, 1).PlusDays(day));

    private static Gen<BusinessCalendar> Calendars() =>
        from days in Gen.Elements(WeeklyPeriod.EveryDay.ToArray()).NonEmptyListOf()
        from holidays in Holidays().ListOf()
        select Madrid with { WorkingDays = [.. days.Distinct().Order()], Holidays = [.. holidays] };

    private static Gen<Holiday> Holidays() =>
        from date in Dates()
        from length in Gen.Choose(0, 40)
        select new Holiday(date, date.PlusDays(length), null);

    private static LocalDate Date(string text) => DocumentDate.Parse(text)!.Value;
}
