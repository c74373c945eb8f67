using DeliveryAsCode.Diagnostics;
using DeliveryAsCode.Documents;
using DeliveryAsCode.Metrics;
using DeliveryAsCode.Runbooks;
using DeliveryAsCode.Tests.Infra;
using DeliveryAsCode.Text;

namespace DeliveryAsCode.Tests.Runbooks;

public class WatchReaderTests
{
    private const string Text = """
        ---
        environment: none
        ---
        # Plan
        ## Application
        ### Switch
        ```bash
        ./switch.sh
        ```
        ```bash undo
        ./switch.sh --back
        ```
        ## Smoke tests
        ### Answers
        ```bash
        true
        ```
        ## Monitoring
        ```yaml watch
        for: 60m
        every: 1m
        while-waiting: shift-back
        decide-within: 30m
        metrics:
          - name: error rate
            prometheus: http://prometheus:9090
            query: sum(rate(http_requests_total{code=~"5.."}[1m]))
            fail-when: "> 0.01"
            baseline: {window: 30m, worse-by: 10%}
            no-data: inconclusive
            min-samples: 5
            failure-limit: 2
            critical: true
          - name: p95 latency
            http: https://metrics.acme.example/api/p95
            pointer: /data/value
            fail-when: ">= 8e2"
            no-data: pass
          - name: orders per minute
            command: ./ops/orders-per-minute.sh
            fail-when: "<20"
            no-data: fail
        extended: {for: 48h, every: 15m}
        ```
        ### The team agrees <!-- confirm: delivery-manager -->

        """;

    private static readonly Runbook Runbook = Read(Text).Value;

    [Fact]
    public void The_watch_of_the_design_is_read_without_a_finding() => Read(Text).Diagnostics.ShouldBeEmpty();

    [Fact]
    public void A_watch_under_monitoring_is_its_first_step_and_the_extended_one_its_last() =>
        Runbook.PhasesOf(PhaseKind.Monitoring).Single().Steps.Select(s => (s.Id, s.Title)).ShouldBe(
            [("monitoring/watch", "Watch"), ("monitoring/the-team-agrees", "The team agrees"), ("monitoring/extended-watch", "Extended watch")]);

    [Fact]
    public void Its_times_are_read()
    {
        var watch = Watch("monitoring/watch");
        (watch.For, watch.Every, watch.Rounds, watch.IsExtended).ShouldBe((TimeSpan.FromHours(1), TimeSpan.FromMinutes(1), 60, false));
        (watch.WhileWaiting, watch.DecideWithin).ShouldBe((WhileWaiting.ShiftBack, TimeSpan.FromMinutes(30)));

        var extended = Watch("monitoring/extended-watch");
        (extended.For, extended.Every, extended.Rounds, extended.IsExtended).ShouldBe((TimeSpan.FromDays(2), TimeSpan.FromMinutes(15), 192, true));
        extended.Metrics.Select(m => m.Name).ShouldBe(watch.Metrics.Select(m => m.Name));
    }

    [Fact]
    public void Each_metric_has_its_source_and_its_rules()
    {
        var metrics = Watch("monitoring/watch").Metrics;

        metrics.Select(m => m.Source).ShouldBe(
            [
                new PrometheusSource(new Uri("http://prometheus:9090"), "sum(rate(http_requests_total{code=~\"5..\"}[1m]))"),
                new HttpJsonSource(new Uri("https://metrics.acme.example/api/p95"), "/data/value"),
                new CommandSource("./ops/orders-per-minute.sh"),
            ]);
        metrics.Select(m => m.FailWhen?.ToString()).ShouldBe(["> 0.01", ">= 800", "< 20"]);
        metrics.Select(m => m.Baseline).ShouldBe([new BaselineRule(TimeSpan.FromMinutes(30), 0.1), null, null]);
        metrics.Select(m => m.NoData).ShouldBe([Verdict.Inconclusive, Verdict.Pass, Verdict.Fail]);
        metrics.Select(m => (m.FailureLimit, m.IsCritical)).ShouldBe([(2, true), (0, false), (0, false)]);
    }

    [Fact]
    public void Half_of_the_rounds_are_needed_where_a_metric_does_not_say()
    {
        Watch("monitoring/watch").Metrics.Select(m => m.MinSamples).ShouldBe([5, 30, 30]);
        Watch("monitoring/extended-watch").Metrics.Select(m => m.MinSamples).ShouldBe([5, 96, 96]);
    }

