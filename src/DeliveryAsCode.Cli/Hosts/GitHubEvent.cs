using System.Collections.Immutable;

namespace DeliveryAsCode.Cli.Hosts;

/// <summary>
/// What started a workflow. Closed: a kind that is not here is <see cref="OtherEvent"/>. Whatever stands in one was
/// chosen by others. A commit's id is one, and the rest is text.
/// </summary>
/// <param name="Name">As GitHub calls it, for example <c>pull_request</c>.</param>
internal abstract record GitHubEvent(string Name)
{
    /// <summary>Whose doing it is; null where the payload does not say.</summary>
    public EventAccount? Sender { get; init; }

    /// <summary>The payload's <c>action</c>, for example <c>opened</c>; null for an event without.</summary>
    public string? Action { get; init; }
}

internal sealed record EventAccount(long Id, string Login, string Type);

/// <param name="Head">Full id of the commit that is proposed. <c>GITHUB_SHA</c> is another one: that of a trial merge.</param>
/// <param name="HeadRepository">Owner and name; null if it is gone.</param>
internal sealed record PullRequestEvent(int Number, string Head, string? HeadRepository, string BaseBranch) : GitHubEvent("pull_request");

/// <param name="Head">Full id of the commit that is proposed now, which need not be the one that was reviewed.</param>
internal sealed record PullRequestReviewEvent(int Number, string Head, long Review) : GitHubEvent("pull_request_review");

/// <param name="Of">The event that started the other workflow.</param>
/// <param name="Head">The commit it ran for. What else it says of pull requests is to be asked of GitHub.</param>
/// <param name="HeadRepository">Owner and name; null if it is gone.</param>
internal sealed record WorkflowRunEvent(long Run, string Of, string Head, string? HeadBranch, string? HeadRepository, string? Conclusion, ImmutableArray<int> PullRequests)
    : GitHubEvent("workflow_run");

/// <param name="Head">Full id of the commit that would be merged.</param>
/// <param name="Branch">For example <c>gh-readonly-queue/main/pr-7-…</c>.</param>
internal sealed record MergeGroupEvent(string Head, string Branch, string Base, string BaseBranch) : GitHubEvent("merge_group");

/// <param name="Reference">For example <c>refs/heads/main</c>.</param>
/// <param name="After">Full id; null if the reference was deleted.</param>
internal sealed record PushEvent(string Reference, string? Before, string? After) : GitHubEvent("push");

internal sealed record ScheduleEvent(string Cron) : GitHubEvent("schedule");

internal sealed record IssuesEvent(int Number) : GitHubEvent("issues");

/// <param name="IsPullRequest">Whether the comment stands in a pull request, which GitHub takes for an issue, too.</param>
internal sealed record IssueCommentEvent(int Number, long Comment, bool IsPullRequest) : GitHubEvent("issue_comment");

internal sealed record WorkflowDispatchEvent(string Reference, ImmutableDictionary<string, string> Inputs) : GitHubEvent("workflow_dispatch");

/// <param name="Type">What its sender called it.</param>
/// <param name="Values">Texts and numbers of the client's payload, one level deep.</param>
internal sealed record RepositoryDispatchEvent(string Type, ImmutableDictionary<string, string> Values) : GitHubEvent("repository_dispatch");

/// <summary>One that we have nothing to do with.</summary>
internal sealed record OtherEvent(string Name) : GitHubEvent(Name);

/// <summary>One of which only the name is known.</summary>
/// <param name="Why">What is wrong with the payload.</param>
internal sealed record UnreadEvent(string Name, string Why) : GitHubEvent(Name);
