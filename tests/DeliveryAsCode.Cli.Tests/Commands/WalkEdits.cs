using System.Globalization;
using System.Text.RegularExpressions;

namespace DeliveryAsCode.Cli.Tests.Commands;

/// <summary>What people type into a record and its checklists, on days told from today.</summary>
internal static partial class WalkEdits
{
    /// <summary>What golden files are written for.</summary>
    private static readonly DateOnly Told = new(2026, 5, 12);

    /// <summary>Longer than any walk takes.</summary>
    private static readonly TimeSpan Enough = TimeSpan.FromMinutes(20);

    /// <summary>What runs is dated by the clock, so everything around it is dated from it.</summary>
    private static DateOnly _today;

    /// <summary>A walk begins on a day on which it also ends.</summary>
    public static void Begin()
    {
        var now = DateTime.UtcNow;
        var left = now.Date.AddDays(1) - now;
        if (left < Enough)
            Thread.Sleep(left + TimeSpan.FromSeconds(1));
        _today = DateOnly.FromDateTime(DateTime.UtcNow);
    }

    public static string Day(int days) => _today.AddDays(days).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    public static string Fill(this string record, string label, string value) => Replace(record, $@"^- \*\*{label}:\*\* .*$", $"- **{label}:** {value}");

    public static string Milestone(this string record, string name, int target, int? actual, string status) => Replace(
        record, $@"^\| {name} *(\|[^|\n]*){{3}}\|$", $"| {name,-20} | {Day(target),-11} | {(actual is { } day ? Day(day) : ""),-11} | {status,-7} |");

    /// <summary>Puts a row into a table that is still empty, or below the last one.</summary>
    public static string Add(this string record, string section, string row)
    {
        var start = record.IndexOf($"## {section}\n", StringComparison.Ordinal);
        var end = record.IndexOf("\n## ", start, StringComparison.Ordinal) is >= 0 and var next ? next : record.Length;
        var table = EmptyRow().Replace(record[start..end].TrimEnd('\n'), "");
        return $"{record[..start]}{table.TrimEnd('\n')}\n{row}\n{record[end..]}";
    }

    public static string Tick(this string checklist) => checklist.Replace("- [ ]", "- [x]", StringComparison.Ordinal);

    /// <summary>The text with the days that golden files tell, and without what differs from run to run.</summary>
    public static string Normalised(this string text)
    {
        var dated = DateWord().Replace(text, date => Told.AddDays(DateOnly.ParseExact(date.Value, "yyyy-MM-dd", CultureInfo.InvariantCulture).DayNumber - _today.DayNumber).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        return CommitWord().Replace(dated, "commit 4f2c9d1");
    }

    private static string Replace(string record, string pattern, string replacement)
    {
        Regex.IsMatch(record, pattern, RegexOptions.Multiline).ShouldBeTrue($"the record has no line like {pattern}");
        return Regex.Replace(record, pattern, replacement.Replace("$", "$$", StringComparison.Ordinal), RegexOptions.Multiline);
    }

    [GeneratedRegex(@"\n\|[ |]*\|(?=\n|$)")]
    private static partial Regex EmptyRow();

    [GeneratedRegex(@"\d{4}-\d\d-\d\d")]
    private static partial Regex DateWord();

    [GeneratedRegex("commit [0-9a-f]{7}")]
    private static partial Regex CommitWord();
}
