using DeliveryAsCode.Cli.Workspaces;
using DeliveryAsCode.Facts;
using NodaTime;

namespace DeliveryAsCode.Cli.Running;

/// <summary>What the conditions of a runbook's steps are told from: the same facts as its gates.</summary>
internal static class RunFacts
{
    /// <summary>Outside of a delivery, and without anything committed, only the environment is known.</summary>
    /// <param name="open">Where the evidence comes from.</param>
    public static FactSheet Of(RunTarget target, Portfolio portfolio, CaseOpener open, Instant now)
    {
        var runbook = target.Runbook;
        // The history of the repository is read for it.
        if (runbook.Steps.All(s => s.When is null))
            return FactSheet.Unknown;

        return runbook.IsGated && target.RecordPath is { } record && portfolio.Workspace.IsGit && portfolio.Workspace.ReadCommitted(record) is not null
            ? open(record, now).Evidence.Facts.In(runbook.Environment)
            : FactSheet.Of(new FactInputs { Declared = portfolio.Configuration.Facts, Deliveries = portfolio.Configuration.Deliveries, Environments = [runbook.Environment] });
    }
}
