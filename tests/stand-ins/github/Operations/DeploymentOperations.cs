using DeliveryAsCode.StandIns.GitHub.Http;
using DeliveryAsCode.StandIns.GitHub.State;

namespace DeliveryAsCode.StandIns.GitHub.Operations;

internal static class DeploymentOperations
{
    private const string All = "/repos/{owner}/{repo}/deployments";

    private static readonly string[] States = ["error", "failure", "inactive", "in_progress", "queued", "pending", "success"];

    public static IEnumerable<Route> Routes =>
    [
        Route.Get("repos/list-deployments", All, "deployments", List),
        Route.Post("repos/create-deployment", All, "deployments", Create),
        Route.Get("repos/get-deployment", $"{All}/{{deployment_id}}", "deployments", call => Answer.Ok(call.GitHub.View.Deployment(call.Repository, Found(call)))),
        Route.Get("repos/list-deployment-statuses", $"{All}/{{deployment_id}}/statuses", "deployments", ListStatuses),
        Route.Post("repos/create-deployment-status", $"{All}/{{deployment_id}}/statuses", "deployments", CreateStatus),
        Route.Get("repos/get-all-environments", "/repos/{owner}/{repo}/environments", "actions", Environments),
        Route.Get("repos/get-environment", "/repos/{owner}/{repo}/environments/{environment_name}", "actions", Environment),
    ];

    /// <summary>Newest first.</summary>
    private static Answer List(Call call)
    {
        var deployments = call.Repository.Deployments.AsEnumerable().Reverse();
        foreach (var (name, value) in call.Query)
        {
            deployments = name switch
            {
                "environment" => deployments.Where(d => d.Environment == value),
                "ref" => deployments.Where(d => d.Ref == value),
                "sha" => deployments.Where(d => d.Sha == value),
                "task" => deployments.Where(d => d.Task == value),
                _ => deployments,
            };
        }

        return call.Page([.. deployments], deployment => call.GitHub.View.Deployment(call.Repository, deployment));
    }

    private static Answer Create(Call call)
    {
        var (repository, name) = (call.Repository, call.Body.Text("ref"));
        var sha = repository.Git.Resolve(name) ?? throw new Refusal(422, $"No ref found for: {name}");
        if (WhyNotReady(call, sha) is { } why)
            throw new Refusal(409, $"Conflict: {why} for {name}.");
        var environment = call.Body.TextOrNull("environment") ?? "production";
        repository.EnvironmentOf(environment);
        var payload = call.Body.Json.TryGetProperty("payload", out var given) ? given : StandInRepository.Nothing;
        var deployment = new Deployment(call.GitHub.NextId(), sha, name, call.Body.TextOrNull("task") ?? "deploy", environment, call.Body.TextOrNull("description"), payload, call.Actor, call.Now)
        {
            IsProduction = call.Body.FlagOrNull("production_environment") ?? environment == "production",
            IsTransient = call.Body.FlagOrNull("transient_environment") ?? false,
        };
        repository.Deployments.Add(deployment);
        return Answer.Created(call.GitHub.View.Deployment(repository, deployment));
    }

    /// <summary>Unless it is told otherwise GitHub wants every status and every check of the commit to have passed.</summary>
    private static string? WhyNotReady(Call call, string sha)
    {
        if (call.Body.TextsOrNull("required_contexts") is { Count: 0 })
            return null;
        var named = call.Body.TextsOrNull("required_contexts");
        var statuses = call.Repository.Statuses.Where(s => s.Sha == sha).GroupBy(s => s.Context).Select(same => (Name: same.Key, IsGood: same.Last().State == "success"));
        var runs = call.Repository.CheckRuns.Where(r => r.HeadSha == sha).GroupBy(r => r.Name).Select(same => (Name: same.Key, IsGood: same.Last().Conclusion is "success" or "neutral" or "skipped"));
        var all = statuses.Concat(runs).ToList();
        if (named is null)
            return all.All(check => check.IsGood) ? null : "Commit status checks failed";
        return named.All(name => all.Any(check => check.Name == name && check.IsGood)) ? null : "Commit status checks failed";
    }

    private static Answer ListStatuses(Call call)
    {
        var deployment = Found(call);
        return call.Page([.. deployment.Statuses.AsEnumerable().Reverse()], status => call.GitHub.View.DeploymentStatus(call.Repository, deployment, status));
    }

    private static Answer CreateStatus(Call call)
    {
        var (deployment, body) = (Found(call), call.Body);
        var state = body.Text("state");
        if (!States.Contains(state))
            throw Refusal.Invalid("DeploymentStatus", "state");
        var description = body.TextOrNull("description") ?? "";
        if (description.Length > 140)
            throw Refusal.Custom("DeploymentStatus", "description is too long (maximum is 140 characters)", "description");
        var status = new DeploymentStatus(call.GitHub.NextId(), state, description, body.TextOrNull("log_url") ?? "", body.TextOrNull("environment_url") ?? "", call.Actor, call.Now);
        deployment.Statuses.Add(status);
        if (state == "success" && body.FlagOrNull("auto_inactive") != false)
            Retire(call, deployment);
        return Answer.Created(call.GitHub.View.DeploymentStatus(call.Repository, deployment, status));
    }

    /// <summary>What was deployed there before is there no more.</summary>
    private static void Retire(Call call, Deployment current)
    {
        var earlier = call.Repository.Deployments.Where(d => d != current && d.Environment == current.Environment && d is { IsTransient: false, IsProduction: false } && d.Statuses.Count > 0 && d.Statuses[^1].State == "success");
        foreach (var deployment in earlier)
            deployment.Statuses.Add(deployment.Statuses[^1] with { Id = call.GitHub.NextId(), State = "inactive", At = call.Now });
    }

    private static Answer Environments(Call call) =>
        call.Page([.. call.Repository.Environments.Values], e => call.GitHub.View.Environment(call.Repository, e), (total, shown) => new { total_count = total, environments = shown });

    private static Answer Environment(Call call) =>
        Answer.Ok(call.GitHub.View.Environment(call.Repository, call.Repository.Environments.GetValueOrDefault(call.Path["environment_name"]) ?? throw Refusal.NotFound));

    private static Deployment Found(Call call) => call.Repository.Deployments.FirstOrDefault(d => d.Id == call.Number("deployment_id")) ?? throw Refusal.NotFound;
}
