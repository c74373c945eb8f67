namespace DeliveryAsCode.StandIns.GitHub.Views;

internal sealed partial class View
{
    public object Collaborator(StandInRepository repository, Account account)
    {
        var role = repository.RoleOf(account);
        var name = role == Role.None ? "" : role.ToString().ToLowerInvariant();
        var user = Account(account);
        user["role_name"] = name;
        user["permissions"] = Permissions(role);
        return new
        {
            // Of the five roles the older field knows three.
            permission = role switch { Role.Admin => "admin", >= Role.Write => "write", >= Role.Read => "read", _ => "none" },
            role_name = name,
            user,
        };
    }

    /// <summary>A team as lists and requests for reviews have it.</summary>
    public Dictionary<string, object?> Team(Team team)
    {
        var url = $"{_api}/organizations/{gitHub.Organisation.Id}/team/{team.Id}";
        return new()
        {
            ["id"] = team.Id,
            ["node_id"] = NodeId("T_", team.Id),
            ["url"] = url,
            ["html_url"] = Web($"orgs/{gitHub.Organisation.Login}/teams/{team.Slug}"),
            ["name"] = team.Slug,
            ["slug"] = team.Slug,
            ["description"] = null,
            ["privacy"] = "closed",
            ["notification_setting"] = "notifications_enabled",
            ["permission"] = "push",
            ["type"] = "organization",
            ["organization_id"] = gitHub.Organisation.Id,
            ["members_url"] = $"{url}/members{{/member}}",
            ["repositories_url"] = $"{url}/repos",
            ["parent"] = null,
        };
    }

    public object FullTeam(Team team)
    {
        var full = Team(team);
        full["members_count"] = team.Members.Count;
        full["repos_count"] = 1;
        full["created_at"] = full["updated_at"] = "2020-01-01T00:00:00Z";
        full["organization"] = Organisation();
        return full;
    }

    private Dictionary<string, object?> Organisation()
    {
        var (organisation, url) = (gitHub.Organisation, $"{_api}/orgs/{gitHub.Organisation.Login}");
        var view = new Dictionary<string, object?>
        {
            ["login"] = organisation.Login,
            ["id"] = organisation.Id,
            ["node_id"] = NodeId("O_", organisation.Id),
            ["url"] = url,
            ["html_url"] = Web(organisation.Login),
            ["avatar_url"] = $"https://avatars.githubusercontent.com/u/{organisation.Id}?v=4",
            ["description"] = null,
            ["type"] = "Organization",
            ["created_at"] = "2020-01-01T00:00:00Z",
            ["updated_at"] = "2020-01-01T00:00:00Z",
            ["archived_at"] = null,
        };
        foreach (var name in (string[])["repos", "events", "hooks", "issues", "members", "public_members"])
            view[$"{name}_url"] = $"{url}/{name}";
        foreach (var name in (string[])["public_repos", "public_gists", "followers", "following"])
            view[name] = 0;
        foreach (var name in (string[])["has_organization_projects", "has_repository_projects"])
            view[name] = true;
        return view;
    }

    private static object Permissions(Role role) => new
    {
        admin = role >= Role.Admin,
        maintain = role >= Role.Maintain,
        push = role >= Role.Write,
        triage = role >= Role.Triage,
        pull = role >= Role.Read,
    };
}
