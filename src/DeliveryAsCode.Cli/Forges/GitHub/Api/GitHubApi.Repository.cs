using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Serialization.Metadata;
using static DeliveryAsCode.Cli.Forges.GitHub.Api.GitHubOperations;

namespace DeliveryAsCode.Cli.Forges.GitHub.Api;

internal sealed partial class GitHubApi
{
    private MergeMethod? _mergeMethod;
    private Account? _viewer;
    private bool _knowsViewer;

    public Task<RepositoryInfo> RepositoryAsync(CancellationToken cancellation) =>
        GetAsync(ReadRepository, $"read the repository {repository}", Route($""), GitHubJson.Default.RepositoryInfo, cancellation);

    /// <summary>How the repository lets pull requests be merged: with a merge commit, if it may be.</summary>
    public async Task<MergeMethod> MergeMethodAsync(CancellationToken cancellation) =>
        _mergeMethod ??= await RepositoryAsync(cancellation) switch
        {
            { AllowMergeCommit: not false } => MergeMethod.Merge,
            { AllowSquash: true } => MergeMethod.Squash,
            _ => MergeMethod.Rebase,
        };

    /// <returns>Null: nobody has that login.</returns>
    public Task<Account?> UserAsync(string login, CancellationToken cancellation) =>
        FindAsync(ReadUser, $"read the account {login}", Below($"users/{login}"), GitHubJson.Default.Account, cancellation);

    /// <summary>The account with the number, whatever its login is by now.</summary>
    /// <returns>Null: there is none.</returns>
    public Task<Account?> AccountAsync(long id, CancellationToken cancellation) =>
        FindAsync(ReadUser, FormattableString.Invariant($"read the account {id}"), Below($"user/{id}"), GitHubJson.Default.Account, cancellation);

    /// <summary>Who we are. A job's token may not ask that of the REST API; then it is asked as a query.</summary>
    /// <returns>Null: GitHub does not say.</returns>
    public async Task<Account?> ViewerAsync(CancellationToken cancellation)
    {
        if (!_knowsViewer)
            (_viewer, _knowsViewer) = (await AskViewerAsync(cancellation), true);
        return _viewer;
    }

    public async Task<TeamMembership> TeamMembershipAsync(string organization, string team, string login, CancellationToken cancellation)
    {
        var asked = $"read whether {login} is in the team {organization}/{team}";
        try
        {
            var member = await FindAsync(ReadTeam, asked, Below($"orgs/{organization}/teams/{team}/memberships/{login}"), GitHubJson.Default.TeamMember, cancellation);
            if (member is not null)
                return member.State == "active" ? new TeamMembership.Member() : new TeamMembership.NotMember();

            // "Not found" is also what a token hears that may not see the team.
            return await FindAsync(ReadTeam, asked, Below($"orgs/{organization}/teams/{team}"), GitHubJson.Default.Team, cancellation) is not null
                ? new TeamMembership.NotMember()
                : new TeamMembership.CannotTell($"cannot {asked}: the team is not there, or the token lacks \"members: read\"");
        }
        catch (GitHubException e)
        {
            return new TeamMembership.CannotTell(e.Message);
        }
    }

    public Task<Setting<BranchProtection>> BranchProtectionAsync(string branch, CancellationToken cancellation) =>
        SettingAsync(ReadProtection, $"read the protection of the branch {branch} of {repository}", Route($"/branches/{branch}/protection"), GitHubJson.Default.BranchProtection, cancellation);

    /// <summary>The rules of all rulesets that apply to the branch.</summary>
    public async Task<Setting<ImmutableArray<BranchRule>>> RulesForBranchAsync(string branch, CancellationToken cancellation)
    {
        try
        {
            var read = 0;
            return new Setting<ImmutableArray<BranchRule>>.Known(await ListAsync(
                ReadRules, $"read the rules of the branch {branch} of {repository}", Query(Route($"/rules/branches/{branch}"), ("per_page", PageSize)),
                GitHubJson.Default.ImmutableArrayBranchRule, _ => read++, cancellation));
        }
        catch (GitHubException e)
        {
            return new Setting<ImmutableArray<BranchRule>>.CannotTell(e.Message);
        }
    }

    public Task<Setting<Ruleset>> RulesetAsync(long id, CancellationToken cancellation) =>
        SettingAsync(ReadRuleset, string.Create(CultureInfo.InvariantCulture, $"read the ruleset {id} of {repository}"), Route($"/rulesets/{id}"), GitHubJson.Default.Ruleset, cancellation);

    public Task<Setting<DeploymentEnvironment>> EnvironmentAsync(string name, CancellationToken cancellation) =>
        SettingAsync(ReadEnvironment, $"read the environment {name} of {repository}", Route($"/environments/{name}"), GitHubJson.Default.DeploymentEnvironment, cancellation);

    public Task<Setting<WorkflowPermissions>> WorkflowPermissionsAsync(CancellationToken cancellation) =>
        SettingAsync(ReadWorkflowPermissions, $"read what workflows of {repository} may do", Route($"/actions/permissions/workflow"), GitHubJson.Default.WorkflowPermissions, cancellation);

    /// <summary>Who moved a ref, the newest first: at most a hundred moves.</summary>
    /// <param name="name">"heads/main".</param>
    public Task<ImmutableArray<GitPush>> PushesAsync(string name, CancellationToken cancellation) =>
        GetAsync(ReadPushes, $"read who pushed to {name} of {repository}", Query(Route($"/activity"), ("ref", $"refs/{name}"), ("per_page", PageSize)), GitHubJson.Default.ImmutableArrayGitPush, cancellation);

    private async Task<Setting<T>> SettingAsync<T>(GitHubOperation operation, string asked, string path, JsonTypeInfo<T> type, CancellationToken cancellation)
        where T : class
    {
        try
        {
            return await FindAsync(operation, asked, path, type, cancellation) is { } value ? new Setting<T>.Known(value) : new Setting<T>.Absent();
        }
        catch (GitHubException e)
        {
            return new Setting<T>.CannotTell(e.Permission is { } permission ? $"{e.Message} (the token needs \"{permission}\")" : e.Message);
        }
    }

    private async Task<Account?> AskViewerAsync(CancellationToken cancellation)
    {
        const string asked = "read who the token is";
        if (client.Connection.Credentials is GitHubCredentials.App)
        {
            var app = await client.SendAsync(new GitHubRequest(ReadApp, asked, "app") { IsOfApp = true }, Reading.Of(GitHubJson.Default.AppInfo), cancellation);
            return await UserAsync($"{app.Slug}[bot]", cancellation);
        }

        var person = await client.SendAsync(new GitHubRequest(ReadViewer, asked, "user") { Expected = [403, 404] }, Reading.Maybe(GitHubJson.Default.Account), cancellation);
        return person ?? (await LoginByQueryAsync(asked, cancellation) is { } login ? await UserAsync(login, cancellation) : null);
    }

    private async Task<string?> LoginByQueryAsync(string asked, CancellationToken cancellation)
    {
        try
        {
            return await client.SendAsync(
                new GitHubRequest(QueryViewer, asked, client.Connection.Graph.AbsoluteUri) { Body = Writing.Of(new GraphQuery("query{viewer{login}}"), GitHubJson.Default.GraphQuery), Expected = [401, 403, 404] },
                answer => answer.IsSuccess ? Reading.Value(answer, GitHubJson.Default.GraphAnswer).Data?.Viewer?.Login : null, cancellation);
        }
        catch (GitHubException)
        {
            return null;
        }
    }
}
