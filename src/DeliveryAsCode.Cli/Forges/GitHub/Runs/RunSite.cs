using DeliveryAsCode.Cli.Forges.GitHub.Api;
using DeliveryAsCode.Cli.Running;
using DeliveryAsCode.Cli.Workspaces;

namespace DeliveryAsCode.Cli.Forges.GitHub.Runs;

/// <summary>The run of a workflow in which a runbook is executed.</summary>
/// <param name="Api">What is published goes this way.</param>
/// <param name="Lock">
/// Lock and journal go this way, with a pace of its own: no intent waits for a comment. It may be the same.
/// </param>
/// <param name="Repository">Address of its pages.</param>
/// <param name="Run">This attempt.</param>
/// <param name="Actor">Who made it run this time, and so whose word it is; the one whose doing the first attempt was may have lost every role.</param>
/// <param name="Evidence">Whose word gate rows are, read anew from GitHub with each call. It judges by the rules of the default branch.</param>
/// <param name="ThreadOf">The issue in which a delivery is talked about; null: none is known.</param>
internal sealed record RunSite(
    GitHubApi Api,
    GitHubApi Lock,
    Uri Repository,
    HostedRun Run,
    ForgeAccount Actor,
    Func<Portfolio, CaseOpener> Evidence,
    Func<string, CancellationToken, Task<int?>> ThreadOf)
{
    /// <summary>How long is waited at the end for what is still to be published.</summary>
    public TimeSpan MostPublishing { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>How long after an interruption: the host ends the program within seconds.</summary>
    public TimeSpan MostPublishingWhenCut { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>Whether the runbook is executed here at all: on a forge everything that is run was agreed to.</summary>
    public static string? WhyRefused(RunTarget target) => target switch
    {
        { Runbook.IsGated: false } => $"{target.Source.Path} has no environment, so nobody would have to agree: a workflow runs gated runbooks only",
        { RecordPath: null } => $"{target.Source.Path} belongs to no delivery, so nobody has agreed to it",
        _ => null,
    };
}
