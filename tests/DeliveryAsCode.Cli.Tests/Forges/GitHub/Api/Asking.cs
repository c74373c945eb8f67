using DeliveryAsCode.Cli.Forges.GitHub.Api;

namespace DeliveryAsCode.Cli.Tests.Forges.GitHub.Api;

/// <summary>A client of a server on this machine, on a clock on which waiting costs nothing.</summary>
internal sealed class Asking : IDisposable
{
    public const string Token = "ghs_worthlessTokenOfATest0123456789";

    public static readonly RepositoryName Shop = new("acme", "shop");

    public static readonly GitHubTimes Times = GitHubTimes.Default with { PerWrite = TimeSpan.Zero, Timeout = TimeSpan.FromSeconds(20) };

    public Asking(Uri api, GitHubTimes? times = null, GitHubCredentials? credentials = null, SkippingClock? clock = null)
    {
        Clock = clock ?? new SkippingClock();
        Client = new GitHubClient(new GitHubConnection(api, credentials ?? new GitHubCredentials.Token(Token), Shop, times ?? Times), Clock, () => 0.5) { SecretMade = Secrets.Add };
        Api = new GitHubApi(Client, Shop);
    }

    public SkippingClock Clock { get; }

    public GitHubClient Client { get; }

    public GitHubApi Api { get; }

    public List<string> Secrets { get; } = [];

    public static CancellationToken None => CancellationToken.None;

    public void Dispose() => Client.Dispose();
}
