namespace DeliveryAsCode.Cli.Forges.GitHub;

/// <summary>A gate whose decision somebody asked for in a comment.</summary>
/// <param name="Gate">As the lifecycle names it.</param>
internal sealed record AskedGate(string DeliveryId, string Gate)
{
    /// <summary>For whom a delivery manager speaks; null where those of the role speak themselves.</summary>
    public ClientWord? OnBehalfOf { get; init; }
}

/// <summary>What a client without an account said.</summary>
/// <param name="Evidence">Where it can be looked up.</param>
/// <param name="By">Who attests it.</param>
internal sealed record ClientWord(string Client, Uri Evidence, string By);
