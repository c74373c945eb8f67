using System.Collections.Immutable;
using DeliveryAsCode.Diagnostics;
using DeliveryAsCode.Execution;

namespace DeliveryAsCode.Cli.Running;

/// <summary>
/// Runs a runbook, or goes on with its open execution, and obeys <see cref="RunbookExecution.Next"/>: it writes the intent,
/// does it, writes the outcome. It prints nothing and writes nothing but the journal and the lock.
/// </summary>
internal static class RunbookRunner
{
    /// <param name="ask">Answers for a person who is there; null: nobody is.</param>
    /// <param name="observe">Is told what happens, from any thread but one at a time.</param>
    /// <exception cref="IOException">The journal or the lock cannot be written: nothing more was started.</exception>
    public static async Task<RunResult> RunAsync(
        RunRequest request, Asker? ask, Action<RunEvent> observe, CancellationToken cancellationToken)
    {
        if (!OperatingSystem.IsLinux())
            return RunResult.Refused("runbooks are executed on Linux only: run it there, in a container, or in WSL");
        if (!request.IsWordOnly && Preflight.Check(request) is { IsEmpty: false } diagnostics)
            return RunResult.Refused("the runbook cannot run here", diagnostics);

        using var remote = request.Remote is { } store ? EnvironmentRef.Open(store, request.Clock) : null;
        if (remote is not null && RemoteJournal.Bring(remote, request, HolderOf) is { } conflict)
            return RunResult.Refused(conflict);

        return Decide(request) switch
        {
            ContinueExecution foreign when WhyForeign(request, foreign, remote) is { } why => RunResult.Refused(why),
            StartExecution start => await RunAsync(request, start.Id, start, remote, ask, observe, cancellationToken),
            ContinueExecution open => await RunAsync(request, open.Execution.Id, WithWhatDiffers(request, open, remote), remote, ask, observe, cancellationToken),
            NothingToDo done => NothingToDo(request, done.Execution),
            RefuseStart refused => RunResult.Refused(refused.Reason),
            var other => throw new InvalidOperationException($"{other.GetType().Name} is not handled."),
        };
    }

    /// <summary>Brings the journal that a remote keeps, for whoever looks at it before anything runs.</summary>
    /// <returns>Why the journal here and the one there do not fit; null if they do, or there is no remote.</returns>
    public static string? Bring(RunRequest request)
    {
        using var remote = request.Remote is { } store ? EnvironmentRef.Open(store, request.Clock) : null;
        return remote is null ? null : RemoteJournal.Bring(remote, request, HolderOf);
    }

    /// <summary>What a run would do about the executions that are there.</summary>
    public static StartDecision Decide(RunRequest request) => StartDecision.Of(
        request.Runbook, JournalFile.ReadAll(request.ExecutionsFolder), request.Intent, request.IsAgain, request.Reason, request.Clock.GetUtcNow());

    private static async Task<RunResult> RunAsync(
        RunRequest request, string id, StartDecision decision, EnvironmentRef? remote, Asker? ask, Action<RunEvent> observe, CancellationToken cancellationToken)
    {
        var (environment, refusal) = EnvironmentLock.Acquire(request.LocksFolder, request.LockName, HolderOf(request, id));
        if (environment is null)
            return RunResult.Refused(refusal!);

        using (environment)
        {
            // What was true before the lock may have been changed by whoever held it.
            if (!IsSame(decision, Decide(request), request))
                return RunResult.Refused("another run was faster: run the command again");
            if (Refusals(request, decision, remote) is { IsEmpty: false } refusals)
                return RunResult.Refused("a gate or a rule does not let it go on", refusals);
            if (remote is not null && environment.TakeAt(remote, RemoteJournal.ReadWhole(PathOf(request, id))) is { } taken)
                return RunResult.Refused(taken);
            // Others write there too: what they took back meanwhile counts, now that nobody else can run.
            if (remote is not null && Refusals(request, decision, remote) is { IsEmpty: false } late)
                return RunResult.Refused("a gate or a rule does not let it go on any more", late);

            var result = await RunAsync(request, id, decision, environment, ask, observe, cancellationToken);
            environment.Dispose();
            if (remote?.Fault is { } fault)
                observe(new Noted($"{fault}; the journal here is complete, and is published by the next run with --remote"));
            return result;
        }
    }

    private static async Task<RunResult> RunAsync(
        RunRequest request, string id, StartDecision decision, EnvironmentLock environment, Asker? ask, Action<RunEvent> observe, CancellationToken cancellationToken)
    {
        try
        {
            ScriptFile.Sweep();
            using var running = RunningExecution.Open(request, decision, environment, ask, observe);
            return await running.RunAsync(cancellationToken);
        }
        catch (EnvironmentLost lost) when (lost.IsTaken)
        {
            return RunResult.Refused($"{lost.Message}; the steps that were running have ended, and no other was started") with
            {
                Execution = id,
                Journal = PathOf(request, id),
                Entries = JournalFile.Read(PathOf(request, id)).Entries,
            };
        }
        catch (EnvironmentLost lost)
        {
            throw CommandException.World($"{lost.Message}; no other step was started", "when it answers again, run the same command again: it goes on where this ended");
        }
    }

