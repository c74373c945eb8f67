using System.Diagnostics;
using DeliveryAsCode.Cli.Running;
using DeliveryAsCode.Execution;

namespace DeliveryAsCode.Cli.Tests.Running;

public class KillTests
{
    [Fact]
    public async Task After_kill_9_a_step_is_unknown_and_is_not_run_again_by_itself()
    {
        using var folder = new RunFolder();
        await KillInSecondStep(folder, "not-idempotent");

        var result = await folder.Run(folder.Request(RunnerHost.Runbook(isIdempotent: false)));

        result.Conclusion.ShouldBe(RunConclusion.Waiting);
        result.Steps.Select(s => s.Outcome).ShouldBe([StepOutcome.Succeeded, StepOutcome.Unknown, StepOutcome.NotStarted]);
        Counts(folder).ShouldBe((1, 1, 0, 0));
        result.Entries.Select(e => e.Event).OfType<Resumed>().Single().Note.ShouldBe("\"second\" was still running and was stopped");
        Journal.Verify(folder.JournalBytes(result)).ShouldBeNull();
    }

    [Fact]
    public async Task After_kill_9_an_idempotent_step_runs_again_and_the_one_before_it_does_not()
    {
        using var folder = new RunFolder();
        await KillInSecondStep(folder, "idempotent");
        File.WriteAllText(folder.PathOf("stopped"), "");
        var request = folder.Request(RunnerHost.Runbook(isIdempotent: true));

        var run = folder.Run(request);
        await folder.Eventually(() => folder.Read("second").Length == 2);
        File.WriteAllText(folder.PathOf("go"), "");
        var result = await run;

        result.Conclusion.ShouldBe(RunConclusion.Succeeded);
        Counts(folder).ShouldBe((1, 2, 1, 1));
        result.Steps.Select(s => s.Attempt).ShouldBe([1, 2, 1]);
    }

    [Fact]
    public async Task After_kill_9_the_environment_is_not_free_for_another_runbook()
    {
        using var folder = new RunFolder();
        await KillInSecondStep(folder, "not-idempotent");
        var mine = folder.Request(RunnerHost.Runbook(isIdempotent: false));

        var (_, refusal) = EnvironmentLock.Acquire(
            folder.Locks, mine.LockName, new LockHolder("other", "other.md", ProcessTable.Identify(Environment.ProcessId)!, DateTimeOffset.UtcNow, false));

        refusal.ShouldNotBeNull().ShouldContain("it has changed the environment and did not end: continue it first");
        await folder.Run(mine);
    }

    [Fact]
    public async Task While_one_run_works_another_is_refused_and_changes_nothing()
    {
        using var folder = new RunFolder();
        var request = folder.Request(RunnerHost.Runbook(isIdempotent: false));
        var first = folder.Run(request);
        await folder.Eventually(() => folder.Read("second").Length == 1);
        var journal = File.ReadAllBytes(Directory.GetFiles(folder.Executions).Single());

        var second = await folder.Run(request);

        second.Conclusion.ShouldBe(RunConclusion.Refused);
        second.Reason.ShouldNotBeNull().ShouldMatch("is in use: execution .* of runbook.md holds it since .* .process [0-9]+ on ");
        File.ReadAllBytes(Directory.GetFiles(folder.Executions).Single()).ShouldBe(journal);
        File.WriteAllText(folder.PathOf("go"), "");
        (await first).Conclusion.ShouldBe(RunConclusion.Succeeded);
    }

    [Fact]
    public async Task Killed_at_any_time_it_ends_as_if_nothing_had_happened()
    {
        using var folder = new RunFolder();
        var chance = new Random(20261120);
        for (var i = 0; i < 6; i++)
        {
            using var runner = Process.Start("dotnet", ["exec", typeof(KillTests).Assembly.Location, folder.Root, "repeatable"]);
            await Task.WhenAny(runner.WaitForExitAsync(), Task.Delay(300 + chance.Next(500)));
            runner.Kill();
            await runner.WaitForExitAsync();
        }

        var result = await folder.Run(folder.Request(RunnerHost.Repeatable));

        result.Conclusion.ShouldBeOneOf(RunConclusion.Succeeded, RunConclusion.NothingToDo);
        Directory.GetFiles(folder.Executions).Length.ShouldBe(1);
        Journal.Verify(folder.JournalBytes(result)).ShouldBeNull();
        folder.Read("ended").Select(int.Parse).Distinct().ShouldBe(Enumerable.Range(1, 12));
        Directory.EnumerateFiles(folder.Locks).Select(Path.GetExtension).ShouldBe([".lease"]);
    }

    private static (int First, int Second, int SecondEnded, int Third) Counts(RunFolder folder) =>
        (folder.Read("first").Length, folder.Read("second").Length, folder.Read("second-ended").Length, folder.Read("third").Length);

    private static async Task KillInSecondStep(RunFolder folder, string which)
    {
        using var runner = Process.Start("dotnet", ["exec", typeof(KillTests).Assembly.Location, folder.Root, which]);
        await folder.Eventually(() => folder.Read("second").Length == 1);
        runner.Kill();
        await runner.WaitForExitAsync();
    }
}
