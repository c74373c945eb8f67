using System.Collections.Immutable;
using System.Globalization;
using DeliveryAsCode.Cli.Forges.GitHub.Api;
using DeliveryAsCode.Configuration;
using DeliveryAsCode.Text;
using DeliveryAsCode.Trust;

namespace DeliveryAsCode.Cli.Forges.GitHub;

/// <summary>Reads the settings at GitHub that gates rest on. What the token may not see is not known, and never assumed.</summary>
internal sealed class SettingsReader(GitHubApi api)
{
    private const string CheckName = CheckPublisher.Name;

    /// <summary>Of whom a team is asked only to see whether it can be asked at all.</summary>
    private const string Anybody = "octocat";

    /// <param name="workflows">The workflow files of the repository.</param>
    public async Task<TrustSettings> ReadAsync(DeliveryConfiguration rules, IEnumerable<SourceText> workflows, CancellationToken cancellation)
    {
        var branch = (await api.RepositoryAsync(cancellation)).DefaultBranch;
        var environments = ImmutableArray.CreateBuilder<(string, Read<EnvironmentRules>)>();
        foreach (var environment in rules.Environments)
            environments.Add((environment.Name, Environment(await api.EnvironmentAsync(environment.Name, cancellation))));

        return new TrustSettings(
            branch,
            await BranchAsync(branch, cancellation),
            await BranchAsync("delivery/env/any", cancellation),
            await TokenAsync(cancellation),
            await api.WorkflowPermissionsAsync(cancellation) switch
            {
                Setting<WorkflowPermissions>.Known known => Read.Of(known.Value.CanApprovePullRequests),
                Setting<WorkflowPermissions>.CannotTell unknown => Read.CannotTell<bool>(unknown.Why),
                _ => Read.CannotTell<bool>("GitHub does not say"),
            },
            await RolesAsync(rules, cancellation),
            [.. workflows.SelectMany(WorkflowLint.Check)],
            environments.ToImmutable());
    }

    /// <summary>Rulesets and the older branch protection add up.</summary>
    private async Task<Read<BranchRules>> BranchAsync(string branch, CancellationToken cancellation)
    {
        var rules = await api.RulesForBranchAsync(branch, cancellation);
        var protection = await api.BranchProtectionAsync(branch, cancellation);
        if (rules is Setting<ImmutableArray<BranchRule>>.CannotTell unknown && protection is not Setting<BranchProtection>.Known)
            return Read.CannotTell<BranchRules>(unknown.Why);

        var found = rules is Setting<ImmutableArray<BranchRule>>.Known known ? known.Value : [];
        var old = protection is Setting<BranchProtection>.Known classic ? classic.Value : new BranchProtection();
        var isClassic = protection is Setting<BranchProtection>.Known;
        var checks = found.SelectMany(r => r.Parameters?.RequiredStatusChecks ?? []).Where(c => c.Context == CheckName).Select(c => c.IntegrationId)
            .Concat((old.RequiredStatusChecks?.Checks ?? []).Where(c => c.Context == CheckName).Select(c => c.AppId > 0 ? c.AppId : null)).ToList();
        return Read.Of(new BranchRules(
            checks.Count > 0,
            checks.FirstOrDefault(id => id is not null),
            found.Any(r => r.Type == "pull_request") || old.RequiredPullRequestReviews is not null,
            found.Any(r => r.Parameters?.DismissStaleReviewsOnPush == true) || old.RequiredPullRequestReviews is { DismissStaleReviews: true },
            found.Any(r => r.Parameters?.RequireCodeOwnerReview == true) || old.RequiredPullRequestReviews is { RequireCodeOwnerReviews: true },
            found.Any(r => r.Type == "non_fast_forward") || (isClassic && old.AllowForcePushes is not { Enabled: true }),
            found.Any(r => r.Type == "deletion") || (isClassic && old.AllowDeletions is not { Enabled: true }),
            await HasBypassAsync(isClassic ? old : null, found, cancellation)));
    }

