using System.Collections.Immutable;
using DeliveryAsCode.Cli.Metrics;
using DeliveryAsCode.Execution;

namespace DeliveryAsCode.Cli.Running;

/// <summary>One execution while this process works on it: it obeys <see cref="RunbookExecution.Next"/> until that says to stop.</summary>
internal sealed class RunningExecution : IDisposable
{
    private readonly RunRequest _request;
    private readonly EnvironmentLock _environment;
    private readonly Asker? _ask;
    private readonly ExecutionJournal _journal;
    private readonly StepRunner _steps;
    private readonly WatchRunner _watches;

    /// <summary>What the person at the terminal said to a question that had been waiting.</summary>
    private Answer? _answer;

    private RunningExecution(
        RunRequest request, EnvironmentLock environment, Asker? ask, Action<RunEvent> observe, JournalFile file, ImmutableArray<JournalEntry> entries)
    {
        _request = request;
        _environment = environment;
        _ask = ask;
        file.Remote = environment.Remote;
        // What blocks print and what is written share one turn, so it goes through the journal.
        var blocks = new BlockRunner(request, line => _journal!.Observe(line));
        _journal = new ExecutionJournal(request, file, entries, blocks.Mask, observe);
        _steps = new StepRunner(request, environment, blocks, _journal);
        _watches = new WatchRunner(request, new MetricProbe(request, blocks), _journal);
    }

    private string? Note { get; init; }

    private bool IsContinued { get; init; }

    private string? Deviation { get; init; }

    public static RunningExecution Open(
        RunRequest request, StartDecision decision, EnvironmentLock environment, Asker? ask, Action<RunEvent> observe)
    {
        switch (decision)
        {
            case StartExecution start:
                var created = new RunningExecution(request, environment, ask, observe, JournalFile.Create(PathOf(request, start.Id)), []);
                created._journal.Append(Started(request, start));
                created._journal.Append(new LockTaken(environment.Term));
                return created;
            case ContinueExecution { Execution: var open } going:
                var file = JournalFile.Open(PathOf(request, open.Id), open.Journal, out var repair);
                return new RunningExecution(request, environment, ask, observe, file, open.Journal.Entries) { IsContinued = true, Note = repair, Deviation = going.Deviation };
            default:
                throw new InvalidOperationException($"{decision.GetType().Name} does not run.");
        }
    }

    public void Dispose() => _journal.Dispose();

