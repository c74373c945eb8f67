using DeliveryAsCode.Documents;
using DeliveryAsCode.Lifecycles;

namespace DeliveryAsCode.Gates;

/// <summary>
/// The branch of a gate's pull request: <c>delivery/acme-support-bot/gate-qa-gate</c>, <c>…-2</c> for a second attempt. A row
/// of the record names it as its evidence, because the pull request has no number before it is opened.
/// </summary>
public static class GateBranch
{
    /// <param name="attempt">From 1.</param>
    public static string Of(string deliveryId, GateDefinition gate, int attempt) =>
        $"{PrefixOf(deliveryId)}{Slug.Of(gate.Name)}{(attempt > 1 ? $"-{attempt}" : "")}";

    /// <summary>The first branch of the delivery that a text names; null if there is none.</summary>
    public static string? FirstIn(string text, string deliveryId) =>
        text.Split([' ', ',', ';', '(', ')', '`'], StringSplitOptions.RemoveEmptyEntries).FirstOrDefault(word => word.StartsWith(PrefixOf(deliveryId), StringComparison.Ordinal));

    private static string PrefixOf(string deliveryId) => $"delivery/{deliveryId}/gate-";
}
