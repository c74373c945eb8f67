namespace DeliveryAsCode.StandIns.GitHub.State;

internal sealed record CommitStatus(long Id, string Sha, string Context, string State, string? Description, string? TargetUrl, Account Creator, DateTimeOffset At);
