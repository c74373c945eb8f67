using System.Collections.Immutable;

namespace DeliveryAsCode.Metrics;

/// <summary>
/// Says when the next samples are due, and what a watch has found when it is over. Rounds are due at fixed times after the
/// start; one that was missed, because nobody ran, is not made up.
/// </summary>
public static class WatchJudge
{
    public static WatchState Judge(Watch watch, WatchProgress progress, DateTimeOffset now)
    {
        if (watch.Metrics.FirstOrDefault(m => m.IsCritical && MetricVerdict.HasFailed(m, SamplesOf(watch, m, progress))) is { } veto)
            return new WatchOver(Verdict.Fail, VerdictOf(watch, veto, progress).Reason);

        return NextRound(watch, progress, now) is { } round ? new SamplesDue(progress.Started + watch.Every * round) : Over(watch, progress);
    }

    /// <summary>In the order of the watch. Before the watch is over: what they would be if it were.</summary>
    public static ImmutableArray<MetricVerdict> Verdicts(Watch watch, WatchProgress progress) =>
        [.. watch.Metrics.Select(m => VerdictOf(watch, m, progress))];

    /// <summary>From the verdict that counts most to the one that counts least.</summary>
    public static int Severity(Verdict verdict) => verdict switch
    {
        Verdict.Fail => 3,
        Verdict.Error => 2,
        Verdict.Inconclusive => 1,
        Verdict.Pass => 0,
    };

    private static MetricVerdict VerdictOf(Watch watch, Metric metric, WatchProgress progress) =>
        MetricVerdict.Of(metric, SamplesOf(watch, metric, progress), progress.Baselines.GetValueOrDefault(metric.Name, []));

    /// <summary>One a round, the worst: looking often does not make up for not looking at all.</summary>
    private static List<MetricSample> SamplesOf(Watch watch, Metric metric, WatchProgress progress) =>
        [.. progress.Samples.Where(s => s.Metric == metric.Name).GroupBy(s => RoundAt(watch, progress, s.At)).Select(round => round.MaxBy(s => Severity(s.Verdict))!)];

    /// <summary>Null: the last one was sampled, or its time has passed.</summary>
    private static int? NextRound(Watch watch, WatchProgress progress, DateTimeOffset now)
    {
        var sampled = progress.Samples.IsEmpty ? 0 : progress.Samples.Max(s => RoundAt(watch, progress, s.At));
        var next = Math.Max(1, Math.Max(sampled + 1, RoundAt(watch, progress, now)));
        return next <= watch.Rounds ? (int)next : null;
    }

    private static long RoundAt(Watch watch, WatchProgress progress, DateTimeOffset at)
    {
        var since = (at - progress.Started).Ticks;
        return since < 0 ? 0 : watch.Every > TimeSpan.Zero ? since / watch.Every.Ticks : 1;
    }

    private static WatchOver Over(Watch watch, WatchProgress progress)
    {
        var worst = Verdicts(watch, progress).OrderByDescending(v => Severity(v.Verdict)).ThenByDescending(v => v.Metric.IsCritical).FirstOrDefault();
        return worst switch
        {
            null => new WatchOver(Verdict.Inconclusive, "nothing was watched"),
            { Verdict: Verdict.Pass } when watch.Metrics.Length > 1 => new WatchOver(Verdict.Pass, $"all {MetricText.Of(watch.Metrics.Length)} metrics passed"),
            _ => new WatchOver(worst.Verdict, worst.Reason),
        };
    }
}
