using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using DeliveryAsCode.Cli.Running;
using DeliveryAsCode.Execution;
using Xunit.Abstractions;

namespace DeliveryAsCode.Cli.Tests.Running.Faults;

/// <summary>Every call on a file and every start of a process fails once: disk full, no permission, broken, no memory.</summary>
public class FailingCallsTests(ITestOutputHelper report)
{
    private static readonly string[] Twice = ["prepare step"];
    private static readonly string[] Whole = ["prepare step", "migrate step", "answers step"];

    [Fact]
    public async Task Whichever_call_fails_there_is_no_false_success_no_doubled_effect_and_a_clear_message()
    {
        var watch = Stopwatch.StartNew();
        var calls = Count();
        var (failed, conclusions) = (new ConcurrentBag<string>(), new ConcurrentBag<string>());

        await Parallel.ForEachAsync(Enumerable.Range(1, calls), new ParallelOptions { MaxDegreeOfParallelism = 3 }, (number, _) =>
        {
            using var place = new RunFolder();
            var run = new FailingCalls(place).Prepare();
            var first = run.RunFailing(number);
            if (run.Failed is { } call)
            {
                failed.Add(call.Split(' ')[1]);
                JudgeFirst(run, first, call);
                if (first.Conclusion != "succeeded")
                    conclusions.Add(JudgeSecond(run, run.Run(), call));
            }

            return ValueTask.CompletedTask;
        });

        report.WriteLine($"{calls} calls, {failed.Count} of them made to fail, {watch.Elapsed.TotalSeconds:0.0} s: {Counts(failed)}; the next run: {Counts(conclusions)}");
        failed.Count.ShouldBeGreaterThan(calls * 9 / 10, "whether a short block is seen before it ends is chance, and so is the number of calls");
    }

    [Fact]
    public void What_killed_runs_have_left_in_the_temporary_files_is_removed_by_the_next_one()
    {
        using var dead = Process.Start("true");
        dead.WaitForExit();
        var own = ProcessTable.Identify(Environment.ProcessId)!;
        var name = new FileInfo("/proc/self/ns/pid").LinkTarget!.Trim("pid:[]".ToCharArray());
        DirectoryInfo Folder(int pid, long start) => Directory.CreateTempSubdirectory(string.Create(CultureInfo.InvariantCulture, $"delivery-step-{name}-{pid}-{start}-"));
        var (left, alive, foreign) = (Folder(dead.Id, 1), Folder(own.Pid, own.StartTime), Directory.CreateTempSubdirectory($"delivery-step-1{name}-{dead.Id}-1-"));
        File.WriteAllText(Path.Combine(left.FullName, "step.sh"), "true");

        ScriptFile.Sweep();

        (Directory.Exists(left.FullName), Directory.Exists(alive.FullName), Directory.Exists(foreign.FullName)).ShouldBe((false, true, true));
        alive.Delete();
        foreign.Delete();
    }

    private static int Count()
    {
        using var place = new RunFolder();
        var run = new FailingCalls(place).Prepare();
        run.RunFailing(0).Conclusion.ShouldBe("succeeded");
        run.World.ShouldBe(Whole);
        run.Calls.Length.ShouldBeGreaterThan(80);
        return run.Calls.Length;
    }

    private static void JudgeFirst(FailingCalls run, Ran first, string call)
    {
        var (code, said) = (first.Finished.ExitCode, $"{call}\n{first.Finished.Output}{first.Finished.Error}[{first.Finished.ExitCode}]");
        code.ShouldBeOneOf([0, 1, 2, 3], said);
        first.Finished.Error.ShouldNotContain("   at ", Case.Sensitive, said);
        run.World.Where(l => !Twice.Contains(l)).ShouldBeUnique(said);
        (first.Conclusion == "succeeded").ShouldBe(code == 0, said);
        if (code == 0)
            run.World.ShouldBe(Whole, said);
        else if (code == 1)
            first.Reason.ShouldNotBeNullOrWhiteSpace(said);
        else
            first.Finished.Error.ShouldSatisfyAllConditions(said, e => e.ShouldStartWith("error"), e => e.ShouldContain("  = help: "));
        // The promise of an entry is that it is there after a power cut, too. Its witness in the git directory may be behind.
        if (call.Contains(".jsonl", StringComparison.Ordinal) && !call.Contains(".git/", StringComparison.Ordinal))
            code.ShouldBe(3, said);
    }

    /// <summary>The plain second run, with nothing failing.</summary>
    /// <returns>What it came to.</returns>
    private static string JudgeSecond(FailingCalls run, Ran second, string call)
    {
        var said = $"{call}\n{second.Finished.Output}{second.Finished.Error}[{second.Finished.ExitCode}]";
        var journal = Directory.GetFiles(run.Executions, "*.jsonl").Select(File.ReadAllBytes).Where(b => b.Length > 0).ShouldHaveSingleItem(said);
        Journal.Verify(journal).ShouldBeNull(said);
        run.World.Where(l => !Twice.Contains(l)).ShouldBeUnique(said);
        var end = Journal.Read(journal).Entries.Select(e => e.Event).OfType<ExecutionEnded>().SingleOrDefault()?.Conclusion;
        switch (second.Conclusion)
        {
            case "succeeded" or "nothing-to-do":
                end.ShouldBe(Conclusion.Succeeded, said);
                run.World.Distinct().ShouldBe(Whole, said);
                break;
            case "rolled-back" or "refused":
                end.ShouldBe(Conclusion.RolledBack, said);
                if (run.World.Contains("migrate step"))
                    run.World.ShouldContain("migrate undo", said);
                break;
            case "waiting":
                second.Reason.ShouldNotBeNull(said).ShouldContain("nobody saw it end");
                break;
            default:
                Assert.Fail(said);
                break;
        }

        return second.Conclusion!;
    }

    private static string Counts(IEnumerable<string> all) => string.Join(", ", all.CountBy(x => x).OrderBy(c => c.Key).Select(c => $"{c.Key} {c.Value}"));
}
