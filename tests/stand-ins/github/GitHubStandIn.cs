using System.Collections.Immutable;
using DeliveryAsCode.StandIns.GitHub.Accounts;
using DeliveryAsCode.StandIns.GitHub.Git;
using DeliveryAsCode.StandIns.GitHub.Http;
using DeliveryAsCode.StandIns.GitHub.Views;

namespace DeliveryAsCode.StandIns.GitHub;

/// <summary>
/// A GitHub for tests: its REST API over real bare repositories, in this process, on loopback ports of its own. It is
/// written from GitHub's documentation and kept honest by a conformance suite.
/// </summary>
public sealed partial class GitHubStandIn : IAsyncDisposable, IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("github-stand-in-");
    private readonly CancellationTokenSource _ending = new();
    private readonly List<StandInRequest> _requests = [];
    private readonly List<StandInRepository> _repositories = [];
    private readonly List<GitHubApp> _apps = [];
    private long _lastId = 5_000_000;
    private Pipeline? _pipeline;
    private Server? _server;

    private GitHubStandIn(TimeProvider clock)
    {
        Clock = clock;
        Organisation = Accounts.Add("acme", "Organization");
        foreach (var login in (string[])["iris", "pablo", "quinn", "diego", "dana", "clara", "acme-contact", "mallory"])
            Accounts.Add(login, "User");

        App = AddApp(4242, "dac-bot", 7001, ("actions", Access.Write), ("checks", Access.Write), ("contents", Access.Write), ("deployments", Access.Write), ("issues", Access.Write), ("members", Access.Read), ("metadata", Access.Read), ("pull_requests", Access.Write), ("statuses", Access.Write));
        Actions = AddApp(15368, "github-actions", 7002, ("actions", Access.Write), ("checks", Access.Write), ("contents", Access.Write), ("deployments", Access.Write), ("issues", Access.Write), ("metadata", Access.Read), ("pull_requests", Access.Write), ("statuses", Access.Write));
        BotToken = Accounts.Add(new AccessToken("ghs_dac-bot", App.Account, App, App.Permissions)).Value;
        ActionsToken = Accounts.Add(new AccessToken("ghs_github-actions", Actions.Account, Actions, Actions.Permissions)).Value;

        Shop = AddRepository("shop", isPrivate: false);
        Vault = AddRepository("vault", isPrivate: true);
        Shop.SetRole("acme-contact", Role.Read);
    }

    /// <summary>What <c>GITHUB_API_URL</c> is on a runner: no slash at the end.</summary>
    public Uri Url => _server!.Api;

    /// <summary>The public repository acme/shop: one commit with a README.md.</summary>
    public StandInRepository Shop { get; }

    /// <summary>The private one, acme/vault.</summary>
    public StandInRepository Vault { get; }

    /// <summary>Our App: number 4242, installation 7001, bot <c>dac-bot[bot]</c>.</summary>
    public GitHubApp App { get; }

    /// <summary>The App behind <c>GITHUB_TOKEN</c>: number 15368.</summary>
    public GitHubApp Actions { get; }

    /// <summary>An installation token of <see cref="App"/> that does not expire.</summary>
    public string BotToken { get; }

    /// <summary>A token as workflows have it, with every permission that a workflow can ask for.</summary>
    public string ActionsToken { get; }

    /// <summary>What shall go wrong.</summary>
    public FaultPlan Faults { get; } = new();

    public TimeProvider Clock { get; }

    /// <summary>Every request so far, in the order in which they were answered.</summary>
    public ImmutableArray<StandInRequest> Requests
    {
        get
        {
            lock (_requests)
                return [.. _requests];
        }
    }

    /// <summary>Those that changed something.</summary>
    public IEnumerable<StandInRequest> Effects => Requests.Where(r => r.HadEffect);

    internal View View => field ??= new View(this);

    internal Account Organisation { get; }

    internal AccountDirectory Accounts { get; } = new();

    internal IReadOnlyList<StandInRepository> Repositories => _repositories;

    internal IReadOnlyList<GitHubApp> Apps => _apps;

    internal Dictionary<string, Team> Teams { get; } = [];

    internal Uri Downloads => _server!.Downloads;

    /// <summary>One thing happens at a time: from outside, GitHub looks no other way.</summary>
    internal Lock World { get; } = new();

    /// <param name="clock">What every time that the server gives is taken from.</param>
    public static async Task<GitHubStandIn> StartAsync(TimeProvider? clock = null)
    {
        var gitHub = new GitHubStandIn(clock ?? TimeProvider.System);
        gitHub._pipeline = new Pipeline(gitHub, gitHub._ending.Token);
        gitHub._server = await Server.StartAsync(gitHub._pipeline.HandleAsync);
        return gitHub;
    }

    public static GitHubStandIn Start(TimeProvider? clock = null) => StartAsync(clock).GetAwaiter().GetResult();

    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync();
        if (_server is not null)
            await _server.DisposeAsync();
        _pipeline?.Dispose();
        _ending.Dispose();
        _folder.Delete(recursive: true);
    }

    public void Dispose() => DisposeAsync().AsTask().GetAwaiter().GetResult();

    /// <summary>How many requests of an operation came in.</summary>
    public int Count(string operation) => Requests.Count(r => r.Operation == operation);

    public void ForgetRequests()
    {
        lock (_requests)
            _requests.Clear();
    }

    public StandInRepository AddRepository(string name, bool isPrivate)
    {
        lock (World)
        {
            var repository = Keep(new StandInRepository(this, NextId(), Organisation.Login, name, isPrivate, BareRepository.Create(FolderOf(Organisation.Login, name))) { CreatedAt = Clock.GetUtcNow() });
            foreach (var login in (string[])["iris", "pablo", "quinn", "diego", "clara"])
                repository.SetRole(login, Role.Write);
            repository.SetRole("dana", Role.Admin);
            repository.Push(repository.DefaultBranch, new Dictionary<string, string?> { ["README.md"] = $"# {name}\n" }, "dana", "Initial commit");
            return repository;
        }
    }

    internal StandInRepository AddFork(StandInRepository of, Account owner) =>
        Keep(new StandInRepository(this, NextId(), owner.Login, of.Name, of.IsPrivate, of.Git.Fork(FolderOf(owner.Login, of.Name))) { Parent = of, CreatedAt = Clock.GetUtcNow() });

    internal StandInRepository? FindRepository(string fullName) => _repositories.FirstOrDefault(r => r.FullName.Equals(fullName, StringComparison.OrdinalIgnoreCase));

    /// <summary>Whether a token sees what only members of the organisation see.</summary>
    internal bool IsInside(AccessToken? token) => token is not null && (token.IsInstallation || Shop.RoleOf(token.Account) >= Role.Write);

    internal long NextId() => Interlocked.Increment(ref _lastId);

    internal void Record(StandInRequest request)
    {
        lock (_requests)
            _requests.Add(request);
    }

    /// <summary>What the address of an archive stands for.</summary>
    internal byte[]? Archive(string path) =>
        path.Split('/', StringSplitOptions.RemoveEmptyEntries) is [var owner, var name, "legacy.tar.gz", var commit] && FindRepository($"{owner}/{name}") is { } repository
            ? repository.Git.Archive(commit, $"{owner}-{name}-{commit[..7]}")
            : null;

    private StandInRepository Keep(StandInRepository repository)
    {
        _repositories.Add(repository);
        return repository;
    }

    private string FolderOf(string owner, string name) => Path.Combine(_folder.FullName, owner, $"{name}.git");
}
