using System.Collections.Immutable;
using DeliveryAsCode.Metrics;

namespace DeliveryAsCode.Execution;

/// <summary>What was normal for a metric whose source keeps no history: the samples of its first good watch.</summary>
public static class EarlierBaseline
{
    /// <param name="earlier">Every journal in the folder of the executions.</param>
    /// <returns>In the order in which they were taken; none if no earlier watch of the metric in this environment has passed.</returns>
    public static (ImmutableArray<double> Values, string Source) Of(ImmutableArray<EarlierExecution> earlier, string environment, string metric)
    {
        var good = earlier.Where(e => e.Fault is null && e.Journal.Entries.FirstOrDefault()?.Event is ExecutionStarted started && started.Environment == environment)
            .OrderBy(e => e.StartedAt).ThenBy(e => e.Id, StringComparer.Ordinal)
            .SelectMany(e => GoodWatches(e, metric))
            .FirstOrDefault();
        return good.Values.IsDefaultOrEmpty ? ([], "no earlier watch of this metric has passed in this environment") : good;
    }

    private static IEnumerable<(ImmutableArray<double> Values, string Source)> GoodWatches(EarlierExecution execution, string metric)
    {
        var events = execution.Journal.Entries.Select(e => e.Event).ToList();
        return from watch in events.OfType<WatchEnded>()
               where watch.Verdict == Verdict.Pass || IsAccepted(watch, events)
               let values = events.OfType<SampleTaken>().Where(s => s.Step == watch.Step && s.Metric == metric && s.Verdict == Verdict.Pass).Select(s => s.Value).OfType<double>().ToImmutableArray()
               where !values.IsEmpty
               select (values, $"the first good watch, of execution {execution.Id}");
    }

    /// <summary>The first one has nothing to be compared with, and so does not tell: it is good if a person says so.</summary>
    private static bool IsAccepted(WatchEnded watch, List<JournalEvent> events) =>
        watch.Verdict == Verdict.Inconclusive
        && events.SkipWhile(e => !ReferenceEquals(e, watch)).Any(e => e is Decision { Choice: DecisionChoice.Go } go && go.Subject == watch.Step);
}
