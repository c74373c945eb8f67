using DeliveryAsCode.Runbooks;

namespace DeliveryAsCode.Execution;

/// <summary>How far a step is: one state for each of its blocks.</summary>
public sealed record StepProgress(ActionProgress Run, ActionProgress Verify, ActionProgress Undo, ActionProgress ShiftBack)
{
    public static readonly StepProgress None = new(ActionProgress.None, ActionProgress.None, ActionProgress.None, ActionProgress.None);

    public ActionProgress this[ActionKind kind] => kind switch
    {
        ActionKind.Step => Run,
        ActionKind.Verify => Verify,
        ActionKind.Undo => Undo,
        ActionKind.ShiftBack => ShiftBack,
    };

    public StepProgress With(ActionKind kind, ActionProgress progress) => kind switch
    {
        // What was verified is not what runs now.
        ActionKind.Step => this with { Run = progress, Verify = progress.IsUnknown ? ActionProgress.None : Verify },
        ActionKind.Verify => this with { Verify = progress },
        ActionKind.Undo => this with { Undo = progress },
        ActionKind.ShiftBack => this with { ShiftBack = progress },
    };
}

/// <param name="Attempt">The last one; 0: never started.</param>
/// <param name="Failures">Attempts that are known to have failed.</param>
/// <param name="Result">Of the last attempt; null while nobody knows it.</param>
/// <param name="At">When that was said.</param>
/// <param name="Entry">Number of the entry that said it.</param>
/// <param name="MayRepeat">A person said that it may run again.</param>
public sealed record ActionProgress(int Attempt, int Failures, ActionResult? Result, DateTimeOffset At, int Entry, bool MayRepeat)
{
    public static readonly ActionProgress None = new(0, 0, null, default, 0, false);

    public bool IsStarted => Attempt > 0;

    /// <summary>Started and not ended: it may have happened, in part or as a whole, or not at all.</summary>
    public bool IsUnknown => IsStarted && Result is null && !MayRepeat;

    public bool HasSucceeded => Result?.Outcome == Outcome.Succeeded;

    public bool HasFailed => Result is { Outcome: not Outcome.Succeeded };

    /// <summary>When whatever is still running of it has used up its time.</summary>
    public DateTimeOffset DeadlineOf(StepAction action) => At + action.Options.Timeout;

    /// <summary>A person has looked: what failed may be tried anew.</summary>
    public ActionProgress Renewed() => HasFailed ? this with { Failures = 0, Result = null, MayRepeat = true } : this;

    /// <summary>It failed, and there is no attempt left.</summary>
    public bool IsSpent(StepAction action) => HasFailed && Failures > action.Options.Retries;
}
