using System.CommandLine;
using DeliveryAsCode.Cli.Forges;
using DeliveryAsCode.Cli.Reporting;
using DeliveryAsCode.Cli.Workspaces;
using DeliveryAsCode.Diagnostics;
using DeliveryAsCode.Documents;
using DeliveryAsCode.Gates;
using DeliveryAsCode.Runbooks;

namespace DeliveryAsCode.Cli.Commands;

/// <summary><c>delivery list</c>: one line each. Its JSON feeds the matrix of a workflow.</summary>
internal static class ListCommand
{
    private static readonly Option<bool> Active = new("--active") { Description = "Leave out what is complete or cancelled" };

    public static Command Create(Shell shell)
    {
        var command = new Command("list", "List the deliveries, one line each") { Active };
        command.SetAction(parsed => Run(parsed, shell));
        return command;
    }

    private static int Run(ParseResult parsed, Shell shell)
    {
        var portfolio = Portfolio.Open(parsed.OpenWorkspace(shell).RequireProject());
        var forge = new LocalForge(portfolio);
        var unreadable = new List<Diagnostic>();
        var cases = new List<DeliveryCase>();
        foreach (var path in portfolio.RecordPaths())
        {
            var (record, diagnostics) = portfolio.ReadRecord(path);
            if (record is null)
                unreadable.AddRange(diagnostics.Where(d => d.Severity == Severity.Error));
            else if (forge.Open(forge.InWorkTree(record), parsed.GetNow(shell), isThorough: false) is var delivery && !(parsed.GetValue(Active) && delivery.IsClosed))
                cases.Add(delivery);
        }

        if (parsed.GetValue(GlobalOptions.Json))
            ListReport.WriteJson(shell.Output, cases, RunbooksOf(cases, portfolio));
        else
            ListReport.Write(shell.Output, cases);
        if (shell.Hosting is { Report: var report })
            ListReport.WriteJson(report, cases, RunbooksOf(cases, portfolio));

        // A record that cannot be read must not look like a delivery that is not there.
        foreach (var diagnostic in unreadable)
            TextReport.Write(shell.Error, diagnostic, shell.Terminal);
        return unreadable.Count > 0 ? ExitCode.Unusable : ExitCode.Done;
    }

    /// <summary>One that cannot be read deploys to nothing that could be named: <c>check</c> says what is wrong with it.</summary>
    private static List<ListedRunbook> RunbooksOf(IEnumerable<DeliveryCase> cases, Portfolio portfolio) =>
    [
        .. from delivery in cases
           from path in portfolio.RunbookPaths(delivery.Record.Path)
           let source = portfolio.Workspace.Read(path).Value
           where source is not null
           let runbook = RunbookReader.Read(MarkdownDocument.Read(source).Value).Value
           where runbook.Environment.Length > 0
           select new ListedRunbook(delivery.Record.Id, path, runbook.Environment),
    ];
}