    public async Task<RunResult> RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (IsContinued && await ResumeAsync(cancellationToken) is { } waiting)
                return waiting;
            while (true)
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (_environment.Remote is { IsTaken: true, Fault: { } fault })
                    throw new EnvironmentLost(fault, isTaken: true);
                if (_request.IsWordOnly && LeaveToRunner() is { } said)
                    return said;
                if (await ObeyAsync(State.Next(Now), cancellationToken) is { } result)
                    return result;
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return Interrupt();
        }
    }

    private RunbookExecution State => _journal.State;

    private DateTimeOffset Now => _request.Clock.GetUtcNow();

    private static string PathOf(RunRequest request, string id) => Path.Combine(request.ExecutionsFolder, id + JournalFile.Extension);

    private static ExecutionStarted Started(RunRequest request, StartExecution start) => new(
        start.Id, request.Runbook.Path, request.Runbook.Digest, request.Runbook.Environment, request.Delivery,
        request.Runbook.Release, request.Rules, request.Commit, request.Tool, start.Reason, request.Url);

    /// <summary>
    /// First whatever an earlier run has left running, then the entry. An execution that still waits for the same word, and
    /// nobody is there to give it, is left as it is: looking at it is no event.
    /// </summary>
    private async Task<RunResult?> ResumeAsync(CancellationToken cancellationToken)
    {
        // An end that was cut off between its hold and its last entry is written first: a word is about the whole of it.
        if (State is { IsHeld: true, Ended: null } && State.Next(Now) is Append { Event: ExecutionEnded end })
            _journal.Append(end);
        if (_request.Word?.Events.Select(State.WhyRefused).FirstOrDefault(r => r is not null) is { } refusal)
            return Result(RunConclusion.Refused, refusal);
        if (_request.Word is null && Deviation is null && await StillWaitingAsync(cancellationToken) is { } waiting)
            return waiting;
        string? found = null;
        if (_answer is null && !_request.IsWordOnly)
            found = await new Leftovers(State, _journal.Entries, _request.Clock, _journal.Observe).EndAsync(cancellationToken);

        if (State.IsOpen && !_request.IsWordOnly)
        {
            _journal.Append(new Resumed(Join(Note, found)));
            _journal.Append(new LockTaken(_environment.Term));
        }

        if (Deviation is { } deviation && !_request.IsWordOnly)
            _journal.Append(new Deviation(null, deviation));
        foreach (var (what, by) in Words())
            _journal.Append(what, by);
        if (!State.IsHeld)
            _environment.LiftHold();
        return null;
    }

    /// <summary>A word is recorded, with what follows from it; whatever is to be run is another run's.</summary>
    private RunResult? LeaveToRunner()
    {
        if (State.NeedsNoRunner(Now))
            return null;

        var left = new Paused("resume", "", "the word is recorded, and a runner has to go on");
        _journal.Append(left);
        return Result(RunConclusion.Waiting, left.Text);
    }

    private IEnumerable<(JournalEvent What, string By)> Words() =>
        _answer is { } answer ? [(answer.Event, answer.By)] : (_request.Word?.Events ?? []).Select(e => (e, _request.Word!.By));

    /// <summary>Null: it goes on, perhaps with the answer of a person who is there.</summary>
    private async Task<RunResult?> StillWaitingAsync(CancellationToken cancellationToken)
    {
        if (State.Pause is null)
            return null;
        while (State.Next(Now) is Append { Event: Escalated escalated })
            _journal.Append(escalated);
        if (State.Pause is not { } pause)
            return null;

        switch (State.Next(Now))
        {
            case Wait:
                return Result(RunConclusion.Waiting, pause.Text);
            case Ask { Question: var question } when question.IsAskedBy(pause):
                _answer = await AnswerAsync(question, cancellationToken);
                return _answer is null ? Result(RunConclusion.Waiting, pause.Text) : null;
            default:
                return null;
        }
    }

    /// <summary>Null: go on.</summary>
    private async Task<RunResult?> ObeyAsync(Instruction instruction, CancellationToken cancellationToken)
    {
        switch (instruction)
        {
            case Append append:
                _journal.Append(append.Event);
                return null;
            case Perform perform:
                return Refusals(perform) ?? await DoAsync(_steps.PerformAsync(perform, cancellationToken));
            case PerformTogether together:
                return Refusals([.. together.All]) ?? await DoAsync(Task.WhenAll(together.All.Select(p => _steps.PerformAsync(p, cancellationToken))));
            case TakeBaseline baseline:
                return await DoAsync(_watches.CompareAsync(baseline, cancellationToken));
            case TakeSamples samples:
                return await DoAsync(_watches.SampleAsync(samples, cancellationToken));
            case Wait wait:
                _journal.Append(wait.Pause);
                return Result(RunConclusion.Waiting, wait.Pause.Text);
            case Ask ask:
                return await AskAsync(ask.Question, cancellationToken);
            case Finish finish:
                return End(finish.Conclusion);
            case Refuse refuse:
                return Result(RunConclusion.Refused, refuse.Reason);
            default:
                throw new InvalidOperationException($"{instruction.GetType().Name} is not obeyed.");
        }
    }

    private static async Task<RunResult?> DoAsync(Task task)
    {
        await task;
        return null;
    }

    /// <summary>Windows, freezes and approvals are judged once more at the first block that changes something.</summary>
    private RunResult? Refusals(params ReadOnlySpan<Perform> performs)
    {
        foreach (var perform in performs)
        {
            if (State.IsChangedBy(perform) && !State.HasChanged && _request.Clearance(null) is { IsEmpty: false } refusals)
                return Result(RunConclusion.Refused, "a gate or a rule does not let it change anything any more") with { Diagnostics = refusals };
        }

        return null;
    }

    /// <summary>What ended rolled back or on hold keeps the environment until a person lifts the hold.</summary>
    private RunResult End(Conclusion conclusion)
    {
        if (State.IsHeld)
            _environment.Keep(State.Ended!.Outcome);
        else
            _environment.Release();
        return _request.Word?.Events is [.., HoldLifted] && _journal.Entries[^1].Event is HoldLifted
            ? Result(RunConclusion.NothingToDo, $"the hold of execution {State.Started!.Execution} is lifted, and the environment is free")
            : Result(ConclusionOf(conclusion), State.Ended!.Outcome);
    }

    private async Task<RunResult?> AskAsync(Question question, CancellationToken cancellationToken)
    {
        if (await AnswerAsync(question, cancellationToken) is { } answer)
        {
            _journal.Append(answer.Event, answer.By);
            return null;
        }

        _journal.Append(question.ToPause(Now));
        return Result(RunConclusion.Waiting, question.Text);
    }

    private async Task<Answer?> AnswerAsync(Question question, CancellationToken cancellationToken)
    {
        var answer = _ask is null ? null : await _ask(question, cancellationToken);
        return answer is null || question.IsAnsweredBy(answer.Event)
            ? answer
            : throw new InvalidOperationException($"{answer.Event.GetType().Name} is no answer to {question.Kind} {question.Subject}.");
    }

    private RunResult Interrupt()
    {
        _journal.Interrupt();
        return Result(RunConclusion.Interrupted, "the run was cancelled: run it again to continue");
    }

    private static string? Join(string? one, string? other) => one is null ? other : other is null ? one : $"{one}; {other}";

    private static RunConclusion ConclusionOf(Conclusion conclusion) => conclusion switch
    {
        Conclusion.Succeeded => RunConclusion.Succeeded,
        Conclusion.Failed => RunConclusion.Failed,
        Conclusion.RolledBack => RunConclusion.RolledBack,
        Conclusion.OnHold => RunConclusion.OnHold,
    };

    private RunResult Result(RunConclusion conclusion, string? reason) =>
        new(conclusion, State.Started?.Execution, _journal.Path, [.. _journal.Entries], StepResults.Of(State), reason);
}
