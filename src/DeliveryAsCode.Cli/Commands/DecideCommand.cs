using System.CommandLine;
using DeliveryAsCode.Execution;

namespace DeliveryAsCode.Cli.Commands;

/// <summary><c>delivery decide ID|RUNBOOK --go|--no-go --reason …</c>: a person decides. The word is recorded; a runner goes on.</summary>
internal static class DecideCommand
{
    private static readonly (Option<bool> Option, DecisionChoice Choice)[] Choices =
    [
        (new("--go") { Description = "Go" }, DecisionChoice.Go),
        (new("--no-go") { Description = "Do not go: it ends, or is held where something was changed" }, DecisionChoice.NoGo),
        (new("--roll-forward") { Description = "After a point of no return: leave the failure behind and go on" }, DecisionChoice.RollForward),
        (new("--undo") { Description = "After a point of no return: undo what can be undone" }, DecisionChoice.Undo),
        (new("--hold") { Description = "After a point of no return: leave everything as it is" }, DecisionChoice.Hold),
    ];

    private static readonly Option<string> Reason = new("--reason") { Description = "Why: it stands in the log", HelpName = "TEXT", Required = true };

    private static readonly Option<string?> Execution = new("--execution") { Description = "Only if this execution is the one that waits", HelpName = "ID" };
    private static readonly Option<string?> Plan = new("--plan") { Description = "Only if the plan has this digest, or one that begins so", HelpName = "SHA256" };

    public static Command Create(Shell shell)
    {
        var command = new Command("decide", "Decide what an execution waits for") { RunSession.Named, Reason, Execution, Plan, RunSession.Remote, RunSession.Commit };
        foreach (var (option, _) in Choices)
            command.Add(option);
        command.SetAction((parsed, cancellation) => RunAsync(parsed, shell, cancellation));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, Shell shell, CancellationToken cancellation)
    {
        var said = Choices.Where(c => parsed.GetValue(c.Option)).ToList();
        if (said.Count != 1)
            throw CommandException.Unusable("a decision is one of --go, --no-go, --roll-forward, --undo and --hold", "write one of them, and --reason \"…\"");
        if (string.IsNullOrWhiteSpace(parsed.GetRequiredValue(Reason)))
            throw CommandException.Unusable("--reason is empty", "say why: it stands in the log");

        return await RunSession.OnOpenAsync(parsed, shell, (session, execution) => WhyAnother(parsed, execution) is { } another
            ? Task.FromResult(session.Refuse(another))
            : SayAsync(session, execution, said[0].Choice, parsed.GetRequiredValue(Reason), cancellation));
    }

    /// <summary>A word that was given on one plan is none on another.</summary>
    private static string? WhyAnother(ParseResult parsed, RunbookExecution execution) =>
        parsed.GetValue(Execution) is { } id && id != execution.Started?.Execution ? $"execution {execution.Started?.Execution} is open, and not {id}"
        : parsed.GetValue(Plan) is { } plan && execution.Started?.RunbookDigest.StartsWith(plan, StringComparison.Ordinal) != true ? $"the plan of execution {execution.Started?.Execution} is {execution.Started?.RunbookDigest}, and not {plan}"
        : null;

    private static async Task<int> SayAsync(RunSession session, RunbookExecution execution, DecisionChoice choice, string reason, CancellationToken cancellation) =>
        execution.Pending is { } question && new Decision(question.Subject, choice, reason) is var decision && question.IsAnsweredBy(decision)
            ? await session.SayAsync(execution, question, decision, cancellation)
            : session.Refuse($"no such decision is waited for{RunSession.Instead(execution)}");
}
