using System.Collections.Immutable;
using System.Globalization;
using DeliveryAsCode.Cli.Forges.GitHub.Api;
using DeliveryAsCode.Conversations;

namespace DeliveryAsCode.Cli.Forges.GitHub;

/// <summary>What GitHub itself asks for before it merges into a branch, as its rulesets tell everybody who may read the repository.</summary>
internal static class BaseRules
{
    /// <returns>None where GitHub does not tell.</returns>
    public static async Task<ImmutableArray<HostRule>> ReadAsync(GitHubApi api, string branch, CancellationToken cancellation) =>
        await api.RulesForBranchAsync(branch, cancellation) is Setting<ImmutableArray<BranchRule>>.Known { Value: var rules }
            ? [.. rules.Select(r => r.Parameters).OfType<BranchRuleParameters>().SelectMany(Of).Distinct().Select(what => new HostRule(what, IsMet: false))]
            : [];

    private static IEnumerable<string> Of(BranchRuleParameters parameters)
    {
        if (parameters.RequiredApprovingReviewCount is > 0 and var count)
            yield return string.Create(CultureInfo.InvariantCulture, $"{count} approving {(count == 1 ? "review by somebody" : "reviews by people")} with write access");
        if (parameters.RequireCodeOwnerReview == true)
            yield return "a review of the code owners, where there are any";
        if (parameters.RequiredReviewThreadResolution == true)
            yield return "every conversation resolved";
        foreach (var check in parameters.RequiredStatusChecks.Where(c => c.Context != CheckPublisher.Name))
            yield return $"the check {check.Context}";
    }
}
