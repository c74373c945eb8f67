using System.Collections.Immutable;
using System.Globalization;
using System.Security;
using System.Text;
using DeliveryAsCode.Documents;
using DeliveryAsCode.Runbooks;

namespace DeliveryAsCode.Execution;

/// <summary>
/// The execution log: the journal as a page for people, made from it and nothing else, so that made again it is the same
/// to the byte. The first lines say how it went and what is to be done; the rest is for those who want to know.
/// </summary>
public sealed partial class ExecutionLog
{
    private readonly LoggedExecution _logged;
    private readonly StringBuilder _page = new();

    private ExecutionLog(LoggedExecution logged) => _logged = logged;

    /// <param name="entries">At least the first one of a journal.</param>
    /// <param name="runbook">Gives the titles, and what was not reached; null where it cannot be read.</param>
    public static string From(ImmutableArray<JournalEntry> entries, Runbook? runbook)
    {
        return entries.FirstOrDefault()?.Event switch
        {
            ExecutionStarted => new ExecutionLog(LoggedExecution.Of(entries, runbook)).Write(),
            RehearsalStarted => RehearsalLog.From(entries, runbook),
            _ => throw new ArgumentException("A journal begins with execution-started or rehearsal-started.", nameof(entries)),
        };
    }

    private DateTimeOffset Began => _logged.Entries[0].At;

    private string Write()
    {
        Line($"# Execution log: {PlainText.ToInline(_logged.Runbook?.Title ?? _logged.Started.Runbook)}");
        Line(Header());
        Alert();
        Timeline();
        Watches();
        Issues();
        Deviations();
        Decisions();
        Waits();
        Outputs();
        Evidence();
        return _page.ToString().TrimEnd('\n') + "\n";
    }

    private string Header()
    {
        var (sign, word) = Headline();
        var deviations = _logged.All<Deviation>().Count();
        var note = deviations == 0 ? "" : $" with {deviations} deviation{(deviations == 1 ? "" : "s")}";
        var release = _logged.Started.Release is { } r ? $"release {Short(r.Commit ?? r.Artifact)}" : null;
        string?[] facts = [EnvironmentName, release, $"by {_logged.Entries[0].By}", LogTime.Span(Began, _logged.Entries[^1].At), LogTime.Duration(_logged.Entries[^1].At - Began)];
        return $"{sign} **{word}**{note} · {PlainText.ToInline(string.Join(" · ", facts.OfType<string>()))}";
    }

    private string EnvironmentName =>
        _logged.Started.Environment == Runbook.NoEnvironment ? "no environment (ungated)" : _logged.Started.Environment;

    private (string Sign, string Word) Headline() => _logged.Ended?.Conclusion switch
    {
        Conclusion.Succeeded => ("✅", "Succeeded"),
        Conclusion.Failed => ("❌", "Failed"),
        Conclusion.RolledBack => ("↩️", "Rolled back"),
        Conclusion.OnHold => ("⛔", "On hold"),
        null => _logged.Entries[^1].Event switch
        {
            Paused => ("⏳", "Waiting"),
            Interrupted => ("⚠️", "Interrupted"),
            _ => ("🔄", "Under way"),
        },
        _ => throw new InvalidOperationException("A conclusion has no word."),
    };

    /// <summary>
    /// What is to be done, one per page, and only where something is. What people wrote stands in a paragraph of its own:
    /// it could pair its marks with those of our words.
    /// </summary>
    private void Alert()
    {
        string[] alert = (_logged.Ended, _logged.Entries[^1].Event) switch
        {
            ({ Conclusion: Conclusion.Failed } e, _) => ["[!CAUTION]", "**Nothing was changed.**", Because(e.Outcome), StartAgain],
            ({ Conclusion: Conclusion.RolledBack } e, _) when _logged.IsHeld =>
                ["[!CAUTION]", $"**{Undone}.** The environment is held until a person has found the cause.", Because(e.Outcome), $"When it is found: {Code(NextCommand.LiftHold(Target))}"],
            ({ Conclusion: Conclusion.RolledBack } e, _) => ["[!NOTE]", $"**{Undone}**, and the environment is free again.", Because(e.Outcome), StartAgain],
            ({ Conclusion: Conclusion.OnHold } e, _) =>
                ["[!CAUTION]", "**The environment is half-way and needs a person now.**", Because(e.Outcome), $"To go on when it is repaired: {Code(NextCommand.LiftHold(Target))}", .. BackIfNotYet],
            (null, Paused { For: RunbookExecution.ExtendedWatch } e) => ["[!NOTE]", $"**Deployed, and still watched.** {PlainText.ToInline(e.Text)}.", Command(e)],
            (null, Paused e) => ["[!IMPORTANT]", $"**{WaitingFor(e)}.**", Asked(e), Command(e)],
            (null, Interrupted) => ["[!WARNING]", "**The run was cut off.** What was under way is unknown.", $"To continue where it stopped: {Code(NextCommand.Continue(Target))}"],
            _ => [],
        };
        if (alert.Length > 0)
            Line($"> {alert[0]}\n> {string.Join("\n>\n> ", alert.Skip(1).Where(p => p.Length > 0))}");
    }

