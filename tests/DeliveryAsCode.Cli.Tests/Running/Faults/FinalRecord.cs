using System.Collections.Immutable;
using DeliveryAsCode.Cli.Running;
using DeliveryAsCode.Execution;
using DeliveryAsCode.Runbooks;

namespace DeliveryAsCode.Cli.Tests.Running.Faults;

/// <summary>What is left of a journal when times, attempts, interruptions and a person's words on unknown blocks are put aside.</summary>
internal static class FinalRecord
{
    public static string Of(Runbook runbook, ImmutableArray<JournalEntry> entries)
    {
        var execution = RunbookExecution.Fold(runbook, entries);
        var events = entries.Select(e => e.Event).ToList();
        return string.Join('\n',
        [
            $"{execution.Ended?.Conclusion}: {execution.Ended?.Outcome}",
            .. StepResults.Of(execution).Select(s => $"step {s.Id}: {s.Outcome}"),
            .. events.OfType<PhaseStarted>().Select(p => p.Phase).Distinct().Select(p => $"phase {p}: {execution.Phases[p]}"),
            $"started {string.Join(' ', execution.StartedSteps)}",
            $"undone {string.Join(' ', events.OfType<ActionStarted>().Where(a => a.Kind == ActionKind.Undo).Select(a => a.Step).Distinct())}",
            .. events.Where(e => e is Deviation or Decision or ConfirmationAsked or ConfirmationGiven or RollbackStarted or Hold).Select(e => e.ToString()!),
            .. execution.Outputs.Select(o => $"output {o.Key}={o.Value}"),
        ]);
    }
}