    /// <summary>Who may bypass a ruleset GitHub tells only to those who may change it.</summary>
    private async Task<bool?> HasBypassAsync(BranchProtection? classic, ImmutableArray<BranchRule> rules, CancellationToken cancellation)
    {
        if (classic is { EnforceAdmins: not { Enabled: true } })
            return true;

        bool? found = classic is null && rules.IsEmpty ? null : false;
        foreach (var id in rules.Select(r => r.RulesetId).Distinct())
        {
            if (id is not { } number || await api.RulesetAsync(number, cancellation) is not Setting<Ruleset>.Known { Value.BypassActors: { IsDefault: false } actors })
                found = null;
            else if (!actors.IsEmpty)
                return true;
        }

        return found;
    }

    private static Read<EnvironmentRules> Environment(Setting<Api.DeploymentEnvironment> setting) => setting switch
    {
        Setting<Api.DeploymentEnvironment>.Known { Value: var environment } => Read.Of(new EnvironmentRules(environment.CanAdminsBypass, environment.ProtectionRules.Any(r => r.PreventSelfReview == true))),
        Setting<Api.DeploymentEnvironment>.CannotTell unknown => Read.CannotTell<EnvironmentRules>(unknown.Why),
        _ => Read.CannotTell<EnvironmentRules>("there is no environment of that name at GitHub"),
    };

    private async Task<TokenKind> TokenAsync(CancellationToken cancellation) =>
        api.Client.Connection.Credentials is GitHubCredentials.App ? TokenKind.App
        : await api.ViewerAsync(cancellation) is { Type: "User" } ? TokenKind.Person
        : TokenKind.Workflow;

    private async Task<ImmutableArray<RoleProblem>> RolesAsync(DeliveryConfiguration rules, CancellationToken cancellation)
    {
        var problems = ImmutableArray.CreateBuilder<RoleProblem>();
        foreach (var role in rules.Roles)
        {
            if (role.Members.IsEmpty && role.Name is Role.PolicyOwner or Role.DeliveryManager)
                problems.Add(new RoleProblem(role.Name, "it has no people", "name somebody in delivery.yml"));
            foreach (var member in role.Members)
            {
                if (await ProblemAsync(role.Name, member, cancellation) is { } problem)
                    problems.Add(problem);
            }
        }

        if (rules.FindRole(Role.PolicyOwner) is null)
            problems.Add(new RoleProblem(Role.PolicyOwner, "there is no such role, so nobody may change the rules", "add it to delivery.yml, with its people"));
        return [.. problems.Distinct()];
    }

    private async Task<RoleProblem?> ProblemAsync(string role, RoleMember member, CancellationToken cancellation)
    {
        switch (member)
        {
            case PersonMember { Id: null, Login: { } login }:
                return new RoleProblem(role, $"{login} has no id, and a login can be taken by somebody else", await api.UserAsync(login, cancellation) is { } found ? string.Create(CultureInfo.InvariantCulture, $"write: {{login: {login}, id: {found.Id}}}") : $"there is no account \"{login}\": correct the login, and add its id");
            case PersonMember { Id: { } id } person:
                if (!long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
                    return new RoleProblem(role, $"\"{id}\" is no id of an account", "write the number that GET /users/LOGIN tells");
                return await api.AccountAsync(number, cancellation) switch
                {
                    null => new RoleProblem(role, $"there is no account {id}{(person.Login is null ? "" : $" ({person.Login})")}", "take the entry out, or correct its id"),
                    { } account when person.Login is { } written && !string.Equals(written, account.Login, StringComparison.OrdinalIgnoreCase) =>
                        new RoleProblem(role, $"account {id} is \"{written}\" in delivery.yml, and \"{account.Login}\" at GitHub", $"make sure that it is who you mean, and write: login: {account.Login}"),
                    { IsPerson: false } account => new RoleProblem(role, $"{account.Login} is no person's account", "name a person"),
                    _ => null,
                };
            case Configuration.TeamMember team:
                return await api.TeamMembershipAsync(team.Organisation, team.Team, Anybody, cancellation) is TeamMembership.CannotTell unknown
                    ? new RoleProblem(role, $"the team {team} cannot be read: {unknown.Why}", "give the App \"members: read\" of the organisation; GITHUB_TOKEN never has it")
                    : null;
            default:
                return null;
        }
    }
}
