using DeliveryAsCode.Cli.Forges.GitHub.Api;
using DeliveryAsCode.Cli.Workspaces;
using DeliveryAsCode.Gates;
using NodaTime;

namespace DeliveryAsCode.Cli.Forges.GitHub;

/// <summary>
/// What a deployment rests on, read anew from GitHub each time it is asked: every row that opened something by the reviews
/// of its pull request, judged by the rules that the default branch has now. A row that got there past its pull request is
/// nobody's word.
/// </summary>
internal static class RunEvidence
{
    /// <param name="portfolio">The checkout that is executed; its commit is one of the default branch.</param>
    public static async Task<DeliveryCase> OpenAsync(GitHubApi api, RepositoryName repository, string baseBranch, Portfolio portfolio, string recordPath, Instant now, CancellationToken cancellation)
    {
        var tip = await api.RefAsync($"heads/{baseBranch}", cancellation)
            ?? throw CommandException.World($"the repository {repository} has no branch {baseBranch}", "see whether it was renamed");
        var forge = await GitHubForge.OpenAsync(api, repository, baseBranch, tip, portfolio.Workspace.Objects, cancellation);
        var here = new LocalForge(portfolio).OpenForRun(recordPath, now);
        var rows = await new GateRowLookup(forge).RowsAsync(here.Record, LookupDepth.All, cancellation);
        return new DeliveryCase(here.Documents, forge.Rules.Lifecycle, forge.Rules.Configuration, here.Evidence with { Rows = rows, ComesFromReviews = true }, now);
    }
}
