using System.Collections.Immutable;
using DeliveryAsCode.Metrics;
using DeliveryAsCode.Runbooks;

namespace DeliveryAsCode.Execution;

/// <summary>What one line of the journal says. Closed: what can happen to an execution is listed here.</summary>
public abstract record JournalEvent;

/// <param name="Execution">The execution's id.</param>
/// <param name="Runbook">Path of the runbook.</param>
/// <param name="Rules">Digest of the rules that let it start.</param>
/// <param name="Commit">Of the repository.</param>
/// <param name="Reason">Why it was started again.</param>
/// <param name="Url">The run of the CI host.</param>
public sealed record ExecutionStarted(
    string Execution,
    string Runbook,
    string RunbookDigest,
    string Environment,
    string? Delivery,
    Release? Release,
    string? Rules,
    string? Commit,
    string Tool,
    string? Reason,
    string? Url) : JournalEvent;

/// <summary>
/// The first entry of a rehearsal's journal: the way back of this runbook is walked through, and nothing deployed. It is no
/// execution, and is never continued as one.
/// </summary>
/// <param name="Rehearsal">Its id, from the same sequence as those of executions.</param>
public sealed record RehearsalStarted(
    string Rehearsal,
    string Runbook,
    string RunbookDigest,
    string Environment,
    string? Delivery,
    Release? Release,
    string? Commit,
    string Tool) : JournalEvent;

/// <summary>One step of the way back, in the order of undoing. No block was run for it.</summary>
/// <param name="Reason">Why there is no way back behind the step, if there is none.</param>
public sealed record StepRehearsed(string Step, WayBackKind Way, string? Reason) : JournalEvent;

public sealed record RehearsalEnded(Outcome Outcome) : JournalEvent;

public sealed record PhaseStarted(string Phase) : JournalEvent;

public sealed record PhaseEnded(string Phase, Outcome Outcome) : JournalEvent;

/// <summary>The intent: durable before the block runs.</summary>
/// <param name="Key">Given to the block as <c>DELIVERY_STEP_KEY</c>; the same in every attempt.</param>
public sealed record ActionStarted(ActionKind Kind, string Step, int Attempt, string Key) : JournalEvent;

/// <summary>
/// Which process the block became. An entry of its own, because the intent has to be durable before there is a process.
/// A crash between the two leaves the step unknown, and its process is then found by its key.
/// </summary>
public sealed record ActionProcess(ActionKind Kind, string Step, int Attempt, ProcessIdentity Process) : JournalEvent;

public sealed record ActionEnded(ActionKind Kind, string Step, int Attempt, ActionResult Result) : JournalEvent;

/// <summary>The step's condition does not hold here.</summary>
public sealed record StepSkipped(string Step, string Reason) : JournalEvent;

public sealed record WatchStarted(string Step) : JournalEvent;

/// <summary>What was normal before, so that the verdict can be followed from the journal alone.</summary>
/// <param name="Source">Where the values are from, or why there are none.</param>
public sealed record BaselineTaken(string Step, string Metric, ImmutableArray<double> Values, string Source) : JournalEvent
{
    public bool Equals(BaselineTaken? other) =>
        other is not null && Step == other.Step && Metric == other.Metric && Source == other.Source && Values.SequenceEqual(other.Values);

    public override int GetHashCode() => HashCode.Combine(Step, Metric, Values.Length, Source);
}

/// <param name="Value">Finite; null where there was none.</param>
/// <param name="Reason">Why it did not pass.</param>
public sealed record SampleTaken(string Step, string Metric, double? Value, Verdict Verdict, string? Reason) : JournalEvent;

public sealed record WatchEnded(string Step, Verdict Verdict, string Reason) : JournalEvent;

/// <param name="Subject">Id of the step or task item.</param>
public sealed record ConfirmationAsked(string Subject, string? Role) : JournalEvent;

public sealed record ConfirmationGiven(string Subject, string? Role) : JournalEvent;

