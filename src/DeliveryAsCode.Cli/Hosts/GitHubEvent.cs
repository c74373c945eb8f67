using System.Collections.Immutable;

namespace DeliveryAsCode.Cli.Hosts;

/// <summary>
/// What started a workflow, as far as somebody here has use for it. Closed: a kind that is not here is
/// <see cref="OtherEvent"/>. Whatever stands in one was chosen by others. A commit's id is one, and the rest is text.
/// </summary>
/// <param name="Name">As GitHub calls it, for example <c>push</c>.</param>
internal abstract record GitHubEvent(string Name)
{
    /// <summary>The payload's <c>action</c>, for example <c>opened</c>; null for an event without.</summary>
    public string? Action { get; init; }
}

/// <param name="Head">Full id of the commit it ran for. What else it says of pull requests is to be asked of GitHub.</param>
/// <param name="PullRequests">Numbers of those that GitHub names; it names none of forks.</param>
internal sealed record WorkflowRunEvent(string Head, ImmutableArray<int> PullRequests) : GitHubEvent("workflow_run");

/// <param name="Head">Full id of the commit that would be merged.</param>
/// <param name="Base">Full id of the commit that it would be merged into.</param>
internal sealed record MergeGroupEvent(string Head, string Base) : GitHubEvent("merge_group");

internal sealed record PushEvent() : GitHubEvent("push");

internal sealed record IssuesEvent(int Number) : GitHubEvent("issues");

/// <param name="Number">Of the issue, or of the pull request, which GitHub takes for an issue, too.</param>
/// <param name="Comment">Id of the comment.</param>
internal sealed record IssueCommentEvent(int Number, long Comment) : GitHubEvent("issue_comment");

internal sealed record WorkflowDispatchEvent(ImmutableDictionary<string, string> Inputs) : GitHubEvent("workflow_dispatch");

/// <param name="Values">Texts and numbers of the client's payload, one level deep.</param>
internal sealed record RepositoryDispatchEvent(ImmutableDictionary<string, string> Values) : GitHubEvent("repository_dispatch");

/// <summary>One of which nothing but its name is needed.</summary>
internal sealed record OtherEvent(string Name) : GitHubEvent(Name);

/// <summary>One of which only the name is known.</summary>
/// <param name="Why">What is wrong with the payload.</param>
internal sealed record UnreadEvent(string Name, string Why) : GitHubEvent(Name);
