using System.CommandLine;
using DeliveryAsCode.Cli.Running;
using DeliveryAsCode.Execution;

namespace DeliveryAsCode.Cli.Commands;

/// <summary><c>delivery rollback ID|RUNBOOK --reason …</c>: undoes what was started. No gate, freeze or window stands in its way.</summary>
internal static class RollbackCommand
{
    private static readonly Option<string> Reason = new("--reason") { Description = "Why: it stands in the log", HelpName = "TEXT", Required = true };
    private static readonly Option<string?> Back = new("--target") { Description = "The step up to which everything stays as it is", HelpName = "STEP" };

    public static Command Create(Shell shell)
    {
        var command = new Command("rollback", "Undo what an execution has started") { RunSession.Named, Reason, Back, RunSession.Remote, RunSession.Commit };
        command.SetAction((parsed, cancellation) => RunAsync(parsed, shell, cancellation));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, Shell shell, CancellationToken cancellation)
    {
        var reason = parsed.GetRequiredValue(Reason);
        if (string.IsNullOrWhiteSpace(reason))
            throw CommandException.Unusable("--reason is empty", "say why: it stands in the log");

        var session = RunSession.Open(parsed, shell);
        if (session.Unusable() is { } unusable)
            return unusable;
        if (session.WhyMayNotIntervene is { } refusal)
            return session.Refuse(refusal);

        var runbook = session.Target.Runbook;
        var target = parsed.GetValue(Back) is { } named ? runbook.Steps.FirstOrDefault(s => StepName.Fits(named, s.Id, runbook))?.Id ?? named : null;
        session.Report.Announce();
        return await session.RunAsync(
            session.Request(StartIntent.RollBack) with
            {
                Reason = reason,
                Word = new PersonWord(session.Actor.Name, [new RollbackStarted(reason, target, ByPerson: true)]),
            },
            cancellation);
    }
}
