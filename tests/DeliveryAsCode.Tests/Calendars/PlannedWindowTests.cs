using DeliveryAsCode.Calendars;
using DeliveryAsCode.Documents;
using FsCheck;
using FsCheck.Fluent;
using NodaTime;

namespace DeliveryAsCode.Tests.Calendars;

/// <summary>Clocks go forward on 2026-03-29 and back on 2026-10-25 in Madrid; by half an hour on 2026-10-04 and 2026-04-05 on Lord Howe.</summary>
public class PlannedWindowTests
{
    private static readonly DateTimeZone Madrid = DateTimeZoneProviders.Tzdb["Europe/Madrid"];

    [Theory]
    [InlineData("2026-05-12 10:00–14:00 Europe/Madrid", "2026-05-12T08:00:00Z", "2026-05-12T12:00:00Z")]
    [InlineData("2026-05-12 10:00-14:00", "2026-05-12T08:00:00Z", "2026-05-12T12:00:00Z")]
    [InlineData("2026-05-12 10:00 — 14:00", "2026-05-12T08:00:00Z", "2026-05-12T12:00:00Z")]
    [InlineData("  2026-05-12   10:00 –14:00   UTC ", "2026-05-12T10:00:00Z", "2026-05-12T14:00:00Z")]
    [InlineData("2026-05-12 10:00–14:00 America/Port-au-Prince", "2026-05-12T14:00:00Z", "2026-05-12T18:00:00Z")]
    [InlineData("2026-12-31 22:00–02:00", "2026-12-31T21:00:00Z", "2027-01-01T01:00:00Z")]
    [InlineData("2028-02-28 22:00–02:00", "2028-02-28T21:00:00Z", "2028-02-29T01:00:00Z")]
    [InlineData("2026-05-12 00:00–24:00 UTC", "2026-05-12T00:00:00Z", "2026-05-13T00:00:00Z")]
    [InlineData("2026-05-12 00:00–00:00 UTC", "2026-05-12T00:00:00Z", "2026-05-13T00:00:00Z")]
    [InlineData("2026-03-29 01:00–03:00", "2026-03-29T00:00:00Z", "2026-03-29T01:00:00Z")]
    [InlineData("2026-10-25 02:30–03:00", "2026-10-25T00:30:00Z", "2026-10-25T02:00:00Z")]
    [InlineData("2026-04-05 01:45–02:00 Australia/Lord_Howe", "2026-04-04T14:45:00Z", "2026-04-04T15:30:00Z")]
    [InlineData("2026-10-04 01:30–02:30 Australia/Lord_Howe", "2026-10-03T15:00:00Z", "2026-10-03T15:30:00Z")]
    public void A_window_has_a_start_and_an_end(string text, string start, string end)
    {
        var window = Read(text);
        (window.Start.ToString(), window.End.ToString()).ShouldBe((start, end));
    }

    [Theory]
    [InlineData("soon", "\"soon\" is no deployment window")]
    [InlineData("2026-05-12", "\"2026-05-12\" is no deployment window")]
    [InlineData("2026-05-12 10:00", "\"2026-05-12 10:00\" is no deployment window")]
    [InlineData("2026-05-12 10:00–", "\"2026-05-12 10:00–\" is no deployment window")]
    [InlineData("2026-05-12 10:00–14:00 Madrid time", "\"2026-05-12 10:00–14:00 Madrid time\" is no deployment window")]
    [InlineData("12.05.2026 10:00–14:00", "\"12.05.2026\" is not a date")]
    [InlineData("2026-02-29 10:00–14:00", "\"2026-02-29\" is not a date")]
    [InlineData("0001-01-01 10:00–14:00", "nobody deploys in the year 1")]
    [InlineData("9999-12-31 23:00–01:00", "nobody deploys in the year 9999")]
    [InlineData("2026-05-12 9:00–14:00", "\"9:00\" is no time to begin at")]
    [InlineData("2026-05-12 24:00–01:00", "\"24:00\" is no time to begin at")]
    [InlineData("2026-05-12 10:00–25:00", "\"25:00\" is no time to end at")]
    [InlineData("2026-05-12 10:00–10:00", "it ends when it begins")]
    [InlineData("2026-05-12 10:00–14:00 Europe/Madird", "there is no time zone \"Europe/Madird\"")]
    [InlineData("2026-03-29 02:30–04:00", "there is no 02:30 on that day in Europe/Madrid")]
    [InlineData("2026-03-28 23:00–02:30", "there is no 02:30 on that day in Europe/Madrid")]
    [InlineData("2026-10-04 02:15–04:00 Australia/Lord_Howe", "there is no 02:15 on that day in Australia/Lord_Howe")]
    [InlineData("2011-12-30 10:00–11:00 Pacific/Apia", "there is no 10:00 on that day in Pacific/Apia")]
    public void What_is_no_window_is_said_in_words(string text, string message) => Mistake(text).Message.ShouldBe(message);

    [Theory]
    [InlineData("soon", PlannedWindow.Help)]
    [InlineData("12.05.2026 10:00–14:00", "write 2026-05-12")]
    [InlineData("2026-05-12 10:00–14:00 Europe/Madird", "did you mean \"Europe/Madrid\"?")]
    [InlineData("2026-05-12 10:00–14:00 madrid", "did you mean \"Europe/Madrid\"?")]
    public void And_how_to_write_it(string text, string help) => Mistake(text).Help.ShouldBe(help);

    [Fact]
    public void Its_date_is_the_day_on_which_it_begins_where_it_begins() =>
        DocumentDate.Format(Read("2026-05-12 00:30–02:00").Date).ShouldBe("2026-05-12");

    [Fact]
    public void A_window_is_read_as_it_is_written_and_ends_after_it_starts() =>
        Prop.ForAll(Arb.From(Windows()), text =>
        {
            if (PlannedWindow.Parse(text, DateTimeZone.Utc) is PlannedWindowReading.Read(var window))
                (window.ToString(), window.Start < window.End, window.End - window.Start <= Duration.FromHours(25)).ShouldBe((text, true, true));
            else
                Mistake(text).Message.ShouldMatch("^it ends|^there is no [0-9][0-9]:[0-9][0-9] on that day");
        }).QuickCheckThrowOnFailure();

    /// <summary>Near the days on which clocks are put forward or back.</summary>
    private static Gen<string> Windows() =>
        from day in Gen.Elements("2026-03-28", "2026-03-29", "2026-10-24", "2026-10-25", "2026-04-05", "2026-10-04")
        from times in Gen.Choose(0, 24 * 12 - 1).Select(minutes => $"{minutes / 12:00}:{minutes % 12 * 5:00}").Two()
        from zone in Gen.Elements("Europe/Madrid", "Australia/Lord_Howe", "America/New_York", "UTC")
        select $"{day} {times.Item1}–{times.Item2} {zone}";

    private static PlannedWindow Read(string text) => PlannedWindow.Parse(text, Madrid).ShouldBeOfType<PlannedWindowReading.Read>().Window;

    private static PlannedWindowReading.Mistake Mistake(string text) => PlannedWindow.Parse(text, Madrid).ShouldBeOfType<PlannedWindowReading.Mistake>();
}
