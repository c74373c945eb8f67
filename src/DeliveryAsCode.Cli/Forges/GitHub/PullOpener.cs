using DeliveryAsCode.Cli.Forges.GitHub.Api;
using DeliveryAsCode.Conversations;

namespace DeliveryAsCode.Cli.Forges.GitHub;

/// <summary>Opens pull requests from branches that are there; where the repository lets no workflow do that, an issue asks a person to.</summary>
internal sealed class PullOpener(GitHubForge forge, ReconcileLog log)
{
    /// <returns>Also one that a person has opened from the branch; null: a person has yet to.</returns>
    public async Task<Pull?> OpenAsync(PullRequestText text, CancellationToken cancellation)
    {
        try
        {
            var pull = await forge.Api.CreatePullAsync(text.ToPull(forge.BaseBranch), cancellation);
            log.Did($"opened #{pull.Number}", pull.Title);
            return pull;
        }
        catch (GitHubException e) when (e.Status == 403 && e.Said.Contains("not permitted to create", StringComparison.OrdinalIgnoreCase))
        {
            var open = (await forge.Api.PullsAsync("open", text.Branch.Name, forge.BaseBranch, cancellation)).FirstOrDefault();
            if (open is null)
                await AskAsync(new PullRequestByHand(text, forge.BaseBranch), cancellation);
            return open;
        }
    }

    /// <summary>What was asked for is not asked for any more once a person has done it.</summary>
    public async Task CloseAskedAsync(OwnPulls open, CancellationToken cancellation)
    {
        var byHand = open.All.Where(p => p.Pull.User is { IsPerson: true }).ToList();
        foreach (var issue in byHand.Count == 0 ? [] : await AskedAsync(cancellation))
        {
            if (byHand.Where(p => Marker.Is(issue.Body, PullRequestByHand.MarkerOf(p.Branch))).Select(p => p.Pull).FirstOrDefault() is not { } pull)
                continue;

            await forge.Api.UpdateIssueAsync(issue.Number, new IssueChange(State: "closed", StateReason: "completed"), cancellation);
            log.Did($"closed #{issue.Number}", $"#{pull.Number} is open");
        }
    }

    private async Task AskAsync(PullRequestByHand asked, CancellationToken cancellation)
    {
        var issue = (await AskedAsync(cancellation)).FirstOrDefault(i => Marker.Is(i.Body, asked.Marker));
        if (issue is null)
        {
            await forge.Api.EnsureLabelAsync(PullRequestByHand.IssueLabel, "d4c5f9", "A pull request that a person has to open", cancellation);
            issue = await forge.Api.CreateIssueAsync(asked.Title, asked.Body(), [PullRequestByHand.IssueLabel], asked.Marker, cancellation);
            log.Did($"opened #{issue.Number}", issue.Title);
        }

        log.Waits(asked.Asked.Branch.Name, $"this repository lets no workflow open pull requests: #{issue.Number} asks a person to");
    }

    private async Task<IEnumerable<Issue>> AskedAsync(CancellationToken cancellation)
    {
        var viewer = await forge.Api.ViewerAsync(cancellation);
        return (await forge.Api.IssuesAsync("open", [PullRequestByHand.IssueLabel], cancellation)).Where(i => i.User?.IsOf(viewer) == true);
    }
}
