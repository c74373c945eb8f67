using System.Collections.Immutable;
using DeliveryAsCode.Cli.Metrics;
using DeliveryAsCode.Execution;
using DeliveryAsCode.Metrics;

namespace DeliveryAsCode.Cli.Running;

/// <summary>One execution while this process works on it.</summary>
internal sealed class RunningExecution : IDisposable
{
    private readonly RunRequest _request;
    private readonly EnvironmentLock _environment;
    private readonly Asker? _ask;
    private readonly Action<RunEvent> _observe;
    private readonly JournalFile _journal;
    private readonly BlockRunner _blocks;
    private readonly MetricProbe _metrics;
    private readonly Lock _lock = new();
    private readonly List<JournalEntry> _entries = [];
    private RunbookExecution _execution;
    private bool _isInterrupted;
    private bool _isUnobserved;

    /// <summary>What the person at the terminal said to a question that had been waiting.</summary>
    private Answer? _answer;

    private RunningExecution(RunRequest request, EnvironmentLock environment, Asker? ask, Action<RunEvent> observe, JournalFile journal)
    {
        _request = request;
        _environment = environment;
        _ask = ask;
        _observe = observe;
        _journal = journal;
        _journal.Remote = environment.Remote;
        _blocks = new BlockRunner(request, Observe);
        _metrics = new MetricProbe(request, _blocks);
        _execution = Fold([]);
    }

    private string? Note { get; set; }

    private bool IsContinued { get; init; }

    private string? Deviation { get; init; }

    public static RunningExecution Open(
        RunRequest request, StartDecision decision, EnvironmentLock environment, Asker? ask, Action<RunEvent> observe)
    {
        switch (decision)
        {
            case StartExecution start:
                var created = new RunningExecution(request, environment, ask, observe, JournalFile.Create(PathOf(request, start.Id)));
                created.Append(Started(request, start));
                created.Append(new LockTaken(environment.Term));
                return created;
            case ContinueExecution open:
                var journal = JournalFile.Open(PathOf(request, open.Execution.Id), open.Execution.Journal, out var repair);
                var continued = new RunningExecution(request, environment, ask, observe, journal) { IsContinued = true, Note = repair, Deviation = open.Deviation };
                continued.Replay(open.Execution.Journal.Entries);
                return continued;
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
                if (_request.IsWordOnly && LeaveToRunner() is { } said)
                    return said;
                if (await ObeyAsync(_execution.Next(Now), cancellationToken) is { } result)
                    return result;
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return Interrupt();
        }
    }

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
        if (_request.Word?.Events.Select(_execution.WhyRefused).FirstOrDefault(r => r is not null) is { } refusal)
            return Result(RunConclusion.Refused, refusal);
        if (_request.Word is null && await StillWaitingAsync(cancellationToken) is { } waiting)
            return waiting;
        if (_answer is null && !_request.IsWordOnly)
        {
            var found = await new Leftovers(_execution, _entries, _request.Clock, Observe).EndAsync(cancellationToken);
            Note = Join(Note, found);
        }

        if (_execution.IsOpen && !_request.IsWordOnly)
        {
            Append(new Resumed(Note));
            Append(new LockTaken(_environment.Term));
        }

