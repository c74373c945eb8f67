using DeliveryAsCode.StandIns.GitHub.Http;

namespace DeliveryAsCode.StandIns.GitHub.Operations;

internal static class AccountOperations
{
    private const string Team = "/orgs/{org}/teams/{team_slug}";

    public static IEnumerable<Route> Routes =>
    [
        Route.Get("users/get-authenticated", "/user", "metadata", Viewer),
        Route.Post("graphql", "/graphql", "metadata", Query) with { Access = Access.Read },
        Route.Get("users/get-by-id", "/user/{account_id}", "metadata", call => Shown(call, call.GitHub.Accounts.Find(call.Number("account_id")))),
        Route.Get("users/get-by-username", "/users/{username}", "metadata", call => Shown(call, call.GitHub.Accounts.Find(call.Path["username"]))),
        Route.Get("teams/get-by-name", Team, "members", GetTeam) with { IsGuarded = true },
        Route.Get("teams/list-members-in-org", $"{Team}/members", "members", ListMembers) with { IsGuarded = true },
        Route.Get("teams/get-membership-for-user-in-org", $"{Team}/memberships/{{username}}", "members", GetMembership) with { IsGuarded = true },
        Route.Get("rate-limit/get", "/rate_limit", "metadata", call => Answer.Ok(new { resources = new { core = new { limit = 5000, used = 0, remaining = 5000, reset = call.Now.AddHours(1).ToUnixTimeSeconds() } } })),
    ];

    private static Answer Viewer(Call call) => call.Token switch
    {
        { IsInstallation: true } => throw new Refusal(403, "Resource not accessible by integration"),
        _ => Shown(call, call.Actor),
    };

    /// <summary>Of all queries the one that a job's token has no other way to ask.</summary>
    private static Answer Query(Call call) => call.Body.Text("query") == "query{viewer{login}}"
        ? Answer.Ok(new { data = new { viewer = new { login = call.Actor.Login } } })
        : Answer.Ok(new { errors = new[] { new { message = "this stand-in knows one query only" } } });

    private static Answer Shown(Call call, Account? account) => account is null ? throw Refusal.NotFound : Answer.Ok(call.GitHub.View.FullAccount(account));

    private static Answer GetTeam(Call call) => Answer.Ok(call.GitHub.View.FullTeam(Found(call)));

    /// <summary>Those who have not accepted yet are no members.</summary>
    private static Answer ListMembers(Call call) =>
        call.Page([.. Found(call).Members.Where(m => m is { Value: true, Key.IsDeleted: false }).Select(m => m.Key)], call.GitHub.View.Account);

    private static Answer GetMembership(Call call)
    {
        var account = call.GitHub.Accounts.Find(call.Path["username"]) ?? throw Refusal.NotFound;
        if (!Found(call).Members.TryGetValue(account, out var hasAccepted))
            throw Refusal.NotFound;
        return Answer.Ok(new { url = call.Url, role = "member", state = hasAccepted ? "active" : "pending" });
    }

    /// <summary>Teams are seen from inside the organisation only.</summary>
    private static Team Found(Call call)
    {
        if (call.Path["org"] != call.GitHub.Organisation.Login || !call.GitHub.IsInside(call.Token))
            throw Refusal.NotFound;
        return call.GitHub.Teams.GetValueOrDefault(call.Path["team_slug"]) ?? throw Refusal.NotFound;
    }
}
