using DeliveryAsCode.Execution;

namespace DeliveryAsCode.Cli.Running;

/// <summary>Runs a block between its intent and its outcome.</summary>
internal sealed class StepRunner(RunRequest request, EnvironmentLock environment, BlockRunner blocks, ExecutionJournal journal)
{
    public async Task PerformAsync(Perform perform, CancellationToken cancellationToken)
    {
        await Task.Delay(perform.After, request.Clock, cancellationToken);
        var (step, kind, attempt) = (perform.Step.Id, perform.Kind, perform.Attempt);
        if (journal.State.IsChangedBy(perform))
            environment.Reserve();
        journal.Append(new ActionStarted(kind, step, attempt, perform.Key));

        using var interruption = new CancellationTokenSource();
        var block = blocks.RunAsync(journal.State, perform, process => journal.Append(new ActionProcess(kind, step, attempt, process)), cancellationToken);
        if (await Task.WhenAny(block, Cancelled(cancellationToken, interruption.Token)) != block)
        {
            // Said before the processes are gone, so that it is durable even if we are killed while we wait for them.
            journal.Interrupt();
            await ((Task)block).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            cancellationToken.ThrowIfCancellationRequested();
        }

        await interruption.CancelAsync();
        journal.Append(new ActionEnded(kind, step, attempt, await block));
    }

    private static async Task Cancelled(CancellationToken cancellationToken, CancellationToken done)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, done);
        await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, either.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
