namespace DeliveryAsCode.Cli.Forges.GitHub.Api;

/// <summary>An attempt failed in a way that may pass.</summary>
/// <param name="failure">What it is if it does not pass.</param>
/// <param name="isAmbiguous">Whether the request may have taken effect.</param>
/// <param name="wait">What GitHub tells us to wait; null: as we like.</param>
internal sealed class PassingFailure(GitHubException failure, bool isAmbiguous, TimeSpan? wait = null) : Exception(failure.Message)
{
    public GitHubException Failure { get; } = failure;

    public bool IsAmbiguous { get; } = isAmbiguous;

    public TimeSpan? Wait { get; } = wait;
}
