using System.Collections.Immutable;
using DeliveryAsCode.Documents;
using DeliveryAsCode.Execution;
using DeliveryAsCode.Runbooks;
using DeliveryAsCode.Text;
using NodaTime;

namespace DeliveryAsCode.Gates;

/// <summary>What the journals of a delivery say, as far as its gates ask for it.</summary>
public static class ExecutionSummaries
{
    /// <summary>
    /// All of a delivery's, the oldest first; null if one of them cannot be believed. A journal whose program died before its
    /// first entry was whole tells of nothing, and nothing was done for it.
    /// </summary>
    /// <param name="journals">With the path of the log that people read.</param>
    public static ImmutableArray<ExecutionSummary>? Of(IEnumerable<(string LogPath, Journal Journal)> journals, Func<string, SourceText?> read)
    {
        var summaries = journals.Where(j => !IsUnbegun(j.LogPath, j.Journal, read)).Select(j => Read(j.LogPath, j.Journal, read)).ToList();
        return summaries.Contains(null) ? null : [.. summaries.OfType<ExecutionSummary>().OrderBy(s => s.StartedAt).ThenBy(s => s.Id, StringComparer.Ordinal)];
    }

    /// <param name="logPath">Path of the log that people read.</param>
    /// <param name="read">A file of the repository; null if there is none. The runbook tells best which steps are smoke tests.</param>
    /// <returns>
    /// Null if the journal cannot be believed: it is broken, shorter than its log knows it, empty, or from a later version.
    /// Nobody can say then what was executed; that is not the same as nothing.
    /// </returns>
    public static ExecutionSummary? Read(string logPath, Journal journal, Func<string, SourceText?> read)
    {
        if (journal.State is Corrupt || journal.Entries.IsEmpty || IsCut(logPath, journal, read))
            return null;

        return journal.Entries[0].Event switch
        {
            ExecutionStarted started => OfExecution(logPath, journal, started, read),
            RehearsalStarted started => OfRehearsal(logPath, journal, started),
            _ => null,
        };
    }

    private static ExecutionSummary OfExecution(string logPath, Journal journal, ExecutionStarted started, Func<string, SourceText?> read)
    {
        var ended = ExecutionEnded.Last(journal.Entries.Select(e => e.Event));
        var end = ended is null ? null : journal.Entries.Last(e => ReferenceEquals(e.Event, ended));
        return new ExecutionSummary(started.Execution, logPath, started.RunbookDigest, started.Environment, started.Release?.Commit, ended?.Conclusion,
            SmokeTests(journal, RunbookOf(started, read)), IsRehearsal: false, journal.Entries[0].By, At(journal.Entries[0]), end is null ? null : At(end))
        {
            WaitsFor = ended is null ? (journal.Entries[^1].Event as Paused)?.Text : null,
        };
    }

    private static ExecutionSummary OfRehearsal(string logPath, Journal journal, RehearsalStarted started)
    {
        var end = journal.Entries.LastOrDefault(e => e.Event is RehearsalEnded);
        Conclusion? conclusion = (end?.Event as RehearsalEnded)?.Outcome switch { null => null, Outcome.Succeeded => Conclusion.Succeeded, _ => Conclusion.Failed };
        return new ExecutionSummary(started.Rehearsal, logPath, started.RunbookDigest, started.Environment, started.Release?.Commit, conclusion,
            SmokeTests: 0, IsRehearsal: true, journal.Entries[0].By, At(journal.Entries[0]), end is null ? null : At(end));
    }

    /// <summary>
    /// Steps of the smoke tests that succeeded, verification included. Without the runbook only a phase counts that bears
    /// the name itself.
    /// </summary>
    private static int SmokeTests(Journal journal, Runbook? runbook)
    {
        var name = Slug.Of("Smoke tests");
        return LoggedExecution.Of(journal.Entries, runbook).Phases
            .Where(p => runbook is null ? p.Id.Trim('-') == name : p.Kind == PhaseKind.SmokeTests)
            .SelectMany(p => p.Steps)
            .Count(s => s.Run is { HasSucceeded: true } && s.Verify is null or { HasSucceeded: true });
    }

    private static Runbook? RunbookOf(ExecutionStarted started, Func<string, SourceText?> read) =>
        read(started.Runbook) is { } source && RunbookDigest.Of(source) == started.RunbookDigest ? RunbookReader.Read(MarkdownDocument.Read(source).Value).Value : null;

    private static bool IsUnbegun(string logPath, Journal journal, Func<string, SourceText?> read) =>
        journal.Entries.IsEmpty && journal.State is not Corrupt && !IsCut(logPath, journal, read);

    private static bool IsCut(string logPath, Journal journal, Func<string, SourceText?> read) =>
        read(logPath) is { } log && ExecutionLog.FindHead(log.Text) is { } head && journal.Against(head) is not null;

    private static Instant At(JournalEntry entry) => Instant.FromDateTimeOffset(entry.At);
}
