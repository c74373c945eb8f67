using System.Globalization;

namespace DeliveryAsCode.Trust;

/// <summary>What each profile needs, and where that is set at GitHub.</summary>
internal static class TrustRules
{
    private const string Check = "delivery/gates";

    public static IEnumerable<TrustFinding> Judge(TrustSettings settings) =>
        OfBranch(settings).Concat(OfDeliveryBranches(settings)).Concat(OfPeople(settings)).Concat(OfWorkflows(settings)).Concat(OfEnvironments(settings));

    private static IEnumerable<TrustFinding> OfBranch(TrustSettings settings)
    {
        var (branch, rules) = (settings.Branch, settings.Rules);
        var source = $"GET /repos/…/rules/branches/{branch}";
        var place = $"Settings > Rules > Rulesets, a branch ruleset for {branch}";
        yield return Of(rules, TrustProfile.Enforced, r => r.RequiresCheck && r.CheckSource is not null, $"\"{Check}\" is required on {branch}, from the App that makes it", source,
            r => r.RequiresCheck ? "it counts from any source: whoever can write can set it" : "it is not required, so a pull request is merged without it",
            $"{place}: require status checks to pass, \"{Check}\", with the App as its source in place of \"any source\"");
        yield return Of(rules, TrustProfile.Enforced, r => r.RequiresPullRequest, $"{branch} changes by pull requests only", source, _ => "whoever can write can push to it", $"{place}: require a pull request before merging");
        yield return Of(rules, TrustProfile.Enforced, r => r.DismissesStale, "a push dismisses approvals", source, _ => "GitHub keeps approvals of what has changed since; the check does not count them", $"{place}: dismiss stale pull request approvals when new commits are pushed");
        yield return Of(rules, TrustProfile.Enforced, r => r.RequiresCodeOwners, "rules change only with their owners", source, _ => "delivery.yml and workflows can change without a code owner", $"{place}: require review from code owners, and a line for /delivery.yml and /.github/ in CODEOWNERS");
        yield return Of(rules, TrustProfile.Enforced, r => r.BlocksForcePush && r.BlocksDeletion, $"the history of {branch} cannot be rewritten", source, _ => "it can be force-pushed or deleted", $"{place}: block force pushes, restrict deletions");
        yield return rules is { IsKnown: true, Value: { } known }
            ? known.HasBypass switch
            {
                false => TrustFinding.Holding(TrustProfile.Enforced, $"nobody is let past the rules of {branch}", source),
                true => Missing(TrustProfile.Enforced, $"nobody is let past the rules of {branch}", "somebody may bypass them", $"{place}: an empty bypass list", source),
                null => Unknown(TrustProfile.Enforced, $"nobody is let past the rules of {branch}", "GitHub tells who may bypass a ruleset only to those who may change it", $"{place}: an empty bypass list; an administrator's own \"delivery doctor\" sees it", source),
            }
            : Unknown(TrustProfile.Enforced, $"nobody is let past the rules of {branch}", rules.Why, place, source);
        yield return settings.Token switch
        {
            TokenKind.App => TrustFinding.Holding(TrustProfile.Enforced, "the check comes from a GitHub App of its own", "the inputs app-id and app-key"),
            TokenKind.Workflow => Missing(TrustProfile.Enforced, "the check comes from a GitHub App of its own", "it comes from GITHUB_TOKEN, which every workflow has", "make a GitHub App, install it here, and give the action its inputs app-id and app-key", "the input token"),
            TokenKind.Person => Missing(TrustProfile.Enforced, "the check comes from a GitHub App of its own", "the program speaks with a person's token", "make a GitHub App, install it here, and give the action its inputs app-id and app-key", "the input token"),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
        yield return settings.WorkflowsMayApprove switch
        {
            { IsKnown: true, Value: false } => TrustFinding.Holding(TrustProfile.Enforced, "workflows cannot approve pull requests", "GET /repos/…/actions/permissions/workflow"),
            { IsKnown: true } => Missing(TrustProfile.Enforced, "workflows cannot approve pull requests", "they can; the program does not count their reviews, GitHub does", "Settings > Actions > General: take away \"Allow GitHub Actions to create and approve pull requests\", and use an App to open them", "GET /repos/…/actions/permissions/workflow"),
            var unknown => Unknown(TrustProfile.Enforced, "workflows cannot approve pull requests", unknown.Why, "Settings > Actions > General", "GET /repos/…/actions/permissions/workflow"),
        };
    }

    private static IEnumerable<TrustFinding> OfDeliveryBranches(TrustSettings settings)
    {
        yield return Of(settings.DeliveryBranches, TrustProfile.Enforced, r => r.BlocksForcePush && r.BlocksDeletion, "lock and journals cannot be rewritten", "GET /repos/…/rules/branches/delivery/env/…",
            _ => "branches below delivery/ can be force-pushed or deleted", "Settings > Rules > Rulesets, a branch ruleset for delivery/**: block force pushes, restrict deletions");
    }

    private static IEnumerable<TrustFinding> OfPeople(TrustSettings settings) => settings.Roles.IsEmpty
        ? [TrustFinding.Holding(TrustProfile.Enforced, "everybody who has a role can speak for it, by the number of their account", "delivery.yml")]
        : settings.Roles.Select(p => Missing(TrustProfile.Enforced, $"the people of {p.Role} can speak for it, by the number of their account", p.What, p.Next, "delivery.yml"));

    private static IEnumerable<TrustFinding> OfWorkflows(TrustSettings settings) => settings.Workflows.IsEmpty
        ? [TrustFinding.Holding(TrustProfile.Enforced, "the workflows give nobody more than they need", ".github/workflows")]
        : settings.Workflows.Select(f => Missing(f.For, "the workflows give nobody more than they need", f.What, f.Next, string.Create(CultureInfo.InvariantCulture, $"{f.Path}:{f.Line}")));

    private static IEnumerable<TrustFinding> OfEnvironments(TrustSettings settings)
    {
        foreach (var (name, rules) in settings.Environments)
        {
            var source = $"GET /repos/…/environments/{name}";
            var place = $"Settings > Environments > {name}";
            yield return Of(rules, TrustProfile.Sealed, r => r.AdminsBypass == false, $"administrators cannot bypass the environment {name}", source, r => r.AdminsBypass is null ? "that is not told to this token" : "they can", $"{place}: take away \"Allow administrators to bypass configured protection rules\"");
            yield return Of(rules, TrustProfile.Sealed, r => r.PreventsSelfReview, $"whoever starts a deployment to {name} does not approve it", source, _ => "they can", $"{place}: required reviewers, and prevent self-review");
        }

        if (settings.Environments.IsEmpty)
            yield return Missing(TrustProfile.Sealed, "deployments go through an environment", "delivery.yml names none", "add one to delivery.yml for each real target", "delivery.yml");
    }

    private static TrustFinding Of<T>(Read<T> setting, TrustProfile @for, Func<T, bool> holds, string what, string source, Func<T, string> found, string place)
        where T : class => setting switch
    {
        { Value: { } value } when holds(value) => TrustFinding.Holding(@for, what, source),
        { Value: { } value } => Missing(@for, what, found(value), place, source),
        _ => Unknown(@for, what, setting.Why, place, source),
    };

    private static TrustFinding Missing(TrustProfile @for, string what, string found, string setting, string source) => new(@for, TrustAnswer.Missing, what, found, setting, source);

    private static TrustFinding Unknown(TrustProfile @for, string what, string why, string setting, string source) => new(@for, TrustAnswer.CannotTell, what, why, setting, source);
}
