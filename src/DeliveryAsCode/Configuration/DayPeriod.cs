using System.Globalization;

namespace DeliveryAsCode.Configuration;

/// <summary>A number of days, of the calendar or of work: <c>2d</c>, <c>5 working days</c>, <c>2 weeks</c>.</summary>
public readonly record struct DayPeriod(int Days, bool AreWorkingDays)
{
    public const string Help = "write a number of days: 2d, 5 working days or 1 week";

    public const string EveryHelp = "write it as: every 5 working days, every 10 days or every 2 weeks";

    private const int Most = 3650;

    /// <summary>Null if the text is no such number, or more than ten years.</summary>
    public static DayPeriod? Parse(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries) switch
    {
        [[.. var count, 'd']] => Of(count, 1, working: false),
        [[.. var count, 'w']] => Of(count, 7, working: false),
        [var count, "day" or "days"] => Of(count, 1, working: false),
        [var count, "week" or "weeks"] => Of(count, 7, working: false),
        [var count, "working", "day" or "days"] => Of(count, 1, working: true),
        _ => null,
    };

    /// <summary>A rhythm, <c>every 5 working days</c>; null if the text is none.</summary>
    public static DayPeriod? ParseEvery(string text) =>
        text.StartsWith("every ", StringComparison.Ordinal) && Parse(text["every ".Length..]) is { Days: > 0 } period ? period : null;

    public override string ToString() => (Days, AreWorkingDays) switch
    {
        (1, false) => "1 day",
        (1, true) => "1 working day",
        (_, false) => $"{Days} days",
        (_, true) => $"{Days} working days",
    };

    private static DayPeriod? Of(string count, int days, bool working) =>
        int.TryParse(count, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= Most / days
            ? new DayPeriod(number * days, working)
            : null;
}
