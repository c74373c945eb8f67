using DeliveryAsCode.Cli.Running;
using DeliveryAsCode.Cli.Tests.Forges.GitHub.Runs;
using DeliveryAsCode.Cli.Tests.Running.Faults;
using DeliveryAsCode.Runbooks;
using static DeliveryAsCode.Tests.Execution.ARunbook;

namespace DeliveryAsCode.Cli.Tests.Running;

/// <summary>Entry point of this assembly: runs a runbook in a process of its own, for tests that kill it.</summary>
internal static class RunnerHost
{
    /// <summary>Steps count their runs in files; each waits for a file that lets it end.</summary>
    public static Runbook Runbook(bool isIdempotent) => Of(
        Phase(PhaseKind.Execution,
            Step("first", Bash("echo x >> first"), undo: Bash("echo x >> first-undo")),
            Step("second", Bash("echo x >> second; while [ ! -e go ]; do sleep 0.05; done; echo x >> second-ended", o => o with { IsIdempotent = isIdempotent, Timeout = TimeSpan.FromSeconds(2) })),
            Step("third", Bash("echo x >> third"))));

    /// <summary>Each step says that it may be repeated, and writes down when it has ended.</summary>
    public static Runbook Repeatable { get; } = Of(Phase(
        PhaseKind.Execution,
        [.. Enumerable.Range(1, 12).Select(i => Step($"s{i}", Bash($"sleep 0.05; echo {i} >> ended", o => o with { IsIdempotent = true, Timeout = TimeSpan.FromSeconds(5) })))]));

    public static async Task<int> Main(string[] args)
    {
        if (args[0] == KilledRuns.Command)
            await KilledRuns.RunAsync(args[1..]);
        if (args[0] == Workflow.Command)
            return await Workflow.MainAsync(args[1..]);

        using var folder = new RunFolder(args[0]);
        var runbook = args[1] == "repeatable" ? Repeatable : Runbook(args[1] == "idempotent");
        var result = await folder.Run(args.ElementAtOrDefault(2) is { } remote ? folder.RequestWithRemote(runbook, remote) : folder.Request(runbook));
        return result.Conclusion == RunConclusion.Succeeded ? 0 : 1;
    }
}
