using DeliveryAsCode.StandIns.GitHub.Http;
using DeliveryAsCode.StandIns.GitHub.State;

namespace DeliveryAsCode.StandIns.GitHub.Operations;

/// <summary>What branch protections and rulesets say to a change.</summary>
internal static class Protections
{
    private const string Heads = "refs/heads/";

    public static void PermitCreation(Call call, string name)
    {
        foreach (var protection in Binding(call, name))
            Refuse(protection.RestrictsCreation, "Cannot create ref due to creations being restricted.");
    }

    public static void PermitDeletion(Call call, string name)
    {
        foreach (var protection in Binding(call, name))
            Refuse(protection.RestrictsDeletion || !protection.IsRuleset, "Cannot delete this branch");
    }

    public static void PermitUpdate(Call call, string name, string commit, bool isForward)
    {
        foreach (var protection in Binding(call, name))
        {
            Refuse(protection.RestrictsUpdates, "Cannot update this protected ref.");
            Refuse(protection.ForbidsForcePushes && !isForward, "Cannot force-push to this branch");
            Refuse(protection.RequiresPullRequest, "Changes must be made through a pull request.");
            Refuse(WhyChecksDoNotDo(call.Repository, protection, commit));
        }
    }

    /// <summary>Why it may not be merged yet; null if it may.</summary>
    public static string? WhyNotMergeable(StandInRepository repository, Pull pull, Account by)
    {
        foreach (var protection in repository.ProtectionsOf(pull.BaseRef).Where(p => Binds(p, repository, by, null)))
        {
            var latest = pull.Reviews
                .Where(r => r.Author is not null && r.Author != pull.Issue.Author && repository.RoleOf(r.Author) >= Role.Write && (r.IsDecisive || r.State == Review.Dismissed))
                .GroupBy(r => r.Author)
                .Select(reviews => reviews.Last())
                .ToList();
            if (protection.RequiredApprovals > 0 && latest.Any(r => r.State == Review.ChangesRequested))
                return "Changes have been requested.";
            if (latest.Count(r => r.State == Review.Approved) < protection.RequiredApprovals)
                return $"At least {protection.RequiredApprovals} approving review{(protection.RequiredApprovals == 1 ? " is" : "s are")} required by reviewers with write access.";
            if (WhyChecksDoNotDo(repository, protection, pull.HeadSha) is { } why)
                return why;
            if (protection.IsStrict && repository.Tip(pull.BaseRef) is { } tip && !repository.Git.IsAncestor(tip, pull.HeadSha))
                return "This branch must not be behind its base.";
        }

        return null;
    }

    private static string? WhyChecksDoNotDo(StandInRepository repository, BranchProtection protection, string commit)
    {
        foreach (var required in protection.RequiredChecks)
        {
            var run = repository.CheckRuns.LastOrDefault(r => r.HeadSha == commit && r.Name == required.Name && (required.App is null || r.App.Id == required.App));
            var status = required.App is null ? repository.Statuses.LastOrDefault(s => s.Sha == commit && s.Context == required.Name) : null;
            if (run is null && status is null)
                return $"Required status check \"{required.Name}\" is expected.";
            // A skipped job counts as one that passed.
            if (run is { Conclusion: not ("success" or "neutral" or "skipped") } || status is { State: not "success" })
                return $"Required status check \"{required.Name}\" is failing.";
        }

        return null;
    }

    private static IEnumerable<BranchProtection> Binding(Call call, string name) => name.StartsWith(Heads, StringComparison.Ordinal)
        ? call.Repository.ProtectionsOf(name[Heads.Length..]).Where(p => Binds(p, call.Repository, call.Actor, call.Token?.App)).ToList()
        : [];

    private static bool Binds(BranchProtection protection, StandInRepository repository, Account by, GitHubApp? app)
    {
        var number = (app ?? repository.GitHub.Apps.FirstOrDefault(a => a.Account == by))?.Id;
        if (number is { } known && protection.Bypassing.Contains(known))
            return false;
        return protection.IsRuleset || protection.EnforcesAdmins || repository.RoleOf(by) < Role.Admin;
    }

    private static void Refuse(bool refused, string why) => Refuse(refused ? why : null);

    private static void Refuse(string? why)
    {
        if (why is not null)
            throw new Refusal(422, $"Repository rule violations found\n\n{why}\n\n");
    }
}
