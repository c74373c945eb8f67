using DeliveryAsCode.StandIns.GitHub.Http;

namespace DeliveryAsCode.StandIns.GitHub.Operations;

/// <summary>Workflows are not run here: dispatches are kept, and tests say how runs go.</summary>
internal static class ActionsOperations
{
    private const string Folder = ".github/workflows/";
    private const string Actions = "/repos/{owner}/{repo}/actions";

    public static IEnumerable<Route> Routes =>
    [
        Route.Post("actions/create-workflow-dispatch", $"{Actions}/workflows/{{workflow_id}}/dispatches", "actions", DispatchWorkflow),
        Route.Post("repos/create-dispatch-event", "/repos/{owner}/{repo}/dispatches", "contents", DispatchRepository),
        Route.Get("actions/list-workflow-runs-for-repo", $"{Actions}/runs", "actions", call => List(call, call.Repository.Runs)),
        Route.Get("actions/list-workflow-runs", $"{Actions}/workflows/{{workflow_id}}/runs", "actions", call => List(call, call.Repository.Runs.Where(r => Path.GetFileName(r.Workflow) == call.Path["workflow_id"]))),
        Route.Get("actions/get-workflow-run", $"{Actions}/runs/{{run_id}}", "actions", call => Shown(call, Found(call))),
        Route.Get("actions/get-workflow-run-attempt", $"{Actions}/runs/{{run_id}}/attempts/{{attempt_number}}", "actions", GetAttempt),
        new Route("actions/get-github-actions-default-workflow-permissions-repository", "GET", $"{Actions}/permissions/workflow", "administration", Access.Read, Role.Admin, GetPermissions) { IsGuarded = true },
    ];

    private static Answer DispatchWorkflow(Call call)
    {
        var (repository, file, name) = (call.Repository, call.Path["workflow_id"], call.Body.Text("ref"));
        if (repository.Read(repository.DefaultBranch, Folder + file) is not { } text)
            throw Refusal.NotFound;
        if (repository.Tip(name.Replace("refs/heads/", "", StringComparison.Ordinal)) is null)
            throw new Refusal(422, $"No ref found for: {name}");
        if (!text.Contains("workflow_dispatch", StringComparison.Ordinal))
            throw new Refusal(422, "Workflow does not have 'workflow_dispatch' trigger");
        Keep(call, file, name, "inputs");
        return Answer.NoContent;
    }

    private static Answer DispatchRepository(Call call)
    {
        Keep(call, call.Body.Text("event_type"), call.Repository.DefaultBranch, "client_payload");
        return Answer.NoContent;
    }

    private static void Keep(Call call, string what, string name, string inputs) => call.Repository.DispatchList.Add(
        new Dispatch(what, name, call.Body.Json.TryGetProperty(inputs, out var given) ? given.Clone() : StandInRepository.Nothing, call.Actor.Login));

    private static Answer List(Call call, IEnumerable<WorkflowRun> runs)
    {
        foreach (var (name, value) in call.Query)
        {
            runs = name switch
            {
                "status" => runs.Where(r => r.Status == value || r.Conclusion == value),
                "branch" => runs.Where(r => r.HeadBranch == value),
                "event" => runs.Where(r => r.Event == value),
                "head_sha" => runs.Where(r => r.HeadSha == value),
                "actor" => runs.Where(r => r.Actor.Login == value),
                _ => runs,
            };
        }

        return call.Page([.. runs.Reverse()], run => call.GitHub.View.Run(call.Repository, run), (total, shown) => new { total_count = total, workflow_runs = shown });
    }

    private static Answer GetAttempt(Call call)
    {
        var run = Found(call);
        return call.Number("attempt_number") == run.Attempt ? Shown(call, run) : throw Refusal.NotFound;
    }

    private static Answer GetPermissions(Call call) => Answer.Ok(new
    {
        default_workflow_permissions = call.Repository.GivesWorkflowsWrite ? "write" : "read",
        can_approve_pull_request_reviews = call.Repository.LetsActionsOpenPulls,
    });

    private static WorkflowRun Found(Call call) => call.Repository.Runs.FirstOrDefault(r => r.Id == call.Number("run_id")) ?? throw Refusal.NotFound;

    private static Answer Shown(Call call, WorkflowRun run) => Answer.Ok(call.GitHub.View.Run(call.Repository, run));
}
