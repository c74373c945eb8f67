using System.Collections.Immutable;
using DeliveryAsCode.Metrics;

namespace DeliveryAsCode.Tests.Metrics;

public class MetricJudgeTests
{
    private static readonly BaselineRule TenPerCent = new(TimeSpan.FromMinutes(30), 0.1);

    [Theory]
    [InlineData("> 0.01", 0.034, "0.034 > 0.01")]
    [InlineData("> 0.01", 0.01, null)]
    [InlineData(">= 0.01", 0.01, "0.01 >= 0.01")]
    [InlineData("< 20", 19.5, "19.5 < 20")]
    [InlineData("< 20", 20, null)]
    [InlineData("<= 20", 20, "20 <= 20")]
    [InlineData("> 800", 1234567.8, "1234568 > 800")]
    [InlineData("> 0.01", 0.0100000001, "0.0100000001 > 0.01")]
    public void A_value_fails_when_the_rule_says_so(string failWhen, double value, string? reason) =>
        MetricJudge.Judge(AMetric.Named("a", failWhen), new Measured(value)).ShouldBe((reason is null ? Verdict.Pass : Verdict.Fail, reason));

    [Theory]
    [InlineData(double.NaN, "NaN")]
    [InlineData(double.PositiveInfinity, "+Inf")]
    [InlineData(double.NegativeInfinity, "-Inf")]
    public void What_is_no_number_neither_passes_nor_fails(double value, string name)
    {
        foreach (var failWhen in new[] { "> 0", "< 0", null })
            MetricJudge.Judge(AMetric.Named("a", failWhen), new Measured(value)).ShouldBe((Verdict.Inconclusive, $"the value is {name}, which is no number"));
    }

    [Theory]
    [InlineData(Verdict.Pass)]
    [InlineData(Verdict.Fail)]
    [InlineData(Verdict.Inconclusive)]
    public void No_data_counts_as_the_runbook_says(Verdict verdict) =>
        MetricJudge.Judge(AMetric.Named("a", noData: verdict), new NoData("the vector is empty")).ShouldBe((verdict, "no data: the vector is empty"));

    [Fact]
    public void A_source_that_does_not_answer_is_an_error_whatever_no_data_counts_as() =>
        MetricJudge.Judge(AMetric.Named("a", noData: Verdict.Pass), new Unmeasured("status 503")).ShouldBe((Verdict.Error, "status 503"));

    [Fact]
    public void Clearly_worse_than_before_fails_with_the_numbers() =>
        Compare(null, [1, 2, 3, 4, 5, 6], [11, 12, 13, 14, 15, 16])
            .ShouldBe((Verdict.Fail, "the median is 13.5, before it was 3.5 (p 0.001, effect 1)"));

    [Fact]
    public void Worse_is_lower_where_the_threshold_says_so()
    {
        Compare("< 1", [11, 12, 13, 14, 15, 16], [1, 2, 3, 4, 5, 6]).Verdict.ShouldBe(Verdict.Fail);
        Compare("< 1", [1, 2, 3, 4, 5, 6], [11, 12, 13, 14, 15, 16]).Verdict.ShouldBe(Verdict.Pass);
        Compare("> 99", [11, 12, 13, 14, 15, 16], [1, 2, 3, 4, 5, 6]).Verdict.ShouldBe(Verdict.Pass);
    }

    [Fact]
    public void Surely_worse_by_less_than_allowed_passes() =>
        Compare(null, [100, 101, 102, 103, 104, 105], [106, 107, 108, 109, 110, 111]).Verdict.ShouldBe(Verdict.Pass);

    [Fact]
    public void Worse_by_chance_passes() => Compare(null, [1, 2, 3, 4, 5], [1, 2, 5, 6, 2.5]).Verdict.ShouldBe(Verdict.Pass);

    [Fact]
    public void From_zero_every_sure_worsening_counts()
    {
        Compare(null, [0, 0, 0, 0, 0, 0], [0.1, 0.1, 0.2, 0.1, 0.1, 0.3]).Verdict.ShouldBe(Verdict.Fail);
        Compare(null, [0, 0, 0, 0, 0, 0], [0, 0, 0, 0, 0, 0]).Verdict.ShouldBe(Verdict.Pass);
    }

    [Fact]
    public void Below_zero_worse_is_still_worse() => Compare(null, [-6, -5, -4, -3, -2], [4, 5, 6, 7, 8]).Verdict.ShouldBe(Verdict.Fail);

    [Theory]
    [InlineData(3, 9, "too few points in the baseline: 3 of 5")]
    [InlineData(9, 4, "too few points: 4 of 5")]
    [InlineData(0, 0, "too few points in the baseline: 0 of 5")]
    public void Too_few_points_tell_nothing(int before, int now, string reason) =>
        Compare(null, [.. Enumerable.Range(1, before).Select(n => (double)n)], [.. Enumerable.Range(100, now).Select(n => (double)n)]).ShouldBe((Verdict.Inconclusive, reason));

    private static (Verdict Verdict, string Reason) Compare(string? failWhen, ImmutableArray<double> before, ImmutableArray<double> now) =>
        BaselineComparison.Judge(AMetric.Named("a", failWhen), TenPerCent, before, now);
}
