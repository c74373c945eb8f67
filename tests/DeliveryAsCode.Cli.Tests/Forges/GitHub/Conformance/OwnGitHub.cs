using DeliveryAsCode.StandIns.GitHub;

namespace DeliveryAsCode.Cli.Tests.Forges.GitHub.Conformance;

/// <summary>Our own stand-in, started once for a class of tests.</summary>
public sealed class OwnGitHub : IDisposable
{
    internal GitHubStandIn GitHub { get; } = GitHubStandIn.Start();

    public void Dispose() => GitHub.Dispose();
}
