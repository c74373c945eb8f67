using DeliveryAsCode.Documents;
using DeliveryAsCode.Runbooks;

namespace DeliveryAsCode.Execution;

public sealed partial class ExecutionLog
{
    private void Timeline() => Table(
        "What happened",
        ["Phase and step", "Start", "Took", "Outcome"],
        [.. _logged.Phases.Where(p => p.Kind != PhaseKind.AfterRollback).SelectMany(Rows), .. RollbackRows(), .. _logged.Phases.Where(p => p.Kind == PhaseKind.AfterRollback).SelectMany(Rows)]);

    private IEnumerable<string> Rows(LoggedPhase phase)
    {
        var took = phase is { Started: { } started, Ended: { } ended } ? LogTime.Duration(ended - started) : "";
        var start = phase.Started is { } from ? LogTime.On(from, Began) : "";
        return [Group(phase.Name, start, took, OutcomeOf(phase)), .. phase.Started is null ? [] : phase.Steps.Select(Row)];
    }

    private string OutcomeOf(LoggedPhase phase) => phase switch
    {
        { Started: null } => "⬜ not reached",
        { Outcome: null } => _logged.Ended is null ? "⏳ under way" : "⛔ not finished",
        { Outcome: Outcome.Succeeded } => "✅ done",
        _ => "❌ failed",
    };

    private string Row(LoggedStep step) => Member(
        step.Title,
        step.Began is { } began ? At(began) : "",
        step.Began is null ? "" : LogTime.Duration(step.Took),
        step == _logged.Awaited ? "⏳ waiting" : $"{SignOf(step)} {OutcomeOf(step)}");

    private static string Group(string name, string start, string took, string outcome) =>
        $"**{PlainText.ToCell(name)}** | {start} | {took} | {PlainText.ToCell(outcome)}";

    private static string Member(string name, string start, string took, string outcome) =>
        $"&emsp;{PlainText.ToCell(name)} | {start} | {took} | {PlainText.ToCell(outcome)}";

    private static string SignOf(LoggedStep step)
    {
        if (step.IsNoGo)
            return "⛔";
        if (step.IsDeviation)
            return "⚠️";
        if (step.Watch is { } watch)
            return watch.Ended?.Event is WatchEnded ended ? GlyphOf(ended.Verdict) : "⏳";
        if (step.Run is null && step.Verify is null)
            return step.Word is null ? step.Skipped is null ? "⬜" : "⏭️" : "✅";
        if (step.Verify is { HasSucceeded: true } || step.Verify is null && step.Run is { HasSucceeded: true })
            return "✅";

        return step.Blocks.Any(b => b is { Name: not "undo", Block.Result: null }) && step.Verify?.Result is null ? "❔" : "❌";
    }

    private string OutcomeOf(LoggedStep step)
    {
        var parts = new List<string>();
        if (step.Skipped is { } reason)
            parts.Add($"passed over: {reason}");
        if (step.Watch is { } watch)
            parts.Add(watch.Ended?.Event is WatchEnded ended ? ended.Reason : "being watched");
        if (step.Word is not null)
            parts.Add(step.Word);
        if (step.Run is { } run)
            parts.Add(Describe(run, "done"));
        if (step.Verify is { } verify)
            parts.Add(Describe(verify, "verified", "verify: "));
        if (step.ShiftBack is { HasSucceeded: true })
            parts.Add("traffic was shifted back while a person decided");
        if (IsUndone(step))
            parts.Add("undone later");
        return parts.Count == 0 ? "not started" : string.Join(step.Watch is null ? ", " : "; ", parts);
    }

    /// <summary>By its own undo block, or by that of the part of its strategy which takes all of them back.</summary>
    private bool IsUndone(LoggedStep step) =>
        step.Undo is { HasSucceeded: true }
        || step.Run is not null && _logged.PartOf(step) is { UndoneBy: { } other } && _logged.Steps.Any(s => s.Id == other && s.Undo is { HasSucceeded: true });

    private static string Describe(LoggedBlock block, string success, string before = "")
    {
        var attempt = block.Attempt > 1 ? $" on attempt {Count(block.Attempt)}" : "";
        return block.Result switch
        {
            null => $"{before}unknown: nobody saw it end{attempt}",
            { Outcome: Outcome.Succeeded, Status: { } status } => $"HTTP {Count(status)}{attempt}",
            { Outcome: Outcome.Succeeded } => $"{success}{attempt}",
            { Reason: { } reason } => $"{before}{reason}{attempt}",
            _ => $"{before}failed{attempt}",
        };
    }

    /// <summary>What was undone, from the end, and what of the started steps was not.</summary>
    private IEnumerable<string> RollbackRows()
    {
        if (_logged.All<RollbackStarted>().FirstOrDefault() is not { Event: { } rollback, Entry: var entry })
            return [];

        return [Group("Rollback", At(entry), "", $"because {rollback.Cause}"), .. _logged.Undone.Select(UndoRow), .. NotUndone(rollback)];
    }

    private string UndoRow(LoggedStep step)
    {
        var undo = step.Undo!;
        var sign = undo.HasSucceeded ? "↩️" : undo.Result is null ? "❔" : "❌";
        return Member(step.Title, At(undo.First), LogTime.Duration(undo.Took), $"{sign} {Describe(undo, "undone")}");
    }

    private IEnumerable<string> NotUndone(RollbackStarted rollback)
    {
        if (_logged.Runbook is not { } runbook)
            yield break;

        var execution = RunbookExecution.Fold(runbook, _logged.Entries);
        var undoable = execution.ToUndo(rollback).ToHashSet();
        foreach (var step in runbook.PhasesOf(PhaseKind.Execution).SelectMany(p => p.Steps).Where(s => execution.StartedSteps.Contains(s.Id) && s.Part is not ({ NeedsNoUndo: true } or { UndoneBy: not null })))
        {
            if (step.Undo is null)
                yield return Member(step.Title, "", "", "⚠️ stays as it is: it has no undo block");
            else if (!undoable.Contains(step))
                yield return Member(step.Title, "", "", rollback.ByPerson ? "⚠️ stays as it is: the rollback was to stop before it" : "⚠️ stays as it is: it lies before the point of no return");
            else if (!execution.ProgressOf(step).Undo.IsStarted)
                yield return Member(step.Title, "", "", "⚠️ not undone yet");
        }
    }
}
