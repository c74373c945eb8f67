namespace DeliveryAsCode.StandIns.GitHub;

public sealed class Team
{
    internal Team(long id, string slug) => (Id, Slug) = (id, slug);

    public long Id { get; }

    public string Slug { get; }

    /// <summary>By account, and whether they have accepted (else the membership is <c>pending</c>).</summary>
    internal Dictionary<Account, bool> Members { get; } = [];
}
