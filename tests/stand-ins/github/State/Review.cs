namespace DeliveryAsCode.StandIns.GitHub.State;

internal sealed class Review(long id, Account? author, string state, string body, string commit, DateTimeOffset at)
{
    public const string Approved = "APPROVED";
    public const string ChangesRequested = "CHANGES_REQUESTED";
    public const string Commented = "COMMENTED";
    public const string Dismissed = "DISMISSED";
    public const string Pending = "PENDING";

    public long Id => id;

    public Account? Author => author;

    public string State { get; set; } = state;

    public string Body { get; set; } = body;

    public string Commit => commit;

    public DateTimeOffset At { get; set; } = at;

    public bool IsDecisive => State is Approved or ChangesRequested;
}
