using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using DeliveryAsCode.Metrics;
using DeliveryAsCode.Runbooks;
using DeliveryAsCode.Text;

namespace DeliveryAsCode.Execution;

/// <summary>
/// The state of an execution: the fold of its journal over its runbook, and nothing else. <see cref="Next"/> says what to
/// do; every entry of a journal, and a journal cut after any entry, gives a legal state.
/// </summary>
public sealed partial record RunbookExecution
{
    private readonly Dictionary<string, Phase> _phaseOf = [];
    private readonly Dictionary<string, Step> _steps = [];

    /// <summary>By phase: steps that may run at the same time.</summary>
    private readonly Dictionary<string, ImmutableArray<ImmutableArray<Step>>> _groups = [];

    private RunbookExecution(Runbook runbook)
    {
        Runbook = runbook;
        foreach (var phase in runbook.Phases)
        {
            foreach (var step in phase.Steps)
                (_phaseOf[step.Id], _steps[step.Id]) = (phase, step);
            _groups[phase.Id] = [.. ParallelSteps.GroupsOf(phase)];
        }
    }

    public Runbook Runbook { get; }

    public JournalHead Head { get; private init; } = JournalHead.Empty;

    /// <summary>Null before the first entry.</summary>
    public ExecutionStarted? Started { get; private init; }

    public ImmutableDictionary<string, StepProgress> Steps { get; private init; } = ImmutableDictionary<string, StepProgress>.Empty;

    /// <summary>Steps that were started, the first one first: what a rollback undoes from the end.</summary>
    public ImmutableList<string> StartedSteps { get; private init; } = [];

    /// <summary>Phases that were started, with their outcome once they have ended.</summary>
    public ImmutableDictionary<string, Outcome?> Phases { get; private init; } = ImmutableDictionary<string, Outcome?>.Empty;

    public ImmutableHashSet<string> Asked { get; private init; } = [];

    public ImmutableHashSet<string> Confirmed { get; private init; } = [];

    public ImmutableDictionary<string, Decision> Decisions { get; private init; } = ImmutableDictionary<string, Decision>.Empty;

    /// <summary>Steps of which a deviation is recorded.</summary>
    public ImmutableHashSet<string> Deviating { get; private init; } = [];

    /// <summary>Steps whose condition did not hold, with the reason.</summary>
    public ImmutableDictionary<string, string> Skipped { get; private init; } = ImmutableDictionary<string, string>.Empty;

    public ImmutableDictionary<string, WatchProgress> Watches { get; private init; } = ImmutableDictionary<string, WatchProgress>.Empty;

    /// <summary>What the watches came to that are over.</summary>
    public ImmutableDictionary<string, WatchEnded> WatchVerdicts { get; private init; } = ImmutableDictionary<string, WatchEnded>.Empty;

    /// <summary>Questions of which somebody above was told that nobody answers.</summary>
    public ImmutableHashSet<string> EscalatedQuestions { get; private init; } = [];

    /// <summary>Values that earlier steps gave to later ones, by variable.</summary>
    public ImmutableDictionary<string, string> Outputs { get; private init; } = ImmutableDictionary<string, string>.Empty;

    public RollbackStarted? Rollback { get; private init; }

    public bool IsHeld { get; private init; }

    /// <summary>What the execution waits for; null while it goes on.</summary>
    public Paused? Pause { get; private init; }

    public ExecutionEnded? Ended { get; private init; }

    /// <summary>What is known from outside of the journal.</summary>
    public Circumstances Circumstances { get; init; } = Circumstances.None;

    /// <summary>When the environment was first changed.</summary>
    public DateTimeOffset? ChangedAt { get; private init; }

    /// <summary>Number of the last sample.</summary>
    private int LastSample { get; init; }

    /// <summary>Number of the last entry at which the execution stood still.</summary>
    public int LastBreak { get; private init; }

    /// <summary>Why this program cannot continue the execution.</summary>
    public string? Unreadable { get; private init; }

    public bool IsOpen => Started is not null && Ended is null;

    /// <summary>Whether anything outside the final checks was started: from here on the environment is not free.</summary>
    public bool HasChanged => StartedSteps.Count > 0;

