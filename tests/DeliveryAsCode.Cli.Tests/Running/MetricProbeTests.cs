using System.Collections.Immutable;
using DeliveryAsCode.Cli.Metrics;
using DeliveryAsCode.Cli.Running;
using DeliveryAsCode.Configuration;
using DeliveryAsCode.Execution;
using DeliveryAsCode.Metrics;
using DeliveryAsCode.Runbooks;
using static DeliveryAsCode.Tests.Execution.ARunbook;

namespace DeliveryAsCode.Cli.Tests.Running;

public class MetricProbeTests
{
    private static readonly double Now = DateTimeOffset.UtcNow.ToUnixTimeSeconds();

    [Fact]
    public async Task Prometheus_gives_the_value_of_one_series()
    {
        (await Prometheus(Vector("[{Now}, \"0.034\"]"))).ShouldBe(new Measured(0.034));
        (await Prometheus("{\"status\":\"success\",\"data\":{\"resultType\":\"scalar\",\"result\":[NOW,\"2\"]}}")).ShouldBe(new Measured(2));
    }

    [Theory]
    [InlineData("NaN", double.NaN)]
    [InlineData("+Inf", double.PositiveInfinity)]
    [InlineData("-Inf", double.NegativeInfinity)]
    public async Task What_is_no_number_is_given_as_it_is_and_never_passes(string text, double value)
    {
        var measurement = await Prometheus(Vector($"[NOW, \"{text}\"]"));

        measurement.ShouldBe(new Measured(value));
        MetricJudge.Judge(MetricOf(new CommandSource("true")), measurement).Verdict.ShouldBe(Verdict.Inconclusive);
    }

    [Fact]
    public async Task Nothing_is_no_data_and_what_is_old_is_not_measured()
    {
        (await Prometheus("{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":[]}}")).ShouldBe(new NoData("the query finds no series"));
        (await Prometheus(Vector("[1000, \"1\"]"))).ShouldBeOfType<Unmeasured>().Reason.ShouldEndWith(" min old");
    }