        if (Deviation is { } deviation && !_request.IsWordOnly)
            Append(new Deviation(null, deviation));
        foreach (var (what, by) in Words())
            Append(what, by);
        if (!_execution.IsHeld)
            _environment.LiftHold();
        return null;
    }

    /// <summary>A word is recorded, with what follows from it; whatever is to be run is another run's.</summary>
    private RunResult? LeaveToRunner()
    {
        if (_execution.Next(Now) is Execution.Append { Event: ConfirmationAsked or Hold or ExecutionEnded } or Ask or Finish or Refuse)
            return null;

        var left = new Paused("resume", "", "the word is recorded, and a runner has to go on");
        Append(left);
        return Result(RunConclusion.Waiting, left.Text);
    }

    private IEnumerable<(JournalEvent What, string By)> Words() =>
        _answer is { } answer ? [(answer.Event, answer.By)] : (_request.Word?.Events ?? []).Select(e => (e, _request.Word!.By));

    /// <summary>Null: it goes on, perhaps with the answer of a person who is there.</summary>
    private async Task<RunResult?> StillWaitingAsync(CancellationToken cancellationToken)
    {
        if (_execution.Pause is null)
            return null;
        while (_execution.Next(Now) is Append { Event: Escalated escalated })
            Append(escalated);
        if (_execution.Pause is not { } pause)
            return null;

        switch (_execution.Next(Now))
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
                Append(append.Event);
                return null;
            case Perform perform:
                return Refusals(perform) ?? await DoAsync(PerformAsync(perform, cancellationToken));
            case PerformTogether together:
                return Refusals([.. together.All]) ?? await DoAsync(Task.WhenAll(together.All.Select(p => PerformAsync(p, cancellationToken))));
            case TakeBaseline baseline:
                return await DoAsync(CompareAsync(baseline, cancellationToken));
            case TakeSamples samples:
                return await DoAsync(SampleAsync(samples, cancellationToken));
            case Wait wait:
                Append(wait.Pause);
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
            if (_execution.IsChangedBy(perform) && !_execution.HasChanged && _request.Clearance(false) is { IsEmpty: false } refusals)
                return Result(RunConclusion.Refused, "a gate or a rule does not let it change anything any more") with { Diagnostics = refusals };
        }

        return null;
    }

    /// <summary>What ended rolled back or on hold keeps the environment until a person lifts the hold.</summary>
    private RunResult End(Conclusion conclusion)
    {
        if (_execution.IsHeld)
            _environment.Keep(_execution.Ended!.Outcome);
        else
            _environment.Release();
        return _request.Word?.Events is [.., HoldLifted] && _entries[^1].Event is HoldLifted
            ? Result(RunConclusion.NothingToDo, $"the hold of execution {_execution.Started!.Execution} is lifted, and the environment is free")
            : Result(ConclusionOf(conclusion), _execution.Ended!.Outcome);
    }

    private async Task CompareAsync(TakeBaseline baseline, CancellationToken cancellationToken)
    {
        var earlier = JournalFile.ReadAll(_request.ExecutionsFolder);
        var (values, source) = await _metrics.BaselineAsync(baseline.Metric, baseline.Step.Watch!, baseline.Until, earlier, cancellationToken);
        Append(new BaselineTaken(baseline.Step.Id, baseline.Metric.Name, values, source));
    }

    private async Task SampleAsync(TakeSamples samples, CancellationToken cancellationToken)
    {
        var wait = samples.At - Now;
        if (wait > TimeSpan.Zero)
            await Task.Delay(wait, _request.Clock, cancellationToken);
        var measured = await Task.WhenAll(samples.Watch.Metrics.Select(async m => (Metric: m, Measurement: await _metrics.MeasureAsync(m, samples.Step, _execution, cancellationToken))));
        foreach (var (metric, measurement) in measured)
        {
            var (verdict, reason) = MetricJudge.Judge(metric, measurement);
            Append(new SampleTaken(samples.Step.Id, metric.Name, measurement is Measured { Value: var value } && double.IsFinite(value) ? value : null, verdict, reason));
        }
    }

    private async Task PerformAsync(Perform perform, CancellationToken cancellationToken)
    {
        await Task.Delay(perform.After, _request.Clock, cancellationToken);
        var (step, kind, attempt) = (perform.Step.Id, perform.Kind, perform.Attempt);
        if (_execution.IsChangedBy(perform))
            _environment.Reserve();
        Append(new ActionStarted(kind, step, attempt, perform.Key));

        using var interruption = new CancellationTokenSource();
        var block = _blocks.RunAsync(_execution, perform, process => Append(new ActionProcess(kind, step, attempt, process)), cancellationToken);
        if (await Task.WhenAny(block, Cancelled(cancellationToken, interruption.Token)) != block)
        {
            // Said before the processes are gone, so that it is durable even if we are killed while we wait for them.
            Break();
            await ((Task)block).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            cancellationToken.ThrowIfCancellationRequested();
        }

        await interruption.CancelAsync();
        Append(new ActionEnded(kind, step, attempt, await block));
    }

    private static async Task Cancelled(CancellationToken cancellationToken, CancellationToken done)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, done);
        await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, either.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task<RunResult?> AskAsync(Question question, CancellationToken cancellationToken)
    {
        if (await AnswerAsync(question, cancellationToken) is { } answer)
        {
            Append(answer.Event, answer.By);
            return null;
        }

        Append(question.ToPause(Now));
        return Result(RunConclusion.Waiting, question.Text);
    }

    private async Task<Answer?> AnswerAsync(Question question, CancellationToken cancellationToken)
    {
        var answer = _ask is null ? null : await _ask(question, cancellationToken);
        return answer is null || question.IsAnsweredBy(answer.Event)
            ? answer
            : throw new InvalidOperationException($"{answer.Event.GetType().Name} is no answer to {question.Kind} {question.Subject}.");
    }

    private void Break()
    {
        lock (_lock)
        {
            if (!_isInterrupted)
                Append(new Interrupted("the run was cancelled"));
            _isInterrupted = true;
        }
    }

    private RunResult Interrupt()
    {
        Break();
        return Result(RunConclusion.Interrupted, "the run was cancelled: run it again to continue");
    }

    private void Replay(ImmutableArray<JournalEntry> entries)
    {
        _entries.AddRange(entries);
        _execution = Fold(entries);
        Observe(new Continued(entries));
    }

    private RunbookExecution Fold(ImmutableArray<JournalEntry> entries) =>
        RunbookExecution.Fold(_request.Runbook, entries) with { Circumstances = _request.Circumstances };

    private void Append(JournalEvent what) => Append(what, _request.Actor);

    private void Append(JournalEvent what, string by)
    {
        lock (_lock)
        {
            var entry = _journal.Append(Now, by, SecretWords.Mask(what, _blocks.Mask));
            _entries.Add(entry);
            _execution = _execution.Apply(entry);
            Observe(new EntryWritten(entry));
        }
    }

    /// <summary>Showing it never changes an outcome: a terminal that is gone is told nothing more.</summary>
    private void Observe(RunEvent what)
    {
        lock (_lock)
        {
            try
            {
                if (!_isUnobserved)
                    _observe(what);
            }
            catch (Exception e) when (e is IOException or ObjectDisposedException)
            {
                _isUnobserved = true;
            }
        }
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
        new(conclusion, _execution.Started?.Execution, _journal.Path, [.. _entries], StepResults.Of(_execution), reason);
}
