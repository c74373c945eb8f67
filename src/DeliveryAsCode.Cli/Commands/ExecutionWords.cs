using System.Collections.Immutable;
using DeliveryAsCode.Cli.Forges.GitHub.Api;
using DeliveryAsCode.Cli.Hosts;
using DeliveryAsCode.Cli.Running;
using DeliveryAsCode.Conversations;
using DeliveryAsCode.Gates;
using DeliveryAsCode.Runbooks;
using DeliveryAsCode.Text;

namespace DeliveryAsCode.Cli.Commands;

/// <summary>
/// Records what an account says in a comment in the execution that waits for it, by the same commands that a terminal has,
/// and lets the deployment go on. Nothing is executed here: that takes the environment of the deploy workflow.
/// </summary>
internal sealed class ExecutionWords(GitHubApi api, string baseBranch, ActionContext context, Shell shell, ActionLog log)
{
    /// <summary>As <c>init --forge github</c> calls it.</summary>
    private const string Workflow = "delivery-deploy.yml";

    public async Task<CommandOutcome> SayAsync(DeliveryDocuments delivery, CommentCommand command, Account by, CancellationToken cancellation)
    {
        if (command is CommentCommand.Rollback or CommentCommand.Hold)
            return new CommandOutcome.NothingToDo(command, $"it is begun by starting the workflow \"Delivery deploy\" with {(command is CommentCommand.Rollback ? "the command rollback" : "what is to be done instead")}: whoever starts it is whose word it is");

        using var workflow = await GitHubWorkflow.OpenAsync(context.Host, shell, log, by, cancellation);
        if (Waiting(delivery, workflow) is not { } runbook)
            return new CommandOutcome.NothingToDo(command, "no execution of this delivery is open");

        using var said = new StringWriter();
        var code = await Program.RunAsync([.. Line(command, runbook.Path)], shell with { Output = said, Error = said, Workflow = workflow.Site, CanAsk = false }, cancellation);
        return code == ExitCode.Done ? await GoOnAsync(command, runbook, by, cancellation) : new CommandOutcome.Refused(command, Complaint(said.ToString()), []);
    }

    private static ImmutableArray<string> Line(CommentCommand command, string runbook) => command switch
    {
        CommentCommand.Confirm confirm => ["confirm", runbook, confirm.Step],
        CommentCommand.Go go => ["decide", runbook, "--go", "--execution", go.Execution, .. go.PlanDigest is { } plan ? new[] { "--plan", plan } : [], "--reason", go.Reason],
        CommentCommand.NoGo no => ["decide", runbook, "--no-go", "--execution", no.Execution, "--reason", no.Reason],
        CommentCommand.Answer answer => ["resume", runbook, "--step", answer.Step, "--as", KebabCase.Of(answer.Outcome), "--reason", answer.Reason, "--only-record"],
        CommentCommand.LiftHold lift => ["resume", runbook, "--lift-hold", "--reason", lift.Reason, "--only-record"],
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <summary>The runbook whose execution the environment's own ref knows.</summary>
    private static Runbook? Waiting(DeliveryDocuments delivery, GitHubWorkflow workflow) =>
        delivery.GatedRunbooks.FirstOrDefault(runbook => new GitHubEnvironmentStore(workflow.Site.Lock, RunRequest.LockNameOf(runbook), SecretMask.None).Read().Lock.Runbook == runbook.Path);

    private async Task<CommandOutcome> GoOnAsync(CommentCommand command, Runbook runbook, Account by, CancellationToken cancellation)
    {
        try
        {
            var inputs = new Dictionary<string, string> { ["command"] = "resume", ["delivery"] = runbook.Path, ["environment"] = runbook.Environment, ["reason"] = $"{by.Login} said so in a comment" };
            await api.DispatchAsync(Workflow, baseBranch, inputs, key: null, cancellation);
            return new CommandOutcome.Done(command, "it is recorded, and the deployment goes on", null);
        }
        catch (GitHubException e)
        {
            return new CommandOutcome.Done(command, $"it is recorded; start the workflow \"Delivery deploy\" with the command resume, because it could not be started from here: {e.Said}", null);
        }
    }

    private static string Complaint(string said)
    {
        var lines = said.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var line = lines.FirstOrDefault(l => l.StartsWith("error", StringComparison.Ordinal) || l.StartsWith("nothing ", StringComparison.Ordinal)) ?? lines.LastOrDefault() ?? "it was refused";
        return line[(line.IndexOf(": ", StringComparison.Ordinal) is >= 0 and var colon ? colon + 2 : 0)..];
    }
}
