using System.Collections.Immutable;
using System.Runtime.ExceptionServices;
using DeliveryAsCode.Cli.Forges.GitHub.Api;

namespace DeliveryAsCode.Cli.Forges.GitHub.Flows;

/// <summary>Judges pull requests at GitHub and says so there. It writes nothing else.</summary>
internal sealed class CheckFlow(GitHubApi api, PullRequestJudge judge, CheckPublisher checks)
{
    /// <summary>Somebody did something to a pull request: the one of which a commit is the head.</summary>
    /// <param name="baseBranch">Whose rules judge.</param>
    /// <param name="numbers">Those that the event names; GitHub names none of forks.</param>
    public async Task<ImmutableArray<JudgedPull>> OfHeadAsync(string baseBranch, string head, ImmutableArray<int> numbers, CancellationToken cancellation)
    {
        // The common case is a change that has nothing to do with deliveries: it is known by its files, without reading any.
        var comparison = await api.CompareAsync(baseBranch, head, cancellation);
        if (!await judge.MayTouchDeliveriesAsync(comparison, head, cancellation))
        {
            await checks.PublishUntouchedAsync(head, cancellation);
            return [];
        }

        var pulls = numbers.IsEmpty ? await OpenPullsOfAsync(head, cancellation) : [.. await Task.WhenAll(numbers.Select(n => api.PullAsync(n, cancellation)))];
        // It was compared already, unless it is to be merged into another branch, or somebody has pushed since.
        return await JudgeAsync(
            pulls.Where(p => p.IsOpen),
            pull => pull.Base.Ref == baseBranch && pull.Head.Sha == head ? judge.JudgeAsync(pull, comparison, cancellation) : judge.JudgeAsync(pull, baseBranch, cancellation),
            checks.PublishWithCommentAsync, cancellation);
    }

    /// <summary>A merge queue tries several pull requests together: each is judged again, and the commit of the group says what they come to.</summary>
    public async Task<ImmutableArray<JudgedPull>> OfGroupAsync(string groupBase, string groupHead, CancellationToken cancellation)
    {
        var comparison = await api.CompareAsync(groupBase, groupHead, cancellation);
        var pulls = new Dictionary<int, Pull>();
        foreach (var commit in comparison.Commits)
        {
            foreach (var pull in await OpenPullsOfAsync(commit.Sha, cancellation))
                pulls[pull.Number] = pull;
        }

        if (PullRequestJudge.MayTouchDeliveries(comparison) && !IsWhole(comparison, pulls.Values))
            throw CommandException.World($"nobody can say which pull requests the merge group {groupHead[..7]} holds", "let the queue merge with merge commits; then take them out of the queue and queue them again");

        var judged = ImmutableArray.CreateBuilder<JudgedPull>();
        foreach (var pull in pulls.Values)
        {
            var alone = await api.CompareAsync(pull.Base.Ref, pull.Head.Sha, cancellation);
            judged.Add(await judge.JudgeAsync(pull, alone, cancellation));
            // What is ahead of it counts as well: it is on the base by the time that this is.
            if (AheadOf(pull, comparison) is var ahead && ahead != alone.BaseCommit)
                judged.Add(await judge.JudgeAsync(pull, await api.CompareAsync(ahead, pull.Head.Sha, cancellation), cancellation));
        }

        await checks.PublishGroupAsync(groupHead, judged.ToImmutable(), cancellation);
        return judged.ToImmutable();
    }

    /// <summary>
    /// An event can be lost, and what was right can become wrong without one: whatever is open and was never judged is, and
    /// what was found to touch a delivery is judged again.
    /// </summary>
    public async Task<ImmutableArray<JudgedPull>> OfAllAsync(CancellationToken cancellation)
    {
        var (forgotten, judged) = (new List<Pull>(), new List<Pull>());
        foreach (var pull in await api.PullsAsync("open", null, null, cancellation))
        {
            var runs = await api.CheckRunsAsync(pull.Head.Sha, CheckPublisher.Name, cancellation);
            if (runs.IsEmpty)
                forgotten.Add(pull);
            else if (runs.Any(run => run.Output?.Title != CheckTexts.Untouched.Title))
                judged.Add(pull);
        }

        if (forgotten.Count + judged.Count == 0)
            return [];

        var baseBranch = (await api.RepositoryAsync(cancellation)).DefaultBranch;
        return
        [
            .. await JudgeAsync(forgotten, pull => judge.JudgeAsync(pull, baseBranch, cancellation), checks.PublishWithCommentAsync, cancellation),
            .. await JudgeAsync(judged, pull => judge.JudgeAsync(pull, baseBranch, cancellation), checks.PublishAsync, cancellation),
        ];
    }

    /// <summary>One pull request that cannot be judged must not keep the others from it, nor keep the verdict that it had.</summary>
    private async Task<ImmutableArray<JudgedPull>> JudgeAsync(IEnumerable<Pull> pulls, Func<Pull, Task<JudgedPull>> judgeOne, Func<JudgedPull, CancellationToken, Task> publish, CancellationToken cancellation)
    {
        var judged = new List<JudgedPull>();
        var failures = new List<(string Head, Exception Why)>();
        foreach (var pull in pulls)
        {
            try
            {
                judged.Add(await judgeOne(pull));
            }
            catch (Exception e) when (e is GitHubException or CommandException)
            {
                failures.Add((pull.Head.Sha, e));
            }
        }

        // Of pull requests with one head the worst is said last, and so is what counts.
        foreach (var one in judged.OrderBy(j => j.Verdict).ThenBy(j => j.Pull.Number))
            await publish(one, cancellation);
        foreach (var (head, why) in failures)
            await checks.PublishUnknownAsync(head, why.Message, cancellation);
        if (failures.Count > 0)
            ExceptionDispatchInfo.Throw(failures[0].Why);
        return [.. judged];
    }

    /// <summary>A commit can be in pull requests of which it is not the head: those have heads of their own.</summary>
    private async Task<ImmutableArray<Pull>> OpenPullsOfAsync(string commit, CancellationToken cancellation) =>
        [.. (await api.PullsOfCommitAsync(commit, cancellation)).Where(p => p.IsOpen && p.Head.Sha == commit)];

    /// <summary>The commit onto which the queue has put a pull request.</summary>
    private static string AheadOf(Pull pull, Comparison group) =>
        group.Commits.FirstOrDefault(c => c.Parents is [_, var merged] && merged.Sha == pull.Head.Sha)?.Parents[0].Sha ?? group.BaseCommit;

    /// <summary>Whether every commit but the merges of the queue itself is of one of the pull requests: another would go along unseen.</summary>
    private static bool IsWhole(Comparison comparison, IEnumerable<Pull> pulls)
    {
        var commits = comparison.Commits.ToDictionary(c => c.Sha);
        var found = new HashSet<string>();
        var next = new Stack<string>(pulls.Select(p => p.Head.Sha));
        while (next.TryPop(out var sha))
        {
            if (commits.TryGetValue(sha, out var commit) && found.Add(sha))
            {
                foreach (var parent in commit.Parents)
                    next.Push(parent.Sha);
            }
        }

        return comparison.AllCommits && found.Count > 0 && comparison.Commits.All(c => found.Contains(c.Sha) || c.Parents.Length > 1);
    }
}
