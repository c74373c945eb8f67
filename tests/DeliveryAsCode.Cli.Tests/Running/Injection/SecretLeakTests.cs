using System.Collections.Immutable;
using System.Text;
using DeliveryAsCode.Cli.Metrics;
using DeliveryAsCode.Cli.Reporting;
using DeliveryAsCode.Cli.Running;
using DeliveryAsCode.Configuration;
using DeliveryAsCode.Execution;
using DeliveryAsCode.Metrics;
using DeliveryAsCode.Runbooks;
using DeliveryAsCode.Tests.Infra;
using Xunit.Abstractions;
using static DeliveryAsCode.Tests.Execution.ARunbook;

namespace DeliveryAsCode.Cli.Tests.Running.Injection;

/// <summary>No spelling of a secret stands in anything that is shown or kept.</summary>
public class SecretLeakTests(ITestOutputHelper output)
{
    private const int Secrets = 500;
    private const int Cuts = 3;
    private const int InRuns = 12;

    /// <summary>So many characters in a row tell something.</summary>
    private const int Telling = 10;

    [Fact]
    public void Five_hundred_secrets_in_every_spelling_however_cut_are_not_shown()
    {
        var random = new Random(21);
        var count = 0;
        foreach (var secret in RandomSecrets.Of(20, Secrets))
        {
            var mask = SecretMask.Of([secret]);
            foreach (var (name, printed, hidden) in RandomSecrets.Spellings(secret))
            {
                for (var cut = 0; cut < Cuts; cut++, count++)
                {
                    var shown = new StringBuilder();
                    using var step = new StepOutput(mask, line => shown.Append(line).Append('\n'));
                    var channel = step.Open();
                    foreach (var piece in Pieces(Encoding.UTF8.GetBytes(printed), random))
                        channel.Write(piece);
                    channel.End();

                    ShouldNotTell(shown.ToString(), hidden, $"{name} of {secret}");
                    ShouldNotTell(step.Tail, hidden, $"{name} of {secret}, in the tail");
                    mask.Knows(printed).ShouldBeTrue($"{name} of {secret}");
                }
            }
        }

        output.WriteLine($"{Secrets} secrets, {count} outputs");
    }

    [Fact]
    public async Task None_is_in_the_journal_the_log_the_console_or_the_summary_of_a_run()
    {
        DebianPackage.Require("python3", "python3");
        using var folder = new RunFolder();
        var secrets = RandomSecrets.Of(22, InRuns).Select((s, i) => (Name: $"SECRET_{i}", Value: s)).ToImmutableDictionary(s => s.Name, s => s.Value);
        var spellings = secrets.Values.SelectMany(RandomSecrets.Spellings).ToArray();
        using var server = WebServer.Start(r => (500, spellings[int.Parse(r.QueryString["n"]!, System.Globalization.CultureInfo.InvariantCulture)].Printed));
        File.WriteAllText(folder.PathOf("printed"), string.Join('\n', spellings.Select(s => s.Printed)));
        const string Print = "import random, sys\nrandom.seed(5)\ndata = open('printed', 'rb').read()\nwhile data:\n    n = random.randint(1, 40)\n    sys.stdout.buffer.write(data[:n]); sys.stdout.buffer.flush()\n    data = data[n:]\n";
        Step[] steps =
        [
            Step("print", new ScriptAction(Interpreter.Python, Print, Options with { LogsTail = true }, Here)),
            .. secrets.Keys.Select(name => Step($"trace-{name}", Bash($"set -x; : \"${name}\"; exit 3", Fails))),
            .. secrets.Keys.Select(name => Step($"give-{name}", Bash($"printf '%s' \"${name}\" | tr '\\n' ' '", o => Fails(o) with { Output = "GIVEN" }))),
            .. Enumerable.Range(0, spellings.Length).Where(i => i % 7 == 0).Select(i => Step($"call-{i}", Get(server.Url($"/?n={i}")) with { Options = Fails(Options) })),
        ];
        var runbook = Of(Phase(PhaseKind.Execution, [.. steps])) with { Environment = "acme-production", Env = [.. secrets.Keys] };
        var request = folder.Request(runbook) with { Secrets = secrets, AllowedHosts = [AllowedHost.Parse($"127.0.0.1:{new Uri(server.Url("/")).Port}")!] };
        (await folder.Run(request)).Conclusion.ShouldBe(RunConclusion.Succeeded);

        var result = await folder.Run(request with { IsAgain = true, Reason = $"it was {string.Join(", ", spellings.Select(s => s.Printed))}" });

        result.Conclusion.ShouldBe(RunConclusion.Succeeded);
        var console = new StringWriter();
        var report = new RunReport(console, runbook, Terminal.None, isQuiet: false);
        using (var lines = report.Follow(TimeProvider.System))
            folder.Events.ForEach(lines.Observe);
        report.Conclude(result, null);
        RunReport.WriteJson(console, result, null, folder.Root);
        var sinks = new Dictionary<string, string>
        {
            ["console"] = console.ToString(),
            ["journal"] = Encoding.UTF8.GetString(folder.JournalBytes(result)),
            ["log"] = ExecutionLog.From(result.Entries, runbook),
        };
        foreach (var (sink, text) in sinks)
        {
            text.ShouldContain("***");
            var seen = Seen(text);
            foreach (var (name, _, hidden) in spellings)
                ShouldNotTell(seen, hidden, $"{name}, in the {sink}");
        }

        result.Entries.Select(e => e.Event).OfType<ActionEnded>().Count(e => e.Result.Reason?.Contains("holds a secret", StringComparison.Ordinal) == true).ShouldBe(InRuns);
        output.WriteLine($"{InRuns} secrets, {spellings.Length} spellings, {sinks.Count} sinks");
    }

