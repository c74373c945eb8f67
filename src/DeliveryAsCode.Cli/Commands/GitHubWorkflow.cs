using DeliveryAsCode.Cli.Forges.GitHub;
using DeliveryAsCode.Cli.Forges.GitHub.Api;
using DeliveryAsCode.Cli.Forges.GitHub.Runs;
using DeliveryAsCode.Cli.Hosts;
using DeliveryAsCode.Cli.Running;

namespace DeliveryAsCode.Cli.Commands;

/// <summary>
/// The workflow run in which the action executes a runbook: what <see cref="RunSession"/> finds in its shell. Lock and
/// journal go by a client of their own, so that no intent waits for a comment.
/// </summary>
internal sealed class GitHubWorkflow : IDisposable
{
    private readonly GitHubClient _client;
    private readonly GitHubClient _lock;

    private GitHubWorkflow(GitHubClient client, GitHubClient locks, RunSite site) => (_client, _lock, Site) = (client, locks, site);

    public RunSite Site { get; }

    /// <param name="speaker">Whose word is recorded; null for whoever made the workflow run.</param>
    /// <exception cref="CommandException">GitHub does not say who runs it, or there is no token.</exception>
    public static async Task<GitHubWorkflow> OpenAsync(GitHubActionsHost host, Shell shell, ActionLog log, Account? speaker, CancellationToken cancellation)
    {
        var connection = GitHubConnection.Of(shell);
        GitHubClient[] clients = [.. Enumerable.Range(0, 2).Select(_ => new GitHubClient(connection, shell.Clock, Random.Shared.NextDouble) { SecretMade = secret => log.Mask([secret]) })];
        try
        {
            var api = new GitHubApi(clients[0], connection.Repository);
            return new GitHubWorkflow(clients[0], clients[1], await SiteOfAsync(api, new GitHubApi(clients[1], connection.Repository), host, speaker, cancellation));
        }
        catch (Exception e)
        {
            foreach (var client in clients)
                client.Dispose();
            throw e is GitHubException refused ? refused.ToCommandException() : e;
        }
    }

    public void Dispose()
    {
        _client.Dispose();
        _lock.Dispose();
    }

    private static async Task<RunSite> SiteOfAsync(GitHubApi api, GitHubApi locks, GitHubActionsHost host, Account? speaker, CancellationToken cancellation)
    {
        if (host.Run is not { } run || host.Url is not { } url)
            throw CommandException.Unusable("nothing says which workflow run this is (GITHUB_RUN_ID)", "call the action from a workflow");

        var branch = (await api.RepositoryAsync(cancellation)).DefaultBranch;
        var pages = new Uri(host.Server, $"{api.Repository.Owner}/{api.Repository.Name}");
        return new RunSite(
            api, locks, pages, new HostedRun(run, host.Attempt, url.AbsoluteUri), speaker is null ? await ActorAsync(api, host, cancellation) : ActorOf(api, speaker),
            portfolio => (record, now) => Blocking.Wait(() => RunEvidence.OpenAsync(api, api.Repository, branch, portfolio, record, now, CancellationToken.None)),
            (delivery, token) => DeliveryThread.FindAsync(api, delivery, token));
    }

    /// <summary>Who made it run this time. GitHub gives the number of whose doing the first attempt was, and of nobody else.</summary>
    private static async Task<ForgeAccount> ActorAsync(GitHubApi api, GitHubActionsHost host, CancellationToken cancellation)
    {
        if (host.TriggeringActor is not { } actor)
            throw CommandException.Unusable("nothing says who runs this (GITHUB_TRIGGERING_ACTOR)", "call the action from a workflow");

        var account = await api.UserAsync(actor.Login, cancellation);
        if (account is null || actor.Id is { } id && id != account.Id)
            throw CommandException.World($"the account {actor.Login}, which runs this, cannot be found by its number", "dispatch the workflow again");

        return ActorOf(api, account);
    }

    private static ForgeAccount ActorOf(GitHubApi api, Account account) =>
        new(account.Id, account.Login, team => account.IsPerson && IsIn(api, team, account.Login)) { IsPerson = account.IsPerson };

    private static bool IsIn(GitHubApi api, Configuration.TeamMember team, string login) =>
        Blocking.Wait(() => api.TeamMembershipAsync(team.Organisation, team.Team, login, CancellationToken.None)) is TeamMembership.Member;
}
