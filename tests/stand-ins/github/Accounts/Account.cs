namespace DeliveryAsCode.StandIns.GitHub;

/// <summary>Somebody at GitHub. The number stays, the login may change.</summary>
public sealed class Account
{
    internal Account(long id, string login, string type) => (Id, Login, Type, Email) = (id, login, type, $"{login}@acme.example");

    public long Id { get; }

    public string Login { get; internal set; }

    /// <summary>User, Bot or Organization.</summary>
    public string Type { get; }

    public string Email { get; }

    /// <summary>What GitHub writes into commits that are made through it.</summary>
    public string NoReplyEmail => $"{Id}+{Login}@users.noreply.github.com";

    public bool IsDeleted { get; internal set; }

    internal bool Owns(string email) =>
        email == Email || (email.EndsWith("@users.noreply.github.com", StringComparison.Ordinal) && email.StartsWith($"{Id}+", StringComparison.Ordinal));
}
