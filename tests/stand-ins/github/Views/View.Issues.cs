using DeliveryAsCode.StandIns.GitHub.State;

namespace DeliveryAsCode.StandIns.GitHub.Views;

internal sealed partial class View
{
    public object Issue(StandInRepository repository, Issue issue)
    {
        var url = $"{Url(repository)}/issues/{issue.Number}";
        var kind = issue.Pull is null ? "issues" : "pull";
        var view = new Dictionary<string, object?>
        {
            ["url"] = url,
            ["repository_url"] = Url(repository),
            ["labels_url"] = $"{url}/labels{{/name}}",
            ["comments_url"] = $"{url}/comments",
            ["events_url"] = $"{url}/events",
            ["html_url"] = Web($"{repository.FullName}/{kind}/{issue.Number}"),
            ["id"] = issue.Id,
            ["node_id"] = NodeId("I_", issue.Id),
            ["number"] = issue.Number,
            ["title"] = issue.Title,
            ["user"] = Account(issue.Author),
            ["labels"] = issue.Labels.Select(name => Label(repository, name)),
            ["state"] = issue.IsOpen ? "open" : "closed",
            ["state_reason"] = issue.StateReason,
            ["locked"] = false,
            ["assignee"] = AccountOrNull(issue.Assignees.FirstOrDefault()),
            ["assignees"] = issue.Assignees.Select(Account),
            ["milestone"] = null,
            ["comments"] = issue.Comments.Count,
            ["created_at"] = Time(issue.CreatedAt),
            ["updated_at"] = Time(issue.UpdatedAt),
            ["closed_at"] = Time(issue.ClosedAt),
            ["author_association"] = Association(repository, issue.Author),
            ["active_lock_reason"] = null,
            ["body"] = issue.Body,
        };
        if (issue.Pull is { } pull)
        {
            var web = Web($"{repository.FullName}/pull/{issue.Number}");
            view["draft"] = pull.IsDraft;
            view["pull_request"] = new { url = $"{Url(repository)}/pulls/{issue.Number}", html_url = web, diff_url = $"{web}.diff", patch_url = $"{web}.patch", merged_at = Time(pull.Merge?.At) };
        }

        return view;
    }

    public object Comment(StandInRepository repository, Comment comment) => new
    {
        url = $"{Url(repository)}/issues/comments/{comment.Id}",
        html_url = Web($"{repository.FullName}/issues/{comment.Issue.Number}#issuecomment-{comment.Id}"),
        issue_url = $"{Url(repository)}/issues/{comment.Issue.Number}",
        id = comment.Id,
        node_id = NodeId("IC_", comment.Id),
        user = Account(comment.Author),
        created_at = Time(comment.CreatedAt),
        updated_at = Time(comment.UpdatedAt),
        author_association = Association(repository, comment.Author),
        body = comment.Body,
        performed_via_github_app = comment.App is { } app ? App(app) : null,
    };

    public object Label(StandInRepository repository, string name)
    {
        var known = repository.Labels.FirstOrDefault(l => l.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
        return new
        {
            id = known.Id,
            node_id = NodeId("LA_", known.Id),
            url = $"{Url(repository)}/labels/{Uri.EscapeDataString(name)}",
            name = known.Name ?? name,
            color = known.Color ?? "ededed",
            @default = false,
            description = known.Description,
        };
    }

    private static string Association(StandInRepository repository, Account account) => repository.RoleOf(account) switch
    {
        Role.Admin when account.Login == repository.Owner => "OWNER",
        >= Role.Write => "MEMBER",
        _ when repository.IsCollaborator(account) => "COLLABORATOR",
        _ => "NONE",
    };
}
