using System.Collections.Immutable;

namespace DeliveryAsCode.StandIns.GitHub;

/// <summary>What somebody says to be known.</summary>
/// <param name="App">The App behind an installation token, which is also the one that check runs belong to.</param>
/// <param name="Permissions">Null: whatever the account may.</param>
/// <param name="Expires">Null: never.</param>
public sealed record AccessToken(string Value, Account Account, GitHubApp? App = null, ImmutableDictionary<string, Access>? Permissions = null, DateTimeOffset? Expires = null)
{
    internal bool IsInstallation => App is not null;

    internal bool Allows(string permission, Access access) => Permissions is null || Permissions.GetValueOrDefault(permission) >= access;
}
