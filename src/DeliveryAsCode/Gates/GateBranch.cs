namespace DeliveryAsCode.Gates;

/// <summary>
/// The branch of a gate's pull request, <c>delivery/acme-support-bot/gate-qa-gate</c>, where a row names it as its evidence:
/// the pull request has no number before it is opened.
/// </summary>
public static class GateBranch
{
    /// <summary>The first branch of the delivery that a text names; null if there is none.</summary>
    public static string? FirstIn(string text, string deliveryId) =>
        text.Split([' ', ',', ';', '(', ')', '`'], StringSplitOptions.RemoveEmptyEntries)
            .FirstOrDefault(word => word.StartsWith($"delivery/{deliveryId}/gate-", StringComparison.Ordinal));
}
