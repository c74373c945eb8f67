using System.Collections.Immutable;
using DeliveryAsCode.Execution;

namespace DeliveryAsCode.Cli.Running;

internal static class StepResults
{
    /// <summary>Every step of the runbook, in its order.</summary>
    public static ImmutableArray<StepResult> Of(RunbookExecution execution) =>
    [
        .. execution.Runbook.Steps.Select(step =>
        {
            var progress = execution.ProgressOf(step);
            return new StepResult(step.Id, execution.OutcomeOf(step), progress.Run.Attempt, progress.Run.Result?.Duration ?? TimeSpan.Zero);
        }),
    ];
}
