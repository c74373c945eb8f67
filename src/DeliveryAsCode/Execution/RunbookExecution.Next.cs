using System.Collections.Immutable;
using DeliveryAsCode.Metrics;
using DeliveryAsCode.Runbooks;

namespace DeliveryAsCode.Execution;

public sealed partial record RunbookExecution
{
    private static readonly ImmutableArray<PhaseKind> _forward =
        [PhaseKind.FinalChecks, PhaseKind.Execution, PhaseKind.SmokeTests, PhaseKind.Monitoring];

    /// <summary>
    /// What to do now: final checks, execution, smoke tests, monitoring, each kind in the order of the file; after a
    /// failure the undo blocks from the end and the phases after a rollback.
    /// </summary>
    public Instruction Next(DateTimeOffset now)
    {
        if (Unreadable is { } reason)
            return new Refuse(reason);
        if (Ended is { } ended)
            return new Finish(ended.Conclusion);
        if (Started is null)
            return new Refuse("the journal does not begin with execution-started");
        if (Pause is { Until: { } until } pause && pause.For != ExtendedWatch && until <= now && !EscalatedQuestions.Contains(pause.Subject))
            return new Append(new Escalated(pause.Subject, Circumstances.EscalateTo));

        return Rollback is { } rollback ? NextBackward(rollback, now) : NextForward(now);
    }

    private Instruction NextForward(DateTimeOffset now)
    {
        if (Decisions.Values.FirstOrDefault(d => d.Choice == DecisionChoice.NoGo) is { } noGo)
            return Stop("no-go", $"no-go: {noGo.Reason ?? "no reason was given"}");
        if (PhasesForward.SelectMany(p => p.Steps).FirstOrDefault(HasFailed) is { } failed)
            return NextAfter(failed);

        return PhasesForward.Select(p => NextIn(p, now)).FirstOrDefault(i => i is not null)
            ?? new Append(new ExecutionEnded(Conclusion.Succeeded, "all phases are done"));
    }

    private IEnumerable<Phase> PhasesForward => _forward.SelectMany(Runbook.PhasesOf);

    private Instruction? NextIn(Phase phase, DateTimeOffset now)
    {
        var isStarted = Phases.TryGetValue(phase.Id, out var outcome);
        if (!isStarted || outcome is not null && phase.Steps.Any(s => IsStale(s, now)))
            return new Append(new PhaseStarted(phase.Id));
        // One that failed goes on where a person has left the failure behind.
        if (outcome == Outcome.Succeeded)
            return null;

        return phase.Confirmations.Select(NextOf).FirstOrDefault(i => i is not null)
            ?? _groups[phase.Id].Select(g => NextOf(g, now)).FirstOrDefault(i => i is not null)
            ?? new Append(new PhaseEnded(phase.Id, Outcome.Succeeded));
    }

    /// <summary>After a wait, a final check that is no longer fresh runs again before the first change.</summary>
    private bool IsStale(Step step, DateTimeOffset now) =>
        !HasChanged
        && ProgressOf(step).Run is { HasSucceeded: true } run && run.Entry < LastBreak && now - run.At > Runbook.FreshFor
        && IsFinalCheck(step);

    /// <summary>It looks and changes nothing, so it may always be repeated.</summary>
    private bool IsFinalCheck(Step step) => PhaseOf(step.Id)?.Kind == PhaseKind.FinalChecks;

    private Instruction? NextOf(Confirmation confirmation) =>
        Confirmed.Contains(confirmation.Id)
            ? null
            : AskOnce(new ConfirmationQuestion(confirmation.Id, confirmation.Role, confirmation.Text));

    /// <summary>What stands in the way of one member comes first; blocks that only run, run together.</summary>
    private Instruction? NextOf(ImmutableArray<Step> group, DateTimeOffset now)
    {
        var next = group.Select(s => NextOf(s, now)).OfType<Instruction>().ToList();
        return next.FirstOrDefault(i => i is not Perform)
            ?? (next.Count > 1 ? new PerformTogether([.. next.Cast<Perform>()]) : next.FirstOrDefault());
    }

    private Instruction? NextOf(Step step, DateTimeOffset now) =>
        Skipped.ContainsKey(step.Id) ? null
        : NextSkip(step) ?? NextConfirmation(step) ?? NextDecision(step) ?? NextRun(step, now) ?? NextVerify(step) ?? NextWatch(step, now);

    /// <summary>Judged once, when it is reached: what has begun is not passed over any more.</summary>
    private Append? NextSkip(Step step) =>
        step.When is { } condition && !Steps.ContainsKey(step.Id) && !Watches.ContainsKey(step.Id) && !Asked.Contains(step.Id)
        && condition.Evaluate(Circumstances.Facts) is { Holds: false } value
            ? new Append(new StepSkipped(step.Id, value.Why))
            : null;

    private Instruction? NextConfirmation(Step step) =>
        step.Confirm is null || Confirmed.Contains(step.Id)
            ? null
            : AskOnce(new ConfirmationQuestion(step.Id, step.Confirm, step.Title));

    private Ask? NextDecision(Step step) =>
        step.Decide is null || Decisions.ContainsKey(step.Id) ? null : new Ask(new DecisionQuestion(step.Id, step.Decide, step.Title));

    private Instruction AskOnce(ConfirmationQuestion question) =>
        Asked.Contains(question.Subject)
            ? new Ask(question)
            : new Append(new ConfirmationAsked(question.Subject, question.Role));