    /// <summary>Whether the environment is no longer free once this block has started.</summary>
    public bool IsChangedBy(Perform perform) => HasChanged || perform.Kind == ActionKind.Step && ChangesTheWorld(perform.Step.Id);

    /// <summary>A step whose outcome nobody knows and which the runbook does not have: it cannot be settled by it.</summary>
    public string? UnknownOutside => Steps
        .Where(s => Enum.GetValues<ActionKind>().Any(kind => s.Value[kind].IsUnknown))
        .Select(s => s.Key)
        .FirstOrDefault(id => Runbook.Steps.All(s => s.Id != id));

    /// <summary>A step that was started and that the runbook no longer has: nothing could take it back.</summary>
    public string? StartedOutside => StartedSteps.FirstOrDefault(id => Find(id) is null);

    public static RunbookExecution Fold(Runbook runbook, IEnumerable<JournalEntry> entries) =>
        entries.Aggregate(new RunbookExecution(runbook), (execution, entry) => execution.Apply(entry));

    public RunbookExecution Apply(JournalEntry entry) => On(entry) with { Head = JournalHead.After(entry) };

    /// <summary>Hash of the first entry: two executions that share an id, on two machines, do not share it.</summary>
    private string Origin { get; init; } = "";

    public StepProgress ProgressOf(Step step) => Steps.GetValueOrDefault(step.Id, StepProgress.None);

    public StepOutcome OutcomeOf(Step step)
    {
        var progress = ProgressOf(step);
        if (progress.Undo.IsStarted)
            return progress.Undo.HasSucceeded ? StepOutcome.Undone : progress.Undo.IsUnknown ? StepOutcome.Unknown : StepOutcome.UndoFailed;
        if (Skipped.ContainsKey(step.Id))
            return StepOutcome.Skipped;
        if (progress.Run.IsStarted && step.Part?.UndoneBy is { } by && Progress(by).Undo.HasSucceeded)
            return StepOutcome.Undone;
        if (Deviating.Contains(step.Id))
            return StepOutcome.Tolerated;
        if (progress.Run.HasFailed || progress.Verify.HasFailed || WatchVerdicts.GetValueOrDefault(step.Id)?.Verdict == Verdict.Fail)
            return StepOutcome.Failed;

        return IsDone(step, progress) ? StepOutcome.Succeeded
            : Watches.ContainsKey(step.Id) ? StepOutcome.Watching
            : progress.Run.IsStarted || progress.Verify.IsStarted ? StepOutcome.Unknown
            : StepOutcome.NotStarted;
    }

