using System.Runtime.CompilerServices;
using System.Text.Json;
using DeliveryAsCode.Cli.Forges.GitHub.Api;
using DeliveryAsCode.Cli.Tests.Hosts;
using DeliveryAsCode.Cli.Tests.Infra;

namespace DeliveryAsCode.Cli.Tests.Forges.GitHub;

/// <summary>The built program at the shop, called as the runner calls it in a workflow that has checked out nothing.</summary>
internal sealed class ShopProgram(ShopDelivery shop, [CallerMemberName] string test = "") : IDisposable
{
    private readonly DeliveryRepository _runner = DeliveryRepository.WithoutGit(test);

    public void Dispose() => _runner.Dispose();

    /// <summary>As the check workflow does when the signal of the pull request has completed.</summary>
    public ActionAnswer Check(Pull pull) =>
        Run("check", "workflow_run", new { action = "completed", workflow_run = new { id = 12, @event = "pull_request", head_sha = pull.Head.Sha, head_branch = pull.Head.Ref, pull_requests = new[] { new { number = pull.Number } } } });

    /// <summary>As the reconcile workflow does after a push.</summary>
    public ActionAnswer Reconcile() =>
        Run("reconcile", "push", new { @ref = "refs/heads/main", before = new string('0', 40), after = shop.Shop.Tip("main") });

    public ActionAnswer Run(string command, string eventName, object payload) =>
        ActionCall.In(_runner, eventName, command, JsonSerializer.Serialize(payload))
            .With("GITHUB_API_URL", shop.GitHub.Url.AbsoluteUri).With("GITHUB_REF", "refs/heads/main").With("DELIVERY_WRITE_PAUSE", "0").Input("token", shop.GitHub.BotToken)
            .Run();
}