    [Fact]
    public void A_watch_in_a_step_is_that_step()
    {
        var step = Read(With("## Monitoring\n", "## Monitoring\n### For an hour\n")).Value.Steps.Single(s => s.Id == "monitoring/for-an-hour");

        (step.Title, step.Run, step.Watch!.Rounds).ShouldBe(("For an hour", null, 60));
    }

    [Theory]
    [InlineData("every: 1m", "evry: 1m", "DAC0136 20:1", "DAC0135 21:1")]
    [InlineData("for: 60m", "for: 60", "DAC0420 20:6")]
    [InlineData("every: 1m", "every: 0s", "DAC0420 21:8")]
    [InlineData("every: 1m", "every: 2h", "DAC0420 21:8")]
    [InlineData("every: 1m", "every: 20m", "DAC0420 25:5")]
    [InlineData("shift-back", "shift", "DAC0420 22:16")]
    [InlineData("decide-within: 30m", "decide-within: soon", "DAC0420 23:16")]
    [InlineData("name: p95 latency", "name: error rate", "DAC0420 34:11")]
    [InlineData("name: p95 latency", "nam: p95 latency", "DAC0136 34:5", "DAC0135 34:5")]
    [InlineData("    prometheus: http://prometheus:9090\n", "", "DAC0421 25:5")]
    [InlineData("    pointer: /data/value\n", "", "DAC0421 34:5")]
    [InlineData("pointer: /data/value", "pointer: data.value", "DAC0421 36:14")]
    [InlineData("command: ./ops", "http: https://acme.example/\n    command: ./ops", "DAC0421 39:5")]
    [InlineData("command: ./ops", "pointer: /a\n    command: ./ops", "DAC0421 40:14")]
    [InlineData("    fail-when: \"<20\"\n", "", "DAC0421 39:5")]
    [InlineData("http://prometheus:9090", "prometheus:9090", "DAC0421 26:17")]
    [InlineData("http://prometheus:9090", "http://me:secret@prometheus:9090", "DAC0421 26:17")]
    [InlineData("\"> 0.01\"", "\"0.01\"", "DAC0420 28:16")]
    [InlineData("\"> 0.01\"", "\"> NaN\"", "DAC0420 28:16")]
    [InlineData("worse-by: 10%", "worse-by: 0.1", "DAC0420 29:39")]
    [InlineData("window: 30m, ", "", "DAC0136 29:16")]
    [InlineData("no-data: pass", "no-data: ignore", "DAC0420 38:14")]
    [InlineData("    no-data: pass\n", "", "DAC0136 34:5")]
    [InlineData("min-samples: 5", "min-samples: 0", "DAC0134 31:18")]
    [InlineData("critical: true", "critical: yes please", "DAC0134 33:15")]
    [InlineData("{for: 48h, every: 15m}", "{for: 48h}", "DAC0136 43:12")]
    [InlineData("```yaml watch", "```yaml watch timeout=1m", "DAC0403 19:15")]
    [InlineData("## Monitoring\n", "## Afterwards\n", "DAC0423 19:4")]
    [InlineData("### Switch\n", "### Switch\n```yaml watch\nfor: 1m\n```\n", "DAC0423 7:4")]
    [InlineData("### The team agrees", "```yaml watch\nfor: 1m\n```\n### The team agrees", "DAC0422 45:4")]
    [InlineData("## Monitoring\n", "### Watched\n", "DAC0423 19:4")]
    public void A_mistake_is_reported_at_its_place(string old, string replacement, params string[] places) =>
        Read(With(old, replacement)).Places().ShouldBe(places);

    [Fact]
    public void A_watch_of_nothing_is_refused()
    {
        Read(Only("")).Places().ShouldBe(["DAC0420 13:4"]);
        Read(Only("for: 1h\nevery: 1m\nmetrics: []\n")).Places().ShouldBe(["DAC0420 16:10"]);
        Read(Only("- a\n")).Places().ShouldBe(["DAC0134 14:1"]);
    }

    private static string Only(string watch) => $"""
        ---
        environment: none
        ---
        # Plan
        ## Application
        ### Wait <!-- confirm: cto -->
        ## Smoke tests
        ### Answers
        ```bash
        true
        ```
        ## Monitoring
        ```yaml watch
        {watch}```
        """;

    private static Watch Watch(string step) => Runbook.Steps.Single(s => s.Id == step).Watch!;

    private static string With(string old, string replacement)
    {
        Text.ShouldContain(old);
        return Text.Replace(old, replacement, StringComparison.Ordinal);
    }

    private static ReadResult<Runbook> Read(string text) =>
        RunbookReader.Read(MarkdownDocument.Read(SourceText.From("deliveries/acme/runbook.md", text)).Value);
}
