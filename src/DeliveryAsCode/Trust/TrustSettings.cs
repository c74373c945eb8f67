using System.Collections.Immutable;

namespace DeliveryAsCode.Trust;

/// <summary>A setting as it could be read.</summary>
/// <param name="Value">Nothing if it cannot be told.</param>
/// <param name="Why">Why not; empty if it can.</param>
public sealed record Read<T>(T? Value, string Why)
{
    public bool IsKnown => Why.Length == 0;
}

public static class Read
{
    public static Read<T> Of<T>(T value) => new(value, "");

    public static Read<T> CannotTell<T>(string why) => new(default, why);
}

/// <summary>What is known of a repository's settings and files, as far as gates rest on them.</summary>
/// <param name="Branch">The branch that pull requests are merged into.</param>
/// <param name="Rules">Of that branch.</param>
/// <param name="DeliveryBranches">Of the branches below <c>delivery/</c>, where lock and journals are.</param>
/// <param name="Token">What the program speaks with.</param>
/// <param name="Workflows">What the repository's own workflow files say against themselves.</param>
/// <param name="Environments">Those of <c>delivery.yml</c>, by name.</param>
public sealed record TrustSettings(
    string Branch,
    Read<BranchRules> Rules,
    Read<BranchRules> DeliveryBranches,
    TokenKind Token,
    Read<bool> WorkflowsMayApprove,
    ImmutableArray<RoleProblem> Roles,
    ImmutableArray<WorkflowFinding> Workflows,
    ImmutableArray<(string Name, Read<EnvironmentRules> Rules)> Environments);

/// <param name="CheckSource">The App whose check <c>delivery/gates</c> counts; null for anybody's; meaningless where it is not required.</param>
/// <param name="HasBypass">Whether somebody is let past the rules; null if that is not told.</param>
public sealed record BranchRules(
    bool RequiresCheck, long? CheckSource, bool RequiresPullRequest, bool DismissesStale, bool RequiresCodeOwners, bool BlocksForcePush, bool BlocksDeletion, bool? HasBypass);

/// <param name="AdminsBypass">Null if that is not told.</param>
public sealed record EnvironmentRules(bool? AdminsBypass, bool PreventsSelfReview);

public enum TokenKind
{
    /// <summary>A GitHub App that only the workflows of the default branch can speak for.</summary>
    App,

    /// <summary>The token that every workflow gets.</summary>
    Workflow,

    Person,
}

/// <summary>A role whose members cannot all speak.</summary>
/// <param name="What">A sentence without a full stop.</param>
/// <param name="Next">What to do about it.</param>
public sealed record RoleProblem(string Role, string What, string Next);

/// <param name="What">A sentence without a full stop.</param>
/// <param name="For">The weakest profile that it keeps from holding.</param>
public sealed record WorkflowFinding(string Path, int Line, TrustProfile For, string What, string Next);
