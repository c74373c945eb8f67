using DeliveryAsCode.StandIns.GitHub.Http;

namespace DeliveryAsCode.StandIns.GitHub.Operations;

internal static class RuleOperations
{
    private const string Heads = "refs/heads/";

    public static IEnumerable<Route> Routes =>
    [
        Route.Get("repos/get-branch-rules", "/repos/{owner}/{repo}/rules/branches/{branch}", "metadata", Rules),
        Route.Get("repos/get-repo-ruleset", "/repos/{owner}/{repo}/rulesets/{ruleset_id}", "metadata", Ruleset),
        Route.Get("repos/list-branches", "/repos/{owner}/{repo}/branches", "contents", Branches),
        Route.Get("repos/get-branch", "/repos/{owner}/{repo}/branches/{branch}", "contents", Branch),
        new Route("repos/get-branch-protection", "GET", "/repos/{owner}/{repo}/branches/{branch}/protection", "administration", Access.Read, Role.Admin, Protection) { IsGuarded = true },
    ];

    private static Answer Branches(Call call)
    {
        var repository = call.Repository;
        var branches = repository.Git.Refs(Heads).Select(r => (Name: r.Name[Heads.Length..], r.Id, IsProtected: repository.ProtectionsOf(r.Name[Heads.Length..]).Any()));
        if (call.Query.GetValueOrDefault("protected") is { } wanted)
            branches = branches.Where(b => b.IsProtected == (wanted == "true"));
        return call.Page([.. branches], branch => new
        {
            name = branch.Name,
            commit = new { sha = branch.Id, url = $"{call.GitHub.Url.GetLeftPart(UriPartial.Authority)}/repos/{repository.FullName}/commits/{branch.Id}" },
            @protected = branch.IsProtected,
        });
    }

    private static Answer Branch(Call call)
    {
        var (branch, repository) = (call.Path["branch"], call.Repository);
        var tip = repository.Tip(branch) ?? throw new Refusal(404, "Branch not found");
        var url = call.Url;
        var isProtected = repository.ProtectionsOf(branch).Any();
        var checks = repository.ProtectionsOf(branch).Where(p => !p.IsRuleset).SelectMany(p => p.RequiredChecks).ToList();
        return Answer.Ok(new
        {
            name = branch,
            commit = call.GitHub.View.Commit(repository, repository.Git.Commit(tip)!),
            _links = new { self = url, html = $"https://github.com/{repository.FullName}/tree/{branch}" },
            @protected = isProtected,
            protection = new
            {
                enabled = isProtected,
                required_status_checks = new
                {
                    enforcement_level = checks.Count == 0 ? "off" : "non_admins",
                    contexts = checks.Select(c => c.Name),
                    checks = checks.Select(c => new { context = c.Name, app_id = c.App }),
                },
            },
            protection_url = $"{url}/protection",
        });
    }

    private static Answer Protection(Call call)
    {
        var branch = call.Path["branch"];
        if (call.Repository.Tip(branch) is null)
            throw new Refusal(404, "Branch not found");
        var protection = call.Repository.ProtectionsOf(branch).FirstOrDefault(p => !p.IsRuleset) ?? throw new Refusal(404, "Branch not protected");
        var url = call.Url;
        var view = new Dictionary<string, object?>
        {
            ["url"] = url,
            ["enforce_admins"] = new { url = $"{url}/enforce_admins", enabled = protection.EnforcesAdmins },
            ["required_linear_history"] = new { enabled = false },
            ["allow_force_pushes"] = new { enabled = !protection.ForbidsForcePushes },
            ["allow_deletions"] = new { enabled = false },
            ["block_creations"] = new { enabled = protection.RestrictsCreation },
            ["required_conversation_resolution"] = new { enabled = false },
            ["lock_branch"] = new { enabled = false },
            ["allow_fork_syncing"] = new { enabled = false },
            ["required_signatures"] = new { url = $"{url}/required_signatures", enabled = false },
        };
        if (!protection.RequiredChecks.IsEmpty)
        {
            view["required_status_checks"] = new
            {
                url = $"{url}/required_status_checks",
                contexts_url = $"{url}/required_status_checks/contexts",
                strict = protection.IsStrict,
                contexts = protection.RequiredChecks.Select(c => c.Name),
                checks = protection.RequiredChecks.Select(c => new { context = c.Name, app_id = c.App }),
            };
        }

        if (protection.RequiresPullRequest)
        {
            view["required_pull_request_reviews"] = new
            {
                url = $"{url}/required_pull_request_reviews",
                dismiss_stale_reviews = protection.DismissesStaleReviews,
                require_code_owner_reviews = protection.RequiresCodeOwners,
                require_last_push_approval = protection.RequiresLastPushApproval,
                required_approving_review_count = protection.RequiredApprovals,
            };
        }

        return Answer.Ok(view);
    }

