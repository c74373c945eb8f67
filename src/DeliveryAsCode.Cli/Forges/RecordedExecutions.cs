using System.Collections.Immutable;
using DeliveryAsCode.Execution;
using DeliveryAsCode.Gates;

namespace DeliveryAsCode.Cli.Forges;

/// <summary>The executions of a delivery as the journals among its documents tell them.</summary>
internal static class RecordedExecutions
{
    /// <returns>Null if a journal cannot be read, which is not the same as none.</returns>
    public static ImmutableArray<ExecutionSummary>? Of(DeliveryDocuments documents) =>
        ExecutionSummaries.Of(
            documents.List("executions").Where(path => path.EndsWith(".jsonl", StringComparison.Ordinal))
                .Select(path => (Path.ChangeExtension(path, ".md"), documents.ReadFile(path) is { } journal ? Journal.Read(journal.Encode()) : new Journal([], new Corrupt(1, "it cannot be read")))),
            documents.ReadFile);

    /// <summary>The newest that deployed, or tried to.</summary>
    public static ExecutionSummary? Newest(DeliveryDocuments documents) => Of(documents)?.LastOrDefault(e => !e.IsRehearsal);
}
