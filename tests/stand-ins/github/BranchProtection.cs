using System.Collections.Immutable;

namespace DeliveryAsCode.StandIns.GitHub;

/// <summary>What may happen to branches, as branch protection or as a ruleset says it.</summary>
public sealed record BranchProtection
{
    /// <summary>A ruleset: everybody may read it (<c>rules/branches</c>); a classic protection only administrators (<c>protection</c>).</summary>
    public bool IsRuleset { get; init; }

    public bool RequiresPullRequest { get; init; }

    public int RequiredApprovals { get; init; }

    /// <summary>A push dismisses the approvals that were given before.</summary>
    public bool DismissesStaleReviews { get; init; }

    public bool RequiresCodeOwners { get; init; }

    public bool RequiresLastPushApproval { get; init; }

    public ImmutableArray<RequiredCheck> RequiredChecks { get; init; } = [];

    /// <summary>The head must contain the tip of the base.</summary>
    public bool IsStrict { get; init; }

    public bool EnforcesAdmins { get; init; }

    public bool RestrictsCreation { get; init; }

    public bool RestrictsUpdates { get; init; }

    public bool RestrictsDeletion { get; init; }

    public bool ForbidsForcePushes { get; init; } = true;

    /// <summary>Numbers of the Apps that none of it binds.</summary>
    public ImmutableArray<long> Bypassing { get; init; } = [];
}

/// <param name="App">Null: from whomever.</param>
public sealed record RequiredCheck(string Name, long? App = null);
