using DeliveryAsCode.StandIns.GitHub.Http;
using DeliveryAsCode.StandIns.GitHub.State;

namespace DeliveryAsCode.StandIns.GitHub.Operations;

internal static class StatusOperations
{
    private static readonly string[] States = ["error", "failure", "pending", "success"];

    public static IEnumerable<Route> Routes =>
    [
        Route.Post("repos/create-commit-status", "/repos/{owner}/{repo}/statuses/{sha}", "statuses", Create),
        Route.Get("repos/get-combined-status-for-ref", "/repos/{owner}/{repo}/commits/{ref}/status", "statuses", Combined),
        Route.Get("repos/list-commit-statuses-for-ref", "/repos/{owner}/{repo}/commits/{ref}/statuses", "statuses", List),
    ];

    private static Answer Create(Call call)
    {
        var (sha, state) = (call.Path["sha"], call.Body.Text("state"));
        if (call.Repository.Git.KindOf(sha) != "commit")
            throw new Refusal(422, $"No commit found for SHA: {sha}");
        if (!States.Contains(state))
            throw Refusal.Invalid("Status", "state");
        if (call.Body.TextOrNull("description") is { Length: > 140 })
            throw Refusal.Custom("Status", "description is too long (maximum is 140 characters)", "description");
        var status = new CommitStatus(call.GitHub.NextId(), sha, call.Body.TextOrNull("context") ?? "default", state, call.Body.TextOrNull("description"), call.Body.TextOrNull("target_url"), call.Actor, call.Now);
        call.Repository.Statuses.Add(status);
        return Answer.Created(call.GitHub.View.Status(call.Repository, status));
    }

    private static Answer Combined(Call call)
    {
        var sha = Commit(call);
        var latest = call.Repository.Statuses.Where(s => s.Sha == sha).GroupBy(s => s.Context).Select(same => same.Last()).ToList();
        var state = latest switch
        {
            [] => "pending",
            _ when latest.Any(s => s.State is "error" or "failure") => "failure",
            _ when latest.Any(s => s.State == "pending") => "pending",
            _ => "success",
        };
        return call.Page(latest, status => call.GitHub.View.Status(call.Repository, status), (total, shown) => new
        {
            state,
            statuses = shown,
            sha,
            total_count = total,
            repository = call.GitHub.View.Repository(call.Repository),
            commit_url = $"{call.GitHub.Url.GetLeftPart(UriPartial.Authority)}/repos/{call.Repository.FullName}/commits/{sha}",
            url = call.Url,
        });
    }

    private static Answer List(Call call)
    {
        var sha = Commit(call);
        return call.Page([.. call.Repository.Statuses.Where(s => s.Sha == sha).Reverse()], status => call.GitHub.View.Status(call.Repository, status));
    }

    private static string Commit(Call call) => call.Repository.Git.Resolve(call.Path["ref"]) ?? throw Refusal.NotFound;
}
