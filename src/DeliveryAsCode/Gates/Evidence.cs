using System.Collections.Immutable;
using DeliveryAsCode.Execution;
using DeliveryAsCode.Facts;
using NodaTime;

namespace DeliveryAsCode.Gates;

/// <summary>
/// What is known beside the documents, answered by the history of the repository or by a forge. What nobody can answer is
/// null, and never opens a gate.
/// </summary>
/// <param name="Rows">What stands behind each row of the record's Gates table, in its order.</param>
/// <param name="Executions">The delivery's executions, the oldest first.</param>
/// <param name="Checks">The newest result of each check on the release.</param>
/// <param name="Authors">By gate: who wrote, committed or pushed what the gate is bound to since it was last decided.</param>
/// <param name="Pending">Words that no row has yet: reviews of a gate's pull request, or what somebody is about to say.</param>
public sealed record Evidence(
    ImmutableArray<RowEvidence> Rows,
    ImmutableArray<ExecutionSummary>? Executions,
    ImmutableArray<CheckResult>? Checks,
    ImmutableDictionary<string, ImmutableArray<Person>> Authors,
    ImmutableArray<PendingWord> Pending)
{
    /// <summary>Whether people decide by approving pull requests on a forge; else they commit their words.</summary>
    public bool ComesFromReviews { get; init; }

    /// <summary>What is known of the change that is delivered.</summary>
    public FactSheet Facts { get; init; } = FactSheet.Unknown;

    /// <summary>Nobody knows anything.</summary>
    public static Evidence None { get; } = new([], null, null, ImmutableDictionary<string, ImmutableArray<Person>>.Empty, []);
}

/// <param name="IsYes">False for one that asks for changes, or says FAIL.</param>
public sealed record PendingWord(string Gate, GateWord Word, bool IsYes);

/// <summary>The newest result of a check run on the commit that is released.</summary>
/// <param name="App">Id of the app that reported it.</param>
public sealed record CheckResult(string Name, long? App, CheckState State);

public enum CheckState
{
    Successful,
    Running,

    /// <summary>Failed, was cancelled, skipped or neutral: it did not say yes.</summary>
    NotSuccessful,
}

/// <summary>An execution as its journal tells it.</summary>
/// <param name="Conclusion">Null while it is open.</param>
/// <param name="SmokeTests">Number of smoke tests that succeeded.</param>
/// <param name="StartedBy">Who started it.</param>
/// <param name="IsRehearsal">Whether only the way back was rehearsed, and nothing deployed.</param>
public sealed record ExecutionSummary(
    string Id,
    string LogPath,
    string RunbookDigest,
    string Environment,
    string? ReleaseCommit,
    Conclusion? Conclusion,
    int SmokeTests,
    bool IsRehearsal,
    string StartedBy,
    Instant StartedAt,
    Instant? EndedAt)
{
    /// <summary>What it stands still for; null if it does not wait, or has ended.</summary>
    public string? WaitsFor { get; init; }
}
