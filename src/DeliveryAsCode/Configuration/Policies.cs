using System.Collections.Immutable;

namespace DeliveryAsCode.Configuration;

/// <param name="App">Id of the app that must have reported the check; null for any.</param>
public sealed record RequiredCheck(string Name, long? App);

/// <param name="AcceptableDelay">How late a milestone may be before it is escalated; null if none is.</param>
/// <param name="To">The role that is escalated to; null if there is none.</param>
/// <param name="Milestones">Other delays for some milestones.</param>
/// <param name="EscalateAfterAttempts">Number of failed attempts at a gate after which it is escalated.</param>
public sealed record EscalationPolicy(
    DayPeriod? AcceptableDelay, string? To, ImmutableArray<MilestoneDelay> Milestones, int EscalateAfterAttempts)
{
    public static EscalationPolicy Default { get; } = new(null, null, [], EscalateAfterAttempts: 2);
}

/// <param name="Milestone">Its name as the lifecycle and the record write it.</param>
public sealed record MilestoneDelay(string Milestone, DayPeriod AcceptableDelay);

/// <param name="StatusUpdate">How often a status update is due; null for never.</param>
public sealed record Cadence(DayPeriod? StatusUpdate);

/// <param name="RequireSigned">Whether a local commit speaks for somebody only with a verified signature.</param>
/// <param name="ExpireAfter">How long an acknowledgement lasts while its gate is not passed; null for ever.</param>
public sealed record AcknowledgementPolicy(bool RequireSigned, TimeSpan? ExpireAfter);

/// <summary>How the program brings its changes into the repository.</summary>
public enum Publishing
{
    PullRequest,
    Direct,
}
