using System.Collections.Immutable;
using DeliveryAsCode.Metrics;
using FsCheck;
using FsCheck.Fluent;
using static DeliveryAsCode.Tests.Metrics.AMetric;

namespace DeliveryAsCode.Tests.Metrics;

public class WatchJudgeTests
{
    private const double NoNumber = double.NaN;
    private const double NoAnswer = double.PositiveInfinity;

    private static readonly Metric ErrorRate = Named("error rate");

    [Theory]
    [InlineData(0, 0, 1)]
    [InlineData(0, 59, 1)]
    [InlineData(0, 60, 1)]
    [InlineData(0, 119, 1)]
    [InlineData(0, 120, 2)]
    [InlineData(1, 60, 2)]
    [InlineData(1, 185, 3)]
    [InlineData(3, 200, 4)]
    [InlineData(3, 299, 4)]
    [InlineData(0, -500, 1)]
    public void Rounds_are_due_at_fixed_times_and_missed_ones_are_not_made_up(int sampled, int seconds, int round) =>
        WatchJudge.Judge(Watch(ErrorRate), Progress(ErrorRate, [.. Enumerable.Repeat(0.0, sampled)]), Start.AddSeconds(seconds))
            .ShouldBe(new SamplesDue(Start.AddMinutes(round)));

    [Fact]
    public void A_watch_is_over_after_its_last_round_or_when_that_was_missed()
    {
        At(240, ErrorRate, 0, 0, 0, 0).ShouldBe(new WatchOver(Verdict.Pass, "error rate passed: 4 samples"));
        At(300, ErrorRate, 0, 0, 0).ShouldBe(new WatchOver(Verdict.Pass, "error rate passed: 3 samples"));
    }

    [Fact]
    public void A_watch_that_nobody_was_there_for_never_passes() =>
        At(100_000, ErrorRate).ShouldBe(new WatchOver(Verdict.Inconclusive, "error rate is inconclusive: 0 of 0 samples passed, and at least 2 must"));

    [Fact]
    public void A_critical_metric_that_fails_ends_the_watch_at_once()
    {
        var critical = Named("error rate", isCritical: true, failureLimit: 1);

        At(125, critical, 0.034, 0).ShouldBeOfType<SamplesDue>();
        At(185, critical, 0.034, 0, 0.05).ShouldBe(new WatchOver(Verdict.Fail, "error rate failed: 2 of 3 samples broke \"> 0.01\", the last was 0.05"));
    }

    [Fact]
    public void A_critical_metric_does_not_fail_before_it_has_its_samples() =>
        At(65, Named("error rate", isCritical: true), 0.034).ShouldBe(new SamplesDue(Start.AddMinutes(2)));

    [Fact]
    public void Another_metric_fails_the_watch_when_its_time_is_over()
    {
        At(185, ErrorRate, 0.034, 0.04, 0.05).ShouldBeOfType<SamplesDue>();
        At(245, ErrorRate, 0.034, 0.04, 0.05, 0).ShouldBe(new WatchOver(Verdict.Fail, "error rate failed: 3 of 4 samples broke \"> 0.01\", the last was 0.05"));
    }

    [Fact]
    public void Failures_up_to_the_limit_are_tolerated_and_said() =>
        At(245, Named("error rate", failureLimit: 1), 0, 0.034, 0, 0).ShouldBe(new WatchOver(Verdict.Pass, "error rate passed: 4 samples, 1 failed and were tolerated"));

    [Fact]
    public void Samples_that_say_nothing_do_not_count() =>
        At(245, ErrorRate, 0, NoNumber, NoNumber, NoNumber)
            .ShouldBe(new WatchOver(Verdict.Inconclusive, "error rate is inconclusive: 1 of 4 samples passed, and at least 2 must, the last that did not tell: the value is NaN, which is no number"));

    [Fact]
    public void A_metric_that_could_not_be_measured_is_an_error() =>
        At(245, ErrorRate, 0, NoNumber, NoAnswer, NoAnswer)
            .ShouldBe(new WatchOver(Verdict.Error, "error rate could not be measured: 1 of 4 samples passed, and at least 2 must, the last that did not tell: no answer"));

    [Fact]
    public void No_data_that_counts_as_failure_fails()
    {
        var orders = Named("orders", "< 20", noData: Verdict.Fail);
        var progress = Progress(orders) with { Samples = [.. Enumerable.Range(1, 4).Select(n => new MetricSample("orders", Start.AddMinutes(n), null, Verdict.Fail, "no data: nothing was printed"))] };

        WatchJudge.Judge(Watch(orders), progress, Start.AddHours(1))
            .ShouldBe(new WatchOver(Verdict.Fail, "orders failed: 4 of 4 samples failed, the last: no data: nothing was printed"));
    }

