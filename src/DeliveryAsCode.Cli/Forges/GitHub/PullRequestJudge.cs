using System.Collections.Immutable;
using DeliveryAsCode.Checking;
using DeliveryAsCode.Cli.Forges.GitHub.Api;
using DeliveryAsCode.Cli.Workspaces;
using DeliveryAsCode.Diagnostics;
using DeliveryAsCode.Text;
using DeliveryAsCode.Transitions;
using NodaTime;

namespace DeliveryAsCode.Cli.Forges.GitHub;

/// <summary>Judges pull requests by the rules of the tip of the branch that they are to be merged into, as it is now.</summary>
/// <param name="clone">What the machine has of the repository already; null for nothing.</param>
internal sealed class PullRequestJudge(GitHubApi api, RepositoryName repository, ObjectReader? clone, Instant now)
{
    private static readonly string[] Documents = [".md", ".yml", ".yaml", ".jsonl"];

    /// <summary>
    /// Whether a change can touch a delivery or a rule at all, whatever the rules are: all that they can name are documents.
    /// False is an answer without having read anything else.
    /// </summary>
    public static bool MayTouchDeliveries(Comparison comparison) =>
        !comparison.AllFiles || comparison.Files.Any(f => MayBeDocument(f.Path) || f.PreviousPath is { } previous && MayBeDocument(previous));

    public async Task<JudgedPull> JudgeAsync(Pull pull, CancellationToken cancellation) =>
        await JudgeAsync(pull, await api.CompareAsync(pull.Base.Ref, pull.Head.Sha, cancellation), cancellation);

    /// <param name="comparison">Of its base, as a branch, with its head.</param>
    public async Task<JudgedPull> JudgeAsync(Pull pull, Comparison comparison, CancellationToken cancellation)
    {
        var forge = await GitHubForge.OpenAsync(api, repository, pull.Base.Ref, comparison.BaseCommit, clone, cancellation);
        return await JudgeAsync(forge, pull, comparison, cancellation);
    }

    /// <param name="forge">At the tip of the pull request's base.</param>
    public async Task<JudgedPull> JudgeAsync(GitHubForge forge, Pull pull, CancellationToken cancellation) =>
        await JudgeAsync(forge, pull, await api.CompareAsync(forge.Base.Commit, pull.Head.Sha, cancellation), cancellation);

    private async Task<JudgedPull> JudgeAsync(GitHubForge forge, Pull pull, Comparison comparison, CancellationToken cancellation)
    {
        var change = await PullRequestChange.ReadAsync(forge, pull, comparison, now, cancellation);
        var judged = new ChangeJudge(change).Judge();
        return new JudgedPull(pull, judged, change.Asked, [.. Contested(change, judged), .. Check(forge, change)], change.Remarks);
    }

    /// <summary>What a merge makes of a document that both sides have changed is not known before it is made.</summary>
    private static IEnumerable<Diagnostic> Contested(PullRequestChange change, JudgedChange judged) =>
        change.Files.Contested.Where(path => judged.Parts.Any(part => part.Path == path || path.StartsWith($"{RepositoryLayout.FolderOf(part.Path)}/", StringComparison.Ordinal))).Select(path =>
            new Diagnostic(DiagnosticCatalog.CannotTell, Location.OfFile(path), "the base has changed this file, too, since the branch left it, so nobody can say what a merge would make of it")
            {
                Help = "next: bring the branch up to date with its base (Update branch), and look at the result",
            });

    /// <summary>What is wrong within the documents of deliveries that it changes, and within new rules.</summary>
    private static IEnumerable<Diagnostic> Check(GitHubForge forge, PullRequestChange change)
    {
        var check = new RepositoryCheck(forge.Rules.Configuration, forge.Rules.Lifecycle, forge.Base.Files.Union(change.Paths));
        return change.Paths.Where(path => change.IsOfDelivery(path) || forge.Rules.AreChangedBy(path)).Where(check.Layout.MayBeDocument).Select(change.After).OfType<SourceText>().SelectMany(source => check.Check(source)).ToImmutableArray();
    }

    private static bool MayBeDocument(string path) =>
        Documents.Any(ending => path.EndsWith(ending, StringComparison.OrdinalIgnoreCase)) || Path.GetFileName(path) == "CODEOWNERS" || path.StartsWith(".github/", StringComparison.Ordinal);
}
