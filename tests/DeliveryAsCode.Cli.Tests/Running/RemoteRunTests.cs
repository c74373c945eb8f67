using System.Diagnostics;
using DeliveryAsCode.Cli.Running;
using DeliveryAsCode.Cli.Workspaces;
using DeliveryAsCode.Execution;
using DeliveryAsCode.Runbooks;
using static DeliveryAsCode.Tests.Execution.ARunbook;

namespace DeliveryAsCode.Cli.Tests.Running;

public class RemoteRunTests
{
    private static readonly Runbook _twoSteps = Of(Phase(
        PhaseKind.Execution, Step("first", Bash("echo first >> ../ran")), Step("second", Bash("echo second >> ../ran"))));

    private static readonly Runbook _waiting = Of(Phase(
        PhaseKind.Execution, Step("first", Bash("echo first >> ../ran")), Step("confirm") with { Confirm = "dana" }, Step("second", Bash("echo second >> ../ran"))));

    [Fact]
    public async Task What_ended_in_one_clone_is_done_in_every_other()
    {
        using var clones = new TwoClones();

        var first = await Run(clones.A, _twoSteps);
        var second = await Run(clones.B, _twoSteps);

        first.Conclusion.ShouldBe(RunConclusion.Succeeded);
        second.Conclusion.ShouldBe(RunConclusion.NothingToDo);
        clones.B.JournalBytes(second).ShouldBe(clones.A.JournalBytes(first));
        clones.Show($"executions/{first.Execution}.jsonl").ShouldBe(System.Text.Encoding.UTF8.GetString(clones.A.JournalBytes(first)).TrimEnd('\n'));
        clones.Show("lock.json").ShouldNotContain("holder");
        clones.Ran.ShouldBe(["first", "second"]);
    }

    [Fact]
    public async Task Any_clone_goes_on_with_what_waits()
    {
        using var clones = new TwoClones();

        var waiting = await Run(clones.A, _waiting);
        var goneOn = await Run(clones.B, _waiting, Confirm);
        var back = await Run(clones.A, _waiting);

        waiting.Conclusion.ShouldBe(RunConclusion.Waiting);
        goneOn.Conclusion.ShouldBe(RunConclusion.Succeeded);
        back.Conclusion.ShouldBe(RunConclusion.NothingToDo);
        clones.A.JournalBytes(back).ShouldBe(clones.B.JournalBytes(goneOn));
        EnvironmentLock.Find(clones.A.Locks, clones.A.Request(_waiting).LockName).ShouldBeNull();
        clones.Ran.ShouldBe(["first", "second"]);
    }

    [Fact]
    public async Task Without_the_remote_nobody_goes_on_with_what_is_kept_there()
    {
        using var clones = new TwoClones();
        await Run(clones.A, _waiting);

        var alone = await clones.A.Run(clones.A.Request(_waiting), Confirm);

        alone.Conclusion.ShouldBe(RunConclusion.Refused);
        alone.Reason.ShouldNotBeNull().ShouldEndWith("continue it with --remote origin");
    }

    [Fact]
    public async Task After_kill_9_another_clone_of_the_same_machine_takes_over_at_once()
    {
        using var clones = new TwoClones();
        using var runner = Process.Start("dotnet", ["exec", typeof(KillTests).Assembly.Location, clones.A.Root, "not-idempotent", "origin"]);
        await clones.A.Eventually(() => clones.A.Read("second").Length == 1);
        var meanwhile = await Run(clones.B, RunnerHost.Runbook(isIdempotent: false));
        runner.Kill();
        await runner.WaitForExitAsync();

        var result = await Run(clones.B, RunnerHost.Runbook(isIdempotent: false));

        meanwhile.Conclusion.ShouldBe(RunConclusion.Refused);
        meanwhile.Reason.ShouldNotBeNull().ShouldContain("is not free at the remote \"origin\": execution ");
        result.Conclusion.ShouldBe(RunConclusion.Waiting);
        result.Steps.Select(s => s.Outcome).ShouldBe([StepOutcome.Succeeded, StepOutcome.Unknown, StepOutcome.NotStarted]);
        clones.B.Read("first").ShouldBeEmpty();
    }

    [Fact]
    public async Task Of_two_runners_that_race_one_runs_the_plan_and_the_other_has_changed_nothing()
    {
        using var clones = new TwoClones();
        for (var round = 1; round <= 5; round++)
        {
            var plan = _twoSteps with { Path = $"runbook-{round}.md", Digest = $"sha256:{round}" };

            var results = await Task.WhenAll(new[] { clones.A, clones.B }.Select(clone => Task.Run(() => Run(clone, plan))));

            results.Count(r => r.Conclusion == RunConclusion.Succeeded).ShouldBe(1, string.Join('\n', results.Select(r => r.Reason)));
            var other = results.Single(r => r.Conclusion != RunConclusion.Succeeded);
            other.Conclusion.ShouldBeOneOf(RunConclusion.Refused, RunConclusion.NothingToDo);
            clones.Ran.Length.ShouldBe(2 * round);
        }
    }

