using System.Collections.Immutable;
using DeliveryAsCode.Diagnostics;
using DeliveryAsCode.Execution;

namespace DeliveryAsCode.Cli.Running;

/// <summary>What a run came to.</summary>
/// <param name="Execution">Id; null if none was started or found.</param>
/// <param name="Journal">Path of the journal.</param>
/// <param name="Entries">The journal as it is now, for the log and the record.</param>
/// <param name="Reason">What stands in the way, what is waited for, or why it ended so.</param>
/// <param name="Diagnostics">What is wrong with the runbook or its surroundings; then nothing was started.</param>
internal sealed record RunResult(
    RunConclusion Conclusion,
    string? Execution = null,
    string? Journal = null,
    ImmutableArray<JournalEntry> Entries = default,
    ImmutableArray<StepResult> Steps = default,
    string? Reason = null,
    ImmutableArray<Diagnostic> Diagnostics = default)
{
    public ImmutableArray<JournalEntry> Entries { get; init; } = Entries.IsDefault ? [] : Entries;

    public ImmutableArray<StepResult> Steps { get; init; } = Steps.IsDefault ? [] : Steps;

    public ImmutableArray<Diagnostic> Diagnostics { get; init; } = Diagnostics.IsDefault ? [] : Diagnostics;

    public static RunResult Refused(string reason, ImmutableArray<Diagnostic> diagnostics = default) =>
        new(RunConclusion.Refused, Reason: reason, Diagnostics: diagnostics);
}

/// <param name="Attempt">Of its run block; 0 if it was not started.</param>
internal sealed record StepResult(string Id, StepOutcome Outcome, int Attempt, TimeSpan Duration);
