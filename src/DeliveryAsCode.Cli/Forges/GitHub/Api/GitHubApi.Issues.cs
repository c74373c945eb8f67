using System.Collections.Immutable;
using System.Globalization;
using static DeliveryAsCode.Cli.Forges.GitHub.Api.GitHubOperations;

namespace DeliveryAsCode.Cli.Forges.GitHub.Api;

internal sealed partial class GitHubApi
{
    public Task<Issue> IssueAsync(int number, CancellationToken cancellation) =>
        GetAsync(ReadIssue, $"read the issue {Named(number)}", Route($"/issues/{number}"), GitHubJson.Default.Issue, cancellation);

    /// <summary>Pull requests are not among them.</summary>
    /// <param name="state">"open", "closed" or "all".</param>
    public async Task<ImmutableArray<Issue>> IssuesAsync(string state, IReadOnlyCollection<string> labels, CancellationToken cancellation) =>
    [
        .. (await ListAsync(
            ReadIssues, $"list the issues of {repository}",
            Query(Route($"/issues"), ("state", state), ("labels", labels.Count == 0 ? null : string.Join(',', labels)), ("per_page", PageSize)),
            GitHubJson.Default.ImmutableArrayIssue, i => i.Number, cancellation)).Where(i => !i.IsPull),
    ];

    /// <param name="marker">A piece of the body that no other issue has: it finds the issue again.</param>
    public async Task<Issue> CreateIssueAsync(string title, string body, IReadOnlyCollection<string> labels, string marker, CancellationToken cancellation)
    {
        Require(body, marker);
        var asked = $"open an issue in {repository}";
        return await client.SendAsync(
            Write(CreateIssue, asked, Route($"/issues"), new NewIssue(title, body, [.. labels]), GitHubJson.Default.NewIssue),
            Reading.Of(GitHubJson.Default.Issue), cancellation,
            async token =>
            {
                var mine = await OwnAsync(token);
                var newest = await GetAsync(
                    ReadIssues, asked, Query(Route($"/issues"), ("state", "all"), ("sort", "created"), ("direction", "desc"), ("per_page", PageSize)),
                    GitHubJson.Default.ImmutableArrayIssue, token);
                return newest.FirstOrDefault(i => mine(i.User, i.Body, body, marker)) is { } issue ? new Found<Issue>(issue) : null;
            });
    }

    public Task<Issue> UpdateIssueAsync(int number, IssueChange change, CancellationToken cancellation) => client.SendAsync(
        Write(UpdateIssue, $"change the issue {Named(number)}", Route($"/issues/{number}"), change, GitHubJson.Default.IssueChange),
        Reading.Of(GitHubJson.Default.Issue), cancellation);

    /// <summary>Of an issue or a pull request: all of them, the oldest first.</summary>
    public Task<ImmutableArray<Comment>> CommentsAsync(int number, CancellationToken cancellation, DateTimeOffset? since = null) => ListAsync(
        ReadComments, $"list the comments of {Named(number)}", Query(Route($"/issues/{number}/comments"), ("since", Time(since)), ("per_page", PageSize)),
        GitHubJson.Default.ImmutableArrayComment, c => c.Id, cancellation);

    /// <returns>Null: it was deleted.</returns>
    public Task<Comment?> CommentAsync(long id, CancellationToken cancellation) =>
        FindAsync(ReadComment, string.Create(CultureInfo.InvariantCulture, $"read the comment {id} of {repository}"), Route($"/issues/comments/{id}"), GitHubJson.Default.Comment, cancellation);

    /// <param name="marker">A piece of the body that no other comment of ours there has: it finds the comment again.</param>
    public async Task<Comment> CreateCommentAsync(int number, string body, string marker, CancellationToken cancellation)
    {
        Require(body, marker);
        var since = Earlier();
        return await client.SendAsync(
            Write(CreateComment, $"comment on {Named(number)}", Route($"/issues/{number}/comments"), new CommentBody(body), GitHubJson.Default.CommentBody),
            Reading.Of(GitHubJson.Default.Comment), cancellation,
            async token =>
            {
                var mine = await OwnAsync(token);
                return (await CommentsAsync(number, token, since)).FirstOrDefault(c => mine(c.User, c.Body, body, marker)) is { } comment ? new Found<Comment>(comment) : null;
            });
    }

    public Task<Comment> UpdateCommentAsync(long id, string body, CancellationToken cancellation) => client.SendAsync(
        Write(UpdateComment, string.Create(CultureInfo.InvariantCulture, $"change the comment {id} of {repository}"), Route($"/issues/comments/{id}"), new CommentBody(body), GitHubJson.Default.CommentBody),
        Reading.Of(GitHubJson.Default.Comment), cancellation);

    /// <summary>Labels that are not there are made by GitHub.</summary>
    public Task AddLabelsAsync(int number, IReadOnlyCollection<string> labels, CancellationToken cancellation) => client.SendAsync(
        Write(AddLabels, $"label {Named(number)}", Route($"/issues/{number}/labels"), new LabelList([.. labels]), GitHubJson.Default.LabelList),
        Reading.Done, cancellation);

    /// <param name="color">Six hexadecimal digits.</param>
    public async Task EnsureLabelAsync(string name, string color, string description, CancellationToken cancellation)
    {
        var asked = $"make the label {name} in {repository}";
        var request = Write(CreateLabel, asked, Route($"/labels"), new NewLabel(name, color, description), GitHubJson.Default.NewLabel) with { Expected = [422] };
        var refusal = await client.SendAsync(request, answer => answer.IsSuccess && Reading.Done(answer) ? null : answer, cancellation);
        if (refusal is not null && await FindAsync(ReadLabel, asked, Route($"/labels/{name}"), GitHubJson.Default.Label, cancellation) is null)
            throw client.RefusalOf(request, refusal);
    }

    private static string? Time(DateTimeOffset? time) => time?.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);

    /// <summary>From when on a thing is looked for that is made now: clocks and caches have their tolerance.</summary>
    private DateTimeOffset? Earlier() => client.ServerTime - TimeSpan.FromMinutes(5);

    private static void Require(string body, string marker)
    {
        if (marker.Length == 0 || !body.Contains(marker, StringComparison.Ordinal))
            throw new ArgumentException($"the body does not contain \"{marker}\"", nameof(marker));
    }

    /// <summary>What is ours: by its author and the marker; where GitHub does not say who we are, by its whole text.</summary>
    private async Task<Func<Account?, string, string, string, bool>> OwnAsync(CancellationToken cancellation) => await ViewerAsync(cancellation) is { } viewer
        ? (user, text, _, marker) => user?.Id == viewer.Id && text.Contains(marker, StringComparison.Ordinal)
        : (_, text, body, _) => text.ReplaceLineEndings("\n").Trim() == body.ReplaceLineEndings("\n").Trim();
}
