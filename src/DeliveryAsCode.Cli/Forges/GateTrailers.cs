using DeliveryAsCode.Cli.Workspaces;
using DeliveryAsCode.Conversations;
using DeliveryAsCode.Deliveries;
using DeliveryAsCode.Documents;
using DeliveryAsCode.Lifecycles;
using DeliveryAsCode.Text;

namespace DeliveryAsCode.Cli.Forges;

/// <summary>What a commit says about the gate decision that it brings, in the trailers of its message.</summary>
/// <param name="Gate"><c>delivery-id/Gate name</c>.</param>
/// <param name="Digest">Of what was acknowledged.</param>
/// <param name="Role">The role in which the committer speaks.</param>
/// <param name="OnBehalfOf">Somebody without an account.</param>
/// <param name="Overrides">The policy that the committer lets pass.</param>
internal sealed record GateTrailers(string Gate, string Digest, string Role, string? OnBehalfOf, Policy? Overrides)
{
    private const string RoleKey = "Delivery-Role";
    private const string OnBehalfOfKey = "Delivery-On-Behalf-Of";
    private const string OverridesKey = "Delivery-Override";

    /// <returns>
    /// Null unless the commit speaks of this gate, once, and says what was acknowledged and in which role. For somebody
    /// without an account it can speak as a client only: nobody attests that others certified.
    /// </returns>
    public static GateTrailers? Of(Commit commit, string deliveryId, GateDecision row)
    {
        var (onBehalfOf, overrides) = (commit.ValuesOf(OnBehalfOfKey).ToList(), commit.ValuesOf(OverridesKey).ToList());
        return (commit.ValuesOf(CommitMessage.GateKey).ToList(), commit.ValuesOf(CommitMessage.DigestKey).ToList(), commit.ValuesOf(RoleKey).ToList()) is ([var gate], [var digest], [var name])
            && Names(gate, deliveryId, row)
            && onBehalfOf.Count <= 1 && (onBehalfOf.Count == 0 || name == Configuration.Role.Client)
            && overrides.Count <= 1 && overrides.All(o => KebabCase.Parse<Policy>(o) is not null)
            ? new GateTrailers(gate, digest, name, onBehalfOf.SingleOrDefault(), overrides.Select(KebabCase.Parse<Policy>).SingleOrDefault())
            : null;
    }

    /// <summary>As a commit's message ends with them.</summary>
    public string ToMessage() => string.Join('\n',
        new[] { $"{CommitMessage.GateKey}: {Gate}", $"{CommitMessage.DigestKey}: {Digest}", $"{RoleKey}: {Role}", OnBehalfOf is null ? null : $"{OnBehalfOfKey}: {OnBehalfOf}", Overrides is { } policy ? $"{OverridesKey}: {KebabCase.Of(policy)}" : null }.OfType<string>());

    private static bool Names(string gate, string deliveryId, GateDecision row) =>
        gate.Split('/', 2) is [var id, var name] && id == deliveryId && Label.Of(name) == row.Label;
}