    private Instruction? NextRun(Step step, DateTimeOffset now)
    {
        var progress = ProgressOf(step).Run;
        if (step.Run is not { } run || progress.HasSucceeded && !IsStale(step, now) || IsVouchedFor(step))
            return null;
        if (progress.IsUnknown && !IsRepeatable(run) && !IsFinalCheck(step))
            return step.Verify is null || run.Options.Output is not null ? AskAbout(step, ActionKind.Step) : null;

        return progress.IsSpent(run) ? Tolerate(step, run) : ToPerform(step, ActionKind.Step, run);
    }

    private Instruction? NextVerify(Step step)
    {
        var progress = ProgressOf(step);
        if (step.Verify is not { } verify || progress.Verify.HasSucceeded || progress.Run.HasFailed)
            return null;

        // A probe asks and changes nothing: an unknown one is asked again.
        return progress.Verify.IsSpent(verify) ? Tolerate(step, verify) : ToPerform(step, ActionKind.Verify, verify);
    }

    /// <summary>Nobody saw the end of the run, and its probe says that it is done. What it had to give to later steps no probe knows.</summary>
    private bool IsVouchedFor(Step step) => step.Run?.Options.Output is null && ProgressOf(step) is { Run.IsUnknown: true, Verify.HasSucceeded: true };

    private static bool IsRepeatable(StepAction action) =>
        action.Options.IsIdempotent || action is HttpAction { Method: "GET" or "HEAD" };

    /// <summary>A failure that the runbook allows, or that a person left behind, is a deviation and said once.</summary>
    private Append? Tolerate(Step step, StepAction action) =>
        Deviating.Contains(step.Id)
            ? null
            : new Append(new Deviation(step.Id, action.Options.ContinueOnError
                ? $"\"{step.Title}\" failed, and the runbook says to continue"
                : $"\"{step.Title}\" failed, and it was decided to go on"));

    /// <summary>Asked of every step before every instruction: what is rare is looked up last.</summary>
    private bool HasFailed(Step step)
    {
        var progress = ProgressOf(step);
        return (HasFailed(progress.Run, step.Run) && !IsVouchedFor(step) || HasFailed(progress.Verify, step.Verify)
                || WatchVerdicts.GetValueOrDefault(step.Id)?.Verdict == Verdict.Fail)
            && !IsRolledForward(step);
    }

    private static bool HasFailed(ActionProgress progress, StepAction? action) =>
        action is not null && progress.IsSpent(action) && !action.Options.ContinueOnError;

    private bool IsRolledForward(Step step) => DecisionAfter(step)?.Choice == DecisionChoice.RollForward;

    private Decision? DecisionAfter(Step failed) => Decisions.GetValueOrDefault(RollbackQuestion.SubjectOf(failed.Id));

    private Instruction NextAfter(Step failed)
    {
        var phase = PhaseOf(failed.Id)!;
        if (Phases.TryGetValue(phase.Id, out var outcome) && outcome is null)
            return new Append(new PhaseEnded(phase.Id, Outcome.Failed));
        if (phase.Kind == PhaseKind.FinalChecks)
            return Stop($"final check {failed.Id} failed", $"the final check \"{failed.Title}\" failed");

        var cause = WatchVerdicts.TryGetValue(failed.Id, out var watch) ? $"\"{failed.Title}\": {watch.Reason}" : $"\"{failed.Title}\" failed";
        if (PointOfNoReturn is not { } point)
            return new Append(new RollbackStarted(cause, null));

        return DecisionAfter(failed)?.Choice switch
        {
            DecisionChoice.Undo => new Append(new RollbackStarted(cause, point.Id)),
            DecisionChoice.Hold => Stop("held after a point of no return", $"{cause} after the point of no return \"{point.Title}\""),
            _ => new Ask(new RollbackQuestion(failed, $"{cause} after the point of no return \"{point.Title}\": {point.Run!.Options.PointOfNoReturn}")),
        };
    }

    /// <summary>The last one that was started and that the previous version cannot live with.</summary>
    private Step? PointOfNoReturn =>
        StartedSteps.Select(Find).LastOrDefault(s => s?.Run?.Options is { PointOfNoReturn: not null, PreviousVersionCompatible: false });

    private Step? Find(string id) => _steps.GetValueOrDefault(id);

    /// <summary>The end without a rollback: failed where nothing was changed, else on hold.</summary>
    private Append Stop(string outcome, string why)
    {
        if (!HasChanged)
            return new Append(new ExecutionEnded(Conclusion.Failed, outcome));

        return IsHeld ? new Append(new ExecutionEnded(Conclusion.OnHold, outcome)) : new Append(new Hold(why));
    }

    private static string Describe(ActionKind kind) => kind switch
    {
        ActionKind.Step => "run",
        ActionKind.Verify => "verify",
        ActionKind.Undo => "undo",
        ActionKind.ShiftBack => "shift-back",
    };

    private static Ask AskAbout(Step step, ActionKind kind) => new(new UnknownQuestion(
        kind, step.Id, $"the {Describe(kind)} block of \"{step.Title}\" was started, and nobody saw it end: is it done, did it fail, or may it run again?"));

    private Perform ToPerform(Step step, ActionKind kind, StepAction action)
    {
        var progress = ProgressOf(step)[kind];
        var after = progress.HasFailed ? action.Options.Backoff : TimeSpan.Zero;
        return new Perform(kind, step, action, progress.Attempt + 1, KeyOf(step, kind), after);
    }
}
