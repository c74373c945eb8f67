using System.Collections.Immutable;
using DeliveryAsCode.Runbooks;
using DeliveryAsCode.Text;

namespace DeliveryAsCode.Execution;

/// <summary>What a journal tells, arranged as people ask for it. With the runbook, also what was not reached.</summary>
internal sealed class LoggedExecution
{
    private readonly Dictionary<string, LoggedPhase> _phases = [];
    private readonly Dictionary<string, LoggedStep> _steps = [];

    private LoggedExecution(ImmutableArray<JournalEntry> entries, Runbook? runbook)
    {
        Entries = entries;
        Runbook = runbook;
        Ended = ExecutionEnded.Last(entries.Select(e => e.Event));
        foreach (var phase in InOrder(runbook))
            Add(phase);
        foreach (var entry in entries)
            Take(entry);
    }

    public ImmutableArray<JournalEntry> Entries { get; }

    public Runbook? Runbook { get; }

    public ExecutionStarted Started => (ExecutionStarted)Entries[0].Event;

    /// <summary>The end that counts.</summary>
    public ExecutionEnded? Ended { get; }

    public bool IsHeld => Hold.IsLast(Entries.Select(e => e.Event));

    public IEnumerable<LoggedPhase> Phases => _phases.Values.Where(p => p.Started is not null || p.Kind != PhaseKind.AfterRollback);

    public RollbackStarted? Rollback => All<RollbackStarted>().FirstOrDefault().Event;

    /// <summary>In the order in which they were undone.</summary>
    public IEnumerable<LoggedStep> Undone => _steps.Values.Where(s => s.Undo is not null).OrderBy(s => s.Undo!.First.Number);

    public IEnumerable<LoggedStep> Steps => _steps.Values;

    /// <summary>The step that waits for a person's word.</summary>
    public LoggedStep? Awaited => Entries[^1].Event is Paused { For: "confirmation" or "decision" or "watch-decision" or RunbookExecution.ExtendedWatch } pause ? _steps.GetValueOrDefault(pause.Subject) : null;

    public static LoggedExecution Of(ImmutableArray<JournalEntry> entries, Runbook? runbook) => new(entries, runbook);

    public IEnumerable<(JournalEntry Entry, T Event)> All<T>() where T : JournalEvent =>
        Entries.Where(e => e.Event is T).Select(e => (e, (T)e.Event));

    public string TitleOf(string subject)
    {
        var id = RollbackQuestion.StepOf(subject);
        return Runbook?.TitleOf(id) ?? id;
    }

    public StrategyPart? PartOf(LoggedStep step) => Runbook?.Steps.FirstOrDefault(s => s.Id == step.Id)?.Part;

    private static IEnumerable<Phase> InOrder(Runbook? runbook) =>
        Enum.GetValues<PhaseKind>().SelectMany(kind => runbook?.PhasesOf(kind) ?? []);

    private void Add(Phase phase)
    {
        var logged = PhaseOf(phase.Id);
        (logged.Name, logged.Kind) = (phase.Name, phase.Kind);
        foreach (var confirmation in phase.Confirmations)
            StepOf(confirmation.Id).Title = confirmation.Text;
        foreach (var step in phase.Steps)
            StepOf(step.Id).Title = step.Title;
    }

    private void Take(JournalEntry entry)
    {
        switch (entry.Event)
        {
            case PhaseStarted e: PhaseOf(e.Phase).Start(entry); break;
            case PhaseEnded e: PhaseOf(e.Phase).End(entry, e.Outcome); break;
            case ActionStarted e: StepOf(e.Step).Start(entry, e.Kind, e.Attempt); break;
            case ActionEnded e: StepOf(e.Step).End(entry, e.Kind, e.Result); break;
            case Answered e: StepOf(e.Step).Settle(entry, e); break;
            case StepSkipped e: StepOf(e.Step).Skipped = e.Reason; break;
            case WatchStarted e: StepOf(e.Step).Watch = (entry, null); break;
            case WatchEnded e when StepOf(e.Step) is { Watch: { } watch } watched: watched.Watch = (watch.Started, entry); break;
            case ConfirmationGiven e: StepOf(e.Subject).Word = $"confirmed by {entry.By}"; break;
            case Decision { Choice: DecisionChoice.Go or DecisionChoice.NoGo } e: StepOf(e.Subject).Decide(entry, e); break;
            case Deviation { Step: { } step } when _steps.TryGetValue(step, out var deviating): deviating.IsDeviation = true; break;
        }
    }

    private LoggedPhase PhaseOf(string id)
    {
        if (!_phases.TryGetValue(id, out var phase))
            _phases.Add(id, phase = new LoggedPhase(id));
        return phase;
    }

