using System.Collections.Immutable;
using System.Diagnostics;
using System.Text;
using DeliveryAsCode.Cli.Running;
using DeliveryAsCode.Cli.Workspaces;
using DeliveryAsCode.Execution;
using DeliveryAsCode.Runbooks;
using DeliveryAsCode.Tests.Infra;
using static DeliveryAsCode.Tests.Execution.ARunbook;

namespace DeliveryAsCode.Cli.Tests.Running;

public class RunbookRunnerTests
{
    [Fact]
    public async Task A_runbook_runs_from_the_final_checks_to_the_smoke_tests()
    {
        using var folder = new RunFolder();
        using var server = WebServer.Start(_ => (200, "Welcome to Support Bot"));

        var result = await folder.Run(
            Phase(PhaseKind.FinalChecks, Step("disk", Bash("test -d ."))),
            Phase(PhaseKind.Execution, Step("deploy", Bash("echo v2 > version"), Bash("grep -q v2 version"), Bash("echo v1 > version"))),
            Phase(PhaseKind.SmokeTests, Step("home", Get(server.Url("/"), contains: "Welcome"))));

        result.Conclusion.ShouldBe(RunConclusion.Succeeded, result.Reason);
        folder.Read("version").ShouldBe(["v2"]);
        result.Steps.Select(s => (s.Id, s.Outcome, s.Attempt)).ShouldBe(
            [("final-checks/disk", StepOutcome.Succeeded, 1), ("execution/deploy", StepOutcome.Succeeded, 1), ("smoke-tests/home", StepOutcome.Succeeded, 1)]);
        Journal.Verify(folder.JournalBytes(result), JournalHead.After(result.Entries[^1])).ShouldBeNull();
        Directory.EnumerateFiles(folder.Locks).Select(Path.GetExtension).ShouldBe([".lease"]);
    }

    [Fact]
    public async Task An_intent_is_on_disk_before_its_step_runs()
    {
        using var folder = new RunFolder();

        await folder.Run(Phase(PhaseKind.Execution, Step("look", Bash("tail -n 1 executions/*.jsonl > seen"))));

        folder.Read("seen").ShouldHaveSingleItem().ShouldMatch("\"event\":\"step-(started|process)\",\"step\":\"execution/look\"");
    }

    [Fact]
    public async Task A_failed_step_is_undone_with_everything_before_it_from_the_end()
    {
        using var folder = new RunFolder();

        var result = await folder.Run(
            Phase(PhaseKind.Execution,
                Step("one", Bash("echo one >> done"), undo: Bash("echo undo one >> done")),
                Step("two", Bash("echo two >> done; false; echo never >> done"), undo: Bash("echo undo two >> done")),
                Step("three", Bash("echo three >> done"), undo: Bash("echo undo three >> done"))),
            Phase(PhaseKind.AfterRollback, Step("old", Bash("echo old answers >> done"))));

        result.Conclusion.ShouldBe(RunConclusion.RolledBack);
        folder.Read("done").ShouldBe(["one", "two", "undo two", "undo one", "old answers"]);
        result.Steps.Select(s => s.Outcome).ShouldBe([StepOutcome.Undone, StepOutcome.Undone, StepOutcome.NotStarted, StepOutcome.Succeeded]);
    }

    [Fact]
    public async Task A_failed_verify_and_a_failed_smoke_test_roll_back()
    {
        using var folder = new RunFolder();
        using var other = new RunFolder();
        using var server = WebServer.Start(_ => (500, "boom"));
        var deploy = Step("deploy", Bash("echo v2 > version"), undo: Bash("echo v1 > version"));

        var verify = await folder.Run(folder.Request(Of(Phase(PhaseKind.Execution, deploy with { Verify = Bash("grep v3 version") }))));
        var smoke = await other.Run(other.Request(Of(Phase(PhaseKind.Execution, deploy), Phase(PhaseKind.SmokeTests, Step("home", Get(server.Url("/")))))));

        verify.Conclusion.ShouldBe(RunConclusion.RolledBack);
        smoke.Conclusion.ShouldBe(RunConclusion.RolledBack);
        folder.Read("version").ShouldBe(["v1"]);
        other.Read("version").ShouldBe(["v1"]);
        smoke.Entries.Select(e => e.Event).OfType<ActionEnded>().Single(e => e.Step == "smoke-tests/home").Result
            .ShouldSatisfyAllConditions(r => r.Status.ShouldBe(500), r => r.Reason.ShouldBe("the status is 500, it must be 200"));
    }

