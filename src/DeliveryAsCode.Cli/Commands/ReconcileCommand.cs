using System.CommandLine;
using DeliveryAsCode.Cli.Forges;
using DeliveryAsCode.Cli.Reporting;
using DeliveryAsCode.Cli.Workspaces;
using DeliveryAsCode.Planning;

namespace DeliveryAsCode.Cli.Commands;

/// <summary><c>delivery reconcile [ID]</c>: does what <c>plan</c> says. A second time there is nothing left to do.</summary>
internal static class ReconcileCommand
{
    private static readonly Argument<string?> Id = new("ID") { Description = "One delivery; by default all", Arity = ArgumentArity.ZeroOrOne };
    private static readonly Option<bool> Commits = new("--commit") { Description = "Commit what was changed, and nothing else" };

    public static Command Create(Shell shell)
    {
        var command = new Command("reconcile", "Do what follows from the records: repair, create, escalate, draft") { Id, Commits };
        command.SetAction(parsed => Run(parsed, shell));
        return command;
    }

    private static int Run(ParseResult parsed, Shell shell)
    {
        parsed.RefuseNowOnHost(shell);
        var workspace = parsed.OpenWorkspace(shell).RequireProject();
        using var writing = workspace.LockForWriting();
        var portfolio = Portfolio.Open(workspace);
        CommittedRules.RequireUnlessNew(portfolio);

        var paths = parsed.GetValue(Id) is { } id ? [portfolio.PathOf(id)] : portfolio.RecordPaths();
        var (plan, unreadable) = LocalPlan.Of(portfolio, paths, parsed.GetNow(shell));
        if (parsed.GetValue(Commits))
            CommittedRules.Require(portfolio, EditedFiles(plan));

        string? commit = null;
        if (parsed.GetValue(Commits))
            commit = PlanApplier.ApplyAndCommit(plan, workspace);
        else
            PlanApplier.Apply(plan, workspace);

        if (parsed.GetValue(GlobalOptions.Json))
            PlanJson.Write(shell.Output, plan);
        else
            PlanReport.Write(shell.Output, plan, parsed.GetValue(GlobalOptions.Quiet), isDone: true, commit);
        if (shell.Hosting is { Report: var report })
            PlanJson.Write(report, plan);

        PlanReport.WriteProblems(shell.Error, plan, unreadable, shell.Terminal);
        return unreadable.IsEmpty ? ExitCode.Done : ExitCode.Unusable;
    }

    /// <summary>What somebody else has changed in them is not ours to commit.</summary>
    private static IEnumerable<string> EditedFiles(Plan plan) => plan.Files.Where(f => f.Before is not null).Select(f => f.Path);
}
