using DeliveryAsCode.Checking;
using DeliveryAsCode.Cli.Reporting;
using DeliveryAsCode.Cli.Workspaces;
using DeliveryAsCode.Execution;

namespace DeliveryAsCode.Cli.Running;

/// <summary>Asks the person at the terminal, if that person may answer.</summary>
internal sealed class TerminalAsker(Shell shell, RunTarget target, Portfolio portfolio)
{
    private readonly Actor _actor = Actor.Current(portfolio, shell);

    public Task<Answer?> AskAsync(Question question, CancellationToken cancellation)
    {
        if (question.Role is { } role && !_actor.Holds(role, target.RecordPath is { } record ? RepositoryLayout.IdOf(record) : null, portfolio.Configuration))
        {
            shell.Output.WriteLine($"  only a {Visible.Of(role)} can answer this, and {Visible.Of(_actor.Name)} is none: {Visible.Of(question.Text)}");
            return Task.FromResult<Answer?>(null);
        }

        shell.Output.WriteLine($"  {Visible.Of(question.Text)}");
        JournalEvent? answer = question switch
        {
            ConfirmationQuestion q => Choose("done? [y/N] ", "y", "yes") is null ? null : new ConfirmationGiven(q.Subject, q.Role),
            DecisionQuestion q => Decide(q.Subject, ("go", DecisionChoice.Go), ("no-go", DecisionChoice.NoGo)),
            RollbackQuestion q => Decide(q.Subject, ("roll-forward", DecisionChoice.RollForward), ("undo", DecisionChoice.Undo), ("hold", DecisionChoice.Hold)),
            UnknownQuestion q => Settle(q),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
        return Task.FromResult(answer is null ? null : new Answer(_actor.Name, answer));
    }

    private Decision? Decide(string subject, params (string Word, DecisionChoice Choice)[] choices)
    {
        if (Choose($"{string.Join(" or ", choices.Select(c => c.Word))}? ", [.. choices.Select(c => c.Word)]) is not { } word)
            return null;

        return new Decision(subject, choices.First(c => c.Word == word).Choice, Line("reason: "));
    }

    private Answered? Settle(UnknownQuestion question)
    {
        var answer = Choose("what became of it: done, failed, or run it again? ", "done", "failed", "again");
        var reason = answer is null ? null : Line("how do you know? ");
        return (answer, reason) switch
        {
            (_, null) => null,
            ("done", _) => new Answered(question.Action, question.Step, UnknownAnswer.Done, reason),
            ("failed", _) => new Answered(question.Action, question.Step, UnknownAnswer.Failed, reason),
            _ => new Answered(question.Action, question.Step, UnknownAnswer.Again, reason),
        };
    }

    /// <summary>The word that was typed, or null for anything else: no answer is guessed.</summary>
    private string? Choose(string prompt, params string[] words) =>
        Line(prompt)?.ToLowerInvariant() is { } word && words.Contains(word) ? word : null;

    private string? Line(string prompt)
    {
        shell.Output.Write($"  {prompt}");
        shell.Output.Flush();
        return shell.Input.ReadLine()?.Trim() is { Length: > 0 } line ? line : null;
    }
}
