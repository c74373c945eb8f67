using System.Collections.Immutable;
using DeliveryAsCode.Cli.Forges.GitHub.Api;
using DeliveryAsCode.Conversations;

namespace DeliveryAsCode.Cli.Forges.GitHub;

/// <summary>Says at GitHub what a pull request was judged to be: a check run on its head, and one comment that is edited.</summary>
/// <param name="isAdvisory">Whether the token is one that every workflow has: then anybody with write access could say the same.</param>
/// <param name="identity">Makes the key of a check run; a new one for each.</param>
internal sealed class CheckPublisher(GitHubApi api, bool isAdvisory, Func<string> identity)
{
    public const string Name = "delivery/gates";

    /// <summary>What a workflow's own token opens and pushes starts no other workflow.</summary>
    public bool StartsNoWorkflow => isAdvisory;

    public bool IsAdvisory => isAdvisory;

    /// <summary>Nothing is written where GitHub has the same already.</summary>
    public async Task PublishAsync(JudgedPull judged, CancellationToken cancellation)
    {
        var report = CheckTexts.Of(judged, isAdvisory);
        // Others can make a check run of that name. One of theirs must not stand for ours, so the newest of each App has to say it.
        var newest = (await api.CheckRunsAsync(judged.Pull.Head.Sha, Name, cancellation)).GroupBy(c => c.AppId).Select(app => app.MaxBy(c => c.Id)!).ToList();
        if (newest.Count == 0 || newest.Any(run => run.Conclusion != report.Conclusion || run.Output?.Title != report.Title))
            await CreateAsync(judged.Pull.Head.Sha, report, cancellation);
    }

    /// <summary>As the check workflow does it: always a new check run, and the comment.</summary>
    public async Task PublishWithCommentAsync(JudgedPull judged, CancellationToken cancellation)
    {
        var report = CheckTexts.Of(judged, isAdvisory);
        await CreateAsync(judged.Pull.Head.Sha, report, cancellation);
        // The pull request of a gate says in its own body what it is about.
        if (report.Comment is { } comment && DeliveryBranch.Parse(judged.Pull.Head.Ref) is not DeliveryBranch.Gate)
            await CommentAsync(judged.Pull.Number, comment, cancellation);
    }

    /// <summary>What an earlier verdict said must not stay there as if it were the last word.</summary>
    public Task PublishUnknownAsync(string head, string why, CancellationToken cancellation) => CreateAsync(head, CheckTexts.Unknown(why), cancellation);

    public Task PublishUntouchedAsync(string head, CancellationToken cancellation) => CreateAsync(head, CheckTexts.Untouched, cancellation);

    /// <summary>What the pull requests of a merge group come to together.</summary>
    public Task PublishGroupAsync(string head, ImmutableArray<JudgedPull> judged, CancellationToken cancellation)
    {
        var worst = judged.IsEmpty ? PullVerdict.Untouched : judged.Max(j => j.Verdict);
        if (worst is PullVerdict.Untouched or PullVerdict.Allowed)
            return CreateAsync(head, judged.IsEmpty ? CheckTexts.Untouched : CheckTexts.Of(judged.MaxBy(j => j.Verdict)!, isAdvisory), cancellation);

        var text = CheckTexts.Of(judged.First(j => j.Verdict == worst), isAdvisory);
        return CreateAsync(head, text with { Title = TitleText.Cut($"#{judged.First(j => j.Verdict == worst).Pull.Number}: {text.Title}"), Annotations = [] }, cancellation);
    }

    private async Task CreateAsync(string head, CheckText report, CancellationToken cancellation) =>
        await api.CreateCheckRunAsync(new NewCheckRun(Name, head, identity(), report.Conclusion, report.Title, report.Summary, report.Annotations), cancellation);

    private async Task CommentAsync(int number, string body, CancellationToken cancellation)
    {
        var marked = (await api.CommentsAsync(number, cancellation)).Where(c => Marker.Is(c.Body, Marker.Check)).ToImmutableArray();
        var own = marked.IsEmpty ? null : OwnComments.FirstOf(marked, await api.ViewerAsync(cancellation));
        if (own is null)
            await api.CreateCommentAsync(number, body, Marker.Check, cancellation);
        else if (own.Body != body)
            await api.UpdateCommentAsync(own.Id, body, cancellation);
    }
}
