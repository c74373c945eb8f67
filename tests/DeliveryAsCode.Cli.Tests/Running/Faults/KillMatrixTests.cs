using System.Diagnostics;
using DeliveryAsCode.Cli.Running;
using DeliveryAsCode.Execution;
using Xunit.Abstractions;

namespace DeliveryAsCode.Cli.Tests.Running.Faults;

/// <summary>Kill -9 at every boundary of the journal, then go on.</summary>
public sealed class KillMatrixTests(ITestOutputHelper report) : IDisposable
{
    private const int RunsOfOneProcess = 24;
    private const int SecondKills = 16;

    private readonly WebServer _server = WebServer.Start(_ => (200, "fine"));

    public void Dispose() => _server.Dispose();

    [Theory]
    [InlineData(Course.Succeeds)]
    [InlineData(Course.StepFails)]
    [InlineData(Course.RollsBack)]
    [InlineData(Course.Cancelled)]
    public async Task Killed_at_any_boundary_it_ends_as_if_nothing_had_happened(Course course)
    {
        var watch = Stopwatch.StartNew();
        var reference = new ReferenceRunbook(course, _server.Url("/"));
        var (record, points, entries) = await UncrashedAsync(reference);
        points.Count.ShouldBe(2 * entries, "each entry has a boundary before it and one after it");
        entries.ShouldBeGreaterThan(3 * 8, "each block has an intent, a process and an outcome");

        var compared = 0;
        await Parallel.ForEachAsync(points.Chunk(RunsOfOneProcess), new ParallelOptions { MaxDegreeOfParallelism = 2 }, async (boundaries, _) =>
        {
            using var place = new RunFolder();
            KilledRun[] runs = [.. boundaries.Select(b => new KilledRun(Directory.CreateDirectory(place.PathOf($"at-{b}")).FullName, b))];
            await KilledRuns.KillAsync(reference, runs);
            await JudgeAllAsync(reference, runs, record, () => Interlocked.Increment(ref compared));
        });

        report.WriteLine($"{course}: {points.Count} points, {compared} of them compared with the uncrashed run, {watch.Elapsed.TotalSeconds:0.0} s");
        compared.ShouldBeGreaterThan(points.Count - 6, "only where the probe says that nothing was done may a run end otherwise");
    }

    [Theory]
    [InlineData(Course.Succeeds)]
    [InlineData(Course.RollsBack)]
    public async Task Killed_again_while_it_goes_on_it_still_ends_so(Course course)
    {
        var reference = new ReferenceRunbook(course, _server.Url("/"));
        var (record, points, _) = await UncrashedAsync(reference);
        var chance = new Random(20261120);
        using var place = new RunFolder();
        KilledRun[] first = [.. Enumerable.Range(0, SecondKills).Select(i => new KilledRun(Directory.CreateDirectory(place.PathOf($"run-{i}")).FullName, points[chance.Next(points.Count)]))];
        await KilledRuns.KillAsync(reference, first);

        KilledRun[] second = [.. first.Select(r => r with { Boundary = 1 + chance.Next(Math.Max(1, points[^1] - r.Boundary)) })];
        await KilledRuns.KillAsync(reference, second);

        await JudgeAllAsync(reference, second, record, () => { });
        report.WriteLine($"{course}: killed at {string.Join(", ", first.Zip(second).Select(k => $"{k.First.Boundary}+{k.Second.Boundary}"))}");
    }

    /// <summary>Alone in its process, which dies while the block that was just started still works.</summary>
    [Fact]
    public async Task Killed_while_a_block_works_it_ends_as_if_nothing_had_happened()
    {
        var reference = new ReferenceRunbook(Course.Succeeds, _server.Url("/"));
        var (record, points, _) = await UncrashedAsync(reference);
        var chance = new Random(20261121);
        using var place = new RunFolder();
        KilledRun[] runs = [.. Enumerable.Range(0, 8).Select(i => new KilledRun(Directory.CreateDirectory(place.PathOf($"run-{i}")).FullName, points[chance.Next(points.Count)]))];

        await Parallel.ForEachAsync(runs, new ParallelOptions { MaxDegreeOfParallelism = 2 }, async (run, _) => await KilledRuns.KillAsync(reference, run));

        await JudgeAllAsync(reference, runs, record, () => { });
    }

    /// <summary>What the run comes to, and its boundaries around entries.</summary>
    private static async Task<(string Record, List<int> Points, int Entries)> UncrashedAsync(ReferenceRunbook reference)
    {
        using var folder = new RunFolder();
        var all = new List<Boundary>();
        var result = await reference.RunAsync(folder, new Boundaries((_, boundary) => all.Add(boundary)));
        Ended(result).ShouldBe(reference.Conclusion, result.Reason);
        (result.Entries.Any(e => e.Event is Interrupted)).ShouldBe(reference.Course == Course.Cancelled);
        return (FinalRecord.Of(reference.Runbook, result.Entries), [.. Boundaries.AroundEntries(all)], result.Entries.Length);
    }

    private static Task JudgeAllAsync(ReferenceRunbook reference, KilledRun[] runs, string record, Action compared) =>
        Parallel.ForEachAsync(runs, new ParallelOptions { MaxDegreeOfParallelism = 4 }, async (run, _) =>
        {
            using var folder = new RunFolder(run.Root);
            await reference.RunAsync(folder);
            if (Judge(reference, folder, record, $"killed at boundary {run.Boundary}"))
                compared();
        });

    /// <summary>Whether it had to be, and is, the same as the uncrashed run.</summary>
    private static bool Judge(ReferenceRunbook reference, RunFolder folder, string record, string when)
    {
        // Killed before its first entry it has done nothing, and leaves an empty file behind.
        var bytes = Directory.GetFiles(folder.Executions).Select(File.ReadAllBytes).Where(b => b.Length > 0).ShouldHaveSingleItem(when);
        Journal.Verify(bytes).ShouldBeNull(when);
        var execution = RunbookExecution.Fold(reference.Runbook, Journal.Read(bytes).Entries);
        var world = folder.Read(ReferenceRunbook.Counter);

        execution.Ended.ShouldNotBeNull(when);
        if (execution.Ended.Conclusion == Conclusion.Succeeded)
            Directory.EnumerateFiles(folder.Locks).Select(Path.GetExtension).ShouldBe([".lease"], when);
        foreach (var block in ReferenceRunbook.OnlyOnce)
            world.Count(l => l.StartsWith(block, StringComparison.Ordinal)).ShouldBeLessThanOrEqualTo(1, $"{block}, {when}");
        Undone(world).ShouldBe(ToBeUndone(execution), when);

        var ofProbe = execution.Steps.GetValueOrDefault(ReferenceRunbook.Probed);
        if (ofProbe is { Run.IsUnknown: true } && !world.Contains("migrate step ok"))
            return false;

        FinalRecord.Of(reference.Runbook, Journal.Read(bytes).Entries).ShouldBe(record, when);
        return true;
    }

    /// <summary>From the last to the first; one that says it is idempotent may have run again.</summary>
    private static IEnumerable<string> Undone(string[] world) =>
        world.Where(l => l.EndsWith(" undo ok", StringComparison.Ordinal)).Select(l => l.Split(' ')[0]).Distinct();

    private static IEnumerable<string> ToBeUndone(RunbookExecution execution) =>
        execution.Rollback is { } rollback ? execution.ToUndo(rollback).Select(s => s.Title) : [];

    private static Conclusion? Ended(RunResult result) => result.Entries.Select(e => e.Event).OfType<ExecutionEnded>().SingleOrDefault()?.Conclusion;
}
