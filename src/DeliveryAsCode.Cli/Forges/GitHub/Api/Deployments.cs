using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace DeliveryAsCode.Cli.Forges.GitHub.Api;

/// <param name="Payload">An object, or a text.</param>
internal sealed record Deployment(long Id, JsonElement? Payload = null)
{
    /// <summary>The key that it was created with; null if it is not one of ours.</summary>
    [JsonIgnore]
    public string? Key => Payload is { ValueKind: JsonValueKind.Object } payload && payload.TryGetProperty(DeploymentPayload.Name, out var key) && key.ValueKind == JsonValueKind.String
        ? key.GetString()
        : null;
}

/// <param name="Ref">A commit, a branch or a tag.</param>
/// <param name="Key">Finds it again: the execution, say.</param>
internal sealed record NewDeployment(string Ref, string Environment, string Key, string Description);

internal sealed record DeploymentRequest(
    string Ref,
    string Task,
    bool AutoMerge,
    ImmutableArray<string> RequiredContexts,
    DeploymentPayload Payload,
    string Environment,
    string Description,
    bool ProductionEnvironment);

internal sealed record DeploymentPayload(string Delivery)
{
    public const string Name = "delivery";
}

/// <param name="State">"queued", "in_progress", "success", "failure", "error", "inactive", "pending".</param>
internal sealed record DeploymentStatus(long Id, string State, string? Description = null);

/// <param name="Description">Cut at 140 characters, which is all that GitHub takes.</param>
internal sealed record NewDeploymentStatus(string State, string Description, string? LogUrl = null, bool AutoInactive = true);