    /// <summary>Why the request would be refused by a gate or a rule as they are now.</summary>
    public static ImmutableArray<Diagnostic> Refusals(RunRequest request) => Refusals(request, Decide(request), null);

    /// <summary>The way back and a person's word are never blocked by a gate, a freeze or a window.</summary>
    private static ImmutableArray<Diagnostic> Refusals(RunRequest request, StartDecision decision, EnvironmentRef? remote) =>
        request.IsWordOnly || IsWayBack(request, decision)
            ? []
            : request.Clearance(decision is ContinueExecution open && Fold(request, open) is { HasChanged: true, Started: var started } && HoldsReservation(request, open, remote) ? started : null);

    /// <summary>A journal alone proves nothing, anybody can commit one: the lock knows which execution has begun to change the environment.</summary>
    private static bool HoldsReservation(RunRequest request, ContinueExecution open, EnvironmentRef? remote) => (remote, request.Remote) switch
    {
        ({ } there, _) => IsReservedFor(request, open, there.Known.Lock.Holder),
        // A look ahead, before the remote was asked.
        (null, { }) => true,
        _ => IsReservedFor(request, open, EnvironmentLock.Find(request.LocksFolder, request.LockName)),
    };

    private static bool IsReservedFor(RunRequest request, ContinueExecution open, LockHolder? holder) =>
        holder is { IsReserved: true } && holder.Execution == open.Execution.Id && holder.Runbook == request.Runbook.Path;

    private static bool IsWayBack(RunRequest request, StartDecision decision) =>
        request.Intent == StartIntent.RollBack || decision is ContinueExecution open && Fold(request, open).Rollback is not null;

    /// <summary>Two clones that go on with one journal would do everything twice, and neither would know.</summary>
    private static string? WhyForeign(RunRequest request, ContinueExecution open, EnvironmentRef? remote) =>
        string.IsNullOrWhiteSpace(request.Reason) && IsForeign(request, open, remote)
            ? $"execution {open.Execution.Id} was started in another clone: continue it there; or, if that clone is gone for good, take it over with {NextCommand.Continue(request.Runbook.Path)} --reason \"…\""
            : null;

    private static bool IsForeign(RunRequest request, ContinueExecution open, EnvironmentRef? remote) =>
        JournalWitness.IsMissing(PathOf(request, open.Execution.Id)) && remote?.Known.Knows(open.Execution.Id, request.Runbook.Path) != true;

    /// <summary>Nobody waits for a commit to take something back, or for a clone that is gone, but the log says so.</summary>
    private static ContinueExecution WithWhatDiffers(RunRequest request, ContinueExecution open, EnvironmentRef? remote)
    {
        if (request.IsWordOnly)
            return open;
        if (IsForeign(request, open, remote))
            open = open.As($"taken over from another clone: {request.Reason}");

        return IsWayBack(request, open) && request.Differing() is { IsEmpty: false } paths
            ? open.As($"taken back with files that are not as they were approved: {string.Join(", ", paths)}")
            : open;
    }

    private static RunbookExecution Fold(RunRequest request, ContinueExecution open) => RunbookExecution.Fold(request.Runbook, open.Execution.Journal.Entries);

    private static string PathOf(RunRequest request, string id) => Path.Combine(request.ExecutionsFolder, id + JournalFile.Extension);

    private static LockHolder HolderOf(RunRequest request, string id) =>
        new(id, request.Runbook.Path, ProcessTable.Identify(Environment.ProcessId)!, request.Clock.GetUtcNow(), false)
        {
            Journal = PathOf(request, id),
            Remote = request.Remote?.Remote,
            Run = request.HostedRun,
        };

    /// <summary>A new execution keeps its id, though the minute may have changed, while nobody has taken it.</summary>
    private static bool IsSame(StartDecision before, StartDecision now, RunRequest request) => (before, now) switch
    {
        (StartExecution a, StartExecution) => !File.Exists(Path.Combine(request.ExecutionsFolder, a.Id + JournalFile.Extension)),
        (ContinueExecution a, ContinueExecution b) => a.Execution.Id == b.Execution.Id && a.Execution.Journal.Head == b.Execution.Journal.Head,
        _ => false,
    };

    /// <summary>A run that was killed between its last entry and the release left the environment to an execution that is over.</summary>
    private static void ReleaseAfter(RunRequest request, EarlierExecution done)
    {
        var (left, _) = EnvironmentLock.Acquire(request.LocksFolder, request.LockName, HolderOf(request, done.Id));
        left?.Release();
    }

    private static RunResult NothingToDo(RunRequest request, EarlierExecution done)
    {
        ReleaseAfter(request, done);
        var execution = RunbookExecution.Fold(request.Runbook, done.Journal.Entries);
        return new RunResult(
            RunConclusion.NothingToDo,
            done.Id,
            Path.Combine(request.ExecutionsFolder, done.Id + JournalFile.Extension),
            done.Journal.Entries,
            StepResults.Of(execution),
            $"execution {done.Id} has run this plan with success");
    }
}
