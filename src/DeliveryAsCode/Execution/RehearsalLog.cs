using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using DeliveryAsCode.Documents;
using DeliveryAsCode.Runbooks;

namespace DeliveryAsCode.Execution;

/// <summary>The log of a rehearsal: what would be undone, in which order. Its first words say that nothing was executed.</summary>
internal sealed class RehearsalLog
{
    private readonly ImmutableArray<JournalEntry> _entries;
    private readonly Runbook? _runbook;
    private readonly StringBuilder _page = new();

    private RehearsalLog(ImmutableArray<JournalEntry> entries, Runbook? runbook) => (_entries, _runbook) = (entries, runbook);

    /// <param name="entries">The first one is a <see cref="RehearsalStarted"/>.</param>
    public static string From(ImmutableArray<JournalEntry> entries, Runbook? runbook) => new RehearsalLog(entries, runbook).Write();

    private RehearsalStarted Started => (RehearsalStarted)_entries[0].Event;

    private string Write()
    {
        Line($"# Rehearsal of the rollback: {PlainText.ToInline(_runbook?.Title ?? Started.Runbook)}");
        Line(Header());
        Line("> [!NOTE]\n> **This was a rehearsal, nothing was deployed.** The order of undoing was walked through, no block was run.");
        Order();
        Evidence();
        return _page.ToString();
    }

    private string Header()
    {
        var (sign, word) = Verdict();
        string[] facts = [Started.Environment == Runbook.NoEnvironment ? "no environment (ungated)" : Started.Environment, .. Release(), $"by {_entries[0].By}", LogTime.Span(_entries[0].At, _entries[^1].At)];
        return $"{sign} **{word}** · {PlainText.ToInline(string.Join(" · ", facts))}";
    }

    private (string Sign, string Word) Verdict() => _entries[^1].Event switch
    {
        RehearsalEnded { Outcome: Outcome.Succeeded } => ("✅", "Every step has a way back, or says why not"),
        RehearsalEnded => ("❌", "The way back is not complete"),
        _ => ("⚠️", "Cut off: the rehearsal was not brought to its end"),
    };

    private IEnumerable<string> Release() =>
        (Started.Release?.Commit ?? Started.Release?.Artifact) is { } release ? [$"release {ExecutionLog.Short(release)}"] : [];

    private void Order()
    {
        var steps = _entries.Select(e => e.Event).OfType<StepRehearsed>().ToList();
        if (steps.Count == 0)
            return;

        Line("## Order of undoing");
        Line("| | Step | Way back |\n|---:|---|---|", 1);
        foreach (var (index, step) in steps.Index())
            Line($"| {(index + 1).ToString(CultureInfo.InvariantCulture)} | {PlainText.ToCell(TitleOf(step.Step))} | {PlainText.ToCell(Words(step))} |", 1);
        _page.Append('\n');
    }

    private static string Words(StepRehearsed step) => step.Way switch
    {
        WayBackKind.Undo => "↩️ its undo block",
        WayBackKind.NoReturn => $"⛔ point of no return, a person decides here: {step.Reason}",
        WayBackKind.CompatibleNoReturn => $"⚠️ stays as it is, the previous version can live with it: {step.Reason}",
        WayBackKind.None => "❌ none",
    };

    private string TitleOf(string step) => _runbook?.Steps.FirstOrDefault(s => s.Id == step)?.Title ?? step;

    private void Evidence()
    {
        Line("## Evidence");
        Line($"- **Rehearsal:** {PlainText.ToInline(Started.Rehearsal)}", 1);
        Line(ExecutionLog.RunbookLine(Started.Runbook, Started.Delivery, Started.RunbookDigest), 1);
        if (Started.Commit is { } commit)
            Line($"- **Repository:** {PlainText.ToInline($"commit {ExecutionLog.Short(commit)}")}", 1);
        Line(ExecutionLog.JournalLine(Started.Rehearsal, JournalHead.After(_entries[^1])));
        Line(ExecutionLog.Footer, 1);
    }

    private void Line(string text, int feeds = 2) => _page.Append(text).Append('\n', feeds);
}
