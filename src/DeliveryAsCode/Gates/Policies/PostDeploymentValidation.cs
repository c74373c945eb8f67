using DeliveryAsCode.Runbooks;

namespace DeliveryAsCode.Gates.Policies;

/// <summary>Every deployment is tested after it, and watched, or says why it need not be.</summary>
internal static class PostDeploymentValidation
{
    public static IEnumerable<GateReason> Refusals(PolicyQuestion question) => question.Runbooks.IsEmpty
        ? [question.Refusal("no runbook names an environment, so nothing tests the deployment", question.Record.Title, $"write {question.Delivery.Documents.PathOf("runbook.md")} for an environment of delivery.yml")]
        : question.Runbooks.SelectMany(runbook => Refusals(runbook, question));

    private static IEnumerable<GateReason> Refusals(Runbook runbook, PolicyQuestion question)
    {
        if (!runbook.PhasesOf(PhaseKind.SmokeTests).SelectMany(p => p.Steps).Any(s => s.Run is not null))
            yield return question.Refusal($"{runbook.Path} has no smoke test", runbook.Header, "add \"## Smoke tests\" with a step that has an ```http or ```bash block");
        if (runbook.NoWatchReason is null && !IsWatched(runbook))
            yield return question.Refusal($"nobody watches after {runbook.Path}", runbook.Header, "add \"## Monitoring\" with what is watched, or say in the front matter why nothing is: no-watch: reason");
    }

    /// <summary>A heading alone watches nothing.</summary>
    private static bool IsWatched(Runbook runbook) =>
        runbook.Phases.Any(p => p.Kind is not (PhaseKind.FinalChecks or PhaseKind.AfterRollback) && p.Steps.Any(s => s.Watch is not null)) || runbook.PhasesOf(PhaseKind.Monitoring).Any(p => !p.Confirmations.IsEmpty || p.Steps.Any(s => s.DoesSomething));
}