    private string Undone => _logged.Rollback?.Target is null ? "What had been started is undone" : "What was started last is undone, the rest stays";

    private string StartAgain => $"When it is repaired: {Code(NextCommand.StartAgain(Target))}";

    private IEnumerable<string> BackIfNotYet => _logged.Rollback is null ? [$"To undo what was started: {Code(NextCommand.RollBack(Target))}"] : [];

    /// <summary>The runbook and not the delivery, which may have several.</summary>
    private string Target => _logged.Started.Runbook;

    /// <summary>Begins, as <see cref="Asked"/> does, with a word of ours, so that it cannot become a list or a heading.</summary>
    private static string Because(string outcome) => PlainText.ToInline($"Why: {outcome}.");

    private string Asked(Paused pause) => pause.For == "resume" ? "" : PlainText.ToInline($"For {RoleOf(pause.Subject) ?? "whoever runs it"}: {pause.Text}");

    private static string WaitingFor(Paused pause) => pause.For switch
    {
        "confirmation" => "Waiting for a confirmation",
        "decision" => "Waiting for a decision: go or no-go",
        "watch-decision" => "The metrics do not tell: waiting for a decision, go or no-go",
        "rollback-decision" => "Waiting for a decision: forward, back, or hold",
        "resume" => "Waiting to be continued",
        _ => "Waiting for somebody who looks",
    };

    private string? RoleOf(string subject)
    {
        var step = _logged.Runbook?.Steps.FirstOrDefault(s => s.Id == subject);
        return step?.Decide ?? step?.Confirm ?? _logged.All<ConfirmationAsked>().LastOrDefault(c => c.Event.Subject == subject).Event?.Role;
    }

    private string Command(Paused pause) => Code(NextCommand.After(pause, Target));

    private void Evidence()
    {
        var started = _logged.Started;
        Line("## Evidence");
        Item("Execution", started.Execution);
        Line(RunbookLine(started.Runbook, started.Delivery, started.RunbookDigest), 1);
        Item("Release", string.Join(", ", new[] { started.Release?.Commit, started.Release?.Artifact }.OfType<string>()));
        Item("Repository", started.Commit is null ? "" : $"commit {Short(started.Commit)}");
        Item("Started again because", started.Reason ?? "");
        Item("Run", started.Url ?? "");
        Line(JournalLine(started.Execution, JournalHead.After(_logged.Entries[^1])));
        Line(Footer);
    }

    private void Item(string label, string value)
    {
        if (value.Length > 0)
            Line($"- **{label}:** {PlainText.ToInline(value)}", 1);
    }

    /// <summary>A block of its own, or a line of one.</summary>
    private void Line(string text, int feeds = 2) => _page.Append(text).Append('\n', feeds);

    /// <summary>A heading and its table; nothing where there is nothing to say.</summary>
    private void Table(string heading, string[] columns, IEnumerable<string[]> rows) =>
        Table(heading, columns, rows.Select(r => string.Join(" | ", r.Select(PlainText.ToCell))).ToList());

    /// <param name="rows">Cells that are Markdown already.</param>
    private void Table(string heading, string[] columns, List<string> rows)
    {
        if (rows.Count == 0)
            return;

        Line($"## {heading}");
        Line($"| {string.Join(" | ", columns)} |\n|{string.Concat(columns.Select(c => c == "Took" ? "---:|" : "---|"))}", 1);
        foreach (var row in rows)
            Line($"| {row} |", 1);
        _page.Append('\n');
    }

    private static string Summary(string text) => SecurityElement.Escape(text.ReplaceLineEndings(" "));

    private string At(JournalEntry entry) => LogTime.On(entry.At, Began);

    private static string Count(int number) => number.ToString(CultureInfo.InvariantCulture);
}
