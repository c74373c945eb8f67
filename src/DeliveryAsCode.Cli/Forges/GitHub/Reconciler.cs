using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.ExceptionServices;
using DeliveryAsCode.Cli.Forges.GitHub.Api;
using DeliveryAsCode.Cli.Forges.GitHub.Flows;
using DeliveryAsCode.Cli.Workspaces;
using DeliveryAsCode.Conversations;
using DeliveryAsCode.Deliveries;
using NodaTime;

namespace DeliveryAsCode.Cli.Forges.GitHub;

/// <summary>
/// Looks at everything and does the next right thing, again and again until nothing is left to do by itself. What was done
/// is recognised at GitHub, and nowhere else: a run that was lost is made up for by the next.
/// </summary>
/// <param name="clone">What the machine has of the repository already; null for nothing.</param>
internal sealed class Reconciler(GitHubApi api, RepositoryName repository, string baseBranch, ObjectReader? clone, CommitGuard guard, CheckPublisher checks, Instant now)
{
    /// <summary>Each merge may lead to the next; a delivery has fewer gates than that.</summary>
    private const int MostPasses = 20;

    private readonly List<Exception> _failures = [];
    private readonly HashSet<string> _givenUp = [];

    public ReconcileLog Log { get; } = new();

    /// <param name="asked">Gates that somebody asked for in a comment.</param>
    /// <param name="failed">Gates that somebody said failed in a comment.</param>
    public async Task RunAsync(ImmutableArray<AskedGate> asked, ImmutableArray<GateFailure> failed, CancellationToken cancellation)
    {
        var pass = 0;
        while (pass < MostPasses && await PassAsync(asked, failed, cancellation))
            pass++;
        if (pass == MostPasses)
            Log.Waits(repository.ToString(), "there is more to do than one run does: the next one goes on");
        if (_failures.Count > 0)
            ExceptionDispatchInfo.Throw(_failures[0]);
    }

    /// <returns>Whether the base has moved, so that everything is to be looked at anew.</returns>
    private async Task<bool> PassAsync(ImmutableArray<AskedGate> asked, ImmutableArray<GateFailure> failed, CancellationToken cancellation)
    {
        var tip = await api.RefAsync($"heads/{baseBranch}", cancellation)
            ?? throw CommandException.Unusable($"the repository {repository} has no branch {baseBranch} yet", "push a first commit");
        var forge = await GitHubForge.OpenAsync(api, repository, baseBranch, tip, clone, cancellation);
        if (forge.Rules.HasErrors)
            throw CommandException.Unusable($"the rules on {baseBranch} have errors, so nothing can be done by them", "repair delivery.yml and the lifecycle file: \"delivery check\" shows what is wrong there");

        var records = forge.Base.Files.Where(forge.Layout.IsRecord).ToList();
        await forge.LoadAsync(forge.Base, records, cancellation);
        var open = await OwnPulls.ReadAsync(forge, cancellation);
        var judge = new PullRequestJudge(api, repository, clone, now);
        var writer = new BranchWriter(forge, guard);
        var pass = new DeliveryPass(forge, open, judge, writer, checks, Log, now);
        foreach (var path in records)
        {
            if (forge.DocumentsOf(path) is not { } documents)
                continue;
            if (!DeliveryBranch.IsPossible(documents.Record.Id))
                Log.Waits(path, $"no branch can be called by the name of its folder, \"{documents.Record.Id}\": give it another one");
            else if (await TryAsync(documents.Record.Id, () => pass.RunAsync(documents, [.. asked.Where(a => a.DeliveryId == documents.Record.Id)], [.. failed.Where(f => f.DeliveryId == documents.Record.Id)], cancellation)))
                return true;
        }

        await new PullOpener(forge, Log).CloseAskedAsync(open, cancellation);
        // One list for all deliveries: those that are over grow in number for ever.
        var issues = await api.IssuesAsync("open", [IntakeForm.IssueLabel], cancellation);
        // An event can be lost, and a run that waits behind another gives way to a newer one: forms are looked at here, too.
        var intake = new IntakeFlow(forge, writer, checks, judge, Log, now);
        foreach (var issue in issues.Where(issue => !DeliveryThread.IsOne(issue)))
            await TryAsync(string.Create(CultureInfo.InvariantCulture, $"#{issue.Number}"), async () =>
            {
                await intake.RunAsync(issue, cancellation);
                return false;
            });
        await CloseThreadsAsync(issues, [.. records.Select(path => forge.DocumentsOf(path)?.Record).Where(r => r?.Status == DeliveryStatus.Complete).Select(r => r!.Id)], cancellation);
        return false;
    }

    /// <summary>What cannot be done for one delivery, or one form, must not keep the others waiting. What can be done for none ends it all.</summary>
    private async Task<bool> TryAsync(string what, Func<Task<bool>> act)
    {
        if (_givenUp.Contains(what))
            return false;

        try
        {
            return await act();
        }
        catch (Exception e) when (e is CommandException or GitHubException { Kind: GitHubFailure.Invalid or GitHubFailure.NotFound or GitHubFailure.Broken })
        {
            Log.Waits(what, e.Message);
            _failures.Add(e);
            _givenUp.Add(what);
            return false;
        }
    }

    /// <summary>An issue that a delivery began from is done with it.</summary>
    private async Task CloseThreadsAsync(ImmutableArray<Issue> issues, ImmutableArray<string> complete, CancellationToken cancellation)
    {
        foreach (var issue in issues)
        {
            if (DeliveryThread.DeliveryOf(issue, complete) is not { } id)
                continue;

            await api.UpdateIssueAsync(issue.Number, new IssueChange(State: "closed", StateReason: "completed"), cancellation);
            Log.Did($"closed #{issue.Number}", $"the delivery {id} is complete");
        }
    }
}