    /// <summary>What rulesets say of a branch, be it there or not.</summary>
    private static Answer Rules(Call call)
    {
        var rules = call.Repository.RulesetsOf(call.Path["branch"]).SelectMany(ruleset => Rules(ruleset.Protection).Select(rule => (ruleset.Id, Rule: rule))).ToList();
        return call.Page(rules, found => new Dictionary<string, object?>(found.Rule)
        {
            ["ruleset_source_type"] = "Repository",
            ["ruleset_source"] = call.Repository.FullName,
            ["ruleset_id"] = found.Id,
        });
    }

    /// <summary>Who may bypass it is told to those who may change it.</summary>
    private static Answer Ruleset(Call call)
    {
        var id = int.TryParse(call.Path["ruleset_id"], System.Globalization.CultureInfo.InvariantCulture, out var number) ? number : 0;
        var protection = call.Repository.FindRuleset(id) ?? throw Refusal.NotFound;
        var ruleset = new Dictionary<string, object?>
        {
            ["id"] = id,
            ["name"] = $"ruleset {id}",
            ["target"] = "branch",
            ["source_type"] = "Repository",
            ["source"] = call.Repository.FullName,
            ["enforcement"] = "active",
            ["rules"] = Rules(protection),
        };
        if (call.Role == Role.Admin)
            ruleset["bypass_actors"] = protection.Bypassing.Select(app => new { actor_id = app, actor_type = "Integration", bypass_mode = "always" });
        return Answer.Ok(ruleset);
    }

    private static IEnumerable<Dictionary<string, object?>> Rules(BranchProtection protection)
    {
        if (protection.RestrictsCreation)
            yield return new() { ["type"] = "creation" };
        if (protection.RestrictsUpdates)
            yield return new() { ["type"] = "update" };
        if (protection.RestrictsDeletion)
            yield return new() { ["type"] = "deletion" };
        if (protection.ForbidsForcePushes)
            yield return new() { ["type"] = "non_fast_forward" };
        if (protection.RequiresPullRequest)
        {
            yield return new()
            {
                ["type"] = "pull_request",
                ["parameters"] = new
                {
                    required_approving_review_count = protection.RequiredApprovals,
                    dismiss_stale_reviews_on_push = protection.DismissesStaleReviews,
                    require_code_owner_review = protection.RequiresCodeOwners,
                    require_last_push_approval = protection.RequiresLastPushApproval,
                    required_review_thread_resolution = false,
                    allowed_merge_methods = (string[])["merge", "squash", "rebase"],
                },
            };
        }

        if (!protection.RequiredChecks.IsEmpty)
        {
            yield return new()
            {
                ["type"] = "required_status_checks",
                ["parameters"] = new
                {
                    strict_required_status_checks_policy = protection.IsStrict,
                    required_status_checks = protection.RequiredChecks.Select(c => c.App is { } app ? (object)new { context = c.Name, integration_id = app } : new { context = c.Name }),
                },
            };
        }
    }
}
