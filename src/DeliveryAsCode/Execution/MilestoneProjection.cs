using System.Collections.Immutable;
using DeliveryAsCode.Deliveries;
using DeliveryAsCode.Runbooks;
using NodaTime;

namespace DeliveryAsCode.Execution;

/// <summary>What a journal says about the milestones of its delivery.</summary>
public static class MilestoneProjection
{
    /// <param name="zone">The calendar in which the record's dates are told.</param>
    public static DeploymentMilestones Of(Runbook runbook, ImmutableArray<JournalEntry> entries, DateTimeZone zone)
    {
        var changing = RunbookExecution.Fold(runbook, entries).StartedSteps;
        var start = entries.FirstOrDefault(e => e.Event is ActionStarted { Kind: ActionKind.Step } started && changing.Contains(started.Step));
        var ended = ExecutionEnded.Last(entries.Select(e => e.Event));
        var end = ended is null ? null : entries.Last(e => ReferenceEquals(e.Event, ended));
        var succeeded = ended is { Conclusion: Conclusion.Succeeded };
        return new DeploymentMilestones(
            start is null ? null : DayOf(start, zone),
            succeeded ? DayOf(end!, zone) : null,
            HasFailed: end is not null && !succeeded);
    }

    private static LocalDate DayOf(JournalEntry entry, DateTimeZone zone) => Instant.FromDateTimeOffset(entry.At).InZone(zone).Date;
}
