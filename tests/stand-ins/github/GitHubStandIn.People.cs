using DeliveryAsCode.StandIns.GitHub.Accounts;

namespace DeliveryAsCode.StandIns.GitHub;

/// <summary>Accounts, tokens, Apps and teams.</summary>
public sealed partial class GitHubStandIn
{
    /// <summary>Somebody by their login of now.</summary>
    public Account Person(string login) => Require(login);

    /// <summary>A token that may do whatever the person may.</summary>
    public string Token(string login)
    {
        var account = Require(login);
        lock (World)
            return Accounts.Add(new AccessToken($"ghp_{account.Id}", account)).Value;
    }

    /// <summary>A token of a person or a bot with these permissions only, by GitHub's names: <c>pull_requests</c>.</summary>
    public string Token(string login, params ReadOnlySpan<(string Permission, Access Access)> permissions)
    {
        var account = Require(login);
        lock (World)
            return Accounts.Add(new AccessToken($"github_pat_{NextId()}", account, _apps.FirstOrDefault(a => a.Account == account), AccountDirectory.Permissions(permissions))).Value;
    }

    /// <summary>From now on nobody knows it.</summary>
    public void Revoke(string token)
    {
        lock (World)
        {
            if (Accounts.Token(token, Clock.GetUtcNow()) is { } known)
                Accounts.Forget(known);
        }
    }

    public Account AddPerson(string login)
    {
        lock (World)
            return Accounts.Add(login, "User");
    }

    public GitHubApp AddApp(long id, string slug, long installation, params ReadOnlySpan<(string Permission, Access Access)> permissions)
    {
        var app = new GitHubApp(id, slug, installation, Accounts.Add($"{slug}[bot]", "Bot"), AccountDirectory.Permissions(permissions));
        _apps.Add(app);
        return app;
    }

    /// <summary>The number stays, and whoever takes the old login is somebody else.</summary>
    public void Rename(string login, string to)
    {
        var account = Require(login);
        lock (World)
            account.Login = to;
    }

    /// <summary>What they left behind is the ghost's, and of a review GitHub names nobody.</summary>
    public void Delete(string login)
    {
        var account = Require(login);
        lock (World)
            account.IsDeleted = true;
    }

    public void AddToTeam(string team, string login, bool isPending = false)
    {
        var account = Require(login);
        lock (World)
            TeamOf(team).Members[account] = !isPending;
    }

    public void RemoveFromTeam(string team, string login)
    {
        var account = Require(login);
        lock (World)
            TeamOf(team).Members.Remove(account);
    }

    internal Account Require(string login)
    {
        lock (World)
            return Accounts.Find(login) ?? throw new InvalidOperationException($"nobody is called {login}");
    }

    internal Account Seen(Account account) => account.IsDeleted ? Accounts.Ghost : account;

    private Team TeamOf(string slug) => Teams.TryGetValue(slug, out var known) ? known : Teams[slug] = new Team(NextId(), slug);
}
