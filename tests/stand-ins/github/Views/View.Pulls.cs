using DeliveryAsCode.StandIns.GitHub.Operations;
using DeliveryAsCode.StandIns.GitHub.State;

namespace DeliveryAsCode.StandIns.GitHub.Views;

internal sealed partial class View
{
    /// <summary>A pull request as lists have it.</summary>
    public Dictionary<string, object?> Pull(StandInRepository repository, Pull pull)
    {
        var (url, web, issue) = ($"{Url(repository)}/pulls/{pull.Number}", Web($"{repository.FullName}/pull/{pull.Number}"), $"{Url(repository)}/issues/{pull.Number}");
        var statuses = $"{Url(repository)}/statuses/{pull.HeadSha}";
        return new()
        {
            ["url"] = url,
            ["id"] = pull.Issue.Id,
            ["node_id"] = NodeId("PR_", pull.Issue.Id),
            ["html_url"] = web,
            ["diff_url"] = $"{web}.diff",
            ["patch_url"] = $"{web}.patch",
            ["issue_url"] = issue,
            ["commits_url"] = $"{url}/commits",
            ["review_comments_url"] = $"{url}/comments",
            ["review_comment_url"] = $"{Url(repository)}/pulls/comments{{/number}}",
            ["comments_url"] = $"{issue}/comments",
            ["statuses_url"] = statuses,
            ["number"] = pull.Number,
            ["state"] = pull.IsOpen ? "open" : "closed",
            ["locked"] = false,
            ["title"] = pull.Issue.Title,
            ["user"] = Account(pull.Issue.Author),
            ["body"] = pull.Issue.Body,
            ["labels"] = pull.Issue.Labels.Select(name => Label(repository, name)),
            ["milestone"] = null,
            ["active_lock_reason"] = null,
            ["created_at"] = Time(pull.Issue.CreatedAt),
            ["updated_at"] = Time(pull.Issue.UpdatedAt),
            ["closed_at"] = Time(pull.Issue.ClosedAt),
            ["merged_at"] = Time(pull.Merge?.At),
            ["merge_commit_sha"] = pull.Merge?.Sha,
            ["assignee"] = AccountOrNull(pull.Issue.Assignees.FirstOrDefault()),
            ["assignees"] = pull.Issue.Assignees.Select(Account),
            ["requested_reviewers"] = pull.RequestedPeople.Select(Account),
            ["requested_teams"] = pull.RequestedTeams.Select(Team),
            ["head"] = End(pull.HeadRepository, pull.HeadRef, pull.HeadSha),
            ["base"] = End(repository, pull.BaseRef, pull.BaseSha),
            ["_links"] = new
            {
                self = new { href = url },
                html = new { href = web },
                issue = new { href = issue },
                comments = new { href = $"{issue}/comments" },
                review_comments = new { href = $"{url}/comments" },
                review_comment = new { href = $"{Url(repository)}/pulls/comments{{/number}}" },
                commits = new { href = $"{url}/commits" },
                statuses = new { href = statuses },
            },
            ["author_association"] = Association(repository, pull.Issue.Author),
            ["auto_merge"] = null,
            ["draft"] = pull.IsDraft,
        };
    }

    /// <summary>A pull request asked for by its number.</summary>
    public object FullPull(StandInRepository repository, Pull pull)
    {
        var view = Pull(repository, pull);
        var mergeable = Merging.IsMergeable(repository, pull);
        var from = repository.Git.MergeBase(pull.BaseSha, pull.HeadSha) ?? pull.BaseSha;
        var files = repository.Git.Changes(from, pull.HeadSha);
        view["merged"] = pull.Merge is not null;
        view["mergeable"] = mergeable;
        view["mergeable_state"] = Merging.StateOf(repository, pull, mergeable);
        view["rebaseable"] = mergeable;
        view["merged_by"] = AccountOrNull(pull.Merge?.By);
        view["comments"] = pull.Issue.Comments.Count;
        view["review_comments"] = 0;
        view["maintainer_can_modify"] = false;
        view["commits"] = repository.Git.Count(from, pull.HeadSha);
        view["additions"] = files.Sum(f => f.Additions);
        view["deletions"] = files.Sum(f => f.Deletions);
        view["changed_files"] = files.Count;
        return view;
    }

    public object Review(StandInRepository repository, Pull pull, Review review)
    {
        var web = Web($"{repository.FullName}/pull/{pull.Number}#pullrequestreview-{review.Id}");
        var view = new Dictionary<string, object?>
        {
            ["id"] = review.Id,
            ["node_id"] = NodeId("PRR_", review.Id),
            ["user"] = review.Author is { IsDeleted: false } author ? Account(author) : null,
            ["body"] = review.Body,
            ["state"] = review.State,
            ["html_url"] = web,
            ["pull_request_url"] = $"{Url(repository)}/pulls/{pull.Number}",
            ["author_association"] = review.Author is { } who ? Association(repository, who) : "NONE",
            ["_links"] = new { html = new { href = web }, pull_request = new { href = $"{Url(repository)}/pulls/{pull.Number}" } },
            ["commit_id"] = review.Commit,
        };
        // What is not submitted has no time.
        if (review.State != State.Review.Pending)
            view["submitted_at"] = Time(review.At);
        return view;
    }

    private object End(StandInRepository repository, string name, string sha) => new
    {
        label = $"{repository.Owner}:{name}",
        @ref = name,
        sha,
        user = Account(gitHub.Accounts.Find(repository.Owner) ?? gitHub.Accounts.Ghost),
        repo = Repository(repository),
    };
}
