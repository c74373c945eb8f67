using System.Collections.Immutable;
using DeliveryAsCode.Configuration;
using DeliveryAsCode.Deliveries;
using DeliveryAsCode.Execution;
using DeliveryAsCode.Facts;
using DeliveryAsCode.Gates;

namespace DeliveryAsCode.Cli.Forges;

/// <summary>What is told of a delivery's change by its executions and the files of the repository.</summary>
internal static class DeliveryFacts
{
    /// <param name="executions">Null if nobody can say.</param>
    /// <param name="changedSince">Paths that changed since a commit, null if that is not known; for null the paths of all files.</param>
    public static FactSheet Of(
        DeliveryDocuments documents, DeliveryConfiguration configuration, ImmutableArray<ExecutionSummary>? executions, Func<string?, ImmutableArray<string>?> changedSince)
    {
        var deployed = executions?.LastOrDefault(e => !e.IsRehearsal && e.Conclusion == Conclusion.Succeeded);
        return FactSheet.Of(new FactInputs
        {
            Declared = configuration.Facts,
            Deliveries = configuration.Deliveries,
            ChangedPaths = executions is null || deployed is { ReleaseCommit: null } ? null : changedSince(deployed?.ReleaseCommit),
            Environments = [.. documents.Runbooks.Select(r => r.Environment)],
            Complexity = documents.Record.FindField(RecordGrammar.Complexity)?.Value,
            HasDeployed = executions is null ? null : deployed is not null,
            RolledBack = executions is null ? null : executions.Value.LastOrDefault(e => !e.IsRehearsal)?.Conclusion == Conclusion.RolledBack,
        });
    }
}
