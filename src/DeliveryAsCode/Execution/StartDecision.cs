using System.Collections.Immutable;
using DeliveryAsCode.Runbooks;
using DeliveryAsCode.Text;

namespace DeliveryAsCode.Execution;

/// <summary>
/// What <c>run</c> does about the executions that are already there. A workflow that is run again resumes; nothing starts
/// twice by accident. Closed.
/// </summary>
public abstract record StartDecision
{
    /// <param name="earlier">Every journal in the folder of the executions.</param>
    /// <param name="isAgain">Whether a runbook that has been run may start once more.</param>
    /// <param name="reason">Why it may, or why an open execution goes on although its runbook was changed.</param>
    public static StartDecision Of(Runbook runbook, ImmutableArray<EarlierExecution> earlier, StartIntent intent, bool isAgain, string? reason, DateTimeOffset now)
    {
        if (earlier.FirstOrDefault(e => e.Fault is not null && e.MayBeOf(runbook)) is { } broken)
            return new RefuseStart($"the journal of execution {broken.Id} is broken at entry {broken.Fault!.Number}, {broken.Fault.Reason}: find out how (delivery log verify) before anything runs");

        var own = earlier.Where(e => e.IsOf(runbook)).OrderBy(e => e.StartedAt).ThenBy(e => e.Id, StringComparer.Ordinal).ToList();
        return intent switch
        {
            StartIntent.Run when own.LastOrDefault(e => e.IsOpen) is { } open => GoOn(runbook, open, earlier, reason),
            StartIntent.Run => Start(runbook, own, earlier, isAgain, reason, now),
            StartIntent.Continue when own.LastOrDefault(e => e.IsOpen || e.IsHeld) is { } open => GoOn(runbook, open, earlier, reason),
            StartIntent.Continue => new RefuseStart($"no execution of {runbook.Path} is open{(own.LastOrDefault() is { } last ? $": {last.Id}, the last one, ended as {KebabCase.Of(last.Conclusion!.Value)}" : $"; {NextCommand.Start(runbook.Path)} starts one")}"),
            StartIntent.RollBack => RollBack(runbook, own, earlier, reason),
        };
    }

    private static StartDecision Start(
        Runbook runbook, List<EarlierExecution> own, ImmutableArray<EarlierExecution> earlier, bool isAgain, string? reason, DateTimeOffset now)
    {
        if (earlier.LastOrDefault(e => e.Holds(runbook)) is { } held)
            return new RefuseStart($"execution {held.Id} of {held.RunbookPath} {(held.Conclusion is { } end ? $"ended as {KebabCase.Of(end)}" : "is on hold")} and holds the environment: find the cause, then lift the hold with {NextCommand.LiftHold(held.RunbookPath)}");
        if (isAgain || own.LastOrDefault(e => e.IsSamePlan(runbook)) is not { } last)
            return new StartExecution(ExecutionId.Next(earlier, now), reason);

        return last.Conclusion == Conclusion.Succeeded
            ? new NothingToDo(last)
            : new RefuseStart($"execution {last.Id} of this runbook ended as {KebabCase.Of(last.Conclusion!.Value)}: repair the runbook, or start it again with {NextCommand.StartAgain(runbook.Path)}");
    }

    /// <summary>Not over what another execution has made of the environment since, as after its lock was taken away.</summary>
    private static StartDecision GoOn(Runbook runbook, EarlierExecution open, ImmutableArray<EarlierExecution> earlier, string? reason)
    {
        var decision = Continue(runbook, open, reason);
        if (decision is not ContinueExecution going || !open.IsOpen || earlier.FirstOrDefault(e => e.IsAfter(open)) is not { } later)
            return decision;

        return reason is null
            ? new RefuseStart($"execution {later.Id} has changed the environment since {open.Id} stood still: roll {open.Id} back, or go on as a recorded deviation with {NextCommand.Continue(runbook.Path)} --reason \"…\"")
            : going.As($"it went on although execution {later.Id} had changed the environment since: {reason}");
    }

    private static StartDecision Continue(Runbook runbook, EarlierExecution open, string? reason)
    {
        if (open.IsSamePlan(runbook))
            return new ContinueExecution(open, null);

        var execution = RunbookExecution.Fold(runbook, open.Journal.Entries);
        if (execution.UnknownOutside is { } step)
            return new RefuseStart($"nobody knows what became of \"{step}\", and the runbook no longer has that step: restore the runbook that execution {open.Id} started");

        if (execution.StartedOutside is { } started)
            return new RefuseStart($"\"{started}\" was started, and the runbook no longer has that step, so nothing could take it back: restore the runbook that execution {open.Id} started{(execution.Started?.Commit is { } commit ? $" (git checkout {commit} -- {runbook.Path})" : "")}");

        return reason is null
            ? new RefuseStart($"the runbook was changed since execution {open.Id} started it: restore it, or go on as a recorded deviation with {NextCommand.Continue(runbook.Path)} --reason \"…\"")
            : new ContinueExecution(open, $"the runbook was changed during the execution: {reason}");
    }

