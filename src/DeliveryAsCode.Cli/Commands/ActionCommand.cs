using System.Collections.Immutable;
using System.CommandLine;
using System.Security.Cryptography;
using DeliveryAsCode.Checking;
using DeliveryAsCode.Cli.Hosts;
using DeliveryAsCode.Cli.Running;
using DeliveryAsCode.Cli.Workspaces;
using DeliveryAsCode.Configuration;

namespace DeliveryAsCode.Cli.Commands;

/// <summary><c>delivery action</c>: the entry point of the GitHub Action. Everything it is asked stands in the environment.</summary>
internal static class ActionCommand
{
    public static Command Create(Shell shell)
    {
        var command = new Command("action", "Do what the inputs of the GitHub Action say");
        command.SetAction((_, cancellation) => RunAsync(shell, cancellation));
        return command;
    }

    private static async Task<int> RunAsync(Shell shell, CancellationToken cancellation)
    {
        var host = GitHubActionsHost.Of(shell.Environment)
            ?? throw CommandException.Unusable("this is not GitHub Actions: GITHUB_ACTIONS is not \"true\"", "call the command itself, for example \"delivery check\"");
        var log = new ActionLog(shell.Output, Chance);
        log.Mask(host.Secrets);

        var workspace = host.Workspace is { } folder && Directory.Exists(folder) ? folder : shell.WorkingDirectory;
        var owner = FileOwner.Of(workspace, shell.Clock);
        try
        {
            var result = await AnswerAsync(host, owner, log, shell with { WorkingDirectory = workspace }, cancellation);
            Tell(result, host, log);
            return result.ExitCode;
        }
        finally
        {
            if (owner?.GiveBack() is > 0 and var kept)
                log.Warning("delivery", $"{kept} files in the workspace stay with us: they could not be given to its owner");
        }
    }

    private static async Task<ActionResult> AnswerAsync(GitHubActionsHost host, FileOwner? owner, ActionLog log, Shell shell, CancellationToken cancellation)
    {
        var command = host.Inputs.Command is { Length: > 0 } asked ? asked : AllowedEvents.Commands[0];
        try
        {
            var context = Judge(command, host);
            var repository = Workspace.Open(Path.Combine(shell.WorkingDirectory, host.Inputs.Path), isExact: host.Inputs.Path.Length > 0);
            owner?.Trust(repository.Root);
            log.Mask(DeclaredSecrets(repository, shell).Except(host.Secrets));
            Announce(context, log);
            return await DispatchAsync(context, log, shell, cancellation);
        }
        catch (CommandException exception)
        {
            var message = exception.Help is { } help ? $"{exception.Message}: {help}" : exception.Message;
            log.Error($"delivery {command}", message);
            var conclusion = ActionResult.Word(exception.ExitCode);
            return new ActionResult(exception.ExitCode, conclusion, Errors: 1, Warnings: 0, Report: null, ActionSummary.OfText(command, conclusion, message, hasForgotten: false));
        }
    }

    /// <summary>
    /// The seam between what needs GitHub and what does not: a command that has a flow of its own there goes to it, and
    /// whatever has none, or may only look, to the command line.
    /// </summary>
    private static async Task<ActionResult> DispatchAsync(ActionContext context, ActionLog log, Shell shell, CancellationToken cancellation) =>
        await GitHubAction.RunAsync(context, shell, log, cancellation) ?? await RunAsync(context, log, shell, cancellation);

    /// <summary>What deals with executions finds lock, journal and evidence at GitHub.</summary>
    private static async Task<ActionResult> RunAsync(ActionContext context, ActionLog log, Shell shell, CancellationToken cancellation)
    {
        if (context.Advisory is not null || context.Command is not ("run" or "resume" or "rollback" or "watch") || !GitHubAction.HasCredentials(context.Host))
            return await CommandLineAction.RunAsync(context, shell, log, cancellation);

        using var workflow = await GitHubWorkflow.OpenAsync(context.Host, shell, log, speaker: null, cancellation);
        return await CommandLineAction.RunAsync(context, shell with { Workflow = workflow.Site }, log, cancellation);
    }

    /// <exception cref="CommandException">The command may not do its work on this event.</exception>
    private static ActionContext Judge(string command, GitHubActionsHost host)
    {
        var started = host.ReadEvent();
        var advisory = AllowedEvents.Judge(command, started.Name) switch
        {
            EventRefused refused => throw CommandException.Unusable(refused.Why, refused.Help),
            EventAdvisory advice => advice.Why,
            _ => null,
        };
        var words = ArgumentWords.Split(host.Inputs.Arguments);
        return new ActionContext(host, started, command, words.Count > 0 ? [.. words] : DispatchArguments.Of(command, started), advisory);
    }

    /// <summary>Which program this is, by whose order: a log outlives the page that showed it.</summary>
    private static void Announce(ActionContext context, ActionLog log)
    {
        var host = context.Host;
        string?[] lines =
        [
            host.Action is { } action ? $"action: {action}" : null,
            host.Url is { } url ? $"run: {url}" : null,
            $"event: {context.Event.Name}{(context.Event.Action is { } kind ? $", {kind}" : "")}",
            host.Actor is { } actor ? $"actor: {actor}" : null,
            host.TriggeringActor is { } again && again != host.Actor ? $"run again by: {again}" : null,
            context.Event is UnreadEvent unread ? $"note: {unread.Why}" : null,
        ];
        log.Group($"delivery {RunRequests.ToolVersion()}: {context.Command}", lines.OfType<string>());
        if (context.Advisory is { } advisory)
            log.Notice($"delivery {context.Command}", advisory);
    }

    /// <summary>Values of what the rules call secret, in whichever environment: rules that cannot be read declare nothing, and start nothing.</summary>
    private static IEnumerable<string> DeclaredSecrets(Workspace repository, Shell shell) =>
        repository.TryRead(RepositoryLayout.ConfigurationPath) is { } source
            ? DeliveryConfigurationReader.Read(source).Value.Environments.SelectMany(e => e.Variables.Secrets)
                .Select(name => shell.Environment.GetValueOrDefault(name, "")).Where(value => value.Length >= SecretMask.ShortestSecret).Distinct(StringComparer.Ordinal)
            : [];

    private static void Tell(ActionResult result, GitHubActionsHost host, ActionLog log)
    {
        var mask = SecretMask.Of(host.Secrets.Where(s => s.Length >= SecretMask.ShortestSecret));
        var files = new RunnerFiles(host, problem => log.Warning("delivery", problem), Chance);
        files.WriteOutputs(ActionOutputs.Of(result with { Report = result.Report is { } report ? mask.Apply(report) : null }));
        files.WriteSummary([.. result.Summary.Select(mask.Apply)]);
    }

    private static string Chance() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
}
