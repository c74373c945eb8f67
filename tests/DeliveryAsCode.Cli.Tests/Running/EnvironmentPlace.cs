using DeliveryAsCode.Cli.Forges.GitHub.Api;
using DeliveryAsCode.Cli.Running;
using DeliveryAsCode.Cli.Workspaces;
using DeliveryAsCode.StandIns.GitHub;
using SkippingClock = DeliveryAsCode.Cli.Tests.Forges.GitHub.Api.SkippingClock;

namespace DeliveryAsCode.Cli.Tests.Running;

/// <summary>A place that keeps the ref of an environment, for two that come to it.</summary>
internal abstract class EnvironmentPlace : IDisposable
{
    public const string Environment = "acme";

    /// <summary>As messages call it.</summary>
    public abstract string Name { get; }

    /// <summary>Another one each time, as another run has it.</summary>
    public abstract EnvironmentStore Store();

    public EnvironmentRef Open(TimeProvider? clock = null, RemoteTimes? times = null) => EnvironmentRef.Open(Store(), clock ?? TimeProvider.System, times);

    /// <summary>What the ref holds, read by nobody's program.</summary>
    public abstract string Show(string path);

    public abstract string Tip { get; }

    /// <summary>From now on nothing answers.</summary>
    public abstract void FallSilent();

    public abstract void AnswerAgain();

    public abstract void Dispose();
}

internal sealed class GitPlace : EnvironmentPlace
{
    private readonly TwoClones _clones = new();
    private int _opened;

    public override string Name => "the remote \"origin\"";

    public override string Tip => _clones.Tip(Environment);

    public override EnvironmentStore Store() => new GitEnvironmentStore(new Git((++_opened % 2 == 1 ? _clones.A : _clones.B).Root), "origin", Environment);

    public override string Show(string path) => _clones.Show(path, Environment);

    public override void FallSilent() => Directory.Move(_clones.Remote, $"{_clones.Remote}.gone");

    public override void AnswerAgain() => Directory.Move($"{_clones.Remote}.gone", _clones.Remote);

    public override void Dispose() => _clones.Dispose();
}

internal sealed class GitHubPlace : EnvironmentPlace
{
    private static readonly GitHubTimes Impatient = new(TimeSpan.Zero, TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(2), 2, TimeSpan.FromMilliseconds(1));

    private readonly List<GitHubClient> _clients = [];

    public GitHubStandIn GitHub { get; } = GitHubStandIn.Start();

    public override string Name => "GitHub (acme/shop)";

    public override string Tip => GitHub.Shop.Tip($"delivery/env/{Environment}")!;

    /// <summary>Requests of all that came.</summary>
    public IEnumerable<Exchange> Exchanges => _clients.SelectMany(c => c.Log.Exchanges);

    public override EnvironmentStore Store() => new GitHubEnvironmentStore(Api(), Environment, SecretMask.None);

    /// <summary>With a token of its own: GitHub counts what each may still ask.</summary>
    public GitHubApi Api()
    {
        var token = GitHub.Token("github-actions[bot]", ("actions", Access.Read), ("contents", Access.Write));
        var client = new GitHubClient(new GitHubConnection(GitHub.Url, new GitHubCredentials.Token(token), new RepositoryName("acme", "shop"), Impatient), new SkippingClock(), () => 0.5);
        _clients.Add(client);
        return new GitHubApi(client, client.Connection.Repository);
    }

    public override string Show(string path) => GitHub.Shop.Read($"delivery/env/{Environment}", path)!.TrimEnd('\n');

    public override void FallSilent() => GitHub.Faults.Add(new FaultMatch(Times: int.MaxValue), new Fault.Status(503));

    public override void AnswerAgain() => GitHub.Faults.Clear();

    public override void Dispose()
    {
        foreach (var client in _clients)
            client.Dispose();
        GitHub.Dispose();
    }
}
