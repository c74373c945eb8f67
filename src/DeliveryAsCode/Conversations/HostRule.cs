namespace DeliveryAsCode.Conversations;

/// <summary>What the host itself asks for before it merges, as far as it says so.</summary>
/// <param name="What">In a few words: <c>2 approving reviews by people with write access</c>.</param>
public sealed record HostRule(string What, bool IsMet);