    [Fact]
    public void The_worst_metric_speaks_for_the_watch()
    {
        Metric[] metrics = [Named("a"), Named("b"), Named("c"), Named("d")];
        double[][] values = [[0, 0, 0, 0], [0, NoNumber, NoNumber, NoNumber], [0, NoAnswer, NoAnswer, NoAnswer], [0, 0, 0, 1]];

        Verdict Of(int count) => ((WatchOver)WatchJudge.Judge(Watch(metrics[..count]), All(metrics[..count], values[..count]), Start.AddHours(1))).Verdict;

        Enumerable.Range(1, 4).Select(Of).ShouldBe([Verdict.Pass, Verdict.Inconclusive, Verdict.Error, Verdict.Fail]);
    }

    [Fact]
    public void A_comparison_with_what_was_normal_is_made_when_the_time_is_over()
    {
        var latency = Named("latency", null, new BaselineRule(TimeSpan.FromMinutes(30), 0.1), isCritical: true);
        var watch = Watch(latency) with { For = TimeSpan.FromMinutes(6) };
        var progress = Progress(latency, 10, 11, 12, 13, 14, 15) with { Baselines = ImmutableDictionary<string, ImmutableArray<double>>.Empty.Add("latency", [1, 2, 3, 4, 5]) };

        WatchJudge.Judge(watch, progress with { Samples = progress.Samples.RemoveAt(5) }, Start.AddMinutes(5.5)).ShouldBeOfType<SamplesDue>();
        WatchJudge.Judge(watch, progress, Start.AddHours(1)).ShouldBe(new WatchOver(Verdict.Fail, "latency failed: the median is 12.5, before it was 3 (p 0.002, effect 1)"));
        WatchJudge.Judge(watch, progress with { Baselines = progress.Baselines.Clear() }, Start.AddHours(1))
            .ShouldBe(new WatchOver(Verdict.Inconclusive, "latency is inconclusive: too few points in the baseline: 0 of 5"));
    }

    [Fact]
    public void A_sample_that_fails_in_place_of_another_never_improves_a_verdict() => ForAll((metric, values, at) =>
    {
        var worse = values.ToArray();
        worse[at % worse.Length] = 1;
        // An answer in place of none is no longer an error, and may still be too little.
        return double.IsInfinity(values[at % worse.Length]) || Severity(metric, worse) >= Severity(metric, values);
    });

    [Fact]
    public void One_more_sample_that_fails_never_improves_a_verdict() => ForAll((metric, values, _) =>
        Severity(metric, [.. values, 1]) >= Severity(metric, values));

    [Fact]
    public void A_watch_passes_only_if_every_metric_does() =>
        Prop.ForAll(Gen.NonEmptyListOf(Cases()).ToArbitrary(), cases =>
        {
            Metric[] metrics = [.. cases.Select((c, n) => c.Metric with { Name = $"m{n}" })];
            var watch = Watch(metrics);
            var progress = All(metrics, [.. cases.Select(c => c.Values)]);
            return WatchJudge.Judge(watch, progress, Start.AddDays(1)) is not WatchOver { Verdict: Verdict.Pass }
                || WatchJudge.Verdicts(watch, progress).All(v => v.Verdict == Verdict.Pass);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));

    [Fact]
    public void A_watch_of_nothing_does_not_pass() =>
        WatchJudge.Judge(Watch(), Progress(ErrorRate), Start.AddHours(1)).ShouldBe(new WatchOver(Verdict.Inconclusive, "nothing was watched"));

    private static WatchState At(int seconds, Metric metric, params double[] values) =>
        WatchJudge.Judge(Watch(metric), Progress(metric, values), Start.AddSeconds(seconds));

    private static WatchProgress All(Metric[] metrics, double[][] values) => Progress(metrics[0]) with
    {
        Samples = [.. metrics.SelectMany((metric, n) => Progress(metric, values[n]).Samples)],
    };

    private static int Severity(Metric metric, double[] values) =>
        WatchJudge.Severity(WatchJudge.Verdicts(Watch(metric), Progress(metric, values))[0].Verdict);

    private static void ForAll(Func<Metric, double[], int, bool> holds) =>
        Prop.ForAll(Cases().ToArbitrary(), Gen.Choose(0, 100).ToArbitrary(), (c, at) => holds(c.Metric, c.Values, at)).Check(Config.QuickThrowOnFailure.WithMaxTest(1000));

    private static Gen<(Metric Metric, double[] Values)> Cases() =>
        from min in Gen.Choose(0, 4)
        from limit in Gen.Choose(0, 2)
        from critical in Gen.Elements(true, false)
        from values in Gen.NonEmptyListOf(Gen.Elements(0, 0.001, 0.5, 1, NoNumber, NoAnswer))
        select (Metric: Named("a", minSamples: min, failureLimit: limit, isCritical: critical), Values: values.ToArray());
}
