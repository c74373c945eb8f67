using System.Collections.Immutable;
using DeliveryAsCode.Cli.Forges.GitHub.Api;
using DeliveryAsCode.Cli.Running;
using DeliveryAsCode.Cli.Workspaces;
using DeliveryAsCode.Configuration;
using DeliveryAsCode.Diagnostics;

namespace DeliveryAsCode.Cli.Forges.GitHub.Runs;

/// <summary>
/// Executes a runbook in a workflow run: GitHub keeps lock and journal, only what the default branch has is executed, and
/// everybody can watch. Dispatched again, it goes on.
/// </summary>
/// <remarks>A wait ends the job: whoever answers, or the clock, dispatches the workflow again.</remarks>
internal sealed class GitHubRun(RunSite site, RunTarget target, Portfolio portfolio)
{
    private readonly PlanCommit _plan = new(site.Api, portfolio.Workspace.Head());
    private DeliveryConfiguration? _rules;

    public Actor Actor { get; } = Actor.OnForge(site.Actor);

    /// <summary>Whose word a gate row is.</summary>
    public CaseOpener OpenCase { get; } = site.Evidence(portfolio);

    /// <summary>Who may speak now: a workflow that is run again has the rules of its own day checked out.</summary>
    /// <exception cref="CommandException">The rules of the default branch cannot be read.</exception>
    public DeliveryConfiguration Rules => _rules ??= Blocking.Wait(() => _plan.RulesAsync(portfolio, CancellationToken.None));

    /// <summary>The request as it is in a workflow run.</summary>
    public RunRequest Prepare(RunRequest request)
    {
        var clearance = request.Clearance;
        return request with
        {
            Actor = site.Actor.Login,
            Remote = new GitHubEnvironmentStore(site.Lock, request.LockName, MaskOf(request)),
            HostedRun = site.Run,
            Url = site.Run.Url,
            Clearance = changing => [.. Refusal(), .. clearance(changing)],
        };
    }

    /// <param name="request">A prepared one.</param>
    public async Task<PublishedRun> RunAsync(RunRequest request, Asker? ask, Action<RunEvent> observe, CancellationToken cancellation)
    {
        if ((RunSite.WhyRefused(target) ?? await WhyForeignAsync(request, cancellation)) is { } refusal)
            return new PublishedRun(RunResult.Refused(refusal), null, []);

        var faults = new PublishingFaults();
        var slack = SlackWebhook.Of(portfolio.Configuration.Channels.Slack, request.Host, out var problem);
        if (problem is not null)
            faults.Add("what is announced", problem);

        var projection = new RunProjection(site, target, portfolio, request, MaskOf(request), slack);
        await using var publication = new RunPublication(projection, faults);
        RunResult? result = null;
        try
        {
            result = await RunbookRunner.RunAsync(request, ask, happened => { publication.Observe(happened); observe(happened); }, cancellation);
        }
        finally
        {
            // Also when it could not be brought to an end: what happened until then is in the journal, and people wait for it.
            await publication.FinishAsync(result, cancellation.IsCancellationRequested ? site.MostPublishingWhenCut : site.MostPublishing);
        }

        return new PublishedRun(result, projection.LogUrl, faults.All);
    }

    /// <summary>Undo blocks call scripts, too: also the way back is that of the default branch.</summary>
    private async Task<string?> WhyForeignAsync(RunRequest request, CancellationToken cancellation)
    {
        try
        {
            return request.IsWordOnly ? null : await _plan.WhyRefusedAsync(cancellation);
        }
        catch (GitHubException e)
        {
            throw e.ToCommandException();
        }
    }

    private ImmutableArray<Diagnostic> Refusal() =>
        Blocking.Wait(() => _plan.RefusalAsync(target.Source.Path, CancellationToken.None)) is { } refusal ? [refusal] : [];

    /// <summary>Whatever this run knows and nobody may read: also what no step is given.</summary>
    private SecretMask MaskOf(RunRequest request)
    {
        var webhook = portfolio.Configuration.Channels.Slack is { } channel ? request.Host.GetValueOrDefault(channel.Webhook.Name) : null;
        return SecretMask.Of([.. request.Secrets.Values, .. request.Tokens, .. webhook is { Length: >= SecretMask.ShortestSecret } ? new[] { webhook } : []]);
    }
}

/// <summary>What a run came to, and what could not be told about it.</summary>
/// <param name="LogUrl">The pull request of the log; null if there is none.</param>
/// <param name="Warnings">Each a sentence without a full stop. None of them changes what it came to.</param>
internal sealed record PublishedRun(RunResult Result, string? LogUrl, ImmutableArray<string> Warnings);