    [Fact]
    public async Task What_has_been_run_is_not_run_again_without_a_reason()
    {
        using var folder = new RunFolder();
        var request = folder.Request(Of(Phase(PhaseKind.Execution, Step("a", Bash("echo x >> done")))));

        var first = await folder.Run(request);
        var second = await folder.Run(request);
        var third = await folder.Run(request with { IsAgain = true, Reason = "the cache was lost" });

        second.Conclusion.ShouldBe(RunConclusion.NothingToDo);
        second.Execution.ShouldBe(first.Execution);
        third.Conclusion.ShouldBe(RunConclusion.Succeeded);
        third.Execution.ShouldNotBe(first.Execution);
        folder.Read("done").Length.ShouldBe(2);
    }

    [Fact]
    public async Task A_step_is_tried_again_as_it_says_and_every_attempt_is_recorded()
    {
        using var folder = new RunFolder();

        var result = await folder.Run(Phase(PhaseKind.Execution, Step("flaky",
            Bash("echo x >> tries; test $(wc -l < tries) = 3", o => o with { Retries = 5, Backoff = TimeSpan.FromMilliseconds(10) }))));

        result.Conclusion.ShouldBe(RunConclusion.Succeeded);
        result.Entries.Select(e => e.Event).OfType<ActionEnded>().Select(e => (e.Attempt, e.Result.ExitCode)).ShouldBe([(1, 1), (2, 1), (3, 0)]);
    }

    [Fact]
    public async Task A_step_sees_nothing_of_our_environment()
    {
        using var folder = new RunFolder();
        var request = folder.Request(Of(Phase(PhaseKind.Execution, Step("env", Bash("env | cut -d= -f1 | sort")))));
        var host = new Dictionary<string, string>(request.Host)
        {
            ["GITHUB_TOKEN"] = "ghs_secret", ["ACTIONS_RUNTIME_TOKEN"] = "x", ["GITHUB_OUTPUT"] = "/tmp/out", ["LD_PRELOAD"] = "", ["TZ"] = "UTC", ["LANG"] = "C.UTF-8", ["TMPDIR"] = "/tmp",
        };

        await folder.Run(request with { Host = host, Commit = "4f2c9d1", Delivery = "acme" });

        folder.Lines.Except(["_", "SHLVL", "PWD"]).ShouldBe(
            ["DELIVERY_COMMIT", "DELIVERY_ENVIRONMENT", "DELIVERY_EXECUTION", "DELIVERY_ID", "DELIVERY_STEP_KEY", "HOME", "LANG", "PATH", "TMPDIR", "TZ"]);
    }

    [Fact]
    public async Task What_a_step_prints_obeys_nobody_and_a_secret_is_not_shown_anywhere()
    {
        using var folder = new RunFolder();
        var script = """
            echo "::add-mask::a"; printf 'x\r::set-output name=d::go\n'; echo 'text ##vso[task.setvariable variable=a]b'
            printf '%s' "${DATABASE_URL:0:9}"; sleep 0.2; echo "${DATABASE_URL:9}"
            printf '%s' "$DATABASE_URL" | base64 -w0; echo; printf '%s' "$DATABASE_URL" | od -An -tx1 | tr -d ' \n'; echo
            printf 'post\033[2Kgres://quinn:hunter2\n'
            printf '%s' "$DATABASE_URL" | base64 -w20; printf '%s' "$DATABASE_URL" | od -An -tx1; printf '#\033[0m#vso[build.done]x\n'
            set -x; : "$DATABASE_URL"
            """;
        var request = Gated(folder, Of(Phase(PhaseKind.Execution, Step("print", Bash(script, o => o with { LogsTail = true }))))) with
        {
            Secrets = ImmutableDictionary<string, string>.Empty.Add("DATABASE_URL", "postgres://quinn:hunter2"),
        };

        var result = await folder.Run(request with { Runbook = request.Runbook with { Env = ["DATABASE_URL"] } });

        result.Conclusion.ShouldBe(RunConclusion.Succeeded);
        folder.Lines.Take(4).ShouldBe(["| ::add-mask::a", "x", "| ::set-output name=d::go", @"text ##\vso[task.setvariable variable=a]b"]);
        var everything = string.Join('\n', folder.Lines) + Encoding.UTF8.GetString(folder.JournalBytes(result));
        foreach (var leak in new[] { "hunter2", "cG9zdGdyZXM6Ly9xdWlubjpodW50ZXIy", "68756e74657232", "aHVudGVyMg", "68 75 6e 74", "##vso[" })
            everything.ShouldNotContain(leak);
        everything.ShouldContain("***");
    }

