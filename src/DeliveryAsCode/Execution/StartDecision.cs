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
    public static StartDecision Of(Runbook runbook, ImmutableArray<EarlierExecution> earlier, bool isAgain, string? reason, DateTimeOffset now)
    {
        if (earlier.FirstOrDefault(e => e.Fault is not null && e.MayBeOf(runbook)) is { } broken)
            return new RefuseStart($"the journal of execution {broken.Id} is broken at entry {broken.Fault!.Number}, {broken.Fault.Reason}: find out how (delivery log verify) before anything runs");

        var own = earlier.Where(e => e.IsOf(runbook)).OrderBy(e => e.StartedAt).ThenBy(e => e.Id, StringComparer.Ordinal).ToList();
        if (own.LastOrDefault(e => e.Conclusion is null) is { } open)
            return Continue(runbook, open, reason);
        if (isAgain || own.LastOrDefault(e => e.IsSamePlan(runbook)) is not { } last)
            return new StartExecution(ExecutionId.Next(earlier, now), reason);

        return last.Conclusion == Conclusion.Succeeded
            ? new NothingToDo(last)
            : new RefuseStart($"execution {last.Id} of this runbook ended as {KebabCase.Of(last.Conclusion!.Value)}: repair the runbook, or start it again with --again --reason \"…\"");
    }

    private static StartDecision Continue(Runbook runbook, EarlierExecution open, string? reason)
    {
        if (open.IsSamePlan(runbook))
            return new ContinueExecution(open, null);
        if (RunbookExecution.Fold(runbook, open.Journal.Entries).UnknownOutside is { } step)
            return new RefuseStart($"nobody knows what became of \"{step}\", and the runbook no longer has that step: restore the runbook that execution {open.Id} started");

        return reason is null
            ? new RefuseStart($"the runbook was changed since execution {open.Id} started it: restore it, or go on as a recorded deviation with --reason \"…\"")
            : new ContinueExecution(open, $"the runbook was changed during the execution: {reason}");
    }
}

public sealed record StartExecution(string Id, string? Reason) : StartDecision;

/// <param name="Deviation">What to record before going on, if the runbook is not the one that was started.</param>
public sealed record ContinueExecution(EarlierExecution Execution, string? Deviation) : StartDecision;

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
    public Conclusion? Conclusion => Journal.Entries.Select(e => e.Event).OfType<ExecutionEnded>().LastOrDefault()?.Conclusion;

    /// <summary>A plan that was renamed or copied is still the plan.</summary>
    public bool IsOf(Runbook runbook) => Started?.Runbook == runbook.Path || IsSamePlan(runbook);

    public bool MayBeOf(Runbook runbook) => !IsRehearsal && (Started is null || IsOf(runbook));

    public bool IsSamePlan(Runbook runbook) => Started?.RunbookDigest == runbook.Digest && Started?.Release == runbook.Release;
}
