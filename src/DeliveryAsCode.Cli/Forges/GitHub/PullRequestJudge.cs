using System.Collections.Immutable;
using System.Text;
using DeliveryAsCode.Checking;
using DeliveryAsCode.Cli.Forges.GitHub.Api;
using DeliveryAsCode.Cli.Workspaces;
using DeliveryAsCode.Conversations;
using DeliveryAsCode.Deliveries;
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
    /// False is an answer without having read any of them.
    /// </summary>
    public async Task<bool> MayTouchDeliveriesAsync(Comparison comparison, string head, CancellationToken cancellation) =>
        MayTouchDeliveries(comparison) || !await api.HavePartedOnceAsync(comparison, head, cancellation)
        || (comparison.Behind > 0 && MayBeCarriedAlong(comparison, await api.CompareAsync(comparison.MergeBase, comparison.BaseCommit, cancellation, most: 1)));

    /// <summary>A merge puts what changed in a file to where the base has moved it.</summary>
    private static bool MayBeCarriedAlong(Comparison change, Comparison ofBase) =>
        !ofBase.AllFiles || change.Files.SelectMany(PathsOf).Intersect(ofBase.Files.Where(f => f.Status is "removed" or "renamed").SelectMany(PathsOf)).Any();

    private static IEnumerable<string> PathsOf(ComparedFile file) => file.PreviousPath is { } previous ? [file.Path, previous] : [file.Path];

    /// <summary>The same of what a comparison lists, which is what a merge does only where the two have parted once.</summary>
    public static bool MayTouchDeliveries(Comparison comparison) =>
        !comparison.AllFiles || comparison.Files.SelectMany(PathsOf).Any(MayBeDocument);

    /// <summary>
    /// By the rules of the branch on which decisions are made, wherever the pull request is to be merged: the verdict stands
    /// on its head, and the same head can be proposed to that branch, too.
    /// </summary>
    public async Task<JudgedPull> JudgeAsync(Pull pull, string decidingBranch, CancellationToken cancellation)
    {
        if (pull.Base.Ref == decidingBranch)
            return await JudgeAsync(pull, cancellation);

        var judged = await JudgeAsync(pull with { Base = pull.Base with { Ref = decidingBranch } }, cancellation) with { Pull = pull };
        return judged.Change.Parts.FirstOrDefault(part => !part.Transitions.IsEmpty) is not { } part ? judged : judged with
        {
            Findings = judged.Findings.Add(new Diagnostic(DiagnosticCatalog.RowRefused, Location.OfFile(part.Path), $"nothing is decided on {pull.Base.Ref}: that is done on {decidingBranch}")
            {
                Help = $"next: propose it to {decidingBranch}",
            }),
        };
    }

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
        return new JudgedPull(pull, judged, change.Asked, [.. Contested(change), .. Objections(change, judged, pull), .. Collisions(forge, change), .. Check(forge, change)], change.Remarks) { Reviews = change.Reviews, Paths = [.. change.Paths], Commits = comparison.AllCommits ? comparison.Commits : null };
    }

    /// <summary>What a merge makes of a document that both sides have changed is not known before it is made.</summary>
    private static IEnumerable<Diagnostic> Contested(PullRequestChange change)
    {
        foreach (var path in change.Files.Contested)
        {
            if (IsJudged(change, path))
            {
                yield return CannotTell(path, change.Files.HasPartedOnce
                    ? "the base has changed this file, too, since the branch left it, so nobody can say what a merge would make of it"
                    : "the branch has left its base in more than one place, and this file is not the same on both sides, so nobody can say what a merge would make of it");
            }
            else if (change.Files.PlacesOf(path).FirstOrDefault(place => IsJudged(change, place)) is { } place)
            {
                yield return CannotTell(path, $"one side has changed this file, and the other has taken it away and brought {place}: nobody can say whether a merge would change that");
            }
        }
    }

    private static bool IsJudged(PullRequestChange change, string path) => change.IsOfDelivery(path) || change.Rules.AreChangedBy(path);

    private static Diagnostic CannotTell(string path, string why) => new(DiagnosticCatalog.CannotTell, Location.OfFile(path), why)
    {
        Help = "next: bring the branch up to date with its base (Update branch), and look at the result",
    };

    /// <summary>
    /// Who asks for changes holds up what needs somebody's word, and what we would merge by ourselves. A gate tells of it
    /// among its own reasons, and what closes something is not held up.
    /// </summary>
    private static IEnumerable<Diagnostic> Objections(PullRequestChange change, JudgedChange judged, Pull pull)
    {
        if (judged.Parts.FirstOrDefault(part => part.Transitions.Any(t => NeedsWord(t.Transition)) || DeliveryBranch.Parse(pull.Head.Ref) is DeliveryBranch.Updates) is not { } part)
            return [];

        return change.Objecting.Select(voice => new Diagnostic(DiagnosticCatalog.NobodysWord, Location.OfFile(part.Path), $"{voice.Person.Name} asks for changes (review {voice.Opinion.Review.Id} of #{pull.Number})")
        {
            Help = $"who: {voice.Person.Name}\nnext: settle what is asked for; then they look again",
        });
    }

    private static bool NeedsWord(Transition transition) => transition switch
    {
        Transition.RulesChanged or Transition.EscalationResolved or Transition.Replanned => true,
        Transition.GateRowAdded added => added.Row.Decision is Decision.Acknowledged or Decision.Skipped or Decision.Replan,
        Transition.DeliveryDecided decided => decided.Row.Decision is Decision.Resumed or Decision.Reopened,
        _ => false,
    };

    /// <summary>A machine that takes two names for one would have one of the files for the other.</summary>
    private static IEnumerable<Diagnostic> Collisions(GitHubForge forge, PullRequestChange change)
    {
        var changed = change.Paths.Where(change.Files.Exists).ToLookup(Folded);
        return forge.Base.Files.Union(change.Paths).Where(other => changed.Contains(Folded(other)) && change.Files.Exists(other))
            .SelectMany(other => changed[Folded(other)].Where(path => path != other && (IsJudged(change, path) || IsJudged(change, other))).Select(path => (path, other))).DistinctBy(pair => pair.path)
            .Select(pair => new Diagnostic(DiagnosticCatalog.NotAFile, Location.OfFile(pair.path), $"there is {pair.other}, too, and on some machines both are one file")
            {
                Help = "next: give one of them another name",
            });
    }

    private static string Folded(string path) => path.Normalize(NormalizationForm.FormKC).ToUpperInvariant();

    /// <summary>What is wrong within the documents of deliveries that it changes, and within new rules.</summary>
    private static IEnumerable<Diagnostic> Check(GitHubForge forge, PullRequestChange change)
    {
        var check = new RepositoryCheck(forge.Rules.Configuration, forge.Rules.Lifecycle, forge.Base.Files.Union(change.Paths));
        return change.Paths.Where(path => IsJudged(change, path)).Where(check.Layout.MayBeDocument).Select(change.After).OfType<SourceText>().SelectMany(source => check.Check(source)).ToImmutableArray();
    }

    private static bool MayBeDocument(string path) =>
        Documents.Any(ending => path.EndsWith(ending, StringComparison.OrdinalIgnoreCase)) || Path.GetFileName(path) == "CODEOWNERS" || path.StartsWith(".github/", StringComparison.Ordinal);
}
