using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using System.Xml.Linq;
using DeliveryAsCode.Execution;
using DeliveryAsCode.Metrics;
using DeliveryAsCode.Runbooks;
using DeliveryAsCode.Tests.Infra;
using DeliveryAsCode.Tests.Metrics;
using DeliveryAsCode.Text;
using FsCheck;
using FsCheck.Fluent;
using static DeliveryAsCode.Tests.Execution.ARunbook;
using Outcome = DeliveryAsCode.Execution.Outcome;

namespace DeliveryAsCode.Tests.Execution;

/// <summary>The expected pages lie in <c>Logs/</c>; <c>DELIVERY_ACCEPT=1</c> takes what came.</summary>
public class ExecutionLogTests
{
    private static readonly Step _healthy = Step("Production is healthy", Get("https://acme.example/healthz")) with { Id = "healthy" };
    private static readonly Step _go = Step("Go or no-go") with { Id = "go", Decide = "delivery-manager" };
    private static readonly Step _migrate = Step("001 conversation index", Bash("up"), Bash("probe"), Bash("down")) with { Id = "001-conversation-index" };
    private static readonly Step _switch = Step("Shift traffic", Bash("switch", o => o with { Retries = 1 }), null, Bash("back")) with { Id = "shift-traffic" };
    private static readonly Step _warm = Step("Warm the cache", Bash("warm", o => o with { ContinueOnError = true, LogsTail = true })) with { Id = "warm-the-cache" };
    private static readonly Step _home = Step("Home page answers", Get("https://acme.example/")) with { Id = "home" };
    private static readonly Step _old = Step("The previous version answers", Get("https://acme.example/version")) with { Id = "old" };

    private static Runbook Runbook { get; } = Of(
        Phase(PhaseKind.FinalChecks, _healthy, _go) with { Name = "Final checks" },
        Phase(PhaseKind.Execution, _migrate, _switch, _warm) with { Name = "Application" },
        Phase(PhaseKind.SmokeTests, _home) with { Name = "Smoke tests" },
        Phase(PhaseKind.AfterRollback, _old) with { Name = "After rollback" }) with
    {
        Path = "deliveries/acme/runbook.md",
        Title = "Deployment plan: Support Bot 1.4.0",
        Environment = "acme-production",
        Release = new Release("4f2c9d1e8b7a6c5d4e3f2a1b0c9d8e7f6a5b4c3d", "sha256:9c1e0f"),
    };

    /// <summary>The first words say that nothing was executed.</summary>
    [Fact]
    public void A_rehearsal_says_what_would_be_undone_in_which_order()
    {
        var started = new RehearsalStarted("2026-03-04T21-05Z-1", Runbook.Path, Runbook.Digest, "acme-production", "acme", new Release("4f2c9d1e5b7a8c3d", null), "77ab021", "0.1.0");

        Expect(
        [
            .. new JournalBuilder().Add(started)
                .Add(new StepRehearsed("execution/warm-the-cache", WayBackKind.CompatibleNoReturn, "a warm | cache harms nobody"))
                .Add(new StepRehearsed("execution/shift-traffic", WayBackKind.Undo, null))
                .Add(new StepRehearsed("execution/001-conversation-index", WayBackKind.NoReturn, "the old index is gone"))
                .Add(new RehearsalEnded(Outcome.Succeeded)).Entries,
        ], "rehearsal.md");
    }

    [Fact]
    public void A_watch_is_there_in_numbers_with_its_gaps_and_its_verdict()
    {
        var errors = AMetric.Named("error | rate", baseline: new BaselineRule(TimeSpan.FromMinutes(30), 0.1), minSamples: 5);
        var orders = AMetric.Named("orders per minute", "< 20", noData: Verdict.Fail, failureLimit: 2);
        var step = Step("Watch") with { Id = "watch", Watch = AMetric.Watch(errors, orders) with { For = TimeSpan.FromMinutes(30) } };
        var runbook = Runbook with { Phases = Runbook.Phases.Insert(3, Phase(PhaseKind.Monitoring, step) with { Name = "Monitoring" }) };
        var journal = JournalBuilder.For(runbook).Add(new PhaseStarted("monitoring")).Add(new WatchStarted("monitoring/watch"))
            .Add(new BaselineTaken("monitoring/watch", errors.Name, [0.001, 0.002, 0.001, 0.003, 0.002, 0.001], "Prometheus, 20:30 to 21:00"));
        for (var round = 1; round <= 30; round++)
        {
            journal.Now = JournalBuilder.Start.AddMinutes(round);
            if (round is 11 or 12)
                continue;
            journal.Add(Sampled(errors, round == 20 ? double.NaN : 0.001 + round * 0.0001));
            journal.Add(Sampled(orders, round == 5 ? 12 : 100 + round % 7 * 10));
        }

        journal.Add(new WatchEnded("monitoring/watch", Verdict.Fail, "error | rate failed")).Add(new PhaseEnded("monitoring", Outcome.Failed));

        var page = ExecutionLog.From([.. journal.Entries], runbook);
        Expect([.. journal.Entries], "watch.md", runbook);
        page.ShouldContain("nothing was sampled from 21:15:12 to 21:18:11");
    }

