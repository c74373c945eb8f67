using System.CommandLine;
using DeliveryAsCode.Cli.Reporting;
using DeliveryAsCode.Cli.Running;
using DeliveryAsCode.Execution;

namespace DeliveryAsCode.Cli.Commands;

/// <summary><c>delivery run ID|RUNBOOK</c>: executes a runbook, or continues its open execution.</summary>
internal static class RunCommand
{
    private static readonly Option<bool> DryRun = new("--dry-run") { Description = "Show what would run, and run nothing" };
    private static readonly Option<bool> RehearseRollback = new("--rehearse-rollback") { Description = "With --dry-run: walk through the order of undoing, and record that" };
    private static readonly Option<bool> Yes = new("--yes") { Description = "Start without asking; it answers nothing else" };
    private static readonly Option<bool> Again = new("--again") { Description = "Run a plan that has been run; needs --reason" };
    private static readonly Option<string?> Reason = new("--reason") { Description = "Why it runs again, or goes on although it was changed", HelpName = "TEXT" };

    public static Command Create(Shell shell)
    {
        var command = new Command("run", "Execute a runbook, or continue its open execution") { RunSession.Named, DryRun, RehearseRollback, Yes, Again, Reason, RunSession.Remote, RunSession.Commit };
        command.SetAction((parsed, cancellation) => RunAsync(parsed, shell, cancellation));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, Shell shell, CancellationToken cancellation)
    {
        if (parsed.GetValue(DryRun) && parsed.GetValue(GlobalOptions.Json))
            throw CommandException.Unusable("--dry-run is for people, and has no JSON", "leave one of the two out");
        if (parsed.GetValue(RehearseRollback) && !parsed.GetValue(DryRun))
            throw CommandException.Unusable("--rehearse-rollback runs nothing, and so needs --dry-run", "write: --dry-run --rehearse-rollback");
        if (parsed.GetValue(Again) && string.IsNullOrWhiteSpace(parsed.GetValue(Reason)))
            throw CommandException.Unusable("--again needs --reason", "say why a plan that has been run runs again: --again --reason \"…\"");

        var session = RunSession.Open(parsed, shell);
        if (session.Unusable() is { } unusable)
            return unusable;

        session.Report.Announce();
        if (parsed.GetValue(RehearseRollback))
            return Rehearse(session, parsed.GetValue(RunSession.Commit), shell);

        var request = session.Request(StartIntent.Run) with { IsAgain = parsed.GetValue(Again), Reason = parsed.GetValue(Reason) is { } reason && !string.IsNullOrWhiteSpace(reason) ? reason : null };
        if (parsed.GetValue(DryRun))
            return ExplainOnly(session.Report, request, shell);
        if (!session.IsWorkflow && RunbookRunner.Refusals(request) is { IsEmpty: false } refusals)
            return session.Conclude(RunResult.Refused("a gate or a rule does not let it start", refusals), null);
        if (!parsed.GetValue(Yes) && !await ConfirmAsync(shell, cancellation))
            return ExitCode.Done;

        return await session.RunAsync(request, cancellation);
    }

    /// <summary>Whatever the gates say: the rehearsal is one of the things that they ask for.</summary>
    private static int Rehearse(RunSession session, bool commits, Shell shell)
    {
        if (RollbackRehearsal.Gaps(session.Target.Runbook) is not { IsEmpty: false } gaps)
        {
            session.Report.ExplainWayBack(Rehearsal.Record(session.Target, session.Portfolio, commits, shell));
            return ExitCode.Done;
        }

        foreach (var gap in gaps)
            TextReport.Write(shell.Error, gap, shell.Terminal);
        shell.Error.Write("nothing was recorded: the way back is not complete\n");
        return ExitCode.No;
    }

    private static int ExplainOnly(RunReport report, RunRequest request, Shell shell)
    {
        report.Explain();
        var refusals = RunbookRunner.Refusals(request);
        foreach (var refusal in refusals)
            TextReport.Write(shell.Output, refusal, shell.Terminal);
        return refusals.IsEmpty ? ExitCode.Done : ExitCode.No;
    }

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
}