    [Fact]
    public async Task A_holder_that_lost_the_environment_ends_its_step_and_starts_no_other()
    {
        using var clones = new TwoClones();
        var request = clones.A.RequestWithRemote(_twoSteps);
        var thief = new GitEnvironmentStore(new Git(clones.B.Root), "origin", request.LockName);
        void Steal(RunEvent what)
        {
            if (what is not EntryWritten { Entry.Event: ActionProcess })
                return;

            var seen = thief.Read();
            thief.Move(seen, [], seen.Lock with { Term = 7, Holder = TwoClones.Holder("other", "there") }, seen.Journal).ShouldBeOfType<Moved>();
        }

        var result = await RunbookRunner.RunAsync(request, null, Steal, CancellationToken.None);

        result.Conclusion.ShouldBe(RunConclusion.Refused);
        result.Reason.ShouldNotBeNull().ShouldContain("was taken away at the remote \"origin\": execution other of runbook.md");
        result.Entries.Select(e => e.Event).OfType<ActionEnded>().Single().Result.Outcome.ShouldBe(Outcome.Succeeded);
        Journal.Verify(clones.A.JournalBytes(result)).ShouldBeNull();
        clones.Ran.ShouldBe(["first"]);
    }

    [Fact]
    public async Task While_the_remote_is_gone_no_step_starts_and_later_the_run_goes_on()
    {
        using var clones = new TwoClones();
        var plan = Of(Phase(PhaseKind.Execution, Step("first", Bash("echo first >> ../ran; test -e ../gone || mv ../remote.git ../gone")), Step("second", Bash("echo second >> ../ran"))));

        var broken = await Should.ThrowAsync<CommandException>(() => Run(clones.A, plan));
        Directory.Move(Path.Combine(clones.Remote, "../gone"), clones.Remote);
        LeaveAsDead(clones);
        var result = await Run(clones.A, plan);

        broken.ExitCode.ShouldBe(ExitCode.World);
        broken.Message.ShouldContain("does not answer");
        result.Conclusion.ShouldBe(RunConclusion.Succeeded);
        clones.Ran.ShouldBe(["first", "second"]);
    }

    [Fact]
    public async Task What_ended_while_the_remote_was_gone_is_told_by_the_next_run()
    {
        using var clones = new TwoClones();
        var plan = Of(Phase(PhaseKind.Execution, Step("only", Bash("mv ../remote.git ../gone"))));

        var first = await Run(clones.A, plan);
        Directory.Move(Path.Combine(clones.Remote, "../gone"), clones.Remote);
        clones.Show("lock.json").ShouldContain("holder");
        LeaveAsDead(clones);
        var second = await Run(clones.A, plan);

        (first.Conclusion, second.Conclusion).ShouldBe((RunConclusion.Succeeded, RunConclusion.NothingToDo));
        clones.A.Events.OfType<Noted>().ShouldContain(n => n.Text.Contains("is published by the next run with --remote", StringComparison.Ordinal));
        clones.Show("lock.json").ShouldNotContain("holder");
        clones.Show($"executions/{first.Execution}.jsonl").ShouldContain("execution-ended");
    }

    [Fact]
    public async Task Two_journals_that_went_different_ways_are_not_continued()
    {
        using var clones = new TwoClones();
        var waiting = await Run(clones.A, _waiting);
        await Run(clones.B, _waiting, Confirm);
        using (var journal = JournalFile.Open(waiting.Journal!, JournalFile.Read(waiting.Journal!), out _))
            journal.Append(DateTimeOffset.UtcNow, "diego", new Deviation(null, "by hand"));

        var result = await Run(clones.A, _waiting);

        result.Conclusion.ShouldBe(RunConclusion.Refused);
        result.Reason.ShouldNotBeNull().ShouldContain($"part after entry {waiting.Entries.Length}");
    }

    private static Task<Answer?> Confirm(Question question, CancellationToken cancellationToken) =>
        Task.FromResult<Answer?>(new Answer("dana", new ConfirmationGiven(question.Subject, question.Role)));

    private static Task<RunResult> Run(RunFolder clone, Runbook runbook, Asker? ask = null) => clone.Run(clone.RequestWithRemote(runbook), ask);

    /// <summary>The run was this process, which lives on.</summary>
    private static void LeaveAsDead(TwoClones clones)
    {
        var store = new GitEnvironmentStore(new Git(clones.B.Root), "origin", clones.A.Request(_twoSteps).LockName);
        var seen = store.Read();
        var holder = seen.Lock.Holder!;
        store.Move(seen, [], seen.Lock with { Holder = holder with { Process = holder.Process with { StartTime = 1 } } }, seen.Journal).ShouldBeOfType<Moved>();
    }
}
