using DeliveryAsCode.Checking;
using DeliveryAsCode.Cli.Reporting;
using DeliveryAsCode.Cli.Workspaces;
using DeliveryAsCode.Deliveries;
using DeliveryAsCode.Execution;
using DeliveryAsCode.Runbooks;
using DeliveryAsCode.Text;

namespace DeliveryAsCode.Cli.Running;

/// <param name="Log">Path of the execution log.</param>
/// <param name="Commit">Short id of the commit that holds it, if one was made.</param>
internal sealed record WrittenBack(string Log, string? Commit);

/// <summary>
/// Brings what the journal says into the documents that people read: the execution log, the record's milestones, the link
/// in the runbook. They are projections: made again they are the same, and failing to make them changes no outcome.
/// </summary>
internal static class WriteBack
{
    /// <returns>Null if there is nothing to write, or it could not be written.</returns>
    public static WrittenBack? Write(RunResult result, RunTarget target, Portfolio portfolio, bool commits, Shell shell)
    {
        if (result.Execution is not { } execution || result.Entries.IsEmpty)
            return null;

        try
        {
            var log = $"{target.ExecutionsFolder}/{execution}.md";
            using (portfolio.Workspace.LockForWriting())
                WriteDocuments(result, execution, log, target, portfolio);
            return new WrittenBack(log, commits ? Commit(result, execution, target, portfolio.Workspace) : null);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or CommandException)
        {
            shell.Error.Write($"warning: the execution is over, and what it came to stands in its journal, but not everything could be written back: {Visible.Of(exception.Message)}\n");
            shell.Error.Write("  = help: run the same command again: it executes nothing twice, and writes back what is missing\n");
            return null;
        }
    }

    private static void WriteDocuments(RunResult result, string execution, string log, RunTarget target, Portfolio portfolio)
    {
        var workspace = portfolio.Workspace;
        WriteIfChanged(workspace, SourceText.From(log, ExecutionLog.From(result.Entries, target.Runbook)));
        if (target.RecordPath is { } recordPath && portfolio.ReadRecord(recordPath).Value is { } record)
            WriteIfChanged(workspace, UpdateRecord(result, record, target, portfolio));

        var runbook = workspace.Read(target.Source.Path).Value ?? target.Source;
        WriteIfChanged(workspace, LogLink.Set(runbook, execution, Words(result), RelativeLog(target, log)));
    }

    private static SourceText UpdateRecord(RunResult result, DeliveryRecord record, RunTarget target, Portfolio portfolio)
    {
        var milestones = portfolio.Lifecycle.DeploymentStage.Milestones;
        return milestones.IsEmpty
            ? record.Document.Source
            : MilestoneProjection.Of(target.Runbook, result.Entries, portfolio.Configuration.Calendar.TimeZone).Apply(record, milestones[0], milestones[^1]);
    }

    private static void WriteIfChanged(Workspace workspace, SourceText source)
    {
        var bytes = source.Encode();
        if (!workspace.Exists(source.Path) || !File.ReadAllBytes(workspace.FullPath(source.Path)).AsSpan().SequenceEqual(bytes))
            workspace.Write(source.Path, bytes);
    }

    private static string RelativeLog(RunTarget target, string log) =>
        Path.GetRelativePath("/" + RepositoryLayout.FolderOf(target.Source.Path), "/" + log).Replace('\\', '/');

    private static string? Commit(RunResult result, string execution, RunTarget target, Workspace workspace)
    {
        string[] paths = [target.ExecutionsFolder, target.Source.Path, .. target.RecordPath is { } record ? new[] { record } : []];
        return workspace.Commit(paths, $"Execution {execution}: {Words(result)}\n\nRunbook {target.Source.Path}.");
    }

    /// <summary>How the execution stands by its journal, whatever the command came to that looked at it.</summary>
    private static string Words(RunResult result) => ExecutionEnded.Last(result.Entries.Select(e => e.Event))?.Conclusion switch
    {
        Conclusion.Succeeded => "succeeded",
        Conclusion.Failed => "failed before anything was changed",
        Conclusion.RolledBack => "rolled back",
        Conclusion.OnHold => "on hold",
        null => result.Entries[^1].Event switch
        {
            Paused => "waiting",
            Interrupted => "interrupted",
            _ => KebabCase.Of(result.Conclusion),
        },
    };
}
