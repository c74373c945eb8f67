using System.Collections.Immutable;
using System.Globalization;
using static DeliveryAsCode.Cli.Forges.GitHub.Api.GitHubOperations;

namespace DeliveryAsCode.Cli.Forges.GitHub.Api;

internal sealed partial class GitHubApi
{
    private const int LongestDescription = 140;

    /// <summary>Whether it may be deployed is not asked of GitHub: that is what the gates are for.</summary>
    public Task<Deployment> CreateDeploymentAsync(NewDeployment deployment, CancellationToken cancellation) => client.SendAsync(
        Write(
            CreateDeployment, $"record a deployment to {deployment.Environment} in {repository}", Route($"/deployments"),
            new DeploymentRequest(deployment.Ref, "deploy", AutoMerge: false, RequiredContexts: [], new DeploymentPayload(deployment.Key), deployment.Environment, Cut(deployment.Description), ProductionEnvironment: false),
            GitHubJson.Default.DeploymentRequest),
        Reading.Of(GitHubJson.Default.Deployment), cancellation,
        async token => (await DeploymentsAsync(deployment.Environment, token)).FirstOrDefault(d => d.Key == deployment.Key) is { } found ? new Found<Deployment>(found) : null);

    /// <summary>The last hundred, the newest first: an environment has as many as there ever were.</summary>
    public Task<ImmutableArray<Deployment>> DeploymentsAsync(string environment, CancellationToken cancellation) => GetAsync(
        ReadDeployments, $"list the deployments to {environment} of {repository}", Query(Route($"/deployments"), ("environment", environment), ("per_page", PageSize)),
        GitHubJson.Default.ImmutableArrayDeployment, cancellation);

    public Task<DeploymentStatus> CreateStatusAsync(long deployment, NewDeploymentStatus status, CancellationToken cancellation)
    {
        var asked = string.Create(CultureInfo.InvariantCulture, $"report the state of the deployment {deployment} of {repository}");
        var cut = status with { Description = Cut(status.Description) };
        return client.SendAsync(
            Write(CreateDeploymentStatus, asked, Route($"/deployments/{deployment}/statuses"), cut, GitHubJson.Default.NewDeploymentStatus),
            Reading.Of(GitHubJson.Default.DeploymentStatus), cancellation,
            async token => (await StatusesAsync(deployment, token)).MaxBy(s => s.Id) is { } newest && newest.State == cut.State && (newest.Description ?? "") == cut.Description
                ? new Found<DeploymentStatus>(newest)
                : null);
    }

    /// <summary>The last hundred, the newest first.</summary>
    public Task<ImmutableArray<DeploymentStatus>> StatusesAsync(long deployment, CancellationToken cancellation) => GetAsync(
        ReadDeploymentStatuses, string.Create(CultureInfo.InvariantCulture, $"list the states of the deployment {deployment} of {repository}"),
        Query(Route($"/deployments/{deployment}/statuses"), ("per_page", PageSize)),
        GitHubJson.Default.ImmutableArrayDeploymentStatus, cancellation);

    private static string Cut(string text)
    {
        if (text.Length <= LongestDescription)
            return text;

        // Half of a character outside the basic plane is none.
        var end = char.IsHighSurrogate(text[LongestDescription - 2]) ? LongestDescription - 2 : LongestDescription - 1;
        return text[..end] + "…";
    }
}
