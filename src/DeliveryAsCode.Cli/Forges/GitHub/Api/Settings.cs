using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace DeliveryAsCode.Cli.Forges.GitHub.Api;

/// <summary>A setting that not every token may see.</summary>
internal abstract record Setting<T>
{
    private Setting()
    {
    }

    public sealed record Known(T Value) : Setting<T>;

    /// <summary>It is not set.</summary>
    public sealed record Absent : Setting<T>;

    /// <param name="Why">Also what the token lacks.</param>
    public sealed record CannotTell(string Why) : Setting<T>;
}

internal abstract record TeamMembership
{
    private TeamMembership()
    {
    }

    public sealed record Member : TeamMembership;

    public sealed record NotMember : TeamMembership;

    /// <summary>Which counts as no member.</summary>
    public sealed record CannotTell(string Why) : TeamMembership;
}

internal sealed record Team(long Id, string Slug);

/// <param name="State">"active", or "pending" until the invitation is accepted.</param>
internal sealed record TeamMember(string State);

internal sealed record Switch(bool Enabled);

internal sealed record BranchProtection(
    RequiredStatusChecks? RequiredStatusChecks = null,
    RequiredReviews? RequiredPullRequestReviews = null,
    Switch? EnforceAdmins = null,
    Switch? AllowForcePushes = null,
    Switch? AllowDeletions = null);

internal sealed record RequiredStatusChecks(ImmutableArray<RequiredCheck> Checks = default)
{
    public ImmutableArray<RequiredCheck> Checks { get; init; } = Checks.IsDefault ? [] : Checks;
}

/// <param name="AppId">Null: whoever has write access can set it.</param>
internal sealed record RequiredCheck(string Context, long? AppId = null);

internal sealed record RequiredReviews(
    bool DismissStaleReviews = false,
    bool RequireCodeOwnerReviews = false);

/// <summary>A rule of a ruleset, as it applies to a branch.</summary>
/// <param name="Type">"pull_request", "required_status_checks", "non_fast_forward", "deletion", "update" and others.</param>
internal sealed record BranchRule(string Type, BranchRuleParameters? Parameters = null, long? RulesetId = null);

/// <param name="BypassActors">Told only to those who may change the ruleset; default: not told.</param>
internal sealed record Ruleset(long Id, ImmutableArray<BypassActor> BypassActors = default);

/// <param name="ActorType">"Team", "Integration", "RepositoryRole", "OrganizationAdmin", "DeployKey".</param>
internal sealed record BypassActor(string ActorType);

internal sealed record BranchRuleParameters(
    ImmutableArray<RuleCheck> RequiredStatusChecks = default,
    bool? DismissStaleReviewsOnPush = null,
    bool? RequireCodeOwnerReview = null,
    int? RequiredApprovingReviewCount = null,
    bool? RequiredReviewThreadResolution = null)
{
    public ImmutableArray<RuleCheck> RequiredStatusChecks { get; init; } = RequiredStatusChecks.IsDefault ? [] : RequiredStatusChecks;
}

/// <param name="IntegrationId">The App whose check counts; null: anybody's.</param>
internal sealed record RuleCheck(string Context, long? IntegrationId = null);

/// <param name="CanAdminsBypass">Null: not told.</param>
internal sealed record DeploymentEnvironment(string Name, bool? CanAdminsBypass = null, ImmutableArray<EnvironmentRule> ProtectionRules = default)
{
    public ImmutableArray<EnvironmentRule> ProtectionRules { get; init; } = ProtectionRules.IsDefault ? [] : ProtectionRules;
}

/// <param name="Type">"required_reviewers", "wait_timer", "branch_policy".</param>
internal sealed record EnvironmentRule(string Type, bool? PreventSelfReview = null);

internal sealed record WorkflowPermissions(
    [property: JsonPropertyName("can_approve_pull_request_reviews")] bool CanApprovePullRequests);