    [Fact]
    public async Task None_is_in_what_a_metric_says()
    {
        using var folder = new RunFolder();
        var secret = RandomSecrets.Of(23, 6).ToArray();
        var spellings = secret.SelectMany(RandomSecrets.Spellings).ToArray();
        var answer = "";
        using var server = WebServer.Start(_ => (answer.Length % 2 == 0 ? 400 : 200, answer));
        var request = folder.Request(Of(Phase(PhaseKind.Monitoring, Step("watch")))) with { Secrets = secret.Select((s, i) => (i, s)).ToImmutableDictionary(s => $"S{s.i}", s => s.s) };
        var started = new ExecutionStarted("2026-03-04-1", "runbook.md", request.Runbook.Digest, request.Runbook.Environment, null, null, null, null, "0.1.0", null, null);
        var execution = RunbookExecution.Fold(request.Runbook, [JournalFormat.Write(JournalHead.Empty, DateTimeOffset.UtcNow, "diego", started).Entry]);
        var probe = new MetricProbe(request, new BlockRunner(request, _ => { }));

        async Task Ask(MetricSource source, string hidden, string name)
        {
            var metric = new Metric("a", source, new Threshold(Comparison.Greater, 1), null, Verdict.Inconclusive, 1, 0, false, Here);
            var measured = await probe.MeasureAsync(metric, request.Runbook.Steps.First(), execution, CancellationToken.None);
            ShouldNotTell(measured.ShouldBeOfType<Unmeasured>().Reason, hidden, name);
        }

        foreach (var (name, printed, hidden) in spellings)
        {
            foreach (var padding in new[] { "", " " })
            {
                answer = $"{{\"status\":\"error\",\"error\":{System.Text.Json.JsonSerializer.Serialize(printed)}}}{padding}";
                await Ask(new PrometheusSource(new Uri(server.Url("/")), "up"), hidden, name);
            }

            File.WriteAllText(folder.PathOf("printed"), printed);
            if (name.Length % 3 == 0)
                await Ask(new CommandSource("cat printed"), hidden, name);
        }

        output.WriteLine($"{spellings.Length} spellings");
    }

    private static ActionOptions Fails(ActionOptions options) => options with { ContinueOnError = true };

    private static void ShouldNotTell(string shown, string hidden, string what) => ShouldNotTell(Seen(shown), hidden, what);

    /// <summary>Wherever the text was wrapped.</summary>
    private static void ShouldNotTell((string Text, HashSet<string> Pieces) shown, string hidden, string what)
    {
        var secret = Unwrapped(hidden);
        if (secret.Length < Telling)
            shown.Text.Contains(secret, StringComparison.Ordinal).ShouldBeFalse($"{secret}: {what}");
        foreach (var piece in PiecesOf(secret))
            shown.Pieces.Contains(piece).ShouldBeFalse($"{piece}: {what}");
    }

    private static (string Text, HashSet<string> Pieces) Seen(string shown) => (Unwrapped(shown), [.. PiecesOf(Unwrapped(shown))]);

    private static IEnumerable<string> PiecesOf(string text) => Enumerable.Range(0, Math.Max(0, text.Length - Telling + 1)).Select(i => text.Substring(i, Telling));

    private static string Unwrapped(string text) => text.Replace("\r", "", StringComparison.Ordinal).Replace("\n", "", StringComparison.Ordinal);

    private static IEnumerable<byte[]> Pieces(byte[] bytes, Random random)
    {
        for (var at = 0; at < bytes.Length;)
        {
            var length = Math.Min(random.Next(1, 60), bytes.Length - at);
            yield return bytes[at..(at + length)];
            at += length;
        }
    }
}
