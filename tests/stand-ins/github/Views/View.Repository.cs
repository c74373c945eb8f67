namespace DeliveryAsCode.StandIns.GitHub.Views;

internal sealed partial class View
{
    /// <summary>The addresses that a repository is answered with, by field.</summary>
    private static readonly (string Field, string Path)[] RepositoryAddresses =
    [
        ("archive_url", "/{archive_format}{/ref}"), ("assignees_url", "/assignees{/user}"), ("blobs_url", "/git/blobs{/sha}"),
        ("branches_url", "/branches{/branch}"), ("collaborators_url", "/collaborators{/collaborator}"), ("comments_url", "/comments{/number}"),
        ("commits_url", "/commits{/sha}"), ("compare_url", "/compare/{base}...{head}"), ("contents_url", "/contents/{+path}"),
        ("contributors_url", "/contributors"), ("deployments_url", "/deployments"), ("downloads_url", "/downloads"), ("events_url", "/events"),
        ("forks_url", "/forks"), ("git_commits_url", "/git/commits{/sha}"), ("git_refs_url", "/git/refs{/sha}"), ("git_tags_url", "/git/tags{/sha}"),
        ("hooks_url", "/hooks"), ("issue_comment_url", "/issues/comments{/number}"), ("issue_events_url", "/issues/events{/number}"),
        ("issues_url", "/issues{/number}"), ("keys_url", "/keys{/key_id}"), ("labels_url", "/labels{/name}"), ("languages_url", "/languages"),
        ("merges_url", "/merges"), ("milestones_url", "/milestones{/number}"), ("notifications_url", "/notifications{?since,all,participating}"),
        ("pulls_url", "/pulls{/number}"), ("releases_url", "/releases{/id}"), ("stargazers_url", "/stargazers"), ("statuses_url", "/statuses/{sha}"),
        ("subscribers_url", "/subscribers"), ("subscription_url", "/subscription"), ("tags_url", "/tags"), ("teams_url", "/teams"), ("trees_url", "/git/trees{/sha}"),
    ];

    public Dictionary<string, object?> Repository(StandInRepository repository)
    {
        var open = repository.Issues.Count(i => i.IsOpen);
        var view = new Dictionary<string, object?>
        {
            ["id"] = repository.Id,
            ["node_id"] = NodeId("R_", repository.Id),
            ["name"] = repository.Name,
            ["full_name"] = repository.FullName,
            ["owner"] = Account(gitHub.Accounts.Find(repository.Owner)!),
            ["private"] = repository.IsPrivate,
            ["visibility"] = repository.IsPrivate ? "private" : "public",
            ["html_url"] = Web(repository.FullName),
            ["description"] = null,
            ["fork"] = repository.Parent is not null,
            ["url"] = Url(repository),
            ["git_url"] = $"git://github.com/{repository.FullName}.git",
            ["ssh_url"] = $"git@github.com:{repository.FullName}.git",
            ["clone_url"] = $"{Web(repository.FullName)}.git",
            ["svn_url"] = Web(repository.FullName),
            ["mirror_url"] = null,
            ["homepage"] = null,
            ["language"] = null,
            ["license"] = null,
            ["topics"] = Array.Empty<string>(),
            ["size"] = 1,
            ["default_branch"] = repository.DefaultBranch,
            ["open_issues"] = open,
            ["open_issues_count"] = open,
            ["archived"] = false,
            ["disabled"] = false,
            ["is_template"] = false,
            ["web_commit_signoff_required"] = false,
            ["created_at"] = Time(repository.CreatedAt),
            ["updated_at"] = Time(repository.CreatedAt),
            ["pushed_at"] = Time(repository.CreatedAt),
        };
        foreach (var (field, path) in RepositoryAddresses)
            view[field] = Url(repository) + path;
        foreach (var field in (string[])["forks", "forks_count", "stargazers_count", "watchers", "watchers_count"])
            view[field] = 0;
        foreach (var field in (string[])["has_issues", "has_projects", "has_wiki", "has_downloads", "allow_forking"])
            view[field] = true;
        foreach (var field in (string[])["has_pages", "has_discussions"])
            view[field] = false;
        return view;
    }

    /// <summary>The longer form of <c>GET /repos/{owner}/{repo}</c>; how it merges is shown to those only who may write.</summary>
    public object FullRepository(StandInRepository repository, Role role)
    {
        var view = Repository(repository);
        view["network_count"] = view["subscribers_count"] = 0;
        view["permissions"] = Permissions(role);
        if (role < Role.Write)
            return view;
        view["allow_merge_commit"] = repository.AllowsMergeCommit;
        view["allow_squash_merge"] = repository.AllowsSquash;
        view["allow_rebase_merge"] = repository.AllowsRebase;
        view["allow_auto_merge"] = repository.AllowsAutoMerge;
        view["delete_branch_on_merge"] = repository.DeletesBranchOnMerge;
        view["allow_update_branch"] = true;
        return view;
    }

    private string Url(StandInRepository repository) => $"{_api}/repos/{repository.FullName}";
}
