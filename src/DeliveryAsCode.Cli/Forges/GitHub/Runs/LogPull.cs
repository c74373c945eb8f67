using System.Collections.Immutable;
using DeliveryAsCode.Cli.Forges.GitHub.Api;
using DeliveryAsCode.Cli.Running;
using DeliveryAsCode.Conversations;
using DeliveryAsCode.Execution;

namespace DeliveryAsCode.Cli.Forges.GitHub.Runs;

/// <summary>The pull request in which the log fills while the runbook is executed.</summary>
/// <param name="branch">Of the log.</param>
internal sealed class LogPull(GitHubApi api, LogBranch branch, LogText text, SecretMask mask)
{
    private string? _body;

    /// <summary>Null while there is none.</summary>
    public Pull? Opened { get; private set; }

    /// <summary>Opens it, or finds the one that an earlier run has opened; from then on its text says how the execution stands.</summary>
    /// <param name="isContinued">Whether an earlier run may have opened it.</param>
    /// <exception cref="CommandException">A secret stands in what it would say.</exception>
    public async Task ShowAsync(ImmutableArray<JournalEntry> entries, bool isContinued, CancellationToken cancellation)
    {
        var body = text.Body(entries);
        if (mask.Knows(body))
            throw CommandException.World("the value of a declared secret stands in what it would say");

        if (Opened is null)
        {
            Opened = (isContinued ? (await api.PullsAsync("open", branch.Name, null, cancellation)).FirstOrDefault() : null) ?? await OpenAsync(body, cancellation);
            _body = Opened.Body;
        }

        if (body == _body)
            return;

        Opened = await api.UpdatePullAsync(Opened.Number, new PullChange(Body: body), cancellation);
        _body = body;
    }

    /// <summary>Whether it was merged: then everybody has the log.</summary>
    public async Task<bool> IsMergedAsync(CancellationToken cancellation) => (await api.PullsAsync("closed", branch.Name, null, cancellation)).Any(p => p.Merged);

    /// <summary>Asks those who can answer, once for each question.</summary>
    /// <param name="isNews">Whether it has just come up; else an earlier run may have asked it, or have ended before it could.</param>
    public async Task AskAsync(ImmutableArray<JournalEntry> entries, bool isNews, CancellationToken cancellation)
    {
        if (Opened is not { } pull || text.Question(entries) is not { } question || mask.Knows(question))
            return;

        var marker = text.QuestionMarker(entries);
        if (isNews || OwnComments.FirstOf((await api.CommentsAsync(pull.Number, cancellation)).Where(c => Marker.Is(c.Body, marker)), await api.ViewerAsync(cancellation)) is null)
            await api.CreateCommentAsync(pull.Number, question, marker, cancellation);
    }

    private async Task<Pull> OpenAsync(string body, CancellationToken cancellation)
    {
        var info = await api.RepositoryAsync(cancellation);
        return await api.CreatePullAsync(new NewPull(text.Title, branch.Name, info.DefaultBranch, body), cancellation);
    }
}
