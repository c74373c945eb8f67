using DeliveryAsCode.Text;
using WatchVerdict = DeliveryAsCode.Metrics.Verdict;

namespace DeliveryAsCode.Execution;

public sealed partial class ExecutionLog
{
    private void Issues() => Table("Issues and resolutions", ["Time", "Where", "Issue", "Resolution"], IssueRows().OrderBy(r => r.Entry.Number).Select(r => r.Row));

    private IEnumerable<(JournalEntry Entry, string[] Row)> IssueRows()
    {
        foreach (var step in _logged.Steps)
        {
            foreach (var (name, block) in step.Blocks)
            {
                foreach (var (entry, reason) in block.Failures)
                    yield return (entry, [At(entry), name == "run" ? step.Title : $"{step.Title} ({name})", reason, ResolutionOf(step, block, entry)]);
            }

            if (step.Watch is { Ended: { Event: WatchEnded { Verdict: not WatchVerdict.Pass } ended } found })
                yield return (found, [At(found), step.Title, ended.Reason, ResolutionOf(step)]);
        }

        foreach (var (entry, issue) in _logged.All<Issue>())
            yield return (entry, [At(entry), issue.Step is null ? "" : _logged.TitleOf(issue.Step), issue.Text, issue.Resolution ?? "open"]);
    }

    private string ResolutionOf(LoggedStep step, LoggedBlock block, JournalEntry failure)
    {
        if (block.HasSucceeded)
            return $"succeeded on attempt {Count(block.Attempt)}";
        if (block.Failures[^1].Entry != failure)
            return "tried again";
        return step.Undo == block && !step.IsDeviation ? "open" : ResolutionOf(step);
    }

    private string ResolutionOf(LoggedStep step) => (step.IsDeviation, _logged.Rollback, _logged.Ended?.Conclusion) switch
    {
        (true, _, _) => "went on, as a deviation",
        (_, null, _) => "open",
        (_, _, Conclusion.RolledBack) => "rolled back",
        _ => "rollback started",
    };

    private void Deviations() =>
        Table("Deviations", ["Time", "What was done otherwise"], _logged.All<Deviation>().Select(d => new[] { At(d.Entry), d.Event.Text }));

    private void Decisions() => Table("Decisions", ["Time", "Who", "About", "Decision", "Reason"], DecisionRows().OrderBy(r => r.Entry.Number).Select(r => r.Row));

    private IEnumerable<(JournalEntry Entry, string[] Row)> DecisionRows()
    {
        foreach (var (entry, e) in _logged.All<Decision>())
            yield return (entry, [At(entry), entry.By, _logged.TitleOf(e.Subject), KebabCase.Of(e.Choice), e.Reason ?? ""]);
        foreach (var (entry, e) in _logged.All<Answered>())
            yield return (entry, [At(entry), entry.By, _logged.TitleOf(e.Step), $"unknown settled: {KebabCase.Of(e.Answer)}", e.Reason]);
        foreach (var (entry, e) in _logged.All<HoldLifted>())
            yield return (entry, [At(entry), entry.By, "hold", "lifted", e.Reason]);
        foreach (var (entry, e) in _logged.All<RollbackStarted>().Where(r => r.Event.ByPerson))
            yield return (entry, [At(entry), entry.By, "the execution", "roll back", e.Cause]);
        foreach (var (entry, e) in _logged.All<LockBroken>())
            yield return (entry, [At(entry), entry.By, "the environment's lock", "taken from its holder", e.Reason]);
        foreach (var (entry, e) in _logged.All<Escalated>())
            yield return (entry, [At(entry), "", _logged.TitleOf(e.Subject), $"nobody answered: escalated to {e.To}", ""]);
    }

    /// <summary>The times in which nobody worked, and so nothing was watched.</summary>
    private void Waits() => Table("Waits and interruptions", ["From", "Until", "Why"], WaitRows());

    private IEnumerable<string[]> WaitRows()
    {
        for (var i = 0; i < _logged.Entries.Length; i++)
        {
            var entry = _logged.Entries[i];
            var why = entry.Event switch
            {
                Paused { For: RunbookExecution.ExtendedWatch } => null,
                Paused e => e.Text,
                Interrupted e => e.Cause,
                Resumed when _logged.Entries[i - 1].Event is not (Paused or Interrupted) => "the run was cut off without a word",
                _ => null,
            };
            if (why is null)
                continue;

            var isResumed = entry.Event is Resumed;
            var (from, until) = isResumed ? (_logged.Entries[i - 1], entry) : (entry, _logged.Entries.Skip(i + 1).FirstOrDefault());
            yield return [At(from), until is null ? "…" : At(until), why + (until?.Event is Resumed { Note: { } note } ? $"; on return: {note}" : "")];
        }
    }

    private void Outputs()
    {
        var outputs = _logged.Entries.Select(e => e.Event).OfType<ActionEnded>().Where(e => e.Result.Tail is { Length: > 0 }).ToList();
        if (outputs.Count == 0)
            return;

        Line("## Output");
        foreach (var ended in outputs)
            Folded(ended);
    }

    private void Folded(ActionEnded ended)
    {
        var block = ended.Kind == ActionKind.Step ? "" : $" ({KebabCase.Of(ended.Kind)})";
        var attempt = ended.Attempt > 1 ? $", attempt {Count(ended.Attempt)}" : "";
        var tail = ended.Result.Tail!;
        var lines = tail.Split('\n').Length;
        var fence = new string('`', Math.Max(3, LongestRun(tail, '`') + 1));
        Line($"<details>\n<summary>{Summary(_logged.TitleOf(ended.Step))}{block}{attempt} ({Count(lines)} {(lines == 1 ? "line" : "lines")})</summary>");
        Line($"{fence}text\n{tail}\n{fence}");
        Line("</details>");
    }

    private static int LongestRun(string text, char c)
    {
        var (longest, run) = (0, 0);
        foreach (var other in text)
        {
            run = other == c ? run + 1 : 0;
            longest = Math.Max(longest, run);
        }

        return longest;
    }
}
