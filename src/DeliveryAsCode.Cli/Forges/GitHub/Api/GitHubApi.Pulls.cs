using System.Collections.Immutable;
using System.Globalization;
using static DeliveryAsCode.Cli.Forges.GitHub.Api.GitHubOperations;

namespace DeliveryAsCode.Cli.Forges.GitHub.Api;

internal sealed partial class GitHubApi
{
    public Task<Pull> PullAsync(int number, CancellationToken cancellation) =>
        GetAsync(ReadPull, $"read the pull request {Named(number)}", Route($"/pulls/{number}"), GitHubJson.Default.Pull, cancellation);

    /// <param name="state">"open", "closed" or "all".</param>
    /// <param name="head">A branch of this repository.</param>
    public Task<ImmutableArray<Pull>> PullsAsync(string state, string? head, string? @base, CancellationToken cancellation) => ListAsync(
        ReadPulls, $"list the pull requests of {repository}",
        Query(Route($"/pulls"), ("state", state), ("head", head is null ? null : $"{repository.Owner}:{head}"), ("base", @base), ("per_page", PageSize)),
        GitHubJson.Default.ImmutableArrayPull, p => p.Number, cancellation);

    public Task<ImmutableArray<Pull>> PullsOfCommitAsync(string sha, CancellationToken cancellation) => ListAsync(
        ReadPulls, $"list the pull requests of the commit {sha} of {repository}", Query(Route($"/commits/{sha}/pulls"), ("per_page", PageSize)),
        GitHubJson.Default.ImmutableArrayPull, p => p.Number, cancellation);

    /// <summary>Opens it, or finds the open one of the same branches: there is never a second.</summary>
    public async Task<Pull> CreatePullAsync(NewPull pull, CancellationToken cancellation)
    {
        var request = Write(CreatePull, $"open a pull request from {pull.Head} into {pull.Base} of {repository}", Route($"/pulls"), pull, GitHubJson.Default.NewPull) with { Expected = [422] };
        var (opened, refusal) = await client.SendAsync(
            request, answer => answer.IsSuccess ? (Reading.Value(answer, GitHubJson.Default.Pull), null) : ((Pull?)null, (GitHubAnswer?)answer), cancellation,
            async token => await OpenPullAsync(pull, token) is { } open ? new Found<(Pull?, GitHubAnswer?)>((open, null)) : null);
        return opened ?? await OpenPullAsync(pull, cancellation) ?? throw client.RefusalOf(request, refusal!);
    }

    public Task<Pull> UpdatePullAsync(int number, PullChange change, CancellationToken cancellation) => client.SendAsync(
        Write(UpdatePull, $"change the pull request {Named(number)}", Route($"/pulls/{number}"), change, GitHubJson.Default.PullChange),
        Reading.Of(GitHubJson.Default.Pull), cancellation);

    /// <summary>All of them, the oldest first.</summary>
    public Task<ImmutableArray<Review>> ReviewsAsync(int number, CancellationToken cancellation) => SteadyListAsync(
        ReadReviews, $"list the reviews of the pull request {Named(number)}", Query(Route($"/pulls/{number}/reviews"), ("per_page", PageSize)),
        GitHubJson.Default.ImmutableArrayReview, r => r.Id, cancellation);

    /// <summary>Asking twice asks once.</summary>
    /// <param name="teams">Their slugs.</param>
    public Task RequestReviewersAsync(int number, IEnumerable<string> logins, IEnumerable<string> teams, CancellationToken cancellation) => client.SendAsync(
        Write(RequestReviewers, $"ask for reviews of the pull request {Named(number)}", Route($"/pulls/{number}/requested_reviewers"), new ReviewRequest([.. logins], [.. teams]), GitHubJson.Default.ReviewRequest),
        Reading.Done, cancellation);

    /// <summary>Merges exactly the head that was judged.</summary>
    public async Task<MergeOutcome> MergeAsync(int number, string expectedHead, MergeMethod method, string title, string message, CancellationToken cancellation)
    {
        var request = Write(
            Merge, $"merge the pull request {Named(number)}", Route($"/pulls/{number}/merge"),
            new MergeRequest(title, message, expectedHead, method.ToString().ToLowerInvariant()), GitHubJson.Default.MergeRequest) with
        { Expected = [405, 409, 422] };
        var (merged, refusal) = await client.SendAsync(
            request,
            answer => answer switch
            {
                { IsSuccess: true } => (new MergeOutcome.Merged(Reading.Value(answer, GitHubJson.Default.MergeAnswer).Sha), null),
                // Another pull request was merged in the same moment.
                { Status: 405 } when ErrorText.Of(answer)?.Contains("Base branch was modified", StringComparison.OrdinalIgnoreCase) == true => throw new PassingFailure(client.RefusalOf(request, answer), isAmbiguous: false),
                _ => ((MergeOutcome?)null, (GitHubAnswer?)answer),
            },
            cancellation,
            async token => WhatBecameOf(await PullAsync(number, token), expectedHead) is { } outcome ? new Found<(MergeOutcome?, GitHubAnswer?)>((outcome, null)) : null);
        return merged ?? Explain(await PullAsync(number, cancellation), expectedHead, refusal!);
    }

    private string Named(int number) => string.Create(CultureInfo.InvariantCulture, $"{repository}#{number}");

    private async Task<Pull?> OpenPullAsync(NewPull pull, CancellationToken cancellation) =>
        (await PullsAsync("open", pull.Head, pull.Base, cancellation)).FirstOrDefault(p => p.Head.Ref == pull.Head && p.Base.Ref == pull.Base);

    /// <returns>Null: it is open, with the expected head.</returns>
    private static MergeOutcome? WhatBecameOf(Pull pull, string expectedHead) => pull switch
    {
        _ when pull.Head.Sha != expectedHead => new MergeOutcome.HeadMoved(),
        { Merged: true, MergeCommitSha: { } sha } => new MergeOutcome.Merged(sha),
        { IsOpen: false } => new MergeOutcome.NotMergeable("it is closed"),
        _ => null,
    };

    private static MergeOutcome Explain(Pull pull, string expectedHead, GitHubAnswer refusal)
    {
        var said = ErrorText.Of(refusal) ?? "it does not say why";
        return WhatBecameOf(pull, expectedHead)
            ?? (refusal.Status == 409 || said.Contains("head", StringComparison.OrdinalIgnoreCase) && said.Contains("out of date", StringComparison.OrdinalIgnoreCase) ? new MergeOutcome.HeadMoved()
                : pull is { Mergeable: false } or { MergeableState: "dirty" } or { Draft: true } || said.Contains("not mergeable", StringComparison.OrdinalIgnoreCase) ? new MergeOutcome.NotMergeable(said)
                : new MergeOutcome.Refused(said));
    }
}
