using DeliveryAsCode.Execution;
using DeliveryAsCode.Runbooks;

namespace DeliveryAsCode.Cli.Running;

/// <summary>
/// What a run that was cut off has left running. A block that nobody saw ending gets its time, then it is ended, and only
/// then judged.
/// </summary>
internal sealed class Leftovers(RunbookExecution execution, IReadOnlyList<JournalEntry> entries, TimeProvider clock, Action<RunEvent> observe)
{
    /// <summary>What was found, in words, or null. When it returns nothing is left.</summary>
    public async Task<string?> EndAsync(CancellationToken cancellationToken)
    {
        var found = new List<string>();
        foreach (var (step, kind, action) in UnknownBlocks())
        {
            if (await EndAsync(step, kind, action, cancellationToken) is { } what)
                found.Add(what);
        }

        return found.Count == 0 ? null : string.Join("; ", found);
    }

    private IEnumerable<(Step Step, ActionKind Kind, StepAction Action)> UnknownBlocks() =>
        from step in execution.Runbook.Steps
        from kind in Enum.GetValues<ActionKind>()
        where execution.ProgressOf(step)[kind].IsUnknown
        let action = ActionOf(step, kind)
        where action is not null
        select (step, kind, action);

    private static StepAction? ActionOf(Step step, ActionKind kind) => kind switch
    {
        ActionKind.Step => step.Run,
        ActionKind.Verify => step.Verify,
        ActionKind.Undo or ActionKind.ShiftBack => step.Undo,
    };

    private async Task<string?> EndAsync(Step step, ActionKind kind, StepAction action, CancellationToken cancellationToken)
    {
        var tree = new ProcessTree(LeaderOf(step, kind), execution.KeyOf(step, kind), clock);
        if (tree.IsGone)
            return null;

        var left = execution.ProgressOf(step)[kind].DeadlineOf(action) - clock.GetUtcNow();
        observe(new Noted($"\"{step.Title}\" of the interrupted run still runs: it has {Math.Max(0, left.TotalSeconds):0} s to end"));
        if (left > TimeSpan.Zero && await tree.WaitAsync(left, cancellationToken))
            return $"\"{step.Title}\" was still running and ended by itself";

        await tree.EndAsync(ProcessTree.Grace);
        return $"\"{step.Title}\" was still running and was stopped";
    }

    /// <summary>Null if it is gone: its number may be another process's by now.</summary>
    private int? LeaderOf(Step step, ActionKind kind)
    {
        var last = entries.Select(e => e.Event).OfType<ActionProcess>().LastOrDefault(p => p.Step == step.Id && p.Kind == kind);
        return last is not null && ProcessTable.IsAlive(last.Process) == true ? last.Process.Pid : null;
    }
}
