using System.CommandLine;
using DeliveryAsCode.Cli.Forges;
using DeliveryAsCode.Cli.Reporting;
using DeliveryAsCode.Cli.Workspaces;

namespace DeliveryAsCode.Cli.Commands;

/// <summary><c>delivery plan [ID]</c>: what <c>reconcile</c> would change, and why. It writes nothing.</summary>
internal static class PlanCommand
{
    private static readonly Argument<string?> Id = new("ID") { Description = "One delivery; by default all", Arity = ArgumentArity.ZeroOrOne };
    private static readonly Option<bool> Markdown = new("--markdown") { Description = "Print Markdown, for the body of a pull request" };

    public static Command Create(Shell shell)
    {
        var command = new Command("plan", "Say what \"reconcile\" would change, and why") { Id, Markdown };
        command.SetAction(parsed => Run(parsed, shell));
        return command;
    }

    private static int Run(ParseResult parsed, Shell shell)
    {
        var portfolio = Portfolio.Open(parsed.OpenWorkspace(shell).RequireProject());
        var paths = parsed.GetValue(Id) is { } id ? [portfolio.PathOf(id)] : portfolio.RecordPaths();
        var (plan, unreadable) = LocalPlan.Of(portfolio, paths, parsed.GetNow(shell));

        if (parsed.GetValue(GlobalOptions.Json))
            PlanJson.Write(shell.Output, plan);
        else if (parsed.GetValue(Markdown))
            PlanMarkdown.Write(shell.Output, plan);
        else
            PlanReport.Write(shell.Output, plan, parsed.GetValue(GlobalOptions.Quiet), isDone: false);
        if (shell.Hosting is { Report: var report })
            PlanJson.Write(report, plan);

        PlanReport.WriteProblems(shell.Error, plan, unreadable, shell.Terminal);
        return unreadable.IsEmpty ? ExitCode.Done : ExitCode.Unusable;
    }
}
