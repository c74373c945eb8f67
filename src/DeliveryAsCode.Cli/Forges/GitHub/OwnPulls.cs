using System.Collections.Immutable;
using DeliveryAsCode.Cli.Forges.GitHub.Api;
using DeliveryAsCode.Conversations;

namespace DeliveryAsCode.Cli.Forges.GitHub;

/// <summary>The open pull requests that come from branches of the program's own, by what the branches are for.</summary>
internal sealed class OwnPulls
{
    private readonly ImmutableArray<(DeliveryBranch Branch, Pull Pull)> _open;

    private OwnPulls(ImmutableArray<(DeliveryBranch, Pull)> open) => _open = open;

    public static async Task<OwnPulls> ReadAsync(GitHubForge forge, CancellationToken cancellation)
    {
        var open = await forge.Api.PullsAsync("open", null, forge.BaseBranch, cancellation);
        return new OwnPulls([.. from pull in open
                                where forge.IsOwn(pull)
                                let branch = DeliveryBranch.Parse(pull.Head.Ref)
                                where branch is not null
                                orderby pull.Number
                                select (branch, pull)]);
    }

    public IEnumerable<(DeliveryBranch Branch, Pull Pull)> All => _open;

    /// <summary>The oldest first.</summary>
    public IEnumerable<(DeliveryBranch Branch, Pull Pull)> Of(string deliveryId) => _open.Where(p => p.Branch.DeliveryId == deliveryId);

    public Pull? Find(DeliveryBranch branch) => _open.FirstOrDefault(p => p.Branch.Name == branch.Name).Pull;

    /// <summary>Whether one is open that brings a row to the delivery's record: two that change it would stand in each other's way.</summary>
    public bool HasDecision(string deliveryId) => Of(deliveryId).Any(p => p.Branch is DeliveryBranch.Gate or DeliveryBranch.Failed);

    /// <summary>The one that asks for a gate's decision, whichever attempt it is.</summary>
    public Pull? FindGate(string deliveryId, string gate) =>
        Of(deliveryId).FirstOrDefault(p => p.Branch is DeliveryBranch.Gate asked && asked.Slug == GateSlug.Of(gate)).Pull;
}