    [Theory]
    [InlineData("{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":[{\"value\":[NOW,\"1\"]},{\"value\":[NOW,\"1\"]}]}}", "the query gives 2 series")]
    [InlineData("{\"status\":\"success\",\"warnings\":[\"one store is gone\"],\"data\":{\"resultType\":\"scalar\",\"result\":[NOW,\"1\"]}}", "Prometheus warns: one store is gone")]
    [InlineData("{\"status\":\"error\",\"error\":\"parse error\"}", "Prometheus refuses: parse error")]
    [InlineData("{\"status\":\"success\"}", "not understood")]
    [InlineData("{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\",\"result\":[]}}", "a matrix, not a vector")]
    [InlineData("{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":[{}]}}", "the series has no value")]
    [InlineData("{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":[{\"value\":[NOW, 1]}]}}", "not a time and a number")]
    [InlineData("{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":[{\"value\":[NOW, \"one\"]}]}}", "not a time and a number")]
    [InlineData("{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":[1]}}", "the series has no value")]
    [InlineData("{\"status\":\"success\",\"data\":[]}", "not understood")]
    [InlineData("[]", "not understood")]
    [InlineData("", "not JSON")]
    [InlineData("<html>", "not JSON")]
    public async Task An_answer_that_is_not_one_number_is_an_error(string answer, string reason) =>
        (await Prometheus(answer)).ShouldBeOfType<Unmeasured>().Reason.ShouldContain(reason);

    [Fact]
    public async Task A_status_that_is_not_200_is_an_error_with_what_the_server_says()
    {
        (await Prometheus("{\"status\":\"error\",\"error\":\"parse error\"}", 400)).ShouldBe(new Unmeasured("the status is 400: parse error"));
        (await Prometheus("busy", 503)).ShouldBe(new Unmeasured("the status is 503"));
    }

    [Fact]
    public async Task A_baseline_is_the_series_in_the_window()
    {
        string? asked = null;
        using var server = WebServer.Start(r =>
        {
            asked = r.Url!.AbsolutePath + "?" + new StreamReader(r.InputStream).ReadToEnd();
            return (200, "{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\",\"result\":[{\"values\":[[1,\"1\"],[2,\"NaN\"],[3,\"2.5\"]]}]}}");
        });
        var until = new DateTimeOffset(2026, 3, 4, 21, 0, 0, TimeSpan.Zero);

        var (values, source) = await Baseline(new PrometheusSource(new Uri(server.Url("/")), "a+b"), until);

        values.ShouldBe([1, 2.5]);
        source.ShouldBe("Prometheus, 2026-03-04T20:30:00Z to 2026-03-04T21:00:00Z");
        asked.ShouldBe("/api/v1/query_range?query=a%2Bb&start=1772656200&end=1772658000&step=60");
    }

    [Fact]
    public async Task A_baseline_that_cannot_be_had_says_why()
    {
        using var server = WebServer.Start(_ => (200, "{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\",\"result\":[]}}"));

        (await Baseline(new PrometheusSource(new Uri(server.Url("/")), "up"), DateTimeOffset.UtcNow)).ShouldSatisfyAllConditions(b => b.Values.ShouldBeEmpty(), b => b.Source.ShouldBe("the matrix is empty"));
        (await Baseline(new CommandSource("true"), DateTimeOffset.UtcNow)).Source.ShouldBe("no earlier watch of this metric has passed in this environment");
    }

    [Theory]
    [InlineData("{\"data\":{\"value\":0.5}}", "/data/value", 0.5)]
    [InlineData("{\"data\":[1,{\"a/b~\":\"7\"}]}", "/data/1/a~1b~0", 7)]
    [InlineData("3", "", 3)]
    public async Task A_pointer_finds_the_number(string body, string pointer, double value) =>
        (await Json(body, pointer)).ShouldBe(new Measured(value));

    [Theory]
    [InlineData("{}", "/data/value", "the answer has nothing at \"/data/value\"")]
    [InlineData("[1]", "/01", "the answer has nothing at \"/01\"")]
    [InlineData("[1]", "/1", "the answer has nothing at \"/1\"")]
    [InlineData("{\"a\":{}}", "/a", "at \"/a\" stands no number, but an object")]
    [InlineData("{\"a\":\"many\"}", "/a", "at \"/a\" stands no number, but a text")]
    [InlineData("{\"a\":true}", "/a", "at \"/a\" stands no number, but true or false")]
    [InlineData("oops", "/a", "the answer is not JSON")]
    public async Task A_number_that_is_not_there_is_an_error(string body, string pointer, string reason) =>
        (await Json(body, pointer)).ShouldBe(new Unmeasured(reason));

    [Fact]
    public async Task Null_is_no_data() => (await Json("{\"a\":null}", "/a")).ShouldBe(new NoData("null stands at \"/a\""));

    [Fact]
    public async Task A_very_large_answer_is_an_error() =>
        (await Json($"\"{new string('x', 2 * 1024 * 1024)}\"", "")).ShouldBe(new Unmeasured("the answer is larger than 1048576 bytes"));

    [Fact]
    public async Task Nobody_there_is_an_error() =>
        (await Measure(new HttpJsonSource(new Uri("http://127.0.0.1:1/"), ""))).ShouldBeOfType<Unmeasured>().Reason.ShouldStartWith("no answer: ");

    [Fact]
    public async Task A_host_that_is_not_allowed_is_not_asked_not_even_by_a_redirect()
    {
        var calls = 0;
        using var other = WebServer.Start(_ => (200, $"{++calls}"));
        using var server = WebServer.Start(_ => (302, other.Url("/")));
        var source = new HttpJsonSource(new Uri(server.Url("/")), "");

        (await Measure(source, r => Gated(r, $"127.0.0.1:{source.Url.Port}"))).ShouldBeOfType<Unmeasured>().Reason.ShouldContain("is not among the environment's allowed-hosts");
        (await Measure(source, r => Gated(r))).ShouldBeOfType<Unmeasured>();
        calls.ShouldBe(0);
    }

    [Theory]
    [InlineData("echo checking; echo 12.5", 12.5)]
    [InlineData("echo 12 >&2; printf 7", 7)]
    [InlineData("test -n \"$DELIVERY_EXECUTION\" && echo 1", 1)]
    public async Task The_last_line_that_a_command_prints_is_the_number(string command, double value) =>
        (await Measure(new CommandSource(command))).ShouldBe(new Measured(value));

    [Fact]
    public async Task A_command_that_prints_nothing_has_no_data() =>
        (await Measure(new CommandSource("true"))).ShouldBe(new NoData("the command printed nothing"));

    [Theory]
    [InlineData("echo 12; exit 3", "exit code 3")]
    [InlineData("echo many", "\"many\" is no number")]
    [InlineData("echo 1 2", "\"1 2\" is no number")]
    public async Task A_command_that_fails_is_an_error_whatever_it_printed(string command, string reason) =>
        (await Measure(new CommandSource(command))).ShouldBe(new Unmeasured(reason));

    [Fact]
    public async Task A_secret_does_not_become_a_value_or_a_reason()
    {
        RunRequest WithSecret(RunRequest r) => r with { Secrets = ImmutableDictionary<string, string>.Empty.Add("TOKEN", "48151623") };

        (await Measure(new CommandSource("echo 48151623"), WithSecret)).ShouldBe(new Unmeasured("the command printed a secret, and it would stand in the journal"));
        (await Measure(new CommandSource("echo key=48151623"), WithSecret)).ShouldBeOfType<Unmeasured>().Reason.ShouldNotContain("48151623");
    }

    private static string Vector(string point) => $"{{\"status\":\"success\",\"data\":{{\"resultType\":\"vector\",\"result\":[{{\"metric\":{{}},\"value\":{point.Replace("{Now}", "NOW", StringComparison.Ordinal)}}}]}}}}";

    private static async Task<Measurement> Prometheus(string answer, int status = 200)
    {
        using var server = WebServer.Start(r => r.Url!.AbsolutePath == "/prefix/api/v1/query" && new StreamReader(r.InputStream).ReadToEnd() == "query=up%7B%7D"
            ? (status, answer.Replace("NOW", Now.ToString(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal))
            : (404, ""));
        return await Measure(new PrometheusSource(new Uri(server.Url("/prefix/")), "up{}"));
    }

    private static async Task<Measurement> Json(string body, string pointer)
    {
        using var server = WebServer.Start(_ => (200, body));
        return await Measure(new HttpJsonSource(new Uri(server.Url("/")), pointer));
    }

    private static async Task<(ImmutableArray<double> Values, string Source)> Baseline(MetricSource source, DateTimeOffset until)
    {
        using var folder = new RunFolder();
        var metric = MetricOf(source);
        return await Probe(folder.Request(Of())).BaselineAsync(metric, WatchOf(metric), until, [], CancellationToken.None);
    }

    private static async Task<Measurement> Measure(MetricSource source, Func<RunRequest, RunRequest>? with = null)
    {
        using var folder = new RunFolder();
        var metric = MetricOf(source);
        var phase = Phase(PhaseKind.Monitoring, Step("watch") with { Watch = WatchOf(metric) });
        var request = folder.Request(Of(phase));
        request = with is null ? request : with(request);
        var started = new ExecutionStarted("2026-03-04-1", "runbook.md", request.Runbook.Digest, request.Runbook.Environment, null, null, null, null, "0.1.0", null, null);
        var execution = RunbookExecution.Fold(request.Runbook, [JournalFormat.Write(JournalHead.Empty, DateTimeOffset.UtcNow, "diego", started).Entry]);
        return await Probe(request).MeasureAsync(metric, phase.Steps[0], execution, CancellationToken.None);
    }

    private static RunRequest Gated(RunRequest request, params string[] hosts) => request with
    {
        Runbook = request.Runbook with { Environment = "acme-production" },
        AllowedHosts = [.. hosts.Select(h => AllowedHost.Parse(h)!)],
    };

    private static MetricProbe Probe(RunRequest request) => new(request, new BlockRunner(request, _ => { }));

    private static Metric MetricOf(MetricSource source) =>
        new("a", source, new Threshold(Comparison.Greater, 1), new BaselineRule(TimeSpan.FromMinutes(30), 0.1), Verdict.Pass, 1, 0, false, Here);

    private static Watch WatchOf(Metric metric) => new(TimeSpan.FromHours(1), TimeSpan.FromMinutes(1), WhileWaiting.Hold, null, [metric], false, Here);
}
