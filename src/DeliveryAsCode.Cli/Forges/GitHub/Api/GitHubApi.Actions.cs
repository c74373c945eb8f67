using System.Globalization;
using static DeliveryAsCode.Cli.Forges.GitHub.Api.GitHubOperations;

namespace DeliveryAsCode.Cli.Forges.GitHub.Api;

internal sealed partial class GitHubApi
{
    /// <returns>Null: there is no such attempt, or it is not to be seen.</returns>
    public Task<WorkflowRun?> WorkflowRunAttemptAsync(long id, int attempt, CancellationToken cancellation) => FindAsync(
        ReadWorkflowRun, string.Create(CultureInfo.InvariantCulture, $"read the attempt {attempt} of the workflow run {id} of {repository}"),
        Route($"/actions/runs/{id}/attempts/{attempt}"), GitHubJson.Default.WorkflowRun, cancellation);

    /// <summary>
    /// Starts a workflow, at most once: a run does not say with which inputs it was started, so it is found again only by a
    /// key in its title.
    /// </summary>
    /// <param name="workflow">The name of its file.</param>
    /// <param name="ref">A branch.</param>
    /// <param name="key">What the <c>run-name</c> of the workflow shows of the inputs; null: it shows nothing.</param>
    public Task DispatchAsync(string workflow, string @ref, IReadOnlyDictionary<string, string> inputs, string? key, CancellationToken cancellation)
    {
        var since = Earlier();
        return client.SendAsync(
            Write(Dispatch, $"start the workflow {workflow} of {repository}", Route($"/actions/workflows/{workflow}/dispatches"), new DispatchRequest(@ref, inputs), GitHubJson.Default.DispatchRequest),
            Reading.Done, cancellation,
            key is null ? null : async token => await IsStartedAsync(workflow, key, since, token) ? new Found<bool>(true) : null);
    }

    private async Task<bool> IsStartedAsync(string workflow, string key, DateTimeOffset? since, CancellationToken cancellation)
    {
        var page = await GetAsync(
            ReadWorkflowRuns, $"list the runs of the workflow {workflow} of {repository}",
            Query(Route($"/actions/workflows/{workflow}/runs"), ("event", "workflow_dispatch"), ("created", since is null ? null : $">={Time(since)}"), ("per_page", PageSize)),
            GitHubJson.Default.WorkflowRunPage, cancellation);
        return page.WorkflowRuns.Any(run => run.DisplayTitle?.Contains(key, StringComparison.Ordinal) == true);
    }
}
