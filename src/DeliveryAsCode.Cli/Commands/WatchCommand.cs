using System.CommandLine;
using DeliveryAsCode.Execution;

namespace DeliveryAsCode.Cli.Commands;

/// <summary><c>delivery watch ID|RUNBOOK</c>: continues the extended watch: samples now, judges, records.</summary>
internal static class WatchCommand
{
    public static Command Create(Shell shell)
    {
        var command = new Command("watch", "Continue an extended watch: sample now, judge, record") { RunSession.Named, RunSession.Remote, RunSession.Commit };
        command.SetAction((parsed, cancellation) => RunSession.OnOpenAsync(parsed, shell, (session, execution) => SampleAsync(session, execution, cancellation)));
        return command;
    }

    private static async Task<int> SampleAsync(RunSession session, RunbookExecution execution, CancellationToken cancellation)
    {
        if (execution.Pause is not { For: RunbookExecution.ExtendedWatch })
            return session.Refuse($"no extended watch is open{RunSession.Instead(execution)}");

        session.Report.Announce();
        var request = session.Request(StartIntent.Continue);
        return await session.RunAsync(request with { Circumstances = request.Circumstances with { SamplesNow = true } }, cancellation);
    }
}