    /// <summary>The idempotency key of a block: the same in every attempt, and of no other execution anywhere.</summary>
    public string KeyOf(Step step, ActionKind kind)
    {
        var what = $"{Started?.Execution}\n{Origin}\n{step.Id}\n{KebabCase.Of(kind)}";
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(what)).AsSpan(..16));
    }

    private bool IsDone(Step step, StepProgress progress) =>
        (step.Confirm is null || Confirmed.Contains(step.Id))
        && (step.Decide is null || Decisions.ContainsKey(step.Id))
        && (step.Run is null || progress.Run.HasSucceeded || IsVouchedFor(step))
        && (step.Verify is null || progress.Verify.HasSucceeded)
        && (step.Watch is null || IsWatchDone(step))
        && Phases.ContainsKey(PhaseOf(step.Id)?.Id ?? "");

    private RunbookExecution On(JournalEntry entry) => entry.Event switch
    {
        ExecutionStarted e => this with { Started = e, Origin = entry.Hash },
        RehearsalStarted or StepRehearsed or RehearsalEnded => this with { Unreadable = "this is the journal of a rehearsal, which is no execution" },
        PhaseStarted e => this with { Phases = Phases.SetItem(e.Phase, null) },
        PhaseEnded e => this with { Phases = Phases.SetItem(e.Phase, e.Outcome) },
        StepSkipped e => this with { Skipped = Skipped.SetItem(e.Step, e.Reason) },
        ActionStarted e => Begin(e, entry),
        ActionEnded e => End(e, entry),
        WatchStarted e => this with { Watches = Watches.SetItem(e.Step, new WatchProgress(entry.At, [], ImmutableDictionary<string, ImmutableArray<double>>.Empty)) },
        BaselineTaken e => OnWatch(e.Step, w => w with { Baselines = w.Baselines.SetItem(e.Metric, e.Values) }),
        SampleTaken e => OnWatch(e.Step, w => w with { Samples = w.Samples.Add(new MetricSample(e.Metric, entry.At, e.Value, e.Verdict, e.Reason)) }) with { LastSample = entry.Number, Pause = null },
        WatchEnded e => this with { WatchVerdicts = WatchVerdicts.SetItem(e.Step, e), Pause = null },
        ConfirmationAsked e => this with { Asked = Asked.Add(e.Subject) },
        ConfirmationGiven e => this with { Confirmed = Confirmed.Add(e.Subject), Pause = null },
        Decision e => Decide(e),
        Deviation e => e.Step is null ? this : this with { Deviating = Deviating.Add(e.Step) },
        RollbackStarted e => this with { Rollback = e, Pause = null, IsHeld = false, Ended = null },
        Hold => this with { IsHeld = true },
        HoldLifted => Lift(),
        Paused e => this with { Pause = e, LastBreak = entry.Number },
        Escalated e => this with { EscalatedQuestions = EscalatedQuestions.Add(e.Subject) },
        Interrupted or Resumed => this with { LastBreak = entry.Number },
        Answered e => Settle(e, entry) with { Pause = null },
        ExecutionEnded e => this with { Ended = e, Pause = null },
        ActionProcess or Issue or LockTaken or LockBroken => this,
        UnknownEvent e => this with
        {
            Unreadable = $"entry {entry.Number} of the journal, \"{e.Name}\", was written by a later version of delivery: continue with that version",
        },
        _ => throw new InvalidOperationException($"{entry.Event.GetType().Name} is not folded."),
    };

    private RunbookExecution Begin(ActionStarted e, JournalEntry entry)
    {
        var before = Progress(e.Step)[e.Kind];
        var begun = Set(e.Step, e.Kind, new ActionProgress(e.Attempt, before.Failures, null, entry.At, entry.Number, false));
        return e.Kind == ActionKind.Step && ChangesTheWorld(e.Step) && !before.IsStarted
            ? begun with { StartedSteps = StartedSteps.Add(e.Step), ChangedAt = ChangedAt ?? entry.At, Pause = null }
            : begun with { Pause = null };
    }

    private RunbookExecution End(ActionEnded e, JournalEntry entry)
    {
        var failures = Progress(e.Step)[e.Kind].Failures + (e.Result.Outcome == Outcome.Succeeded ? 0 : 1);
        var ended = Set(e.Step, e.Kind, new ActionProgress(e.Attempt, failures, e.Result, entry.At, entry.Number, false));
        return e.Result.Output is { } value && OutputOf(e.Step) is { } name
            ? ended with { Outputs = Outputs.SetItem(name, value) }
            : ended;
    }

    private RunbookExecution Settle(Answered e, JournalEntry entry)
    {
        var before = Progress(e.Step)[e.Kind];
        var settled = e.Answer switch
        {
            UnknownAnswer.Done => before with { Result = new ActionResult(Outcome.Succeeded, TimeSpan.Zero) },
            UnknownAnswer.Failed => before with { Result = new ActionResult(Outcome.Failed, TimeSpan.Zero, Reason: e.Reason), Failures = int.MaxValue },
            UnknownAnswer.Again => before with { MayRepeat = true },
        };
        return Set(e.Step, e.Kind, settled with { At = entry.At, Entry = entry.Number });
    }

    private StepProgress Progress(string step) => Steps.GetValueOrDefault(step, StepProgress.None);

    private RunbookExecution Set(string step, ActionKind kind, ActionProgress progress) =>
        this with { Steps = Steps.SetItem(step, Progress(step).With(kind, progress)) };

    /// <summary>A step that the runbook no longer has counts too: it may have changed something.</summary>
    private bool ChangesTheWorld(string step) =>
        PhaseOf(step)?.Kind is not (PhaseKind.FinalChecks or PhaseKind.AfterRollback) && Find(step) is not { Part.OnlyLooks: true };

    private Phase? PhaseOf(string step) => _phaseOf.GetValueOrDefault(step);

    private string? OutputOf(string step) => Find(step)?.Run?.Options.Output;
}