    /// <summary>The last execution, also one that has ended: nobody is asked to wait for a failure.</summary>
    private static StartDecision RollBack(Runbook runbook, List<EarlierExecution> own, ImmutableArray<EarlierExecution> earlier, string? reason)
    {
        // What failed or was rolled back has left nothing: what stands there is of an earlier one.
        if ((own.LastOrDefault(e => e.Conclusion is not (Conclusion.Failed or Conclusion.RolledBack)) ?? own.LastOrDefault()) is not { } last)
            return new RefuseStart($"{runbook.Path} was never executed: there is nothing to roll back");
        if (last.Conclusion is Conclusion.Failed or Conclusion.RolledBack)
            return new RefuseStart($"execution {last.Id} ended as {KebabCase.Of(last.Conclusion.Value)}: there is nothing to roll back");

        return earlier.FirstOrDefault(e => e.IsAfter(last)) is { } later
            ? new RefuseStart($"execution {later.Id} has changed the environment after {last.Id}: roll that back first")
            : Continue(runbook, last, reason);
    }
}

/// <summary>What a command wants of the executions that are there.</summary>
public enum StartIntent
{
    /// <summary>Start the runbook, or go on with its open execution.</summary>
    Run,

    /// <summary>Only go on.</summary>
    Continue,

    RollBack,
}

public sealed record StartExecution(string Id, string? Reason) : StartDecision;

/// <param name="Deviation">What to record before going on, if the runbook is not the one that was started.</param>
public sealed record ContinueExecution(EarlierExecution Execution, string? Deviation) : StartDecision
{
    /// <summary>With one more thing to record.</summary>
    public ContinueExecution As(string deviation) => this with { Deviation = Deviation is null ? deviation : $"{Deviation}; {deviation}" };
}

/// <summary>This runbook with this release has been run and succeeded.</summary>
public sealed record NothingToDo(EarlierExecution Execution) : StartDecision;

public sealed record RefuseStart(string Reason) : StartDecision;

/// <summary>An execution whose journal is there.</summary>
public sealed record EarlierExecution(string Id, Journal Journal)
{
    /// <summary>Null if the program died before the first entry was whole: nothing had been done.</summary>
    private ExecutionStarted? Started => Journal.Entries.FirstOrDefault()?.Event as ExecutionStarted;

    /// <summary>Whether only a way back was rehearsed, and nothing executed.</summary>
    private bool IsRehearsal => Journal.Entries.FirstOrDefault()?.Event is RehearsalStarted;

    public DateTimeOffset StartedAt => Journal.Entries.IsEmpty ? default : Journal.Entries[0].At;

    public Corrupt? Fault => Journal.State as Corrupt;

    /// <summary>Null while it is open.</summary>
    public Conclusion? Conclusion => ExecutionEnded.Last(Journal.Entries.Select(e => e.Event))?.Conclusion;

    public bool IsOpen => Started is not null && Conclusion is null;

    /// <summary>Whether it keeps the environment after its end, until a person lifts that.</summary>
    public bool IsHeld => Hold.IsLast(Journal.Entries.Select(e => e.Event));

    /// <summary>Whether the runbook must not start because of it.</summary>
    public bool Holds(Runbook runbook) => IsHeld && (IsOf(runbook) || runbook.IsGated && Started?.Environment == runbook.Environment);

    public string RunbookPath => Started?.Runbook ?? "";

    /// <summary>Whether it changed the same environment later.</summary>
    public bool IsAfter(EarlierExecution other) =>
        Started is { Environment: not Runbook.NoEnvironment } started && started.Environment == other.Started?.Environment
        && StartedAt > other.StartedAt && Conclusion is not (Execution.Conclusion.Failed or Execution.Conclusion.RolledBack);

    /// <summary>A plan that was renamed or copied is still the plan.</summary>
    public bool IsOf(Runbook runbook) => Started?.Runbook == runbook.Path || IsSamePlan(runbook);

    public bool MayBeOf(Runbook runbook) => !IsRehearsal && (Started is null || IsOf(runbook));

    public bool IsSamePlan(Runbook runbook) => Started?.RunbookDigest == runbook.Digest && Started?.Release == runbook.Release;
}