    [Fact]
    public async Task A_value_goes_to_later_steps_as_it_is_and_never_runs()
    {
        using var folder = new RunFolder();
        var hostile = "$(touch pwned) `touch pwned` '\"; touch pwned #-n %0A \\u202E é🚀 ::x::";
        File.WriteAllText(folder.PathOf("value"), hostile + "\n");

        var result = await folder.Run(Phase(PhaseKind.Execution,
            Step("ask", Bash("echo first; cat value", o => o with { Output = "ANSWER" })),
            Step("use", Bash("printf '%s\\n' \"$ANSWER\" > used"))));

        result.Conclusion.ShouldBe(RunConclusion.Succeeded);
        folder.Read("used").ShouldBe([hostile]);
        File.Exists(folder.PathOf("pwned")).ShouldBeFalse();
    }

    [Theory]
    [InlineData("echo \"token=$API_KEY\"")]
    [InlineData("echo \"$API_KEY and more than that\" | base64 -w 16 | head -1")]
    public async Task A_value_that_holds_a_secret_fails_its_step(string script)
    {
        using var folder = new RunFolder();
        var runbook = Of(Phase(PhaseKind.Execution, Step("ask", Bash(script, o => o with { Output = "ANSWER" })))) with { Env = ["API_KEY"] };

        var result = await folder.Run(Gated(folder, runbook) with { Secrets = ImmutableDictionary<string, string>.Empty.Add("API_KEY", "s3cr3t-value") });

        result.Conclusion.ShouldBe(RunConclusion.RolledBack);
        Encoding.UTF8.GetString(folder.JournalBytes(result)).ShouldNotContain("s3cr3t-value");
        result.Entries.Select(e => e.Event).OfType<ActionEnded>().Single().Result.Reason.ShouldBe("the value for $ANSWER holds a secret, and would stand in the journal");
    }

    [Fact]
    public async Task A_timeout_leaves_no_process_behind_not_even_one_that_left_the_session()
    {
        using var folder = new RunFolder();
        var script = "sleep 301 & setsid sleep 302 & (trap '' TERM; setsid bash -c 'trap \"\" TERM; while :; do sleep 1; done') & echo $$ > pid; wait";

        var result = await folder.Run(Phase(PhaseKind.Execution, Step("hang", Bash(script, o => o with { Timeout = TimeSpan.FromMilliseconds(700) }))));

        result.Conclusion.ShouldBe(RunConclusion.RolledBack);
        var ended = result.Entries.Select(e => e.Event).OfType<ActionEnded>().Single().Result;
        (ended.Outcome, ended.Reason).ShouldBe((Outcome.TimedOut, "it did not end within 0.7 s and was stopped"));
        ProcessTable.OfStep(int.Parse(folder.Read("pid")[0]), result.Entries.Select(e => e.Event).OfType<ActionStarted>().Single().Key).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_step_ends_with_its_script_and_takes_along_what_it_left_in_its_session()
    {
        using var folder = new RunFolder();
        var watch = Stopwatch.StartNew();

        var result = await folder.Run(Phase(PhaseKind.Execution, Step("leave", Bash("sleep 300 & echo $! > pid; echo done"))));

        result.Conclusion.ShouldBe(RunConclusion.Succeeded);
        folder.Lines.ShouldBe(["done"]);
        ProcessTable.Identify(int.Parse(folder.Read("pid")[0])).ShouldBeNull();
        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(20));
    }

