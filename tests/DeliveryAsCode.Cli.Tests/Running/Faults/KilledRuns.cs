using System.Diagnostics;
using System.Globalization;
using DeliveryAsCode.Cli.Workspaces;

namespace DeliveryAsCode.Cli.Tests.Running.Faults;

/// <summary>A run that stops at one of its boundaries.</summary>
/// <param name="Root">Its folder.</param>
/// <param name="Boundary">Its number, from 1.</param>
internal sealed record KilledRun(string Root, int Boundary);

/// <summary>
/// A process that works on several runs. Each stands still at its boundary, and when all of them do, or have ended, the
/// process kills itself with SIGKILL: nothing is flushed, released or unwound.
/// </summary>
internal static class KilledRuns
{
    public const string Command = "kill-at-boundaries";
    private const int Killed = 128 + Posix.Kill;

    public static async Task KillAsync(ReferenceRunbook reference, params IEnumerable<KilledRun> runs)
    {
        var start = new ProcessStartInfo("dotnet",
            ["exec", typeof(KilledRuns).Assembly.Location, Command, reference.Course.ToString(), reference.Url, .. runs.Select(r => string.Create(CultureInfo.InvariantCulture, $"{r.Boundary}:{r.Root}"))])
        {
            RedirectStandardError = true,
        };
        // It lives for seconds: compiling it well costs more than it gives.
        start.Environment["DOTNET_TieredPGO"] = "0";
        using var process = Process.Start(start)!;
        var error = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        process.ExitCode.ShouldBe(Killed, error);
    }

    /// <param name="args">Course, address of the web server, and the runs as <c>boundary:root</c>.</param>
    public static async Task RunAsync(string[] args)
    {
        // Each run blocks a thread where it stands still.
        ThreadPool.SetMinThreads(2 * args.Length + 16, 16);
        var reference = new ReferenceRunbook(Enum.Parse<Course>(args[0]), args[1]);
        await Task.WhenAll(args[2..].Select(Parse).Select(run => Task.Run(() => ToBoundaryAsync(reference, run))));
        Posix.SignalProcess(Environment.ProcessId, Posix.Kill);
        await Task.Delay(Timeout.Infinite);
    }

    private static async Task ToBoundaryAsync(ReferenceRunbook reference, KilledRun run)
    {
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var folder = new RunFolder(run.Root);
        var boundaries = new Boundaries((number, _) =>
        {
            if (number < run.Boundary)
                return;
            reached.TrySetResult();
            Thread.Sleep(Timeout.Infinite);
        });
        await await Task.WhenAny(reached.Task, Task.Run(() => reference.RunAsync(folder, boundaries)));
    }

    private static KilledRun Parse(string run) =>
        run.Split(':', 2) is [var boundary, var root] ? new KilledRun(root, int.Parse(boundary, CultureInfo.InvariantCulture)) : throw new FormatException(run);
}