    private LoggedStep StepOf(string id)
    {
        if (!_steps.TryGetValue(id, out var step))
        {
            _steps.Add(id, step = new LoggedStep(id));
            PhaseOf(id.Split('/')[0]).Steps.Add(step);
        }

        return step;
    }
}

internal sealed class LoggedPhase(string id)
{
    public string Id { get; } = id;

    public string Name { get; set; } = id;

    public PhaseKind Kind { get; set; } = PhaseKind.Execution;

    public List<LoggedStep> Steps { get; } = [];

    public DateTimeOffset? Started { get; private set; }

    public DateTimeOffset? Ended { get; private set; }

    public Outcome? Outcome { get; private set; }

    public void Start(JournalEntry entry)
    {
        Started ??= entry.At;
        Outcome = null;
    }

    public void End(JournalEntry entry, Outcome outcome) => (Ended, Outcome) = (entry.At, outcome);
}

internal sealed class LoggedStep(string id)
{
    public string Id { get; } = id;

    public string Title { get; set; } = id;

    public LoggedBlock? Run { get; private set; }

    public LoggedBlock? Verify { get; private set; }

    public LoggedBlock? Undo { get; private set; }

    /// <summary>Traffic went back while somebody decided.</summary>
    public LoggedBlock? ShiftBack { get; private set; }

    /// <summary>What its watch came to.</summary>
    public (JournalEntry Started, JournalEntry? Ended)? Watch { get; set; }

    /// <summary>Why it was passed over.</summary>
    public string? Skipped { get; set; }

    /// <summary>What a person said.</summary>
    public string? Word { get; set; }

    /// <summary>Where it began to do something, a way back left out.</summary>
    public JournalEntry? Began => Run?.First ?? Verify?.First ?? Watch?.Started;

    /// <summary>Without the way back.</summary>
    public TimeSpan Took => (Run?.Took ?? TimeSpan.Zero) + (Verify?.Took ?? TimeSpan.Zero) + (Watch is { Ended: { } ended } watch ? ended.At - watch.Started.At : TimeSpan.Zero);

    public bool IsNoGo { get; private set; }

    public bool IsDeviation { get; set; }

    public IEnumerable<(string Name, LoggedBlock Block)> Blocks =>
        new (string Name, LoggedBlock? Block)[] { ("run", Run), ("verify", Verify), ("undo", Undo), ("shift back", ShiftBack) }
            .Where(b => b.Block is not null).Select(b => (b.Name, b.Block!));

    public void Start(JournalEntry entry, ActionKind kind, int attempt)
    {
        var block = this[kind];
        this[kind] = block is null ? new LoggedBlock(entry, entry, attempt, null, []) : block with { Last = entry, Attempt = attempt, Result = null };
    }

    public void End(JournalEntry entry, ActionKind kind, ActionResult result)
    {
        if (this[kind] is { } block)
            this[kind] = block with { Last = entry, Result = result, Failures = result.Reason is null ? block.Failures : block.Failures.Add((entry, result.Reason)) };
    }

    public void Settle(JournalEntry entry, Answered answer)
    {
        Word = $"{entry.By} says: {KebabCase.Of(answer.Answer)}, {answer.Reason}";
        if (answer.Answer != UnknownAnswer.Again)
            End(entry, answer.Kind, new ActionResult(answer.Answer == UnknownAnswer.Done ? Outcome.Succeeded : Outcome.Failed, TimeSpan.Zero));
    }

    public void Decide(JournalEntry entry, Decision decision)
    {
        IsNoGo = decision.Choice == DecisionChoice.NoGo;
        Word = $"{(IsNoGo ? "no-go" : "go")} by {entry.By}{(decision.Reason is null ? "" : $": {decision.Reason}")}";
    }

    private LoggedBlock? this[ActionKind kind]
    {
        get => kind switch { ActionKind.Step => Run, ActionKind.Verify => Verify, ActionKind.Undo => Undo, ActionKind.ShiftBack => ShiftBack };
        set
        {
            switch (kind)
            {
                case ActionKind.Step: Run = value; break;
                case ActionKind.Verify: Verify = value; break;
                case ActionKind.Undo: Undo = value; break;
                case ActionKind.ShiftBack: ShiftBack = value; break;
            }
        }
    }
}

/// <param name="First">Where its first attempt started.</param>
/// <param name="Last">Where its last attempt started or ended.</param>
/// <param name="Result">Null: nobody knows.</param>
internal sealed record LoggedBlock(
    JournalEntry First, JournalEntry Last, int Attempt, ActionResult? Result, ImmutableArray<(JournalEntry Entry, string Reason)> Failures)
{
    public bool HasSucceeded => Result?.Outcome == Outcome.Succeeded;

    public TimeSpan Took => Last.At - First.At;
}