    [Fact]
    public async Task A_service_that_detaches_itself_stays_and_does_not_hold_up_the_step()
    {
        using var folder = new RunFolder();
        var watch = Stopwatch.StartNew();

        var result = await folder.Run(Phase(PhaseKind.Execution, Step("serve", Bash("setsid sleep 60 & echo $! > pid; sleep 0.1; echo up"))));

        var pid = int.Parse(folder.Read("pid")[0]);
        ProcessTable.Identify(pid).ShouldNotBeNull();
        Posix.SignalProcess(pid, Posix.Kill);
        result.Conclusion.ShouldBe(RunConclusion.Succeeded);
        folder.Lines.ShouldBe(["up"]);
        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(20));
    }

    [Fact]
    public async Task Much_output_on_both_streams_is_read_to_the_end()
    {
        using var folder = new RunFolder();

        var result = await folder.Run(Phase(PhaseKind.Execution, Step("loud", Bash("for i in $(seq 20000); do echo out $i; echo err $i >&2; done"))));

        result.Conclusion.ShouldBe(RunConclusion.Succeeded);
        folder.Lines.Count(l => l.StartsWith("out ", StringComparison.Ordinal)).ShouldBe(20000);
        folder.Lines.Last(l => l.StartsWith("err ", StringComparison.Ordinal)).ShouldBe("err 20000");
    }

    [Fact]
    public async Task A_cancelled_run_says_so_within_three_seconds_and_its_step_is_unknown()
    {
        using var folder = new RunFolder();
        using var cancellation = new CancellationTokenSource();
        var request = folder.Request(Of(Phase(PhaseKind.Execution, Step("long", Bash("trap '' TERM; echo $$ > pid; echo x >> runs; sleep 300 & wait; wait")))));

        var run = folder.Run(request, cancellationToken: cancellation.Token);
        await folder.Eventually(() => folder.Read("runs").Length == 1);
        await cancellation.CancelAsync();
        await folder.Eventually(() => Directory.GetFiles(folder.Executions).Any(f => File.ReadAllText(f).Contains("\"interrupted\"", StringComparison.Ordinal)), seconds: 3);
        var result = await run;
        var again = await folder.Run(request);

        result.Conclusion.ShouldBe(RunConclusion.Interrupted);
        result.Steps.Single().Outcome.ShouldBe(StepOutcome.Unknown);
        ProcessTable.Identify(int.Parse(folder.Read("pid")[0])).ShouldBeNull();
        again.Conclusion.ShouldBe(RunConclusion.Waiting);
        again.Reason.ShouldNotBeNull().ShouldContain("nobody saw it end");
        folder.Read("runs").Length.ShouldBe(1);
    }

    [Fact]
    public async Task Without_a_person_a_confirmation_waits_and_looking_again_is_no_event()
    {
        using var folder = new RunFolder();
        var request = folder.Request(Of(
            Phase(PhaseKind.FinalChecks, Step("reviewed") with { Confirm = "deployment-specialist" }),
            Phase(PhaseKind.Execution, Step("a", Bash("echo x >> done")))));

        var first = await folder.Run(request);
        var second = await folder.Run(request);
        var third = await folder.Run(request, (question, _) =>
            Task.FromResult<Answer?>(new Answer("diego", new ConfirmationGiven(question.Subject, question.Role))));

        first.Conclusion.ShouldBe(RunConclusion.Waiting);
        first.Reason.ShouldBe("reviewed");
        second.Entries.ShouldBe(first.Entries);
        third.Conclusion.ShouldBe(RunConclusion.Succeeded);
        folder.Read("done").ShouldBe(["x"]);
    }

    [Fact]
    public async Task A_torn_last_line_is_cut_and_said()
    {
        using var folder = new RunFolder();
        var request = folder.Request(Of(Phase(PhaseKind.FinalChecks, Step("go") with { Decide = "delivery-manager" })));
        var first = await folder.Run(request);
        File.AppendAllText(first.Journal!, "{\"v\":1,\"seq\":");

        var second = await folder.Run(request, (q, _) => Task.FromResult<Answer?>(new Answer("dana", new Decision(q.Subject, DecisionChoice.Go, null))));

        second.Conclusion.ShouldBe(RunConclusion.Succeeded);
        second.Entries.Select(e => e.Event).OfType<Resumed>().Single().Note.ShouldNotBeNull().ShouldContain("torn");
        Journal.Verify(folder.JournalBytes(second)).ShouldBeNull();
    }

    [Fact]
    public async Task A_journal_that_was_changed_stops_everything()
    {
        using var folder = new RunFolder();
        var request = folder.Request(Of(Phase(PhaseKind.FinalChecks, Step("go") with { Decide = "delivery-manager" })));
        var first = await folder.Run(request);
        File.WriteAllText(first.Journal!, File.ReadAllText(first.Journal!).Replace("diego", "clara", StringComparison.Ordinal));

        var second = await folder.Run(request);

        second.Conclusion.ShouldBe(RunConclusion.Refused);
        second.Reason.ShouldNotBeNull().ShouldContain("broken at entry 1");
    }

    [Fact]
    public async Task A_terminal_that_is_gone_changes_no_outcome()
    {
        using var folder = new RunFolder();
        var request = folder.Request(Of(Phase(PhaseKind.Execution, Step("a", Bash("echo x; echo y >> done")))));

        var result = await RunbookRunner.RunAsync(request, null, _ => throw new IOException("broken pipe"), CancellationToken.None);

        result.Conclusion.ShouldBe(RunConclusion.Succeeded);
        folder.Read("done").ShouldBe(["y"]);
    }

    [Theory]
    [InlineData("../elsewhere")]
    [InlineData("link")]
    public async Task A_step_does_not_work_outside_the_repository(string workingDirectory)
    {
        using var folder = new RunFolder();
        Directory.CreateSymbolicLink(folder.PathOf("link"), "/tmp");

        var result = await folder.Run(Phase(PhaseKind.Execution, Step("a", Bash("pwd > /dev/null", o => o with { WorkingDirectory = workingDirectory }))));

        result.Conclusion.ShouldBe(RunConclusion.RolledBack);
        result.Entries.Select(e => e.Event).OfType<ActionProcess>().ShouldBeEmpty();
        result.Entries.Select(e => e.Event).OfType<ActionEnded>().Single().Result.Reason.ShouldBe($"the folder \"{workingDirectory}\" is not there, or leads out of the repository");
    }

    [Fact]
    public async Task What_cannot_run_here_is_said_before_anything_starts()
    {
        using var folder = new RunFolder();
        var runbook = Of(
            Phase(PhaseKind.Execution,
                Step("a", Bash("true", o => o with { Output = "PATH" })),
                Step("c", Bash("true")) with { When = Condition("infrastructure-changed") })) with
        {
            Needs = ["bash", "no-such-program"],
            Env = ["SHORT", "MISSING", "GITHUB_TOKEN"],
        };

        var result = await folder.Run(Gated(folder, runbook) with { Secrets = ImmutableDictionary<string, string>.Empty.Add("SHORT", "abc") });

        result.Conclusion.ShouldBe(RunConclusion.Refused);
        result.Diagnostics.Select(d => d.Code).ShouldBe(["DAC0502", "DAC0503", "DAC0503", "DAC0503", "DAC0503", "DAC0504"]);
        Directory.Exists(folder.Executions).ShouldBeFalse();
    }

    [Fact]
    public async Task Every_interpreter_stops_at_the_first_failure()
    {
        DebianPackage.Require("python3", "python3");
        using var folder = new RunFolder();
        ScriptAction Script(Interpreter interpreter, string source) => Bash(source) with { Interpreter = interpreter };

        var result = await folder.Run(Phase(PhaseKind.Execution,
            Step("bash", Bash("false | true\necho after", o => o with { ContinueOnError = true })),
            Step("sh", Script(Interpreter.Sh, "false\necho after") with { Options = Options with { ContinueOnError = true } }),
            Step("python", Script(Interpreter.Python, "import sys\nprint('python', sys.stdin.read())"))));

        result.Conclusion.ShouldBe(RunConclusion.Succeeded);
        result.Steps.Select(s => s.Outcome).ShouldBe([StepOutcome.Tolerated, StepOutcome.Tolerated, StepOutcome.Succeeded]);
        folder.Lines.ShouldBe(["python "]);
    }

    private static RunRequest Gated(RunFolder folder, Runbook runbook) => folder.Request(runbook with { Environment = "acme-production" }) with { AllowedHosts = [] };
}
