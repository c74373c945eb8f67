using System.Collections.Immutable;
using System.Text.Json;
using DeliveryAsCode.Cli.Forges.GitHub.Api;
using DeliveryAsCode.Cli.Hosts;
using DeliveryAsCode.Cli.Running;
using DeliveryAsCode.Conversations;
using DeliveryAsCode.Execution;
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
        using var workflow = await GitHubWorkflow.OpenAsync(context.Host, shell, log, by, cancellation);
        var open = Waiting(delivery, workflow);
        if (WhyNothing(command, open?.Question) is { } nothing)
            return new CommandOutcome.NothingToDo(command, nothing);
        if (open is not { Runbook: var runbook })
            return new CommandOutcome.NothingToDo(command, "no execution of this delivery is open");

        using StringWriter said = new(), report = new();
        await Program.RunAsync([.. Line(command, runbook.Path)], shell with { Output = said, Error = said, Hosting = new Hosting(report, null), Workflow = workflow.Site, CanAsk = false }, cancellation);
        return ConclusionIn(report.ToString()) switch
        {
            RunConclusion.Refused or RunConclusion.Interrupted => new CommandOutcome.Refused(command, Complaint(said.ToString()), []),
            RunConclusion.Failed => Over(command, "failed"),
            RunConclusion.RolledBack => Over(command, "rolled back"),
            RunConclusion.OnHold => Over(command, "on hold"),
            RunConclusion.Succeeded or RunConclusion.Waiting or RunConclusion.NothingToDo => await GoOnAsync(command, runbook, by, cancellation),
        };
    }

    private static CommandOutcome.Done Over(CommentCommand command, string words) => new(command, $"it is recorded, and with that the execution is over: {words}", null);

    /// <summary>What the word came to. Where no command got as far as to say, it was not heard.</summary>
    private static RunConclusion ConclusionIn(string report)
    {
        if (report.Length == 0)
            return RunConclusion.Refused;

        using var json = JsonDocument.Parse(report);
        return KebabCase.Parse<RunConclusion>(json.RootElement.GetProperty("conclusion").GetString()!) ?? RunConclusion.Refused;
    }

    /// <summary>These two answer a question. What goes on, or is over, is turned back by whoever starts a workflow for it.</summary>
    private static string? WhyNothing(CommentCommand command, Question? question) => command switch
    {
        CommentCommand.Rollback when question is not RollbackQuestion => "it is begun by starting the workflow \"Delivery deploy\" with the command rollback: whoever starts it is whose word it is",
        CommentCommand.Hold when question is not RollbackQuestion => "no execution of this delivery waits for a decision after a point of no return, which is what could be held",
        _ => null,
    };

    private static ImmutableArray<string> Line(CommentCommand command, string runbook) => command switch
    {
        CommentCommand.Confirm confirm => ["confirm", runbook, confirm.Step],
        CommentCommand.Go go => ["decide", runbook, "--go", "--execution", go.Execution, .. go.PlanDigest is { } plan ? new[] { "--plan", plan } : [], "--reason", go.Reason],
        CommentCommand.NoGo no => ["decide", runbook, "--no-go", "--execution", no.Execution, "--reason", no.Reason],
        CommentCommand.Answer answer => ["resume", runbook, "--step", answer.Step, "--as", KebabCase.Of(answer.Outcome), "--reason", answer.Reason, "--only-record"],
        CommentCommand.Rollback back => ["decide", runbook, "--undo", "--reason", back.Reason],
        CommentCommand.Hold hold => ["decide", runbook, "--hold", "--reason", hold.Reason],
        CommentCommand.LiftHold lift => ["resume", runbook, "--lift-hold", "--reason", lift.Reason, "--only-record"],
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <summary>The runbook whose execution the environment's own ref knows, and what that waits for; null if there is none.</summary>
    private static (Runbook Runbook, Question? Question)? Waiting(DeliveryDocuments delivery, GitHubWorkflow workflow)
    {
        foreach (var runbook in delivery.GatedRunbooks)
        {
            var content = new GitHubEnvironmentStore(workflow.Site.Lock, RunRequest.LockNameOf(runbook), SecretMask.None).Read();
            if (content.Lock.Runbook == runbook.Path)
                return (runbook, RunbookExecution.Fold(runbook, Journal.Read(content.Journal).Entries).Pending);
        }

        return null;
    }

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
