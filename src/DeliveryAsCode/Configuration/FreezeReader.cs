using System.Globalization;
using DeliveryAsCode.Diagnostics;
using DeliveryAsCode.Documents;

namespace DeliveryAsCode.Configuration;

internal static class FreezeReader
{
    private const int LastDay = 0;

    private enum Rhythm
    {
        Week,
        Month,
    }

    private static readonly Dictionary<string, Rhythm> Rhythms = new() { ["week"] = Rhythm.Week, ["month"] = Rhythm.Month };

    public static Freeze? Read(YamlValue value) => value.Mapping<Freeze>(freeze =>
        freeze.Find("every") is { } every ? ReadRecurring(freeze, every) : ReadDated(freeze));

    private static DatedFreeze? ReadDated(YamlMappingReader freeze)
    {
        var (why, scope) = (freeze.Text("why"), freeze.Read("for", ConfigurationValues.Pattern));
        return CalendarReader.ReadDates(freeze) is var (from, to) ? new DatedFreeze(from, to, why, scope) : null;
    }

    private static Freeze? ReadRecurring(YamlMappingReader freeze, YamlValue every)
    {
        const string help = "say which: days: [last], days: [1, 15] or, every week, days: [friday]";
        var (why, scope) = (freeze.Text("why"), freeze.Read("for", ConfigurationValues.Pattern));
        return (ConfigurationValues.Word(every, Rhythms, "rhythm of a freeze"), freeze.Require("days", value => (YamlValue?)value, help)) switch
        {
            (Rhythm.Week, { } value) when value.List(ConfigurationValues.Weekday) is { } days => new WeeklyFreeze([.. days.Distinct().Order()], why, scope),
            (Rhythm.Month, { } value) when value.List(ReadDayOfMonth) is { } days =>
                new MonthlyFreeze([.. days.Where(d => d != LastDay).Distinct().Order()], days.Contains(LastDay), why, scope),
            _ => null,
        };
    }

    private static int? ReadDayOfMonth(YamlValue value)
    {
        if (value.Text() is not { } text)
            return null;
        if (text == "last")
            return LastDay;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var day) && day is >= 1 and <= 31)
            return day;

        value.Report(DiagnosticCatalog.ConfigurationWord, $"\"{text}\" is no day of a month", "write a number from 1 to 31, or last");
        return null;
    }
}
