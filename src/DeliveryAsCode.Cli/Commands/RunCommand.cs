using System.CommandLine;
using DeliveryAsCode.Cli.Reporting;
using DeliveryAsCode.Cli.Running;
using DeliveryAsCode.Cli.Workspaces;
using DeliveryAsCode.Execution;
using NodaTime;

namespace DeliveryAsCode.Cli.Commands;

/// <summary><c>delivery run ID|RUNBOOK</c>: executes a runbook, or continues its open execution.</summary>
internal static class RunCommand
{
    private static readonly Argument<string> Target = new("ID|RUNBOOK") { HelpName = "ID|RUNBOOK", Description = "A delivery with one runbook, or the path of a runbook" };
    private static readonly Option<bool> DryRun = new("--dry-run") { Description = "Show what would run, and run nothing" };
    private static readonly Option<bool> RehearseRollback = new("--rehearse-rollback") { Description = "With --dry-run: walk through the order of undoing, and record that" };
    private static readonly Option<bool> Yes = new("--yes") { Description = "Start without asking; it answers nothing else" };
    private static readonly Option<bool> Again = new("--again") { Description = "Run a plan that has been run; needs --reason" };
    private static readonly Option<string?> Reason = new("--reason") { Description = "Why it runs again, or goes on although it was changed", HelpName = "TEXT" };
    private static readonly Option<bool> Commit = new("--commit") { Description = "Commit what is written back" };

    public static Command Create(Shell shell)
    {
        var command = new Command("run", "Execute a runbook, or continue its open execution") { Target, DryRun, RehearseRollback, Yes, Again, Reason, Commit };
        command.SetAction((parsed, cancellation) => RunAsync(parsed, shell, cancellation));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, Shell shell, CancellationToken cancellation)
    {
        if (parsed.GetValue(GlobalOptions.Now) is not null)
            throw CommandException.Unusable("\"run\" does not pretend that it is another time", "leave --now out");
        if (parsed.GetValue(DryRun) && parsed.GetValue(GlobalOptions.Json))
            throw CommandException.Unusable("--dry-run is for people, and has no JSON", "leave one of the two out");
        if (parsed.GetValue(RehearseRollback) && !parsed.GetValue(DryRun))
            throw CommandException.Unusable("--rehearse-rollback runs nothing, and so needs --dry-run", "write: --dry-run --rehearse-rollback");
        if (parsed.GetValue(Again) && string.IsNullOrWhiteSpace(parsed.GetValue(Reason)))
            throw CommandException.Unusable("--again needs --reason", "say why a plan that has been run runs again: --again --reason \"…\"");

        var portfolio = Portfolio.Open(parsed.OpenWorkspace(shell));
        var target = RunTarget.Resolve(parsed.GetRequiredValue(Target), portfolio, shell);
        var isJson = parsed.GetValue(GlobalOptions.Json);
        if (target.Errors is { IsEmpty: false } errors)
        {
            Conclude(shell, RunResult.Refused("the runbook cannot be used", errors), null, isJson, portfolio);
            return ExitCode.Unusable;
        }

        var report = new RunReport(isJson || parsed.GetValue(GlobalOptions.Quiet) ? TextWriter.Null : shell.Output, target.Runbook, shell.Terminal);
        report.Announce();
        if (parsed.GetValue(RehearseRollback))
            return Rehearse(report, target, portfolio, parsed.GetValue(Commit), shell);
        if (parsed.GetValue(DryRun))
            return ExplainOnly(report, target, portfolio, shell);

        if (RunClearance.Refusals(target, portfolio, Now(shell)) is { IsEmpty: false } refusals)
            return Conclude(shell, RunResult.Refused("a gate or a rule does not let it start", refusals), null, isJson, portfolio);
        if (!parsed.GetValue(Yes) && !await ConfirmAsync(shell, cancellation))
            return ExitCode.Done;

        var request = RunRequests.Create(target, portfolio, shell) with { Clearance = () => RunClearance.Refusals(target, portfolio, Now(shell)), IsAgain = parsed.GetValue(Again), Reason = parsed.GetValue(Reason) };
        var result = await RunbookRunner.RunAsync(request, shell.CanAsk ? new TerminalAsker(shell, target, portfolio).AskAsync : null, report.Observe, cancellation);
        var written = WriteBack.Write(result, target, portfolio, parsed.GetValue(Commit), shell);
        report.Conclude(result, written);
        return Conclude(shell, result, written, isJson, portfolio);
    }

    /// <summary>Whatever the gates say: the rehearsal is one of the things that they ask for.</summary>
    private static int Rehearse(RunReport report, RunTarget target, Portfolio portfolio, bool commits, Shell shell)
    {
        if (RollbackRehearsal.Gaps(target.Runbook) is not { IsEmpty: false } gaps)
        {
            report.ExplainWayBack(Rehearsal.Record(target, portfolio, commits, shell));
            return ExitCode.Done;
        }

        foreach (var gap in gaps)
            TextReport.Write(shell.Error, gap, shell.Terminal);
        shell.Error.Write("nothing was recorded: the way back is not complete\n");
        return ExitCode.No;
    }

    private static int ExplainOnly(RunReport report, RunTarget target, Portfolio portfolio, Shell shell)
    {
        report.Explain();
        var refusals = RunClearance.Refusals(target, portfolio, Now(shell));
        foreach (var refusal in refusals)
            TextReport.Write(shell.Output, refusal, shell.Terminal);
        return refusals.IsEmpty ? ExitCode.Done : ExitCode.No;
    }

    private static Instant Now(Shell shell) => Instant.FromDateTimeOffset(shell.Clock.GetUtcNow());

    private static async Task<bool> ConfirmAsync(Shell shell, CancellationToken cancellation)
    {
        if (!shell.CanAsk)
            throw CommandException.Unusable("nobody is there to say that it may start", "add --yes to start without being asked");

        var answer = await shell.AskAsync("Start? [y/N] ", cancellation);
        if (answer?.ToLowerInvariant() is "y" or "yes")
            return true;

        shell.Output.Write("not started\n");
        return false;
    }

    private static int Conclude(Shell shell, RunResult result, WrittenBack? written, bool isJson, Portfolio portfolio)
    {
        if (isJson)
            RunReport.WriteJson(shell.Output, result, written, portfolio.Workspace.Root);
        foreach (var diagnostic in result.Diagnostics)
            TextReport.Write(shell.Error, diagnostic, shell.Terminal);
        if (result.Conclusion == RunConclusion.Refused)
            shell.Error.Write($"nothing was run: {Visible.Of(result.Reason ?? "refused")}\n");
        return CodeOf(result);
    }

    private static int CodeOf(RunResult result) => result.Conclusion switch
    {
        RunConclusion.Succeeded or RunConclusion.Waiting or RunConclusion.NothingToDo => ExitCode.Done,
        RunConclusion.Failed or RunConclusion.RolledBack or RunConclusion.OnHold or RunConclusion.Refused => ExitCode.No,
        RunConclusion.Interrupted => ExitCode.Interrupted,
    };
}
