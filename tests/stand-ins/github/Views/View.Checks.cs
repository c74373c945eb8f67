using DeliveryAsCode.StandIns.GitHub.State;

namespace DeliveryAsCode.StandIns.GitHub.Views;

internal sealed partial class View
{
    public object CheckRun(StandInRepository repository, CheckRun run) => new
    {
        id = run.Id,
        name = run.Name,
        node_id = NodeId("CR_", run.Id),
        head_sha = run.HeadSha,
        external_id = run.ExternalId,
        url = $"{Url(repository)}/check-runs/{run.Id}",
        html_url = Web($"{repository.FullName}/runs/{run.Id}"),
        details_url = run.DetailsUrl ?? Web($"{repository.FullName}/runs/{run.Id}"),
        status = run.Status,
        conclusion = run.Conclusion,
        started_at = Time(run.StartedAt),
        completed_at = Time(run.CompletedAt),
        output = new
        {
            title = run.Title,
            summary = run.Summary,
            text = run.Text,
            annotations_count = run.Annotations.Count,
            annotations_url = $"{Url(repository)}/check-runs/{run.Id}/annotations",
        },
        check_suite = new { id = run.App.Id },
        app = App(run.App),
        pull_requests = Array.Empty<object>(),
    };

    public object Status(StandInRepository repository, CommitStatus status) => new
    {
        url = $"{Url(repository)}/statuses/{status.Sha}",
        avatar_url = (string?)null,
        id = status.Id,
        node_id = NodeId("SC_", status.Id),
        state = status.State,
        description = status.Description,
        target_url = status.TargetUrl,
        context = status.Context,
        created_at = Time(status.At),
        updated_at = Time(status.At),
        creator = Account(status.Creator),
    };

    public object Deployment(StandInRepository repository, Deployment deployment) => new
    {
        url = $"{Url(repository)}/deployments/{deployment.Id}",
        id = deployment.Id,
        node_id = NodeId("DE_", deployment.Id),
        sha = deployment.Sha,
        @ref = deployment.Ref,
        task = deployment.Task,
        payload = deployment.Payload,
        original_environment = deployment.Environment,
        environment = deployment.Environment,
        description = deployment.Description,
        creator = Account(deployment.Creator),
        created_at = Time(deployment.At),
        updated_at = Time(deployment.At),
        statuses_url = $"{Url(repository)}/deployments/{deployment.Id}/statuses",
        repository_url = Url(repository),
        transient_environment = deployment.IsTransient,
        production_environment = deployment.IsProduction,
    };

    public object DeploymentStatus(StandInRepository repository, Deployment deployment, DeploymentStatus status) => new
    {
        url = $"{Url(repository)}/deployments/{deployment.Id}/statuses/{status.Id}",
        id = status.Id,
        node_id = NodeId("DES_", status.Id),
        state = status.State,
        creator = Account(status.Creator),
        description = status.Description,
        environment = deployment.Environment,
        target_url = status.LogUrl,
        created_at = Time(status.At),
        updated_at = Time(status.At),
        deployment_url = $"{Url(repository)}/deployments/{deployment.Id}",
        repository_url = Url(repository),
        environment_url = status.EnvironmentUrl,
        log_url = status.LogUrl,
    };

    public object Environment(StandInRepository repository, DeploymentEnvironment environment)
    {
        var rules = new List<object>();
        if (environment.Reviewers.Count > 0)
        {
            rules.Add(new
            {
                id = environment.Id + 1,
                node_id = NodeId("GA_", environment.Id + 1),
                type = "required_reviewers",
                prevent_self_review = environment.PreventsSelfReview,
                reviewers = environment.Reviewers.Select(login => new { type = "User", reviewer = Account(gitHub.Require(login)) }),
            });
        }

        if (environment.OnlyProtectedBranches)
            rules.Add(new { id = environment.Id + 2, node_id = NodeId("GA_", environment.Id + 2), type = "branch_policy" });
        return new
        {
            id = environment.Id,
            node_id = NodeId("EN_", environment.Id),
            name = environment.Name,
            url = $"{Url(repository)}/environments/{environment.Name}",
            html_url = Web($"{repository.FullName}/deployments/activity_log?environments_filter={environment.Name}"),
            created_at = Time(environment.At),
            updated_at = Time(environment.At),
            can_admins_bypass = environment.CanAdminsBypass,
            protection_rules = rules,
            deployment_branch_policy = environment.OnlyProtectedBranches ? new { protected_branches = true, custom_branch_policies = false } : null,
        };
    }

    public object Run(StandInRepository repository, WorkflowRun run)
    {
        var (url, web) = ($"{Url(repository)}/actions/runs/{run.Id}", Web($"{repository.FullName}/actions/runs/{run.Id}"));
        var workflow = WorkflowId(run.Workflow);
        return new
        {
            id = run.Id,
            name = run.Workflow,
            node_id = NodeId("WFR_", run.Id),
            head_branch = run.HeadBranch,
            head_sha = run.HeadSha,
            path = run.Workflow,
            display_title = run.Workflow,
            run_number = 1,
            @event = run.Event,
            status = run.Status,
            conclusion = run.Conclusion,
            workflow_id = workflow,
            check_suite_id = run.Id,
            check_suite_node_id = NodeId("CS_", run.Id),
            url,
            html_url = web,
            pull_requests = Array.Empty<object>(),
            created_at = Time(run.CreatedAt),
            updated_at = Time(run.CreatedAt),
            run_started_at = Time(run.CreatedAt),
            actor = Account(run.Actor),
            triggering_actor = Account(run.TriggeringActor),
            run_attempt = run.Attempt,
            referenced_workflows = Array.Empty<object>(),
            jobs_url = $"{url}/jobs",
            logs_url = $"{url}/logs",
            check_suite_url = $"{Url(repository)}/check-suites/{run.Id}",
            artifacts_url = $"{url}/artifacts",
            cancel_url = $"{url}/cancel",
            rerun_url = $"{url}/rerun",
            previous_attempt_url = run.Attempt > 1 ? $"{url}/attempts/{run.Attempt - 1}" : null,
            workflow_url = $"{Url(repository)}/actions/workflows/{workflow}",
            head_commit = (object?)null,
            repository = Repository(repository),
            head_repository = Repository(repository),
        };
    }

    /// <summary>A number for a file, the same each time.</summary>
    public static long WorkflowId(string path) => path.Aggregate(17L, (sum, letter) => ((sum * 31) + letter) % 1_000_003);
}
