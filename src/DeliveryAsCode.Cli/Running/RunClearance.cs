using System.Collections.Immutable;
using DeliveryAsCode.Checking;
using DeliveryAsCode.Cli.Workspaces;
using DeliveryAsCode.Deliveries;
using DeliveryAsCode.Diagnostics;
using DeliveryAsCode.Documents;
using DeliveryAsCode.Execution;
using DeliveryAsCode.Gates;
using DeliveryAsCode.Runbooks;
using DeliveryAsCode.Text;
using NodaTime;

namespace DeliveryAsCode.Cli.Running;

/// <summary>A delivery as a run has to see it, with evidence that is read anew each time.</summary>
internal delegate DeliveryCase CaseOpener(string recordPath, Instant now);

/// <summary>Why a gated runbook may not start now. Gates count as they are committed, and so does what they approved.</summary>
internal static class RunClearance
{
    /// <param name="changing">
    /// The execution that is changing the environment already; null: none. It must be brought to an end, whatever a gate or
    /// the calendar says by now; only what would run is judged.
    /// </param>
    /// <param name="open">Where the evidence comes from.</param>
    public static ImmutableArray<Diagnostic> Refusals(RunTarget target, Portfolio portfolio, CaseOpener open, Instant now, ExecutionStarted? changing)
    {
        if (!target.Runbook.IsGated || target.RecordPath is not { } recordPath)
            return [];
        if (!portfolio.Workspace.IsGit || !portfolio.Workspace.IsRootOfGit())
            return [Refusal(recordPath, "git does not know this folder as the root of a repository, so nobody can say what was approved", "keep the delivery in a git repository of its own")];
        if (changing is not null)
            return [.. RulesNotCommitted(portfolio), .. NotAsCommitted(target, portfolio.Workspace), .. NotAsStarted(target, changing, portfolio.Workspace)];
        if (portfolio.Workspace.ReadCommitted(recordPath) is not { } committed)
            return [Refusal(recordPath, "the record is not committed, so nobody has decided anything", "commit it")];

        var (record, diagnostics) = RecordReader.Read(MarkdownDocument.Read(committed).Value, RepositoryLayout.IdOf(recordPath));
        return record is null
            ? diagnostics
            : [.. diagnostics.Where(d => d.Severity == Severity.Error && d.Descriptor != DiagnosticCatalog.Duplicate), .. RecordRules.Check(record, portfolio.Lifecycle).Where(d => d.Severity == Severity.Error), .. RulesNotCommitted(portfolio), .. GatesAndPolicies(open(recordPath, now), target), .. NotAsCommitted(target, portfolio.Workspace)];
    }

    /// <summary>Rules, plan and scripts that differ from what was committed, and so from what was approved.</summary>
    public static ImmutableArray<string> Differing(RunTarget target, Portfolio portfolio) =>
        target.Runbook.IsGated && target.RecordPath is not null && portfolio.Workspace.IsGit && portfolio.Workspace.IsRootOfGit()
            ? [.. RulesNotCommitted(portfolio).Concat(NotAsCommitted(target, portfolio.Workspace)).Select(d => d.Location.Path).Distinct()]
            : [];

    private static IEnumerable<Diagnostic> GatesAndPolicies(DeliveryCase delivery, RunTarget target) =>
        DeploymentClearance.Missing(delivery).Concat(DeploymentClearance.PoliciesNow(delivery, target.Runbook)).DistinctBy(r => (r.Message, r.Location)).Select(r => r.ToDiagnostic());

    /// <summary>Scripts that the runbook calls are part of what was approved: nothing may differ but what runs wrote back.</summary>
    private static IEnumerable<Diagnostic> NotAsCommitted(RunTarget target, Workspace workspace) =>
        workspace.ModifiedFiles()
            .Where(path => path != target.RecordPath && !IsWrittenBack(path, target) && !IsSamePlan(path, target, workspace))
            .Select(path => Refusal(path, $"{path} is not as in the last commit, so it is not what was approved", "commit it, or restore it"));

    /// <summary>What was approved is what the execution started with, and no later commit of anybody.</summary>
    private static IEnumerable<Diagnostic> NotAsStarted(RunTarget target, ExecutionStarted started, Workspace workspace) =>
        started.Commit is { } commit
            ? ScriptReferences.Of(target.Runbook, workspace.TryRead).Select(s => s.Path).Intersect(workspace.ModifiedFiles(commit))
                .Select(path => Refusal(path, $"{path} was changed since execution {started.Execution} started, so it is not what was approved", $"restore it (git checkout {commit} -- {path}), or roll back"))
            : [];

    /// <summary>Journals and logs, and nothing else that somebody may have put beside them.</summary>
    private static bool IsWrittenBack(string path, RunTarget target) =>
        path.StartsWith($"{target.ExecutionsFolder}/", StringComparison.Ordinal)
        && path[(target.ExecutionsFolder.Length + 1)..] is var name && !name.Contains('/', StringComparison.Ordinal)
        && Path.GetExtension(name) is ".md" or ".jsonl";

    /// <summary>Rules that are ignored by git are nobody's decision.</summary>
    private static IEnumerable<Diagnostic> RulesNotCommitted(Portfolio portfolio) =>
        new[] { RepositoryLayout.ConfigurationPath, portfolio.Configuration.Lifecycle.Path }.OfType<string>()
            .Where(path => portfolio.Workspace.Exists(path) && portfolio.Workspace.ReadCommitted(path) is null)
            .Select(path => Refusal(path, $"{path} is not committed, so it is nobody's rule", "commit it"));

    private static bool IsSamePlan(string path, RunTarget target, Workspace workspace) =>
        path == target.Source.Path && workspace.ReadCommitted(path) is { } committed && RunbookDigest.Of(committed) == target.Runbook.Digest;

    private static Diagnostic Refusal(string path, string message, string help) =>
        new(DiagnosticCatalog.RulesModified, Location.OfFile(path), message) { Help = help };
}
