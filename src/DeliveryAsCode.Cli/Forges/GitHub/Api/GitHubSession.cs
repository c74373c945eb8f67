using System.Collections.Immutable;
using System.Text.RegularExpressions;
using DeliveryAsCode.Cli.Running;

namespace DeliveryAsCode.Cli.Forges.GitHub.Api;

/// <summary>The token that requests go out with: the one that was given, or one that the key of a GitHub App makes, renewed before it ends.</summary>
internal sealed partial class GitHubSession(GitHubClient client, GitHubConnection connection, TimeProvider clock) : IDisposable
{
    private static readonly TimeSpan Before = TimeSpan.FromMinutes(5);

    private readonly AppKey? _key = connection.Credentials is GitHubCredentials.App app ? new AppKey(app) : null;
    private readonly SemaphoreSlim _turn = new(1, 1);
    private InstallationToken? _token;
    private long? _installation = (connection.Credentials as GitHubCredentials.App)?.Installation;
    private ImmutableList<string> _secrets = connection.Credentials is GitHubCredentials.Token given ? [given.Value] : [];

    /// <summary>Told of each token before it is used, so that logs never show it.</summary>
    public Action<string>? SecretMade { get; set; }

    private DateTimeOffset Now => client.ServerTime ?? clock.GetUtcNow();

    public async ValueTask<string> BearerAsync(GitHubRequest request, CancellationToken cancellation) => connection.Credentials switch
    {
        GitHubCredentials.Token token => token.Value,
        GitHubCredentials.App when request.IsOfApp => _key!.Sign(Now),
        GitHubCredentials.App => (await TokenAsync(cancellation)).Token,
        var other => throw new InvalidOperationException(other.ToString()),
    };

    /// <summary>GitHub does not know the token.</summary>
    /// <returns>Whether another one can be had.</returns>
    public bool Forget(string bearer)
    {
        if (_key is null)
            return false;

        if (_token is { } token && token.Token == bearer)
            _token = null;
        return true;
    }

    /// <summary>Without what must not be shown, in whatever encoding.</summary>
    public string Mask(string text) => AnyToken().Replace(SecretMask.Of(_secrets).Apply(text), "***");

    public void Dispose()
    {
        _key?.Dispose();
        _turn.Dispose();
    }

    private async Task<InstallationToken> TokenAsync(CancellationToken cancellation)
    {
        await _turn.WaitAsync(cancellation);
        try
        {
            if (_token is { } token && token.ExpiresAt - Now > Before)
                return token;

            var made = await MakeAsync(cancellation);
            _secrets = _secrets.Add(made.Token);
            SecretMade?.Invoke(made.Token);
            return _token = made;
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>For the one repository, and no other that the App is installed in.</summary>
    private async Task<InstallationToken> MakeAsync(CancellationToken cancellation)
    {
        var repository = connection.Repository;
        _installation ??= (await client.SendAsync(
            new GitHubRequest(GitHubOperations.ReadInstallation, $"find where the GitHub App is installed for {repository}", $"repos/{repository}/installation") { IsOfApp = true },
            Reading.Of(GitHubJson.Default.Installation), cancellation)).Id;
        return await client.SendAsync(
            new GitHubRequest(GitHubOperations.CreateToken, $"get a token of the GitHub App for {repository}", FormattableString.Invariant($"app/installations/{_installation}/access_tokens"))
            {
                IsOfApp = true,
                Body = Writing.Of(new TokenRequest([repository.Name]), GitHubJson.Default.TokenRequest),
            },
            Reading.Of(GitHubJson.Default.InstallationToken), cancellation);
    }

    [GeneratedRegex(@"(?:gh[pousr]|github_pat)_\w{8,}|eyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]{8,}")]
    private static partial Regex AnyToken();
}
