namespace DeliveryAsCode.Conversations;

/// <summary>What the end of a body says about the host.</summary>
internal static class HostNotes
{
    public const string StartsNoWorkflow = "The token that opened it starts no workflows: if a required check does not come, somebody has to start it, or a GitHub App's token has to be used.";

    public const string Advisory = "Profile *advisory*: whoever can write to this repository could forge the check. `delivery doctor` says what is missing.";

    public static string Of(bool startsNoWorkflow) => startsNoWorkflow ? $"<sub>{StartsNoWorkflow}</sub>\n" : "";
}
