using DeliveryAsCode.Deliveries;
using DeliveryAsCode.Tests.Infra;

namespace DeliveryAsCode.Tests.Deliveries;

public class SuccessMetricTests
{
    [Theory]
    [InlineData("", ">= 95 %", "95 %", true)]
    [InlineData("", "≥95%", "94.9", false)]
    [InlineData("", "at least 95", "95 %", true)]
    [InlineData("", "< 800 ms", "800 ms", false)]
    [InlineData("", "Below 800 ms", "799 ms", true)]
    [InlineData("", "&le; 0.5%", "0.5 %", true)]
    [InlineData("", "<= 0.5%", "0.6 %", false)]
    [InlineData("", "> 3", "3", false)]
    [InlineData("", "exactly 0", "0", true)]
    [InlineData("", "**1,200**", "1,300", true)]
    [InlineData("60 %", "80 %", "79 %", false)]
    [InlineData("1,000 ms", "800 ms", "900 ms", false)]
    [InlineData("1,000 ms", "800 ms", "700 ms", true)]
    [InlineData("about two days, by hand", "at most 4 h", "3 h", true)]
    public void A_metric_is_met_on_the_side_of_its_target(string baseline, string target, string current, bool isMet)
    {
        var read = Read(baseline, target, current);

        read.Metric.IsMet.ShouldBe(isMet);
        read.Findings.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("", "TBD", "95 %")]
    [InlineData("", "95 %", "")]
    [InlineData("", "95 %", "—")]
    public void Without_a_target_or_a_value_nobody_can_say_and_nothing_is_wrong(string baseline, string target, string current)
    {
        var read = Read(baseline, target, current);

        read.Metric.IsMet.ShouldBeNull();
        read.Findings.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("", "fast", "95 %", "DAC0217 14:23")]
    [InlineData("", ">= much", "95 %", "DAC0217 14:23")]
    [InlineData("", "95 %", "1.234,5 %", "DAC0217 14:30")]
    [InlineData("", "at most 800 ms", "0.7 s", "DAC0217 14:40")]
    [InlineData("slow", "800 ms", "700 ms", "DAC0217 14:20")]
    [InlineData("1 s", "800 ms", "700 ms", "DAC0217 14:20")]
    public void What_cannot_be_read_or_compared_is_reported_and_met_by_nothing(string baseline, string target, string current, string place)
    {
        var read = Read(baseline, target, current);

        read.Metric.IsMet.ShouldBeNull();
        read.Findings.ShouldBe([place]);
    }

    [Fact]
    public void A_placeholder_in_any_cell_is_reported_once() =>
        Read("[Value]", "[Value]", "[Value]").Findings.ShouldBe(["DAC0205 14:20", "DAC0205 14:30", "DAC0205 14:40"]);

    private static (SuccessMetric Metric, string[] Findings) Read(string baseline, string target, string current)
    {
        var section = $"## Success metrics\n\n| Metric | Baseline | Target | Current | Source |\n|---|---|---|---|---|\n| Answered right | {baseline} | {target} | {current} | dashboard |\n\n## Milestones\n";
        var read = ARecord.Read(ARecord.With("## Milestones\n", section));
        return (read.Value!.SuccessMetrics.Rows.ShouldHaveSingleItem(), read.Places());
    }
}
