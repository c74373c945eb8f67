using System.Collections.Immutable;

namespace DeliveryAsCode.StandIns.GitHub.Accounts;

/// <summary>Everybody whom the server knows, and their tokens.</summary>
internal sealed class AccountDirectory
{
    private readonly List<Account> _accounts = [];
    private readonly Dictionary<string, AccessToken> _tokens = [];
    private long _last = 1000;

    /// <summary>Whose name is on what deleted accounts left behind.</summary>
    public Account Ghost { get; } = new(10137, "ghost", "User");

    public IEnumerable<Account> All => _accounts;

    public Account Add(string login, string type, long? id = null)
    {
        var account = new Account(id ?? ++_last, login, type);
        _accounts.Add(account);
        if (type == "User")
            Add(new AccessToken($"ghp_{login}", account));
        return account;
    }

    public AccessToken Add(AccessToken token) => _tokens[token.Value] = token;

    public Account? Find(string login) => _accounts.FirstOrDefault(a => !a.IsDeleted && a.Login.Equals(login, StringComparison.OrdinalIgnoreCase));

    public Account? Find(long id) => _accounts.FirstOrDefault(a => a.Id == id && !a.IsDeleted);

    public Account? ByEmail(string email) => _accounts.FirstOrDefault(a => !a.IsDeleted && a.Owns(email));

    public AccessToken? Token(string value, DateTimeOffset now) =>
        _tokens.GetValueOrDefault(value) is { Account.IsDeleted: false } token && !(token.Expires <= now) ? token : null;

    public void Forget(AccessToken token) => _tokens.Remove(token.Value);

    public static ImmutableDictionary<string, Access> Permissions(params ReadOnlySpan<(string, Access)> permissions) =>
        permissions.ToArray().ToImmutableDictionary(p => p.Item1, p => p.Item2);
}
