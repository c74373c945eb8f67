namespace DeliveryAsCode.Cli.Forges.GitHub.Api;

/// <summary>How patient the client is.</summary>
/// <param name="PerWrite">Between the starts of two writes.</param>
/// <param name="Timeout">
/// For one attempt. GitHub itself gives up after ten seconds: whoever waits longer knows that nothing happens any more.
/// </param>
/// <param name="MostWaiting">How long a call may take with all its attempts and whatever GitHub tells us to wait.</param>
/// <param name="MostAttempts">Of one call.</param>
/// <param name="Retry">Before the second attempt; doubled for each further one, with jitter.</param>
internal sealed record GitHubTimes(TimeSpan PerWrite, TimeSpan Timeout, TimeSpan MostWaiting, int MostAttempts, TimeSpan Retry)
{
    public static readonly GitHubTimes Default = new(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(20), TimeSpan.FromMinutes(10), 5, TimeSpan.FromSeconds(1));
}
