using System.Collections.Immutable;
using DeliveryAsCode.Checking;
using DeliveryAsCode.Cli.Workspaces;
using DeliveryAsCode.Deliveries;
using DeliveryAsCode.Documents;
using DeliveryAsCode.Execution;
using DeliveryAsCode.Runbooks;
using DeliveryAsCode.Text;

namespace DeliveryAsCode.Cli.Running;

/// <summary>
/// What a journal makes of the documents that people read: the execution log, the record's milestones, the link in the
/// runbook. Made again from the same journal and the same documents they are the same.
/// </summary>
internal static class RunDocuments
{
    /// <summary>Path of the execution log.</summary>
    public static string LogOf(string execution, RunTarget target) => $"{target.ExecutionsFolder}/{execution}.md";

    /// <param name="entries">A journal that has begun.</param>
    /// <param name="words">How it stands.</param>
    /// <param name="read">The documents as they are; null where one is not there.</param>
    public static ImmutableArray<SourceText> Of(ImmutableArray<JournalEntry> entries, string words, RunTarget target, Portfolio portfolio, Func<string, SourceText?> read)
    {
        var execution = ((ExecutionStarted)entries[0].Event).Execution;
        var log = LogOf(execution, target);
        var record = target.RecordPath is { } path && read(path) is { } source ? RecordReader.Read(MarkdownDocument.Read(source).Value, RepositoryLayout.IdOf(path)).Value : null;
        return
        [
            SourceText.From(log, ExecutionLog.From(entries, target.Runbook)),
            .. record is null ? Array.Empty<SourceText>() : [UpdateRecord(entries, record, target, portfolio)],
            LogLink.Set(read(target.Source.Path) ?? target.Source, execution, words, RelativeLog(target, log)),
        ];
    }

    /// <summary>How the execution stands by its journal, whatever the command came to that looked at it.</summary>
    /// <param name="otherwise">What is said while nothing else can be.</param>
    public static string WordsOf(ImmutableArray<JournalEntry> entries, string otherwise) => ExecutionEnded.Last(entries.Select(e => e.Event))?.Conclusion switch
    {
        Conclusion.Succeeded => "succeeded",
        Conclusion.Failed => "failed before anything was changed",
        Conclusion.RolledBack => "rolled back",
        Conclusion.OnHold => "on hold",
        null => entries[^1].Event switch
        {
            Paused => "waiting",
            Interrupted => "interrupted",
            _ => otherwise,
        },
    };

    private static SourceText UpdateRecord(ImmutableArray<JournalEntry> entries, DeliveryRecord record, RunTarget target, Portfolio portfolio)
    {
        var milestones = portfolio.Lifecycle.DeploymentStage.Milestones;
        return milestones.IsEmpty
            ? record.Document.Source
            : MilestoneProjection.Of(target.Runbook, entries, portfolio.Configuration.Calendar.TimeZone).Apply(record, milestones[0], milestones[^1]);
    }

    private static string RelativeLog(RunTarget target, string log) =>
        Path.GetRelativePath("/" + RepositoryLayout.FolderOf(target.Source.Path), "/" + log).Replace('\\', '/');
}
