using DeliveryAsCode.Checking;
using DeliveryAsCode.Cli.Forges.GitHub.Api;
using DeliveryAsCode.Cli.Workspaces;
using DeliveryAsCode.Configuration;
using DeliveryAsCode.Diagnostics;
using DeliveryAsCode.Text;

namespace DeliveryAsCode.Cli.Forges.GitHub.Runs;

/// <summary>
/// Whether the commit that was checked out is one that the default branch has, and so one that went through its gates. A
/// name of a branch or a tag proves nothing: it may be moved at any time.
/// </summary>
/// <param name="commit">The full id; null if there is none.</param>
internal sealed class PlanCommit(GitHubApi api, string? commit)
{
    private string? _defaultBranch;

    /// <summary>Asked anew each time: a branch may be reset.</summary>
    /// <returns>Why nothing of it may run; null if it may.</returns>
    /// <exception cref="GitHubException">Nobody can tell.</exception>
    public async Task<string?> WhyRefusedAsync(CancellationToken cancellation)
    {
        if (commit is not { Length: 40 or 64 })
            return "nothing is checked out that could be compared with the default branch";

        var (branch, tip) = await TipAsync(cancellation);
        if (tip == commit)
            return null;

        return await api.CompareAsync(commit, tip, cancellation) is { Behind: 0 } between && between.MergeBase == commit
            ? null
            : $"commit {commit[..7]} is not in the history of the default branch {branch}, so nobody has agreed to it: run it from {branch}";
    }

    /// <summary>The rules of the default branch as they are now.</summary>
    /// <exception cref="CommandException">They cannot be judged by.</exception>
    public async Task<DeliveryConfiguration> RulesAsync(Portfolio portfolio, CancellationToken cancellation)
    {
        var (branch, tip) = await TipAsync(cancellation);
        if (tip == commit)
            return portfolio.Configuration;

        var root = await api.TreeAsync(tip, recursive: false, cancellation);
        if (root.Entries.FirstOrDefault(e => e is { Path: RepositoryLayout.ConfigurationPath, Type: "blob", Mode: "100644" or "100755" }) is not { } entry)
            return DeliveryConfiguration.Default;

        var rules = DeliveryConfigurationReader.Read(SourceText.Decode(entry.Path, await api.BlobAsync(entry.Sha, cancellation)));
        return rules.HasErrors
            ? throw CommandException.Unusable($"{entry.Path} on {branch} has errors, so nobody can say who may do this", "repair it: \"delivery check\" shows what is wrong")
            : rules.Value;
    }

    public async Task<Diagnostic?> RefusalAsync(string runbook, CancellationToken cancellation) => await WhyRefusedAsync(cancellation) is { } why
        ? new Diagnostic(DiagnosticCatalog.RulesModified, Location.OfFile(runbook), why)
        : null;

    private async Task<(string Branch, string Tip)> TipAsync(CancellationToken cancellation)
    {
        var branch = _defaultBranch ??= (await api.RepositoryAsync(cancellation)).DefaultBranch;
        return await api.RefAsync($"heads/{branch}", cancellation) is { } tip
            ? (branch, tip)
            : throw new GitHubException(GitHubFailure.NotFound, $"find the default branch {branch} of {api.Repository}", "it is not there");
    }
}
