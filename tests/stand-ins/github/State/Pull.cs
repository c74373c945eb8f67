namespace DeliveryAsCode.StandIns.GitHub.State;

internal sealed class Pull(Issue issue, StandInRepository headRepository, string headRef, string headSha, string baseRef, string baseSha)
{
    public Issue Issue => issue;

    public int Number => issue.Number;

    public StandInRepository HeadRepository => headRepository;

    public string HeadRef => headRef;

    /// <summary>Follows every push while the pull request is open.</summary>
    public string HeadSha { get; set; } = headSha;

    public string BaseRef { get; set; } = baseRef;

    /// <summary>As GitHub has it: where the base was when the pull request was last looked at for a push, not where it is.</summary>
    public string BaseSha { get; set; } = baseSha;

    public bool IsDraft { get; set; }

    public Merge? Merge { get; set; }

    public List<Review> Reviews { get; } = [];

    public List<Account> RequestedPeople { get; } = [];

    public List<Team> RequestedTeams { get; } = [];

    /// <summary>How often GitHub still says that it does not know yet.</summary>
    public int UnknownFor { get; set; }

    public bool IsOpen => issue.IsOpen;
}

internal sealed record Merge(string Sha, Account By, DateTimeOffset At);
