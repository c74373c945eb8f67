using DeliveryAsCode.Runbooks;

namespace DeliveryAsCode.Execution;

public sealed partial record RunbookExecution
{
    private Instruction NextBackward(RollbackStarted rollback, DateTimeOffset now)
    {
        if (!HasChanged)
            return new Append(new ExecutionEnded(Conclusion.Failed, rollback.Cause));

        foreach (var step in ToUndo(rollback))
        {
            if (NextUndo(step) is { } instruction)
                return instruction;
        }

        return NextAfterRollback(now)
            ?? (IsHeld
                ? new Append(new ExecutionEnded(Conclusion.RolledBack, rollback.Cause))
                : new Append(new Hold($"rolled back because {rollback.Cause}")));
    }

    /// <summary>What was started and has an undo block, the last one first.</summary>
    public IEnumerable<Step> ToUndo(RollbackStarted rollback) =>
        StartedSteps.Reverse().TakeWhile(id => id != rollback.Target).Select(Find).OfType<Step>().Where(s => s.Undo is not null);

    private Instruction? NextUndo(Step step)
    {
        var undo = step.Undo!;
        var progress = ProgressOf(step).Undo;
        if (progress.HasSucceeded)
            return null;
        if (progress.IsUnknown && !IsRepeatable(undo))
            return AskAbout(step, ActionKind.Undo);
        if (!progress.IsSpent(undo))
            return ToPerform(step, ActionKind.Undo, undo);

        return undo.Options.ContinueOnError ? TolerateUndo(step) : StopRollback($"the undo of \"{step.Title}\" failed{Left()}");
    }

    private Append? TolerateUndo(Step step) =>
        Deviating.Contains($"{step.Id}#undo")
            ? null
            : new Append(new Deviation($"{step.Id}#undo", $"the undo of \"{step.Title}\" failed, and the runbook says to continue"));

    private string Left()
    {
        var left = ToUndo(Rollback!).Where(s => !ProgressOf(s).Undo.IsStarted).Select(s => $"\"{s.Title}\"").ToList();
        return left.Count == 0 ? "" : $"; not undone yet: {string.Join(", ", left)}";
    }

    private Instruction? NextAfterRollback(DateTimeOffset now)
    {
        foreach (var phase in Runbook.PhasesOf(PhaseKind.AfterRollback))
        {
            if (phase.Steps.FirstOrDefault(s => HasFailed(s) || Decisions.GetValueOrDefault(s.Id)?.Choice == DecisionChoice.NoGo) is { } failed)
                return EndPhase(phase) ?? StopRollback($"after the rollback \"{failed.Title}\" failed");
            if (NextIn(phase, now) is { } instruction)
                return instruction;
        }

        return null;
    }

    private Append? EndPhase(Phase phase) =>
        Phases.GetValueOrDefault(phase.Id) is null ? new Append(new PhaseEnded(phase.Id, Outcome.Failed)) : null;

    private Append StopRollback(string why) =>
        IsHeld ? new Append(new ExecutionEnded(Conclusion.OnHold, why)) : new Append(new Hold(why));
}
