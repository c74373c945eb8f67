using System.Globalization;
using System.Text;
using DeliveryAsCode.StandIns.GitHub.Git;

namespace DeliveryAsCode.StandIns.GitHub.Views;

/// <summary>What GitHub's JSON looks like. Names are GitHub's.</summary>
internal sealed partial class View(GitHubStandIn gitHub)
{
    private readonly string _api = gitHub.Url.GetLeftPart(UriPartial.Authority);

    private static string Web(string path) => $"https://github.com/{path}";

    private static string NodeId(string kind, object id) => Convert.ToBase64String(Encoding.UTF8.GetBytes($"{kind}{id}"));

    private static string Time(DateTimeOffset time) => time.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static string? Time(DateTimeOffset? time) => time is { } known ? Time(known) : null;

    public Dictionary<string, object?> Account(Account account)
    {
        var seen = gitHub.Seen(account);
        var (api, web) = ($"{_api}/users/{Uri.EscapeDataString(seen.Login)}", seen.Type == "Bot" ? $"apps/{seen.Login.Replace("[bot]", "", StringComparison.Ordinal)}" : seen.Login);
        return new()
        {
            ["login"] = seen.Login,
            ["id"] = seen.Id,
            ["node_id"] = NodeId("U_", seen.Id),
            ["avatar_url"] = $"https://avatars.githubusercontent.com/u/{seen.Id}?v=4",
            ["gravatar_id"] = "",
            ["url"] = api,
            ["html_url"] = Web(web),
            ["followers_url"] = $"{api}/followers",
            ["following_url"] = $"{api}/following{{/other_user}}",
            ["gists_url"] = $"{api}/gists{{/gist_id}}",
            ["starred_url"] = $"{api}/starred{{/owner}}{{/repo}}",
            ["subscriptions_url"] = $"{api}/subscriptions",
            ["organizations_url"] = $"{api}/orgs",
            ["repos_url"] = $"{api}/repos",
            ["events_url"] = $"{api}/events{{/privacy}}",
            ["received_events_url"] = $"{api}/received_events",
            ["type"] = seen.Type,
            ["user_view_type"] = "public",
            ["site_admin"] = false,
        };
    }

    /// <summary>The longer form, as <c>/user</c> and <c>/users</c> give it.</summary>
    public object FullAccount(Account account)
    {
        var full = Account(account);
        foreach (var name in (string[])["company", "location", "email", "hireable", "bio", "twitter_username"])
            full[name] = null;
        full["name"] = account.Login;
        full["blog"] = "";
        foreach (var name in (string[])["public_repos", "public_gists", "followers", "following"])
            full[name] = 0;
        full["created_at"] = full["updated_at"] = "2020-01-01T00:00:00Z";
        return full;
    }

    public object? AccountOrNull(Account? account) => account is null ? null : Account(account);

    private object? ByEmail(string email) => AccountOrNull(gitHub.Accounts.ByEmail(email));

    public static object Identity(Signature signature) => new { name = signature.Name, email = signature.Email, date = Time(signature.Date) };

    public object App(GitHubApp app) => new
    {
        id = app.Id,
        slug = app.Slug,
        node_id = NodeId("A_", app.Id),
        owner = Account(gitHub.Organisation),
        name = app.Slug,
        description = "",
        external_url = Web($"apps/{app.Slug}"),
        html_url = Web($"apps/{app.Slug}"),
        created_at = "2020-01-01T00:00:00Z",
        updated_at = "2020-01-01T00:00:00Z",
        permissions = Permissions(app.Permissions),
        events = Array.Empty<string>(),
    };

    public static Dictionary<string, string> Permissions(IEnumerable<KeyValuePair<string, Access>> permissions) =>
        permissions.Where(p => p.Value != Access.None).OrderBy(p => p.Key, StringComparer.Ordinal).ToDictionary(p => p.Key, p => p.Value == Access.Write ? "write" : "read");
}
