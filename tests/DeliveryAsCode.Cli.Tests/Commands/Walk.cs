using System.Globalization;
using System.Text.RegularExpressions;
using DeliveryAsCode.Cli.Tests.Infra;

namespace DeliveryAsCode.Cli.Tests.Commands;

/// <summary>A delivery on its way through the seven stages: people who edit, commit and decide, each on a day told from today.</summary>
internal sealed partial class Walk(DeliveryRepository repository)
{
    public const string Id = "acme-support-bot";
    public const string Folder = $"deliveries/{Id}";
    public const string RecordPath = $"{Folder}/record.md";

    /// <summary>What golden files are written for.</summary>
    private static readonly DateOnly Told = new(2026, 5, 12);

    /// <summary>What runs is dated by the clock, so everything around it is dated from it.</summary>
    private readonly DateOnly _today = DateOnly.FromDateTime(DateTime.UtcNow);

    public string Day(int days) => _today.AddDays(days).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    public Outcome Run(string person, int day, params string[] arguments) =>
        Program(person, day).Run([.. arguments, "--now", $"{Day(day)}T09:00Z"]);

    /// <summary>A decision about the next gate, by its person.</summary>
    public Outcome Decides(string person, int day, params string[] arguments) => Run(person, day, ["acknowledge", Id, .. arguments]);

    /// <summary>As <c>delivery</c>, by the clock, with a terminal at which somebody types.</summary>
    public Finished AtTerminal(string person, string typed, string arguments) => Finished.Of(
        "bash",
        ["-c", "(sleep 5; printf \"$1\"; sleep 5) | script --quiet --return --command \"dotnet '$0' $2\" /dev/null", Path.Combine(AppContext.BaseDirectory, "delivery.dll"), typed, arguments],
        repository.Path,
        Program(person, 0).Environment.SetItem("TERM", "dumb"));

    public Walk Edit(string path, Func<string, string> edit)
    {
        repository.Write(path, edit(repository.Read(path)));
        return this;
    }

    public Walk Fill(string label, string value) => EditRecord($@"^- \*\*{label}:\*\* .*$", $"- **{label}:** {value}");

    public Walk Milestone(string name, int target, int? actual, string status) => EditRecord(
        $@"^\| {name} *(\|[^|\n]*){{3}}\|$", $"| {name,-20} | {Day(target),-11} | {(actual is { } day ? Day(day) : ""),-11} | {status,-7} |");

    /// <summary>Puts a row into a table that is still empty, or below the last one.</summary>
    public Walk Add(string section, string row) => Edit(RecordPath, text =>
    {
        var start = text.IndexOf($"## {section}\n", StringComparison.Ordinal);
        var end = text.IndexOf("\n## ", start, StringComparison.Ordinal) is >= 0 and var next ? next : text.Length;
        var table = EmptyRow().Replace(text[start..end].TrimEnd('\n'), "");
        return $"{text[..start]}{table.TrimEnd('\n')}\n{row}\n{text[end..]}";
    });

    public Walk Tick(string checklist) => Edit($"{Folder}/checklists/{checklist}.md", text => text.Replace("- [ ]", "- [x]", StringComparison.Ordinal));

    public Walk Commit(string person, string message)
    {
        repository.As(person).Commit(message);
        return this;
    }

    /// <summary>The text with the days that golden files tell, and without what differs from run to run.</summary>
    public string Normalised(string path)
    {
        var text = DateWord().Replace(repository.Read(path), date => Told.AddDays(DateOnly.ParseExact(date.Value, "yyyy-MM-dd", CultureInfo.InvariantCulture).DayNumber - _today.DayNumber).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        return CommitWord().Replace(text, "commit 4f2c9d1");
    }

    private Walk EditRecord(string pattern, string replacement) => Edit(RecordPath, text =>
    {
        Regex.IsMatch(text, pattern, RegexOptions.Multiline).ShouldBeTrue($"the record has no line like {pattern}");
        return Regex.Replace(text, pattern, replacement.Replace("$", "$$", StringComparison.Ordinal), RegexOptions.Multiline);
    });

    private Delivery Program(string person, int day) =>
        Delivery.In(repository.As(person)).With("GIT_COMMITTER_DATE", $"{Day(day)}T09:00:00Z").With("GIT_AUTHOR_DATE", $"{Day(day)}T09:00:00Z");

    [GeneratedRegex(@"\n\|[ |]*\|(?=\n|$)")]
    private static partial Regex EmptyRow();

    [GeneratedRegex(@"\d{4}-\d\d-\d\d")]
    private static partial Regex DateWord();

    [GeneratedRegex("commit [0-9a-f]{7}")]
    private static partial Regex CommitWord();
}
