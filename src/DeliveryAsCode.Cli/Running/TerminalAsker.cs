using DeliveryAsCode.Checking;
using DeliveryAsCode.Cli.Reporting;
using DeliveryAsCode.Cli.Workspaces;
using DeliveryAsCode.Execution;

namespace DeliveryAsCode.Cli.Running;

/// <summary>Asks the person at the terminal, if that person may answer.</summary>
internal sealed class TerminalAsker(Shell shell, RunTarget target, Portfolio portfolio)
{
    private readonly Actor _actor = Actor.Current(portfolio, shell);

    private const int MostTries = 3;

    public async Task<Answer?> AskAsync(Question question, CancellationToken cancellation)
    {
        if (_actor.WhyMayNotAnswer(question, target.RecordPath is { } record ? RepositoryLayout.IdOf(record) : null, portfolio.Configuration) is { } refusal)
        {
            shell.Output.WriteLine($"  {Visible.Of(question.Text)}\n  {Visible.Of(refusal)}");
            return null;
        }

        shell.Output.WriteLine($"  {Visible.Of(question.Text)}  (you answer as {Visible.Of(_actor.Name)})");
        JournalEvent? answer = question switch
        {
            ConfirmationQuestion q => await ChooseAsync("done? [y/n] ", cancellation, "y", "n") == "y" ? new ConfirmationGiven(q.Subject, q.Role) : null,
            DecisionQuestion q => await DecideAsync(q.Subject, cancellation, ("go", DecisionChoice.Go), ("no-go", DecisionChoice.NoGo)),
            WatchQuestion q => await DecideAsync(q.Subject, cancellation, ("go", DecisionChoice.Go), ("no-go", DecisionChoice.NoGo)),
            RollbackQuestion q => await DecideAsync(q.Subject, cancellation, ("roll-forward", DecisionChoice.RollForward), ("undo", DecisionChoice.Undo), ("hold", DecisionChoice.Hold)),
            UnknownQuestion q => await SettleAsync(q, cancellation),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
        return answer is null ? null : new Answer(_actor.Name, answer);
    }

    private async Task<Decision?> DecideAsync(string subject, CancellationToken cancellation, params (string Word, DecisionChoice Choice)[] choices)
    {
        string[] words = [.. choices.Select(c => c.Word)];
        return await ChooseAsync($"{string.Join(" or ", words)}? ", cancellation, words) is { } word
            ? new Decision(subject, choices.First(c => c.Word == word).Choice, await shell.AskAsync("  reason: ", cancellation))
            : null;
    }

    private async Task<Answered?> SettleAsync(UnknownQuestion question, CancellationToken cancellation)
    {
        var answer = await ChooseAsync("what became of it: done, failed, or again to run it once more? ", cancellation, "done", "failed", "again");
        var reason = answer is null ? null : await shell.AskAsync("  how do you know? ", cancellation);
        return (answer, reason) switch
        {
            (_, null) => null,
            ("done", _) => new Answered(question.Action, question.Step, UnknownAnswer.Done, reason),
            ("failed", _) => new Answered(question.Action, question.Step, UnknownAnswer.Failed, reason),
            _ => new Answered(question.Action, question.Step, UnknownAnswer.Again, reason),
        };
    }

    /// <summary>One of the words, or null for none: no answer is guessed.</summary>
    private async Task<string?> ChooseAsync(string prompt, CancellationToken cancellation, params string[] words)
    {
        for (var tries = 0; tries < MostTries; tries++)
        {
            if (await shell.AskAsync($"  {prompt}", cancellation) is not { } answer)
                return null;
            if (words.Contains(answer.ToLowerInvariant()))
                return answer.ToLowerInvariant();

            shell.Output.WriteLine($"  please type {string.Join(" or ", words)}; nothing leaves it open");
        }

        return null;
    }
}
