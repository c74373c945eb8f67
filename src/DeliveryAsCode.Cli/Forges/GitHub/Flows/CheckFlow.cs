using System.Collections.Immutable;
using DeliveryAsCode.Cli.Forges.GitHub.Api;

namespace DeliveryAsCode.Cli.Forges.GitHub.Flows;

/// <summary>Judges pull requests at GitHub and says so there. It writes nothing else.</summary>
internal sealed class CheckFlow(GitHubApi api, PullRequestJudge judge, CheckPublisher checks)
{
    /// <summary>Somebody did something to a pull request: the one of which a commit is the head.</summary>
    /// <param name="numbers">Those that the event names; GitHub names none of forks.</param>
    public async Task<ImmutableArray<JudgedPull>> OfHeadAsync(string baseBranch, string head, ImmutableArray<int> numbers, CancellationToken cancellation)
    {
        // The common case is a change that has nothing to do with deliveries: it is known by its files, without reading any.
        var comparison = await api.CompareAsync(baseBranch, head, cancellation);
        if (!PullRequestJudge.MayTouchDeliveries(comparison))
        {
            await checks.PublishUntouchedAsync(head, cancellation);
            return [];
        }

        var pulls = numbers.IsEmpty ? await OpenPullsOfAsync(head, cancellation) : [.. await Task.WhenAll(numbers.Select(n => api.PullAsync(n, cancellation)))];
        var judged = ImmutableArray.CreateBuilder<JudgedPull>();
        foreach (var pull in pulls.Where(p => p.IsOpen))
        {
            // It was compared already, unless it is to be merged into another branch, or somebody has pushed since.
            judged.Add(await PublishAsync(pull.Base.Ref == baseBranch && pull.Head.Sha == head
                ? await judge.JudgeAsync(pull, comparison, cancellation)
                : await judge.JudgeAsync(pull, cancellation), cancellation));
        }

        return judged.ToImmutable();
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

        if (pulls.Count == 0 && PullRequestJudge.MayTouchDeliveries(comparison))
            throw CommandException.World($"nobody can say which pull requests the merge group {groupHead[..7]} holds", "take them out of the queue and queue them again");

        var judged = ImmutableArray.CreateBuilder<JudgedPull>();
        foreach (var pull in pulls.Values)
            judged.Add(await judge.JudgeAsync(pull, cancellation));
        await checks.PublishGroupAsync(groupHead, judged.ToImmutable(), cancellation);
        return judged.ToImmutable();
    }

    /// <summary>An event can be lost: whatever is open and was never judged as it is now is judged.</summary>
    public async Task<ImmutableArray<JudgedPull>> OfAllAsync(CancellationToken cancellation)
    {
        var forgotten = new List<Pull>();
        foreach (var pull in await api.PullsAsync("open", null, null, cancellation))
        {
            if ((await api.CheckRunsAsync(pull.Head.Sha, CheckPublisher.Name, cancellation)).IsEmpty)
                forgotten.Add(pull);
        }

        var judged = ImmutableArray.CreateBuilder<JudgedPull>();
        foreach (var pull in forgotten)
            judged.Add(await PublishAsync(await judge.JudgeAsync(pull, cancellation), cancellation));
        return judged.ToImmutable();
    }

    private async Task<JudgedPull> PublishAsync(JudgedPull judged, CancellationToken cancellation)
    {
        await checks.PublishWithCommentAsync(judged, cancellation);
        return judged;
    }

    /// <summary>A commit can be in pull requests of which it is not the head: those have heads of their own.</summary>
    private async Task<ImmutableArray<Pull>> OpenPullsOfAsync(string commit, CancellationToken cancellation) =>
        [.. (await api.PullsOfCommitAsync(commit, cancellation)).Where(p => p.IsOpen && p.Head.Sha == commit)];
}
