using System.Collections.Immutable;
using DeliveryAsCode.Metrics;
using DeliveryAsCode.Runbooks;

namespace DeliveryAsCode.Execution;

public sealed partial record RunbookExecution
{
    private Instruction? NextWatch(Step step, DateTimeOffset now)
    {
        if (step.Watch is not { } watch)
            return null;
        if (WatchVerdicts.TryGetValue(step.Id, out var ended))
            return NextAfterWatch(step, watch, ended);
        if (!Watches.TryGetValue(step.Id, out var progress))
            return new Append(new WatchStarted(step.Id));
        if (watch.Metrics.FirstOrDefault(m => m.Baseline is not null && !progress.Baselines.ContainsKey(m.Name)) is { } metric)
            return new TakeBaseline(step, metric, ChangedAt ?? progress.Started);

        if (watch.IsExtended && IsAskedForSamples)
            return new TakeSamples(step, watch, now);

        return WatchJudge.Judge(watch, progress, now) switch
        {
            WatchOver over => new Append(new WatchEnded(step.Id, over.Verdict, over.Reason)),
            SamplesDue due when watch.IsExtended && due.At > now =>
                new Wait(new Paused(ExtendedWatch, step.Id, $"\"{step.Title}\" goes on until {progress.Started + watch.For:yyyy-MM-dd HH:mm} UTC", due.At)),
            SamplesDue due => new TakeSamples(step, watch, due.At),
            var other => throw new InvalidOperationException($"{other.GetType().Name} is not handled."),
        };
    }

    /// <summary><see cref="Paused.For"/> of a watch that later runs continue.</summary>
    public const string ExtendedWatch = "extended-watch";

    /// <summary>Once in a run, also where it comes too late: what somebody asks for is looked at before it is judged.</summary>
    private bool IsAskedForSamples => Circumstances.SamplesNow && LastSample < LastBreak;

    /// <summary>Watches that did not tell, and of which a person said then to go on all the same.</summary>
    private ImmutableHashSet<string> Waived { get; init; } = [];

    private bool IsWatchDone(Step step) => WatchVerdicts.GetValueOrDefault(step.Id) switch
    {
        null or { Verdict: Verdict.Fail } => false,
        { Verdict: Verdict.Pass } => true,
        _ => Waived.Contains(step.Id),
    };

    /// <summary>Only pass passes. What does not tell is a person's to decide, and meanwhile traffic may be where it was.</summary>
    private Instruction? NextAfterWatch(Step step, Watch watch, WatchEnded ended)
    {
        if (ended.Verdict == Verdict.Pass || Deviating.Contains(step.Id))
            return null;
        if (ended.Verdict == Verdict.Fail || IsWatchDone(step))
            return new Append(new Deviation(step.Id, $"\"{step.Title}\" did not pass ({ended.Reason}), and it was decided to go on"));

        return NextShiftBack(step, watch)
            ?? new Ask(new WatchQuestion(step.Id, $"\"{step.Title}\" does not tell: {ended.Reason}{NotShiftedBack(step, watch)}. Go on all the same?") { Within = watch.DecideWithin });
    }

    private Instruction? NextShiftBack(Step step, Watch watch)
    {
        if (watch.WhileWaiting != WhileWaiting.ShiftBack || ShifterOf(step) is not { Undo: { } undo } first)
            return null;

        var progress = ProgressOf(first).ShiftBack;
        return progress.HasSucceeded || progress.IsSpent(undo) ? null : ToPerform(first, ActionKind.ShiftBack, undo);
    }

    private string NotShiftedBack(Step step, Watch watch) =>
        watch.WhileWaiting == WhileWaiting.ShiftBack && ShifterOf(step) is { } first && ProgressOf(first).ShiftBack.HasFailed
            ? $"; traffic could not be shifted back ({ProgressOf(first).ShiftBack.Result!.Reason}) and may be anywhere"
            : "";

    /// <summary>The part whose undo block takes traffic back; of a watch behind all strategies, that of the last one. Only what may be repeated goes back and forth.</summary>
    private Step? ShifterOf(Step watch)
    {
        var id = watch.Part is { } part ? part.ShiftsBackBy : StartedSteps.Select(Find).LastOrDefault(s => s?.Part?.UndoneBy is not null)?.Part!.UndoneBy;
        return id is not null && Find(id) is { Run.Options.IsIdempotent: true, Undo.Options.IsIdempotent: true } first ? first : null;
    }

    private RunbookExecution OnWatch(string step, Func<WatchProgress, WatchProgress> change) =>
        Watches.TryGetValue(step, out var progress) ? this with { Watches = Watches.SetItem(step, change(progress)) } : this;

    /// <summary>Going on after traffic was shifted back, the last part that had been reached is run again, and a later watch may shift back anew.</summary>
    private RunbookExecution Decide(Decision decision)
    {
        var isWaiver = decision.Choice == DecisionChoice.Go && WatchVerdicts.ContainsKey(decision.Subject);
        var decided = this with
        {
            Decisions = Decisions.SetItem(decision.Subject, decision),
            Waived = isWaiver ? Waived.Add(decision.Subject) : Waived,
            Pause = null,
        };
        if (decision.Choice != DecisionChoice.Go || Find(decision.Subject) is not { Watch: not null } watch || ShifterOf(watch) is not { } first || ProgressOf(first).ShiftBack.Result is null)
            return decided;

        var last = StartedSteps.Last(id => Find(id)?.Part?.Of == first.Part!.Of);
        var reopened = decided with { Phases = decided.Phases.SetItem(PhaseOf(last)!.Id, null) };
        return reopened
            .Set(last, ActionKind.Step, Progress(last).Run with { Result = null, MayRepeat = true })
            .Set(first.Id, ActionKind.ShiftBack, ActionProgress.None with { Attempt = ProgressOf(first).ShiftBack.Attempt, MayRepeat = true });
    }
}
