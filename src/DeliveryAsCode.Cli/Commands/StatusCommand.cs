using System.CommandLine;
using DeliveryAsCode.Cli.Forges;
using DeliveryAsCode.Cli.Reporting;
using DeliveryAsCode.Cli.Workspaces;
using DeliveryAsCode.Diagnostics;
using DeliveryAsCode.Planning;
using NodaTime;

namespace DeliveryAsCode.Cli.Commands;

/// <summary><c>delivery status [ID]</c>: where each delivery stands, and whether somebody has to worry.</summary>
internal static class StatusCommand
{
    private static readonly Argument<string?> Id = new("ID") { Description = "One delivery, told in full; by default all, a line each", Arity = ArgumentArity.ZeroOrOne };

    public static Command Create(Shell shell)
    {
        var command = new Command("status", "Say where deliveries stand, and what is missing") { Id };
        command.SetAction(parsed => Run(parsed, shell));
        return command;
    }

    private static int Run(ParseResult parsed, Shell shell)
    {
        var portfolio = Portfolio.Open(parsed.OpenWorkspace(shell).RequireProject());
        var now = parsed.GetNow(shell);
        var today = now.InZone(portfolio.Configuration.Calendar.TimeZone).Date;
        var paths = parsed.GetValue(Id) is { } id ? [portfolio.PathOf(id)] : portfolio.RecordPaths();
        var (deliveries, unreadable) = Read(paths, portfolio, now);

        if (parsed.GetValue(GlobalOptions.Json))
            StatusJson.Write(shell.Output, deliveries);
        else if (deliveries.Count > 0 || unreadable.Count == 0)
            Tell(deliveries, parsed, today, shell);
        if (shell.Hosting is { Report: var report })
            StatusJson.Write(report, deliveries);

        // A record that cannot be read must not look like a delivery that is not there.
        foreach (var diagnostic in unreadable)
            TextReport.Write(shell.Error, diagnostic, shell.Terminal);
        return unreadable.Count > 0 ? ExitCode.Unusable : ExitCode.Done;
    }

    private static void Tell(List<DeliveryProgress> deliveries, ParseResult parsed, LocalDate today, Shell shell)
    {
        var isQuiet = parsed.GetValue(GlobalOptions.Quiet);
        if (parsed.GetValue(Id) is null)
        {
            if (deliveries.Count > 0)
                StatusOverview.Write(shell.Output, deliveries, isQuiet, today, shell.Terminal);
            else if (!isQuiet)
                shell.Output.WriteLine("There is no delivery yet: \"delivery new ID --client NAME --name NAME\" begins one.");
        }
        else if (deliveries is [var only] && (only.Health.NeedsAttention || !isQuiet))
            StatusReport.Write(shell.Output, only, today, shell.Terminal);
    }

    private static (List<DeliveryProgress> Deliveries, List<Diagnostic> Unreadable) Read(IReadOnlyList<string> paths, Portfolio portfolio, Instant now)
    {
        var forge = new LocalForge(portfolio);
        var deliveries = new List<DeliveryProgress>();
        var unreadable = new List<Diagnostic>();
        foreach (var path in paths)
        {
            var (record, diagnostics) = portfolio.ReadRecord(path);
            unreadable.AddRange(diagnostics.Where(d => d.Severity == Severity.Error && (record is null || d.Code.StartsWith("DAC01", StringComparison.Ordinal))));
            if (record is not null)
                deliveries.Add(DeliveryProgress.Of(forge.Open(forge.InWorkTree(record), now, isThorough: paths.Count == 1)));
        }

        return (deliveries, unreadable);
    }
}
