using System.CommandLine;
using DeliveryAsCode.Execution;

namespace DeliveryAsCode.Cli.Commands;

/// <summary><c>delivery confirm ID|RUNBOOK STEP</c>: a person says that it is done. The word is recorded; a runner goes on.</summary>
internal static class ConfirmCommand
{
    private static readonly Argument<string> Step = new("STEP") { Description = "The step or task that is done: its id, or its title" };

    public static Command Create(Shell shell)
    {
        var command = new Command("confirm", "Say that what an execution waits for is done") { RunSession.Named, Step, RunSession.Remote, RunSession.Commit };
        command.SetAction((parsed, cancellation) => RunSession.OnOpenAsync(parsed, shell, (session, execution) => SayAsync(session, execution, parsed.GetRequiredValue(Step), cancellation)));
        return command;
    }

    private static async Task<int> SayAsync(RunSession session, RunbookExecution execution, string named, CancellationToken cancellation) =>
        execution.Pending is ConfirmationQuestion question && StepName.Fits(named, question.Subject, execution.Runbook)
            ? await session.SayAsync(execution, question, new ConfirmationGiven(question.Subject, question.Role), cancellation)
            : session.Refuse($"no confirmation of \"{named}\" is waited for{RunSession.Instead(execution)}");
}
