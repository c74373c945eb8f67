using DeliveryAsCode.Cli.Reporting;
using DeliveryAsCode.Cli.Workspaces;
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
            using (portfolio.Workspace.LockForWriting())
                WriteDocuments(result, target, portfolio);
            return new WrittenBack(RunDocuments.LogOf(execution, target), commits ? Commit(result, execution, target, portfolio.Workspace) : null);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or CommandException)
        {
            shell.Error.Write($"warning: the execution is over, and what it came to stands in its journal, but not everything could be written back: {Visible.Of(exception.Message)}\n");
            shell.Error.Write("  = help: run the same command again: it executes nothing twice, and writes back what is missing\n");
            return null;
        }
    }

    private static void WriteDocuments(RunResult result, RunTarget target, Portfolio portfolio)
    {
        var workspace = portfolio.Workspace;
        foreach (var document in RunDocuments.Of(result.Entries, Words(result), target, portfolio, path => workspace.Read(path).Value))
            WriteIfChanged(workspace, document);
    }

    private static void WriteIfChanged(Workspace workspace, SourceText source)
    {
        var bytes = source.Encode();
        if (!workspace.Exists(source.Path) || !File.ReadAllBytes(workspace.FullPath(source.Path)).AsSpan().SequenceEqual(bytes))
            workspace.Write(source.Path, bytes);
    }

    private static string? Commit(RunResult result, string execution, RunTarget target, Workspace workspace)
    {
        string[] paths = [target.ExecutionsFolder, target.Source.Path, .. target.RecordPath is { } record ? new[] { record } : []];
        return workspace.Commit(paths, $"Execution {execution}: {Words(result)}\n\nRunbook {target.Source.Path}.");
    }

    private static string Words(RunResult result) => RunDocuments.WordsOf(result.Entries, KebabCase.Of(result.Conclusion));
}
