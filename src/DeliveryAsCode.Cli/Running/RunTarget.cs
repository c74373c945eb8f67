using System.Collections.Immutable;
using DeliveryAsCode.Checking;
using DeliveryAsCode.Cli.Workspaces;
using DeliveryAsCode.Diagnostics;
using DeliveryAsCode.Documents;
using DeliveryAsCode.Runbooks;
using DeliveryAsCode.Text;

namespace DeliveryAsCode.Cli.Running;

/// <summary>What a run was asked to execute.</summary>
/// <param name="Source">The runbook's file.</param>
/// <param name="RecordPath">The record of the delivery it belongs to; null outside of one.</param>
/// <param name="Errors">Why it cannot be executed by anybody.</param>
internal sealed record RunTarget(SourceText Source, Runbook Runbook, string? RecordPath, ImmutableArray<Diagnostic> Errors)
{
    /// <summary>Where the journals and logs are, from the root of the repository.</summary>
    public string ExecutionsFolder =>
        RepositoryLayout.FolderOf(RecordPath ?? Source.Path) is { Length: > 0 } folder ? $"{folder}/executions" : "executions";

    /// <param name="named">A delivery's id, or the path of a runbook.</param>
    /// <exception cref="CommandException">There is no such runbook.</exception>
    public static RunTarget Resolve(string named, Portfolio portfolio, Shell shell)
    {
        var isPath = named.EndsWith(".md", StringComparison.OrdinalIgnoreCase) || named.Contains('/', StringComparison.Ordinal);
        var path = isPath ? portfolio.Workspace.RelativePath(named, shell.WorkingDirectory) : OnlyRunbookOf(named, portfolio);
        var source = portfolio.Require(path);
        var (document, reading) = MarkdownDocument.Read(source);
        var (runbook, diagnostics) = RunbookReader.Read(document);
        var recordPath = portfolio.Layout.RecordPathAround(path) is { } record && portfolio.Workspace.Exists(record) ? record : null;

        Diagnostic[] all = [.. reading, .. diagnostics, .. RunbookRules.Check(runbook, portfolio.Configuration), .. OutsideOfDelivery(runbook, recordPath)];
        return new RunTarget(source, runbook, recordPath, [.. all.Where(d => d.Severity == Severity.Error)]);
    }

    private static string OnlyRunbookOf(string id, Portfolio portfolio)
    {
        var record = portfolio.PathOf(id);
        return portfolio.RunbookPaths(record) switch
        {
            [var only] => only,
            [] => throw CommandException.Unusable($"the delivery \"{id}\" has no runbook", $"write one: {RepositoryLayout.FolderOf(record)}/runbook.md"),
            var several => throw CommandException.Unusable($"the delivery \"{id}\" has several runbooks", $"name one of them: {string.Join(", ", several)}"),
        };
    }

    private static IEnumerable<Diagnostic> OutsideOfDelivery(Runbook runbook, string? recordPath)
    {
        if (runbook.IsGated && recordPath is null)
        {
            yield return new Diagnostic(DiagnosticCatalog.GateNotPassed, runbook.Header, $"\"{runbook.Environment}\" is gated: only a runbook in a delivery's folder runs on it")
            {
                Help = "move the runbook into the delivery's folder, or write \"environment: none\"",
            };
        }
    }
}
