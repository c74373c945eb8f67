namespace DeliveryAsCode.StandIns.GitHub;

/// <summary>A run of a workflow; only tests change it.</summary>
public sealed class WorkflowRun
{
    internal WorkflowRun(long id, string workflow, Account actor) => (Id, Workflow, Actor, TriggeringActor) = (id, workflow, actor, actor);

    public long Id { get; }

    /// <summary>The file's path.</summary>
    public string Workflow { get; }

    public string Event { get; set; } = "workflow_dispatch";

    /// <summary>queued, in_progress, completed, …</summary>
    public string Status { get; set; } = "in_progress";

    public string? Conclusion { get; set; }

    public int Attempt { get; set; } = 1;

    public string HeadBranch { get; set; } = "main";

    public string HeadSha { get; set; } = "";

    public Account Actor { get; set; }

    public Account TriggeringActor { get; set; }

    public DateTimeOffset CreatedAt { get; set; }
}
