namespace DeliveryAsCode.StandIns.GitHub.State;

/// <summary>An issue; a pull request is one too.</summary>
internal sealed class Issue(long id, int number, string title, string body, Account author, DateTimeOffset at)
{
    public long Id => id;

    public int Number => number;

    public string Title { get; set; } = title;

    public string Body { get; set; } = body;

    public Account Author { get; set; } = author;

    public DateTimeOffset CreatedAt { get; } = at;

    public DateTimeOffset UpdatedAt { get; set; } = at;

    public DateTimeOffset? ClosedAt { get; set; }

    public string? StateReason { get; set; }

    public List<string> Labels { get; } = [];

    public List<Account> Assignees { get; } = [];

    public List<Comment> Comments { get; } = [];

    public Pull? Pull { get; set; }

    public bool IsOpen => ClosedAt is null;
}
