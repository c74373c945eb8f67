using System.Collections.Immutable;
using DeliveryAsCode.Cli.Forges;
using DeliveryAsCode.Cli.Workspaces;
using DeliveryAsCode.Execution;
using DeliveryAsCode.Text;

namespace DeliveryAsCode.Cli.Running;

/// <summary>
/// Records a rehearsal of a runbook's rollback, as the policy of its gate asks for. Nothing is run for it, so it needs no
/// gate, nobody's word, and not the lock of the environment.
/// </summary>
internal static class Rehearsal
{
    /// <param name="target">Its runbook has a way back for every step.</param>
    public static WrittenBack Record(RunTarget target, Portfolio portfolio, bool commits, Shell shell)
    {
        var request = RunRequests.Create(target, portfolio, (record, now) => new LocalForge(portfolio).OpenForRun(record, now), shell);
        string id;
        using (portfolio.Workspace.LockForWriting())
        {
            id = ExecutionId.Next(JournalFile.ReadAll(request.ExecutionsFolder), shell.Clock.GetUtcNow());
            var entries = WriteJournal(id, request);
            var log = SourceText.From($"{target.ExecutionsFolder}/{id}.md", ExecutionLog.From(entries, target.Runbook));
            portfolio.Workspace.Write(log.Path, log.Encode());
        }

        var path = $"{target.ExecutionsFolder}/{id}";
        return new WrittenBack($"{path}.md", commits ? portfolio.Workspace.Commit([$"{path}.md", path + JournalFile.Extension], $"Rehearsal {id}: the order of undoing was walked through\n\nRunbook {target.Source.Path}.") : null);
    }

    private static ImmutableArray<JournalEntry> WriteJournal(string id, RunRequest request)
    {
        var runbook = request.Runbook;
        var started = new RehearsalStarted(id, runbook.Path, runbook.Digest, runbook.Environment, request.Delivery, runbook.Release, request.Commit, request.Tool);
        using var journal = JournalFile.Create(Path.Combine(request.ExecutionsFolder, id + JournalFile.Extension));
        return [.. RollbackRehearsal.Events(runbook, started).Select(what => journal.Append(request.Clock.GetUtcNow(), request.Actor, what))];
    }
}
