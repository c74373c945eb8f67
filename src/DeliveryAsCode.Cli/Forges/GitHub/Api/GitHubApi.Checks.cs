using System.Collections.Immutable;
using System.Globalization;
using static DeliveryAsCode.Cli.Forges.GitHub.Api.GitHubOperations;

namespace DeliveryAsCode.Cli.Forges.GitHub.Api;

internal sealed partial class GitHubApi
{
    /// <summary>GitHub takes no more in one request.</summary>
    private const int MostAnnotations = 50;

    /// <summary>All check runs of a commit, also those that a newer one of the same name stands for.</summary>
    public Task<ImmutableArray<CheckRun>> CheckRunsAsync(string sha, string? name, CancellationToken cancellation) => CountedListAsync(
        ReadCheckRuns, $"list the check runs of {sha} of {repository}",
        Query(Route($"/commits/{sha}/check-runs"), ("check_name", name), ("filter", "all"), ("per_page", PageSize)),
        GitHubJson.Default.CheckRunPage, page => page.CheckRuns, page => page.TotalCount, c => c.Id, cancellation);

    public Task<CheckRun> CheckRunAsync(long id, CancellationToken cancellation) =>
        GetAsync(ReadCheckRun, string.Create(CultureInfo.InvariantCulture, $"read the check run {id} of {repository}"), Route($"/check-runs/{id}"), GitHubJson.Default.CheckRun, cancellation);

    public async Task<CheckRun> CreateCheckRunAsync(NewCheckRun check, CancellationToken cancellation)
    {
        var made = await client.SendAsync(
            Write(CreateCheckRun, $"make the check run {check.Name} on {check.HeadSha} of {repository}", Route($"/check-runs"), Request(check, isNew: true, 0), GitHubJson.Default.CheckRunRequest),
            Reading.Of(GitHubJson.Default.CheckRun), cancellation,
            async token => (await CheckRunsAsync(check.HeadSha, check.Name, token)).FirstOrDefault(c => c.ExternalId == check.ExternalId) is { } found ? new Found<CheckRun>(found) : null);
        for (var next = MostAnnotations; next < check.Annotations.Length; next += MostAnnotations)
        {
            var before = made.Output?.AnnotationsCount ?? 0;
            made = await client.SendAsync(
                Write(AddAnnotations, $"annotate the check run {check.Name} on {check.HeadSha} of {repository}", Route($"/check-runs/{made.Id}"), Request(check, isNew: false, next), GitHubJson.Default.CheckRunRequest),
                Reading.Of(GitHubJson.Default.CheckRun), cancellation,
                async token => await CheckRunAsync(made.Id, token) is var now && now.Output?.AnnotationsCount > before ? new Found<CheckRun>(now) : null);
        }

        return made;
    }

    private static CheckRunRequest Request(NewCheckRun check, bool isNew, int from) => new(
        isNew ? check.Name : null,
        isNew ? check.HeadSha : null,
        isNew ? check.ExternalId : null,
        "completed",
        check.Conclusion,
        check.DetailsUrl,
        new CheckOutput(check.Title, check.Summary, [.. check.Annotations.Skip(from).Take(MostAnnotations)]));
}
