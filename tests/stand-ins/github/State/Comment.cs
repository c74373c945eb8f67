namespace DeliveryAsCode.StandIns.GitHub.State;

internal sealed class Comment(long id, Issue issue, Account author, GitHubApp? app, string body, DateTimeOffset at)
{
    public long Id => id;

    public Issue Issue => issue;

    public Account Author => author;

    public GitHubApp? App => app;

    public string Body { get; set; } = body;

    public DateTimeOffset CreatedAt { get; } = at;

    public DateTimeOffset UpdatedAt { get; set; } = at;
}