    private static SampleTaken Sampled(Metric metric, double value)
    {
        var (verdict, reason) = MetricJudge.Judge(metric, new Measured(value));
        return new SampleTaken("monitoring/watch", metric.Name, double.IsFinite(value) ? value : null, verdict, reason);
    }

    [Fact]
    public void Succeeded() => Expect(Play("warm-the-cache"), "succeeded.md");

    [Fact]
    public void Rolled_back() => Expect(Play("home", "shift-traffic 1"), "rolled-back.md");

    [Fact]
    public void A_final_check_failed() => Expect(Play("healthy"), "failed.md");

    [Fact]
    public void On_hold() => Expect(Play("home", "shift-traffic undo"), "on-hold.md");

    [Fact]
    public void Waiting_for_a_decision() =>
        Expect([.. Play("never").TakeWhile(e => e.Event is not Decision), Entry(e => new Paused("decision", "final-checks/go", "Go or no-go"))], "waiting.md");

    [Fact]
    public void Made_again_it_is_the_same_to_the_byte() =>
        ExecutionLog.From(Journal.Read(Written("home").Bytes).Entries, Runbook).ShouldBe(ExecutionLog.From(Play("home"), Runbook));

    [Fact]
    public void Without_the_runbook_it_says_what_the_journal_says() =>
        ExecutionLog.From(Play("home"), null).ShouldContain("| &emsp;execution/001-conversation-index |");

    [Fact]
    public void A_journal_cut_after_any_entry_has_a_log()
    {
        var entries = Play("home", "shift-traffic undo");
        foreach (var count in Enumerable.Range(1, entries.Length))
            ExecutionLog.From(entries[..count], Runbook).ShouldContain($"[{count} {(count == 1 ? "entry" : "entries")}](2026-03-04T21-05Z-1.jsonl), head `{entries[count - 1].Hash}`");
    }

    [Fact]
    public void Whatever_stands_in_a_journal_github_shows_the_same_page_with_other_words()
    {
        var hostile = Hostile.Sample(150);
        var pages = hostile.Prepend("plain words").Select(text => Encoding.UTF8.GetBytes(WithEverywhere(text))).ToList();

        var shapes = CmarkGfm.ReadXml(pages, "table", "strikethrough", "tasklist").Select(Shape).ToList();

        foreach (var (shape, text) in shapes.Skip(1).Zip(hostile))
            shape.ShouldBe(shapes[0], $"the text is {JsonSerializer.Serialize(text)}");
    }

    private static Gen<string> Hostile { get; } =
        Gen.Elements(
            "a", " ", "|", "\\", "`", "```", "*", "**", "_", "~~", "[", "]", "](javascript:x)", "[x](y)", "![x](y)", "<", ">", "<img src=x>", "<!--", "-->",
            "</details>", "</summary>", "<script>", "&lt;", "&#10;", "\n", "\n\n", "\r\n", "\n# h", "\n---\n", "\n> q", "\n- [ ] x", "\n| a | b |\n|---|---|\n", "1. ", "$x$", "@x", "é", "🚀")
        .NonEmptyListOf().Select(parts => string.Concat(parts));

