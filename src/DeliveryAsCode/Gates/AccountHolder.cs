namespace DeliveryAsCode.Gates;

/// <summary>Whose an account on a forge is, by the rules. Closed. Only <see cref="Known"/> speaks for a role.</summary>
/// <param name="Person">Who it is all the same: what somebody wrote stays their own work, whatever they are called now.</param>
public abstract record AccountHolder(Person Person)
{
    /// <param name="AccountId">The forge's immutable id.</param>
    /// <param name="Login">As the forge has it now.</param>
    public sealed record Known(Person Person, string AccountId, string Login) : AccountHolder(Person);

    /// <summary>The rules know the account by another login.</summary>
    /// <param name="Why">A sentence without a full stop.</param>
    public sealed record Renamed(Person Person, string Why) : AccountHolder(Person);

    /// <summary>The rules do not know the account.</summary>
    public sealed record Unlisted(Person Person) : AccountHolder(Person);
}