/// <param name="Subject">Id of the step that asks; for the choice after a point of no return, see <see cref="RollbackQuestion"/>.</param>
public sealed record Decision(string Subject, DecisionChoice Choice, string? Reason) : JournalEvent;

/// <summary>Something that went wrong, or how it was put right, in a person's words.</summary>
public sealed record Issue(string? Step, string Text, string? Resolution) : JournalEvent;

/// <summary>Something that was done otherwise than the runbook says.</summary>
public sealed record Deviation(string? Step, string Text) : JournalEvent;

/// <param name="Target">The step before which everything stays as it is; null: everything is undone.</param>
/// <param name="ByPerson">Whether a person wanted it, and no failure.</param>
public sealed record RollbackStarted(string Cause, string? Target, bool ByPerson = false) : JournalEvent;

/// <summary>Nothing advances until a person lifts it.</summary>
public sealed record Hold(string Reason) : JournalEvent
{
    /// <summary>Whether nobody has lifted it since, and nothing turned back.</summary>
    public static bool IsLast(IEnumerable<JournalEvent> events) => events.LastOrDefault(e => e is Hold or HoldLifted or RollbackStarted) is Hold;
}

public sealed record HoldLifted(string Reason) : JournalEvent;

/// <param name="For">The kind of the <see cref="Question"/>, or <c>extended-watch</c>.</param>
/// <param name="Until">When somebody above is told that nobody has answered, or when the next samples are due.</param>
public sealed record Paused(string For, string Subject, string Text, DateTimeOffset? Until = null) : JournalEvent;

/// <summary>Nobody answered in time, and somebody above was told.</summary>
/// <param name="To">The role.</param>
public sealed record Escalated(string Subject, string To) : JournalEvent;

public sealed record Interrupted(string Cause) : JournalEvent;

/// <param name="Note">What was found: a torn line that was cut, a process that was still there.</param>
public sealed record Resumed(string? Note) : JournalEvent;

/// <summary>A person's word on a block whose outcome is unknown.</summary>
public sealed record Answered(ActionKind Kind, string Step, UnknownAnswer Answer, string Reason) : JournalEvent;

/// <summary>From here on a runner of this term writes the journal.</summary>
/// <param name="Term">Grows with every runner that takes the environment.</param>
public sealed record LockTaken(int Term) : JournalEvent;

/// <summary>A person has taken the environment from a runner that cannot be seen to be dead.</summary>
public sealed record LockBroken(int Term, string Reason) : JournalEvent;

public sealed record ExecutionEnded(Conclusion Conclusion, string Outcome) : JournalEvent
{
    /// <summary>The end that counts: a rollback, and the lifting of a hold that left it half-way, open an execution again.</summary>
    public static ExecutionEnded? Last(IEnumerable<JournalEvent> events) => events.Aggregate((ExecutionEnded?)null, (ended, what) => what switch
    {
        ExecutionEnded now => now,
        RollbackStarted => null,
        HoldLifted when ended is { Conclusion: Conclusion.OnHold } => null,
        _ => ended,
    });
}

/// <summary>Written by a later version. It is kept, shown and verified, but an execution that has one is not continued.</summary>
public sealed record UnknownEvent(string Name) : JournalEvent;

/// <summary>What tells a process from every other one, also after a restart and from another machine.</summary>
/// <param name="StartTime">Clock ticks since boot, as the kernel counts them.</param>
public sealed record ProcessIdentity(string Host, string BootId, int Pid, long StartTime);

/// <param name="ExitCode">Of a script that ended by itself.</param>
/// <param name="Status">Of an HTTP answer.</param>
/// <param name="OutputDigest">Over the masked output.</param>
/// <param name="Reason">Why it did not succeed, in a sentence without a full stop.</param>
/// <param name="Tail">The masked end of the output, if the runbook wants it in the log.</param>
/// <param name="Output">The value for later steps.</param>
public sealed record ActionResult(
    Outcome Outcome,
    TimeSpan Duration,
    int? ExitCode = null,
    int? Status = null,
    string? OutputDigest = null,
    string? Reason = null,
    string? Tail = null,
    string? Output = null);
