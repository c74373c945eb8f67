using System.Text.Json.Serialization;

namespace DeliveryAsCode.Cli.Forges.GitHub.Api;

/// <summary>The settings of merging are told only to who may see them; null: not told.</summary>
internal sealed record RepositoryInfo(
    long Id,
    string FullName,
    string DefaultBranch,
    bool Private,
    Account? Owner = null,
    bool? AllowAutoMerge = null,
    bool? AllowMergeCommit = null,
    [property: JsonPropertyName("allow_squash_merge")] bool? AllowSquash = null,
    [property: JsonPropertyName("allow_rebase_merge")] bool? AllowRebase = null,
    RepositoryPermissions? Permissions = null);

/// <summary>What our token may, as far as GitHub says it.</summary>
internal sealed record RepositoryPermissions(bool Admin = false, bool Maintain = false, bool Push = false, bool Triage = false, bool Pull = false);

/// <param name="Permission">"admin", "write", "read", "none".</param>
/// <param name="RoleName">Also "maintain", "triage" and roles of the organisation.</param>
internal sealed record CollaboratorPermission(string Permission, string? RoleName = null, Account? User = null);
