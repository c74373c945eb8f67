using DeliveryAsCode.Metrics;
using DeliveryAsCode.Runbooks;

namespace DeliveryAsCode.Execution;

public sealed partial record RunbookExecution
{
    /// <summary>
    /// After a rollback the environment is free again. An execution that stands half-way goes on: what failed on the way
    /// back is tried anew, and what was decided against is asked again.
    /// </summary>
    private RunbookExecution Lift()
    {
        var lifted = this with { IsHeld = false };
        return Ended is { Conclusion: Conclusion.OnHold } ? lifted.Reopen() : lifted;
    }

    private RunbookExecution Reopen()
    {
        var afterRollback = Runbook.PhasesOf(PhaseKind.AfterRollback).ToList();
        var failedWatches = afterRollback.SelectMany(p => p.Steps).Select(s => s.Id).Where(id => WatchVerdicts.GetValueOrDefault(id)?.Verdict == Verdict.Fail).ToList();
        var reopened = this with
        {
            Ended = null,
            Watches = Watches.RemoveRange(failedWatches),
            WatchVerdicts = WatchVerdicts.RemoveRange(failedWatches),
            Decisions = Decisions.RemoveRange(Decisions.Where(d => d.Value.Choice is DecisionChoice.NoGo or DecisionChoice.Hold).Select(d => d.Key)),
            Phases = Phases.SetItems(afterRollback.Where(p => Phases.GetValueOrDefault(p.Id) == Outcome.Failed).Select(p => KeyValuePair.Create(p.Id, (Outcome?)null))),
        };
        foreach (var step in afterRollback.SelectMany(p => p.Steps))
            reopened = reopened.Renew(step.Id, ActionKind.Step).Renew(step.Id, ActionKind.Verify);
        return StartedSteps.Aggregate(reopened, (execution, step) => execution.Renew(step, ActionKind.Undo).Renew(step, ActionKind.ShiftBack));
    }

    private RunbookExecution Renew(string step, ActionKind kind) =>
        Progress(step)[kind] is { HasFailed: true } failed ? Set(step, kind, failed.Renewed()) : this;
}
