using System.Collections.Immutable;
using System.CommandLine;
using DeliveryAsCode.Cli.Running;
using DeliveryAsCode.Execution;
using DeliveryAsCode.Text;

namespace DeliveryAsCode.Cli.Commands;

/// <summary><c>delivery resume ID|RUNBOOK</c>: continues an execution, after a person's word about what nobody knows or what is held.</summary>
internal static class ResumeCommand
{
    private static readonly Option<string?> Step = new("--step") { Description = "The step whose outcome nobody knows", HelpName = "STEP" };
    private static readonly Option<string?> As = new("--as") { Description = "What became of it", HelpName = "done|failed|again" };
    private static readonly Option<bool> LiftHold = new("--lift-hold") { Description = "The cause is found: go on, or set the environment free" };
    private static readonly Option<string?> Reason = new("--reason") { Description = "How you know, or why it goes on", HelpName = "TEXT" };

    private static readonly Option<bool> OnlyRecord = new("--only-record") { Description = "Record the word, and leave it to another run to go on" };

    public static Command Create(Shell shell)
    {
        var command = new Command("resume", "Continue an execution") { RunSession.Named, Step, As, LiftHold, Reason, OnlyRecord, RunSession.Remote, RunSession.Commit };
        command.SetAction((parsed, cancellation) => RunAsync(parsed, shell, cancellation));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, Shell shell, CancellationToken cancellation)
    {
        var (step, lifts) = (parsed.GetValue(Step), parsed.GetValue(LiftHold));
        var reason = parsed.GetValue(Reason) is { } said && !string.IsNullOrWhiteSpace(said) ? said : null;
        if (step is null != parsed.GetValue(As) is null)
            throw CommandException.Unusable("--step and --as belong together", "write: --step STEP --as done|failed|again --reason \"…\"");
        if ((lifts || step is not null) && reason is null)
            throw CommandException.Unusable($"{(lifts ? "--lift-hold" : "--as")} needs --reason", "say how you know: it stands in the log");

        if (parsed.GetValue(OnlyRecord) && !lifts && step is null)
            throw CommandException.Unusable("--only-record records a word, and none is given", "add --step STEP --as …, or --lift-hold, with --reason");

        UnknownAnswer? answer = parsed.GetValue(As) is { } word ? ReadAnswer(word) : null;
        var session = RunSession.Open(parsed, shell);
        if (session.Unusable() is { } unusable)
            return unusable;
        if (session.FindOpen() is not { } execution)
            return ExitCode.No;
        if ((lifts || answer is not null) && session.WhyMayNotIntervene is { } refusal)
            return session.Refuse(refusal);

        var events = ImmutableArray.CreateBuilder<JournalEvent>();
        if (answer is { } settled)
        {
            if (ToSettle(execution, step!) is not { } block)
                return session.Refuse($"the outcome of \"{step}\" is not unknown{(execution.Pending is { } question ? $": it waits for {question.Kind} \"{question.Subject}\"" : "")}");
            events.Add(new Answered(block.Kind, block.Step, settled, reason!));
        }

        if (lifts)
            events.Add(new HoldLifted(reason!));

        session.Report.Announce();
        // What was rolled back is only set free: whoever does that need not have what the runbook needs to run.
        var request = session.Request(StartIntent.Continue) with { Reason = reason, IsWordOnly = parsed.GetValue(OnlyRecord) || lifts && execution.Ended is { Conclusion: Conclusion.RolledBack } };
        return await session.RunAsync(events.Count == 0 ? request : request with { Word = new PersonWord(session.Actor.Name, events.ToImmutable()) }, cancellation);
    }

    private static UnknownAnswer ReadAnswer(string word) => KebabCase.Parse<UnknownAnswer>(word)
        ?? throw CommandException.Unusable($"\"{word}\" is not an answer", "write done, failed, or again");

    /// <summary>The block that is asked about; of an execution on hold, the one that failed on the way back.</summary>
    private static (ActionKind Kind, string Step)? ToSettle(RunbookExecution execution, string named)
    {
        if (execution.Pending is UnknownQuestion question && StepName.Fits(named, question.Step, execution.Runbook))
            return (question.Action, question.Step);
        if (!execution.IsHeld || execution.Runbook.Steps.FirstOrDefault(s => StepName.Fits(named, s.Id, execution.Runbook)) is not { } step)
            return null;

        ActionKind[] kinds = [ActionKind.Undo, ActionKind.Verify, ActionKind.Step];
        return kinds.Where(k => execution.ProgressOf(step)[k].HasFailed).Select(k => ((ActionKind, string)?)(k, step.Id)).FirstOrDefault();
    }
}
