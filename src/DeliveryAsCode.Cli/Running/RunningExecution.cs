using System.Collections.Immutable;
using DeliveryAsCode.Execution;

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
    private readonly Lock _lock = new();
    private readonly List<JournalEntry> _entries = [];
    private RunbookExecution _execution;
    private bool _isInterrupted;
    private bool _isUnobserved;

    private RunningExecution(RunRequest request, EnvironmentLock environment, Asker? ask, Action<RunEvent> observe, JournalFile journal)
    {
        _request = request;
        _environment = environment;
        _ask = ask;
        _observe = observe;
        _journal = journal;
        _blocks = new BlockRunner(request, Observe);
        _execution = RunbookExecution.Fold(request.Runbook, []);
    }

    private string? Note { get; set; }

    private bool IsContinued { get; init; }

    public static RunningExecution Open(
        RunRequest request, StartDecision decision, EnvironmentLock environment, Asker? ask, Action<RunEvent> observe)
    {
        switch (decision)
        {
            case StartExecution start:
                var created = new RunningExecution(request, environment, ask, observe, JournalFile.Create(PathOf(request, start.Id)));
                created.Append(Started(request, start));
                return created;
            case ContinueExecution open:
                var journal = JournalFile.Open(PathOf(request, open.Execution.Id), open.Execution.Journal, out var repair);
                var continued = new RunningExecution(request, environment, ask, observe, journal) { IsContinued = true, Note = repair };
                continued.Replay(open.Execution.Journal.Entries);
                if (open.Deviation is { } deviation)
                    continued.Append(new Deviation(null, deviation));
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
        if (_execution.Pause is { } pause && _execution.Next(Now) is Ask { Question: var question } && question.ToPause() == pause)
        {
            if (await AnswerAsync(question, cancellationToken) is not { } answer)
                return Result(RunConclusion.Waiting, pause.Text);

            Append(new Resumed(Note));
            Append(answer.Event, answer.By);
            return null;
        }

        var found = await new Leftovers(_execution, _entries, _request.Clock, Observe).EndAsync(cancellationToken);
        Append(new Resumed(Join(Note, found)));
        return null;
    }

    /// <summary>Null: go on.</summary>
    private async Task<RunResult?> ObeyAsync(Instruction instruction, CancellationToken cancellationToken)
    {
        switch (instruction)
        {
            case Append append:
                Append(append.Event);
                return null;
            case Perform perform when _execution.IsChangedBy(perform) && !_execution.HasChanged && _request.Clearance() is { IsEmpty: false } refusals:
                return Result(RunConclusion.Refused, "a gate or a rule does not let it change anything any more") with { Diagnostics = refusals };
            case Perform perform:
                await PerformAsync(perform, cancellationToken);
                return null;
            case Ask ask:
                return await AskAsync(ask.Question, cancellationToken);
            case Finish finish:
                _environment.Release();
                return Result(ConclusionOf(finish.Conclusion), _execution.Ended!.Outcome);
            case Refuse refuse:
                return Result(RunConclusion.Refused, refuse.Reason);
            default:
                throw new InvalidOperationException($"{instruction.GetType().Name} is not obeyed.");
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

        Append(question.ToPause());
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
        if (!_isInterrupted)
            Append(new Interrupted("the run was cancelled"));
        _isInterrupted = true;
    }

    private RunResult Interrupt()
    {
        Break();
        return Result(RunConclusion.Interrupted, "the run was cancelled: run it again to continue");
    }

    private void Replay(ImmutableArray<JournalEntry> entries)
    {
        _entries.AddRange(entries);
        _execution = RunbookExecution.Fold(_request.Runbook, entries);
    }

    private void Append(JournalEvent what) => Append(what, _request.Actor);

    private void Append(JournalEvent what, string by)
    {
        lock (_lock)
        {
            var entry = _journal.Append(Now, by, what);
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
