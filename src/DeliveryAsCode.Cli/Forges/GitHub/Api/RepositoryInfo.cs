using System.Text.Json.Serialization;

namespace DeliveryAsCode.Cli.Forges.GitHub.Api;

/// <summary>The settings of merging are told only to who may see them; null: not told.</summary>
internal sealed record RepositoryInfo(
    long Id,
    string DefaultBranch,
    bool? AllowMergeCommit = null,
    [property: JsonPropertyName("allow_squash_merge")] bool? AllowSquash = null);
