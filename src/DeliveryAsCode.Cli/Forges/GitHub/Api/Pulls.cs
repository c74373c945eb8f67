using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace DeliveryAsCode.Cli.Forges.GitHub.Api;

/// <param name="State">"open" or "closed".</param>
/// <param name="Mergeable">Null: GitHub has not found out yet, or does not say in a list.</param>
/// <param name="MergeableState">"clean", "dirty", "blocked", "behind", "unstable", "draft", "unknown".</param>
internal sealed record Pull(
    int Number,
    string State,
    string Title,
    PullEnd Head,
    PullEnd Base,
    string? Body = null,
    bool Draft = false,
    [property: JsonConverter(typeof(AccountOrNobody))] Account? User = null,
    string? MergeCommitSha = null,
    DateTimeOffset? MergedAt = null,
    bool? Mergeable = null,
    string? MergeableState = null,
    string? HtmlUrl = null,
    ImmutableArray<Account> RequestedReviewers = default)
{
    public string Body { get; init; } = Body ?? "";

    public ImmutableArray<Account> RequestedReviewers { get; init; } = RequestedReviewers.IsDefault ? [] : RequestedReviewers;

    /// <summary>The time is in lists, too, where GitHub leaves out "merged".</summary>
    [JsonIgnore]
    public bool Merged => MergedAt is not null;

    [JsonIgnore]
    public bool IsOpen => State == "open";
}

/// <param name="Repo">Null: a fork that was deleted.</param>
internal sealed record PullEnd(string Ref, string Sha, PullRepository? Repo = null)
{
    [JsonIgnore]
    public string? RepositoryFullName => Repo?.FullName;
}

internal sealed record PullRepository(string FullName);

/// <param name="State">"APPROVED", "CHANGES_REQUESTED", "DISMISSED", "COMMENTED", "PENDING".</param>
/// <param name="User">Null: the account is gone.</param>
/// <param name="CommitId">Null: GitHub does not know the commit any more.</param>
internal sealed record Review(
    long Id,
    string State,
    [property: JsonConverter(typeof(AccountOrNobody))] Account? User = null,
    string? CommitId = null,
    DateTimeOffset? SubmittedAt = null,
    string? Body = null)
{
    public string Body { get; init; } = Body ?? "";
}

/// <param name="Head">A branch of this repository.</param>
internal sealed record NewPull(string Title, string Head, string Base, string Body);

/// <summary>Null: stays as it is.</summary>
internal sealed record PullChange(string? Title = null, string? Body = null, string? State = null);

internal sealed record ReviewRequest(ImmutableArray<string> Reviewers, ImmutableArray<string> TeamReviewers);

internal enum MergeMethod
{
    Merge,
    Squash,
    Rebase,
}

internal sealed record MergeRequest(string CommitTitle, string CommitMessage, string Sha, string MergeMethod);

internal sealed record MergeAnswer(string Sha);

internal abstract record MergeOutcome
{
    private MergeOutcome()
    {
    }

    /// <param name="Sha">Of the commit on the base.</param>
    public sealed record Merged(string Sha) : MergeOutcome;

    /// <summary>Somebody pushed: what was to be merged is not what was judged.</summary>
    public sealed record HeadMoved : MergeOutcome;

    /// <summary>A conflict, a draft, a closed pull request.</summary>
    public sealed record NotMergeable(string Why) : MergeOutcome;

    /// <summary>A rule of GitHub still waits: a review, a check, a protected branch.</summary>
    public sealed record Refused(string Why) : MergeOutcome;
}