    /// <summary>The text in every field that can hold one.</summary>
    private static string WithEverywhere(string text)
    {
        var runbook = Runbook with { Title = text, Phases = [.. Runbook.Phases.Select(p => p with { Name = text, Steps = [.. p.Steps.Select(s => s with { Title = text })] })] };
        const string step = "execution/warm-the-cache";
        var journal = new JournalBuilder()
            .Add(new ExecutionStarted(text, text, text, text, text, new Release(text, text), text, text, text, text, text), text)
            .Add(new PhaseStarted("execution"), text)
            .Add(new ActionStarted(ActionKind.Step, step, 1, text), text)
            .Add(new ActionEnded(ActionKind.Step, step, 1, new ActionResult(Outcome.Failed, TimeSpan.Zero, Reason: text, Tail: $"x{text}x")), text)
            .Add(new Deviation(null, text), text)
            .Add(new Issue(text, text, text), text)
            .Add(new Decision(text, DecisionChoice.Go, text), text)
            .Add(new Answered(ActionKind.Step, text, UnknownAnswer.Done, text), text)
            .Add(new RollbackStarted(text, text), text)
            .Add(new Resumed(text), text)
            .Add(new Paused("unknown", text, text), text);
        return ExecutionLog.From([.. journal.Entries], runbook);
    }

    /// <summary>The blocks, links, images and tags of a page; line breaks are words.</summary>
    private static string[] Shape(XElement page) =>
    [
        .. page.Descendants()
            .Where(e => e.Name.LocalName is not ("text" or "softbreak" or "linebreak" or "strong" or "emph" or "strikethrough" or "code") && !(e.Name.LocalName == "html_inline" && e.Value == "<br>"))
            .Select(e => e.Name.LocalName is "html_inline" ? e.Value : e.Name.LocalName),
    ];

    private static void Expect(ImmutableArray<JournalEntry> entries, string file, Runbook? runbook = null, [CallerFilePath] string test = "")
    {
        var path = new Uri(new Uri(test), $"Logs/{file}").LocalPath;
        var log = ExecutionLog.From(entries, runbook ?? Runbook);
        if (Environment.GetEnvironmentVariable("DELIVERY_ACCEPT") == "1")
            File.WriteAllText(path, log);

        log.ShouldBe(File.ReadAllText(path));
    }

    private static JournalEntry Entry(Func<int, JournalEvent> what) => new JournalBuilder { Now = JournalBuilder.Start.AddMinutes(3) }.Add(what(0)).Entries[0];

    private static ImmutableArray<JournalEntry> Play(params string[] failing) => [.. Written(failing).Entries];

    /// <summary>Obeys the fold; the blocks named fail: <c>step</c>, <c>step 1</c> (its first attempt only), <c>step undo</c>.</summary>
    private static JournalBuilder Written(params string[] failing)
    {
        var journal = JournalBuilder.For(Runbook);
        while (RunbookExecution.Fold(Runbook, journal.Entries) is { Ended: null } execution)
        {
            switch (execution.Next(journal.Now))
            {
                case Append append: journal.Add(append.Event); break;
                case Ask ask: journal.Add(new Decision(ask.Question.Subject, DecisionChoice.Go, "quiet evening"), by: "dana"); break;
                case Perform perform: Perform(journal, perform, failing); break;
            }
        }

        return journal;
    }

    private static void Perform(JournalBuilder journal, Perform perform, string[] failing)
    {
        var name = perform.Step.Id.Split('/')[1];
        var fails = failing.Contains(perform.Kind == ActionKind.Step ? name : $"{name} {KebabCase.Of(perform.Kind)}")
            || failing.Contains($"{name} {perform.Attempt}") && perform.Kind == ActionKind.Step;
        journal.Add(new ActionStarted(perform.Kind, perform.Step.Id, perform.Attempt, perform.Key));
        journal.Now += TimeSpan.FromSeconds(perform.Kind == ActionKind.Step ? 41 : 7);
        journal.Add(new ActionEnded(perform.Kind, perform.Step.Id, perform.Attempt, Result(perform.Action, fails)));
    }

    private static ActionResult Result(StepAction action, bool fails) => (action, fails) switch
    {
        (HttpAction, false) => new(Outcome.Succeeded, TimeSpan.FromSeconds(1), Status: 200),
        (HttpAction, true) => new(Outcome.Failed, TimeSpan.FromSeconds(1), Status: 500, Reason: "the status is 500, it must be 200"),
        (_, false) => new(Outcome.Succeeded, TimeSpan.FromSeconds(1), ExitCode: 0),
        (_, true) => new(Outcome.Failed, TimeSpan.FromSeconds(1), ExitCode: 7, Reason: "exit code 7",
            Tail: action.Options.LogsTail ? "warming 200 pages\ncurl: (7) Failed to connect to cache.acme.example" : null),
    };
}
