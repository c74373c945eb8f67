using System.Collections.Immutable;
using DeliveryAsCode.Documents;
using DeliveryAsCode.Metrics;
using WatchVerdict = DeliveryAsCode.Metrics.Verdict;

namespace DeliveryAsCode.Execution;

public sealed partial class ExecutionLog
{
    private const int LongestCourse = 24;

    private static readonly string[] _watchColumns = ["Metric", "Bad when", "Samples", "Least", "Median", "Most", "Last", "Course", "Verdict"];

    /// <summary>What was watched, in numbers: by this the verdict can be followed.</summary>
    private void Watches()
    {
        foreach (var step in _logged.All<WatchStarted>().Select(w => w.Event.Step).Distinct())
        {
            var title = _logged.TitleOf(step);
            var watch = _logged.Runbook?.Steps.FirstOrDefault(s => s.Id == step)?.Watch;
            var samples = _logged.All<SampleTaken>().Where(s => s.Event.Step == step).Select(s => Sample(s.Entry, s.Event)).ToList();
            Table(PlainText.ToInline(title.Contains("watch", StringComparison.OrdinalIgnoreCase) ? title : $"Watch: {title}"), _watchColumns, MetricRows(step, watch, samples));
            foreach (var line in WatchNotes(step, watch, samples))
                Line($"- {PlainText.ToInline(line)}", 1);
            _page.Append('\n');
        }
    }

    private static MetricSample Sample(JournalEntry entry, SampleTaken sample) => new(sample.Metric, entry.At, sample.Value, sample.Verdict, sample.Reason);

    private IEnumerable<string[]> MetricRows(string step, Watch? watch, List<MetricSample> samples)
    {
        var verdicts = watch is null ? [] : WatchJudge.Verdicts(watch, new WatchProgress(default, [.. samples], BaselinesOf(step)));
        foreach (var name in (watch?.Metrics.Select(m => m.Name) ?? []).Union(samples.Select(s => s.Metric)))
        {
            var own = samples.Where(s => s.Metric == name).ToList();
            var values = own.Select(s => s.Value).OfType<double>().ToList();
            var verdict = verdicts.FirstOrDefault(v => v.Metric.Name == name);
            yield return
            [
                name, BadWhen(verdict?.Metric), $"{Count(values.Count)} of {Count(own.Count)}",
                .. values.Count == 0 ? ["", "", ""] : new[] { values.Min(), BaselineComparison.Median(values), values.Max() }.Select(MetricText.Of),
                own.LastOrDefault()?.Value is { } last ? MetricText.Of(last) : "none",
                Course(own), verdict is null ? "" : SignOf(verdict.Verdict),
            ];
        }
    }

    private ImmutableDictionary<string, ImmutableArray<double>> BaselinesOf(string step) =>
        _logged.All<BaselineTaken>().Where(b => b.Event.Step == step).GroupBy(b => b.Event.Metric).ToImmutableDictionary(b => b.Key, b => b.Last().Event.Values);

    private static string BadWhen(Metric? metric)
    {
        var worse = metric?.Baseline is { } rule ? $"{MetricText.Of(rule.WorseBy * 100)}% worse than before" : null;
        return string.Join(" or ", new[] { metric?.FailWhen?.ToString(), worse }.OfType<string>());
    }

    /// <summary>What it came to comes first, and is not said again of the metric that decided it.</summary>
    private IEnumerable<string> WatchNotes(string step, Watch? watch, List<MetricSample> samples)
    {
        var ended = _logged.All<WatchEnded>().LastOrDefault(w => w.Event.Step == step).Event;
        if (ended is not null)
            yield return $"{GlyphOf(ended.Verdict)} {ended.Reason}";
        if (watch is not null)
        {
            foreach (var verdict in WatchJudge.Verdicts(watch, new WatchProgress(default, [.. samples], BaselinesOf(step))).Where(v => v.Reason != ended?.Reason && (v.Metric.Baseline is not null || v.Verdict != WatchVerdict.Pass)))
                yield return verdict.Reason;
            foreach (var gap in Gaps(step, watch, samples))
                yield return gap;
        }

        foreach (var (_, baseline) in _logged.All<BaselineTaken>().Where(b => b.Event.Step == step))
            yield return $"before, {baseline.Metric}: {Count(baseline.Values.Length)} points; {baseline.Source}";
    }

    /// <summary>Longer than from one round to the next, with half of it for the sampling itself.</summary>
    private IEnumerable<string> Gaps(string step, Watch watch, List<MetricSample> samples)
    {
        DateTimeOffset[] times =
        [
            _logged.All<WatchStarted>().First(w => w.Event.Step == step).Entry.At,
            .. samples.Select(s => s.At),
            .. _logged.All<WatchEnded>().Where(w => w.Event.Step == step).Select(w => w.Entry.At),
        ];
        return times.Zip(times.Skip(1)).Where(t => t.Second - t.First > watch.Every * 1.5)
            .Select(t => $"nothing was sampled from {LogTime.On(t.First, Began)} to {LogTime.On(t.Second, Began)}");
    }

    /// <summary>A bar for each sample, or for several where there are many; a dot where there was no value.</summary>
    private static string Course(List<MetricSample> samples)
    {
        var parts = samples.Chunk(Math.Max(1, (samples.Count + LongestCourse - 1) / LongestCourse))
            .Select(part => part.Select(s => s.Value).OfType<double>().ToList())
            .Select(values => values.Count == 0 ? (double?)null : values.Average()).ToList();
        var (least, most) = (parts.Min() ?? 0, parts.Max() ?? 0);
        return string.Concat(parts.Select(p => p is { } value ? Bar(value, least, most) : '·'));
    }

    private static char Bar(double value, double least, double most)
    {
        const string bars = "▁▂▃▄▅▆▇█";
        var share = most > least ? (value / 2 - least / 2) / (most / 2 - least / 2) : 0;
        return bars[(int)Math.Clamp(Math.Round(share * (bars.Length - 1)), 0, bars.Length - 1)];
    }

    private static string SignOf(WatchVerdict verdict) => verdict switch
    {
        WatchVerdict.Pass => $"{GlyphOf(verdict)} passed",
        WatchVerdict.Fail => $"{GlyphOf(verdict)} failed",
        WatchVerdict.Inconclusive => $"{GlyphOf(verdict)} inconclusive",
        WatchVerdict.Error => $"{GlyphOf(verdict)} not measured",
    };

    /// <summary>Where the words follow anyway.</summary>
    private static string GlyphOf(WatchVerdict verdict) => verdict switch
    {
        WatchVerdict.Pass => "✅",
        WatchVerdict.Fail => "❌",
        WatchVerdict.Inconclusive => "❔",
        WatchVerdict.Error => "⚠️",
    };
}
