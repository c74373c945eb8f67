using System.Text.RegularExpressions;
using DeliveryAsCode.Cli.Reporting;
using DeliveryAsCode.Cli.Running;
using DeliveryAsCode.Execution;
using DeliveryAsCode.Metrics;
using DeliveryAsCode.Runbooks;
using static DeliveryAsCode.Tests.Execution.ARunbook;

namespace DeliveryAsCode.Cli.Tests.Running;

public partial class RunLinesTests
{
    private static readonly Terminal Screen = new(IsInteractive: true, HasColours: false, Width: 100) { CanRedraw = true };

    [Fact]
    public async Task Steps_that_run_at_once_are_told_apart()
    {
        var printed = await Shown(Of(Phase(PhaseKind.Execution, Beside("api"), Beside("web"), Step("alone", Bash("echo from alone")))), Terminal.None);

        printed.ShouldContain("      api │ from api\n");
        printed.ShouldContain("      web │ from web\n");
        printed.ShouldContain("✓ web: done, ");
        printed.ShouldContain("      from alone\n    ✓ done, ");
    }

    [Fact]
    public async Task A_watch_says_what_it_measures_round_by_round()
    {
        var printed = await Shown(Watched("echo 0.002"), Terminal.None);

        printed.ShouldContain("  · bake, for 0:01, every 0:00\n");
        printed.ShouldMatch(@"\n    0:00  ✓ error rate 0\.002  ✓ latency 12\n");
        printed.ShouldMatch(@"\n    ✓ pass: .+\n");
        // What the command of a metric prints is its sample, and no line of its own.
        printed.ShouldNotContain("      0.002");
    }

    [Fact]
    public async Task A_watch_that_fails_says_which_metric_broke_which_rule()
    {
        var printed = await Shown(Watched("echo 0.5"), Terminal.None);

        printed.ShouldContain("✗ error rate 0.5 > 0.01");
        printed.ShouldContain("  ! on hold: rolled back because ");
        printed.ShouldContain("  Monitoring: failed\n");
    }

    [Fact]
    public async Task At_a_terminal_the_last_line_says_what_goes_on()
    {
        var printed = await Shown(Of(Phase(PhaseKind.Execution, Step("slow", Bash("sleep 1.5")))), Screen);

        printed.ShouldContain("Execution · slow · 0:00");
        printed.ShouldContain("Execution · slow · 0:01");
    }

    [Fact]
    public async Task The_status_of_a_watch_has_the_last_values() =>
        (await Shown(Watched("echo 0.002"), Screen)).ShouldContain("Monitoring · bake · 0:00 of 0:01 · error rate 0.002 · latency 12");

    [Fact]
    public async Task Without_the_status_the_same_is_printed_as_where_there_is_no_terminal()
    {
        var runbook = Of(Phase(PhaseKind.Execution, Beside("api"), Beside("web"), Step("slow", Bash("sleep 0.6"))));
        using var folder = new RunFolder();
        await folder.Run(folder.Request(runbook));

        var (shown, plain) = (Replayed(folder, runbook, Screen), Replayed(folder, runbook, Terminal.None));

        shown.ShouldNotBe(plain);
        Status().Replace(shown, "").ShouldBe(plain);
        plain.ShouldNotContain("\e");
    }

    [Theory]
    [InlineData("\e[2J\e]0;owned\a")]
    [InlineData("##vso[task.setvariable variable=a]b")]
    [InlineData("::set-output name=a::b")]
    [InlineData("a\r\n::error::b")]
    public async Task No_title_acts_on_the_terminal_or_the_host(string title)
    {
        var hostile = Step("hostile", Bash("sleep 0.4")) with { Title = title, IsParallel = true };
        var runbook = Of(Phase(PhaseKind.Execution, hostile, Beside("api")) with { Name = title });

        var printed = Status().Replace(await Shown(runbook, Screen with { Width = 200 }), s => s.Groups["text"].Value + "\n");

        printed.ShouldNotContain("\e");
        printed.ShouldNotContain("##vso[");
        printed.Split('\n').ShouldNotContain(line => line.TrimStart().StartsWith("::", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(0, "0:00")]
    [InlineData(730, "12:10")]
    [InlineData(3600, "60:00")]
    [InlineData(172_800, "48:00:00")]
    [InlineData(-5, "0:00")]
    public void Times_are_short(int seconds, string shown) => RunProgress.Clock(TimeSpan.FromSeconds(seconds)).ShouldBe(shown);

    [Fact]
    public async Task What_goes_on_is_known_also_from_what_an_earlier_run_wrote()
    {
        var runbook = Watched("echo 0.002");
        using var folder = new RunFolder();
        var entries = (await folder.Run(folder.Request(runbook))).Entries;
        var begun = entries.TakeWhile(e => e.Event is not WatchEnded).ToList();

        var progress = new RunProgress(runbook);
        begun.ForEach(progress.Take);

        progress.At(begun[^1].At).ShouldNotBeNull().ShouldStartWith("Monitoring · bake · 0:0");
        progress.Take(begun[^1] with { Event = new Interrupted("the run was cancelled") });
        progress.At(begun[^1].At).ShouldBeNull();
        progress.Take(begun[^1] with { Event = new Resumed(null) });
        progress.At(begun[^1].At).ShouldNotBeNull().ShouldContain("error rate 0.002");
    }

    [Fact]
    public async Task A_terminal_that_is_gone_ends_the_status_and_nothing_else()
    {
        var drawn = 0;
        using var status = new StatusLine(new Gone(), Screen, TimeProvider.System, () => $"{++drawn}");

        await Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System);

        drawn.ShouldBe(1);
    }

    private static Step Beside(string name) => Step(name, Bash($"sleep 0.3; echo from {name}")) with { IsParallel = true };

    private static Runbook Watched(string command) => Of(
        Phase(PhaseKind.Execution, Step("deploy", Bash("true"), undo: Bash("true"))),
        Phase(PhaseKind.Monitoring, Step("bake") with
        {
            Watch = new Watch(
                TimeSpan.FromSeconds(1.2), TimeSpan.FromSeconds(0.4), WhileWaiting.Hold, null,
                [Measured("error rate", command, new Threshold(Comparison.Greater, 0.01)), Measured("latency", "echo 12", null)], false, Here),
        }));

    private static Metric Measured(string name, string command, Threshold? limit) =>
        new(name, new CommandSource(command), limit, null, Verdict.Inconclusive, 1, 0, false, Here);

    private static async Task<string> Shown(Runbook runbook, Terminal terminal)
    {
        using var folder = new RunFolder();
        using var output = new StringWriter();
        using (var lines = new RunLines(output, runbook, terminal, TimeProvider.System))
            await RunbookRunner.RunAsync(folder.Request(runbook), null, lines.Observe, CancellationToken.None);
        return output.ToString();
    }

    private static string Replayed(RunFolder folder, Runbook runbook, Terminal terminal)
    {
        using var output = new StringWriter();
        using (var lines = new RunLines(output, runbook, terminal, TimeProvider.System))
            folder.Events.ForEach(lines.Observe);
        return output.ToString();
    }

    [GeneratedRegex(@"\r\e\[K(?:\e\[\?7l(?<text>[^\r]*?)\e\[\?7h)?")]
    private static partial Regex Status();

    private sealed class Gone : TextWriter
    {
        public override System.Text.Encoding Encoding => System.Text.Encoding.UTF8;

        public override void Write(string? value) => throw new IOException("the terminal is gone");
    }
}
