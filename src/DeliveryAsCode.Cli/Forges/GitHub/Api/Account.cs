using System.Text.Json.Serialization;

namespace DeliveryAsCode.Cli.Forges.GitHub.Api;

/// <summary>Known by its number: a login can be given up, and taken by somebody else.</summary>
/// <param name="Type">"User", "Bot", "Organization", "Mannequin".</param>
internal sealed record Account(long Id, string Login, string Type)
{
    /// <summary>Whether a person speaks: no App, no bot, and not the one that stands for deleted accounts.</summary>
    [JsonIgnore]
    public bool IsPerson => Type == "User" && !Login.EndsWith("[bot]", StringComparison.OrdinalIgnoreCase) && !Login.Equals("ghost", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether it is ours.</summary>
    /// <param name="viewer">Who we are; null where GitHub does not say, and then at least no person is meant.</param>
    public bool IsOf(Account? viewer) => viewer is null ? !IsPerson : Id == viewer.Id;
}
