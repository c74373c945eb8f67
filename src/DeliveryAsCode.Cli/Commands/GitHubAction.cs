using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using DeliveryAsCode.Cli.Forges.GitHub;
using DeliveryAsCode.Cli.Forges.GitHub.Api;
using DeliveryAsCode.Cli.Forges.GitHub.Flows;
using DeliveryAsCode.Cli.Hosts;
using DeliveryAsCode.Cli.Workspaces;
using DeliveryAsCode.Conversations;
using NodaTime;

namespace DeliveryAsCode.Cli.Commands;

/// <summary>What the action does at GitHub: the flows of <c>check</c> and <c>reconcile</c>, each on the events that it may act on.</summary>
internal sealed class GitHubAction : IDisposable
{
    private readonly ActionContext _context;
    private readonly Shell _shell;
    private readonly GitHubClient _client;
    private readonly GitHubApi _api;
    private readonly CheckPublisher _checks;
    private readonly ObjectReader? _clone;
    private readonly Instant _now;

    private GitHubAction(ActionContext context, GitHubConnection connection, Shell shell, ActionLog log)
    {
        (_context, _shell) = (context, shell);
        _client = new GitHubClient(connection, shell.Clock, Random.Shared.NextDouble) { SecretMade = secret => log.Mask([secret]) };
        _api = new GitHubApi(_client, connection.Repository);
        _checks = new CheckPublisher(_api, connection.Credentials is not GitHubCredentials.App, () => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)));
        var workspace = Workspace.Open(Path.Combine(shell.WorkingDirectory, context.Host.Inputs.Path), isExact: false);
        _clone = workspace.IsGit ? workspace.Objects : null;
        _now = Instant.FromDateTimeOffset(shell.Clock.GetUtcNow());
    }

    /// <returns>Null where the command has no flow at GitHub, or may only look: then the command line answers.</returns>
    public static async Task<ActionResult?> RunAsync(ActionContext context, Shell shell, ActionLog log, CancellationToken cancellation)
    {
        if (context.Advisory is not null || context.Command is not ("check" or "reconcile") || !HasCredentials(context.Host))
            return null;

        try
        {
            using var action = new GitHubAction(context, GitHubConnection.Of(shell), shell, log);
            try
            {
                return context.Command == "check" ? await action.CheckAsync(log, cancellation) : await action.ReconcileAsync(log, cancellation);
            }
            finally
            {
                var asked = action._client.Log.Exchanges;
                log.Group($"GitHub was asked {asked.Count} times", asked.Select(e => string.Create(CultureInfo.InvariantCulture, $"{e.Method} {e.Path}: {(e.Status is { } status ? $"{status}" : "no answer")}, {e.Elapsed.TotalMilliseconds:0} ms{(e.Attempt > 1 ? $", attempt {e.Attempt}" : "")}")));
            }
        }
        catch (GitHubException e)
        {
            throw e.ToCommandException();
        }
    }

    public void Dispose() => _client.Dispose();

    internal static bool HasCredentials(GitHubActionsHost host) => host is { Repository: not null, HasCredentials: true };

    private async Task<ActionResult> CheckAsync(ActionLog log, CancellationToken cancellation)
    {
        var flow = new CheckFlow(_api, new PullRequestJudge(_api, _api.Repository, _clone, _now), _checks);
        var judged = _context.Event switch
        {
            WorkflowRunEvent run => await flow.OfHeadAsync(await BaseBranchAsync(cancellation), run.Head, run.PullRequests, cancellation),
            MergeGroupEvent group => await flow.OfGroupAsync(group.Base, group.Head, cancellation),
            _ => await flow.OfAllAsync(cancellation),
        };
        var worst = judged.IsEmpty ? PullVerdict.Untouched : judged.Max(j => j.Verdict);
        foreach (var pull in judged)
            log.Group($"#{pull.Pull.Number}: {CheckTexts.Of(pull, _checks.IsAdvisory).Title}", pull.Diagnostics.Select(d => $"{d.Location}: {d.Code}: {d.Message}").Concat(pull.Remarks));

        var (errors, warnings) = (judged.Sum(j => j.Diagnostics.Count(d => d.Severity == Diagnostics.Severity.Error)), judged.Sum(j => j.Diagnostics.Count(d => d.Severity == Diagnostics.Severity.Warning)));
        return new ActionResult(worst == PullVerdict.Refused ? ExitCode.No : ExitCode.Done, WordOf(worst), errors, warnings, Report: null, [.. SummaryOf(judged)]);
    }

    private IEnumerable<string> SummaryOf(ImmutableArray<JudgedPull> judged)
    {
        if (judged.IsEmpty)
            yield return "### delivery check: no gate is touched\n";
        foreach (var pull in judged)
        {
            var text = CheckTexts.Of(pull, _checks.IsAdvisory);
            yield return $"### #{pull.Pull.Number}: {MarkdownText.Of(text.Title)}\n\n{text.Summary}\n\n";
        }
    }

    private async Task<ActionResult> ReconcileAsync(ActionLog log, CancellationToken cancellation)
    {
        var branch = await BaseBranchAsync(cancellation);
        var guard = new CommitGuard([.. _context.Host.Secrets.Where(s => s.Length >= Running.SecretMask.ShortestSecret)]);
        var reconciler = new Reconciler(_api, _api.Repository, branch, _clone, guard, _checks, _now);
        var (asked, failed) = (ImmutableArray<AskedGate>.Empty, ImmutableArray<GateFailure>.Empty);
        switch (_context.Event)
        {
            case IssuesEvent issue:
                var forge = await OpenAsync(branch, cancellation);
                await new IntakeFlow(forge, new BranchWriter(forge, guard), _checks, new PullRequestJudge(_api, _api.Repository, _clone, _now), reconciler.Log, _now).RunAsync(issue.Number, cancellation);
                break;
            case IssueCommentEvent { Action: "created" } comment:
                var comments = new CommentFlow(await OpenAsync(branch, cancellation), new ExecutionWords(_api, branch, _context, _shell, log).SayAsync, _now);
                await comments.RunAsync(comment.Number, comment.Comment, cancellation);
                (asked, failed) = (comments.Asked, comments.Failed);
                break;
            case IssueCommentEvent:
                // What was edited afterwards is nobody's command.
                return new ActionResult(ExitCode.Done, "nothing-to-do", 0, 0, null, ["### delivery reconcile: nothing to do\n"]);
        }

        try
        {
            await reconciler.RunAsync(asked, failed, cancellation);
        }
        finally
        {
            // What was done before something went wrong was done.
            log.Group($"delivery reconcile: {(reconciler.Log.HasDone ? "done" : "nothing to do")}", reconciler.Log.Entries.Select(e => $"{(e.IsDone ? "did" : "waits")}: {e.What}: {e.Why}"));
        }

        var entries = reconciler.Log.Entries;
        return new ActionResult(ExitCode.Done, reconciler.Log.HasDone ? "succeeded" : "nothing-to-do", 0, 0, null,
        [
            $"### delivery reconcile: {(reconciler.Log.HasDone ? "done" : "nothing to do")}\n\n",
            .. entries.Select(e => $"- {(e.IsDone ? "✅" : "⏳")} {MarkdownText.Of(e.What)}: {MarkdownText.Of(e.Why)}\n"),
        ]);
    }

    private async Task<GitHubForge> OpenAsync(string branch, CancellationToken cancellation) =>
        await _api.RefAsync($"heads/{branch}", cancellation) is { } tip
            ? await GitHubForge.OpenAsync(_api, _api.Repository, branch, tip, _clone, cancellation)
            : throw CommandException.Unusable($"the repository {_api.Repository} has no branch {branch} yet", "push a first commit");

    /// <summary>Most events run for the default branch; a workflow that is dispatched can be told to run for any.</summary>
    private async Task<string> BaseBranchAsync(CancellationToken cancellation) =>
        _context.Event is not (WorkflowDispatchEvent or RepositoryDispatchEvent or PushEvent) && _context.Host.Reference is { } reference && reference.StartsWith("refs/heads/", StringComparison.Ordinal)
            ? reference["refs/heads/".Length..]
            : (await _api.RepositoryAsync(cancellation)).DefaultBranch;

    private static string WordOf(PullVerdict verdict) => verdict switch
    {
        PullVerdict.Untouched => "untouched",
        PullVerdict.Allowed => "allowed",
        PullVerdict.Waiting => "waiting",
        PullVerdict.Refused => "refused",
    };
}
