using DeliveryAsCode.Diagnostics;
using DeliveryAsCode.Documents;
using DeliveryAsCode.Text;
using NodaTime;

namespace DeliveryAsCode.Configuration;

/// <summary>Single values of rule files. Each gives null for a value that it has refused, and has said why.</summary>
internal static class ConfigurationValues
{
    private static readonly Dictionary<string, IsoDayOfWeek> Weekdays =
        WeeklyPeriod.EveryDay.ToDictionary(day => day.ToString().ToLowerInvariant());

    public static LocalDate? Date(YamlValue value) =>
        value.Text() is { } text
            ? DocumentDate.Parse(text) ?? Refuse<LocalDate>(value, DiagnosticCatalog.ConfigurationDate, $"\"{text}\" is no date", DateHelp(text))
            : null;

    /// <summary>On the minute; <c>24:00</c> is the midnight that ends the day.</summary>
    public static LocalTime? Time(YamlValue value) =>
        value.Text() is { } text
            ? TimeOfDay.Parse(text) ?? Refuse<LocalTime>(value, DiagnosticCatalog.ConfigurationTime, $"\"{text}\" is no time of day", "write hours and minutes with two digits each, in quotes: \"09:30\"")
            : null;

    public static TimeSpan? Duration(YamlValue value) =>
        value.Text() is { } text
            ? DurationText.Parse(text) ?? Refuse<TimeSpan>(value, DiagnosticCatalog.ConfigurationDuration, $"\"{text}\" is no length of time", "write a whole number and a unit: 30m, 48h or 14d")
            : null;

    public static DayPeriod? Days(YamlValue value) =>
        value.Text() is { } text
            ? DayPeriod.Parse(text) ?? Refuse<DayPeriod>(value, DiagnosticCatalog.ConfigurationDuration, $"\"{text}\" is no number of days", DayPeriod.Help)
            : null;

    /// <summary><c>every 5 working days</c>.</summary>
    public static DayPeriod? Every(YamlValue value) =>
        value.Text() is { } text
            ? DayPeriod.ParseEvery(text) ?? Refuse<DayPeriod>(value, DiagnosticCatalog.ConfigurationDuration, $"\"{text}\" is no rhythm", DayPeriod.EveryHelp)
            : null;

    public static IsoDayOfWeek? Weekday(YamlValue value) => Word(value, Weekdays, "day of the week");

    public static DateTimeZone? TimeZone(YamlValue value) =>
        value.Text() is { } text ? TimeZones.Find(text) ?? RefuseZone(value, text) : null;

    public static Glob? Pattern(YamlValue value)
    {
        if (value.Text() is not { } text)
            return null;
        if (Glob.MistakeIn(text) is not { } mistake)
            return Glob.Parse(text);

        value.Report(DiagnosticCatalog.ConfigurationPattern, $"the pattern \"{text}\" cannot be used: {mistake}", "for example: deliveries/*/record.md, infra/** or acme-*");
        return null;
    }

    /// <summary>A name that other documents refer to.</summary>
    public static string? Name(YamlScalar key, DiagnosticBag findings)
    {
        if (IsName(key.Value))
            return key.Value;

        findings.Report(DiagnosticCatalog.ConfigurationName, key.Span, $"\"{key.Value}\" cannot be a name", "names are lower-case letters, digits and hyphens, and begin with a letter");
        return null;
    }

    /// <summary>The name of an environment variable.</summary>
    public static string? Variable(YamlValue value)
    {
        if (value.Text() is not { } text)
            return null;
        if (IsVariable(text))
            return text;

        value.Report(DiagnosticCatalog.ConfigurationName, $"\"{text}\" cannot be the name of an environment variable", "write the name only, without $ and value: letters, digits and underscores");
        return null;
    }

    public static EnvironmentReference? Reference(YamlValue value)
    {
        if (value.Text() is not { } text)
            return null;
        if (text.StartsWith("env:", StringComparison.Ordinal) && IsVariable(text["env:".Length..]))
            return new EnvironmentReference(text["env:".Length..]);

        // The value may be the secret itself, so it is not repeated.
        value.Report(DiagnosticCatalog.SecretInConfiguration, "the name of an environment variable is needed here, not the value itself", "write env:NAME, and keep the value among the secrets of the forge or the shell");
        return null;
    }

    /// <summary>One of a few words.</summary>
    public static T? Word<T>(YamlValue value, IReadOnlyDictionary<string, T> words, string what) where T : struct
    {
        if (value.Text() is not { } text)
            return null;
        if (words.TryGetValue(text, out var known))
            return known;

        Unknown(value, DiagnosticCatalog.ConfigurationWord, $"\"{text}\" is no {what}", Suggestion.Nearest(text, words.Keys), $"one of: {string.Join(", ", words.Keys)}");
        return null;
    }

    /// <summary>Reports a value that may be a slip for <paramref name="nearest"/>.</summary>
    public static void Unknown(YamlValue value, DiagnosticDescriptor descriptor, string message, string? nearest, string otherwise)
    {
        if (nearest is null)
            value.Report(descriptor, message, otherwise);
        else
            value.Report(descriptor, message, $"did you mean \"{nearest}\"?", Fix.Replace($"Change it to \"{nearest}\"", value.Node.Span, nearest));
    }

    private static string DateHelp(string text) => DocumentDate.Readings(text) switch
    {
        [var only] => $"write {DocumentDate.Format(only)} if that is what is meant",
        [var first, var second, ..] => $"write {DocumentDate.Format(first)} or {DocumentDate.Format(second)}: day and month could be either",
        _ => "dates are written YYYY-MM-DD, and the day must exist",
    };

    private static DateTimeZone? RefuseZone(YamlValue value, string text)
    {
        Unknown(value, DiagnosticCatalog.UnknownTimeZone, $"there is no time zone \"{text}\"", TimeZones.Nearest(text), TimeZones.Help);
        return null;
    }

    private static T? Refuse<T>(YamlValue value, DiagnosticDescriptor descriptor, string message, string help) where T : struct
    {
        value.Report(descriptor, message, help);
        return null;
    }

    private static bool IsName(string text) =>
        text is [>= 'a' and <= 'z', ..] && text.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-');

    private static bool IsVariable(string text) =>
        text is [not (>= '0' and <= '9'), ..] && text.All(c => char.IsAsciiLetterOrDigit(c) || c == '_');
}
