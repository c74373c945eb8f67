using System.CommandLine;
using DeliveryAsCode.Checking;
using DeliveryAsCode.Cli.Forges;
using DeliveryAsCode.Cli.Forges.GitHub.Runs;
using DeliveryAsCode.Cli.Reporting;
using DeliveryAsCode.Cli.Running;
using DeliveryAsCode.Cli.Workspaces;
using DeliveryAsCode.Configuration;
using DeliveryAsCode.Execution;
using DeliveryAsCode.Gates;
using NodaTime;

namespace DeliveryAsCode.Cli.Commands;

/// <summary>What every command does that deals with the executions of a runbook: find it, run, write back, report.</summary>
internal sealed class RunSession
{
    public static readonly Argument<string> Named = new("ID|RUNBOOK") { HelpName = "ID|RUNBOOK", Description = "A delivery with one runbook, or the path of a runbook" };
    public static readonly Option<string?> Remote = new("--remote") { Description = "Keep lock and journal at this git remote too, so that any clone can go on", HelpName = "NAME" };
    public static readonly Option<bool> Commit = new("--commit") { Description = "Commit what is written back" };

    private readonly ParseResult _parsed;
    private readonly Shell _shell;
    private readonly GitHubRun? _workflow;

    private RunSession(ParseResult parsed, Shell shell)
    {
        _parsed = parsed;
        _shell = shell;
        Portfolio = Portfolio.Open(parsed.OpenWorkspace(shell));
        Target = RunTarget.Resolve(parsed.GetRequiredValue(Named), Portfolio, shell);
        if (shell.Hosting?.WhyRefused(Target.Runbook) is { } refusal)
            throw CommandException.Unusable(refusal.Why, refusal.Help);
        Report = new RunReport(IsJson ? TextWriter.Null : shell.Output, Target.Runbook, shell.Terminal, parsed.GetValue(GlobalOptions.Quiet)) { Remote = parsed.GetValue(Remote), IsOnForge = shell.Workflow is not null };
        _workflow = shell.Workflow is { } site ? new GitHubRun(site, Target, Portfolio) : null;
        if (_workflow is not null && (parsed.GetValue(Remote) is not null || parsed.GetValue(Commit)))
            throw CommandException.Unusable("in a workflow run GitHub keeps lock, journal and log", "leave --remote and --commit out");
    }

    public Portfolio Portfolio { get; }

    public RunTarget Target { get; }

    public RunReport Report { get; }

    public Actor Actor => _workflow?.Actor ?? Actor.Current(Portfolio, _shell);

    public string? Delivery => Target.RecordPath is { } record ? RepositoryLayout.IdOf(record) : null;

    public string? WhyMayNotIntervene => Intervention.WhyRefused(Actor, Delivery, Configuration);

    /// <summary>Whether what stands in its way is found out by whoever runs it, who has to ask for it anyway.</summary>
    public bool IsWorkflow => _workflow is not null;

    /// <summary>Who may speak.</summary>
    private DeliveryConfiguration Configuration => _workflow?.Rules ?? Portfolio.Configuration;

    private bool IsJson => _parsed.GetValue(GlobalOptions.Json);

    /// <exception cref="CommandException">There is no such runbook, or the command pretends that it is another time.</exception>
    public static RunSession Open(ParseResult parsed, Shell shell) => parsed.GetValue(GlobalOptions.Now) is null
        ? new RunSession(parsed, shell)
        : throw CommandException.Unusable($"\"{parsed.CommandResult.Command.Name}\" does not pretend that it is another time", "leave --now out");

    /// <summary>For commands about an execution that is open; where there is none, that is said.</summary>
    public static async Task<int> OnOpenAsync(ParseResult parsed, Shell shell, Func<RunSession, RunbookExecution, Task<int>> act)
    {
        var session = Open(parsed, shell);
        if (session.Unusable() is { } unusable)
            return unusable;

        return session.FindOpen() is { } execution ? await act(session, execution) : ExitCode.No;
    }

    public RunRequest Request(StartIntent intent) => _workflow?.Prepare(RequestOf(intent)) ?? RequestOf(intent);

    private RunRequest RequestOf(StartIntent intent) => RunRequests.Create(Target, Portfolio, OpenCase, _shell) with
    {
        Intent = intent,
        Remote = _parsed.GetValue(Remote) is { } remote ? new GitEnvironmentStore(Portfolio.Workspace.Git, remote, RunRequest.LockNameOf(Target.Runbook)) : null,
        Clearance = changing => RunClearance.Refusals(Target, Portfolio, OpenCase, Instant.FromDateTimeOffset(_shell.Clock.GetUtcNow()), changing),
        Differing = () => RunClearance.Differing(Target, Portfolio),
    };

    /// <summary>Made when it is asked: what was decided may have changed.</summary>
    private DeliveryCase OpenCase(string recordPath, Instant now) => (_workflow?.OpenCase ?? new LocalForge(Portfolio).OpenForRun)(recordPath, now);

    /// <summary>The execution that is open, or that holds the environment; null, after saying why, if there is none.</summary>
    public RunbookExecution? FindOpen()
    {
        var request = Request(StartIntent.Continue) with { Reason = "" };
        if (RunbookRunner.Bring(request) is { } conflict)
        {
            Refuse(conflict);
            return null;
        }

        switch (RunbookRunner.Decide(request))
        {
            case ContinueExecution open:
                return RunbookExecution.Fold(Target.Runbook, open.Execution.Journal.Entries) with { Circumstances = request.Circumstances };
            case RefuseStart refused:
                Conclude(RunResult.Refused(refused.Reason), null);
                return null;
            case var other:
                throw new InvalidOperationException($"{other.GetType().Name} does not continue.");
        }
    }

    /// <summary>Why nobody can execute the runbook, said; null if it can be executed.</summary>
    public int? Unusable()
    {
        if (Target.Errors.IsEmpty)
            return null;

        Conclude(RunResult.Refused("the runbook cannot be used", Target.Errors), null);
        return ExitCode.Unusable;
    }

    public int Refuse(string reason) => Conclude(RunResult.Refused(reason), null);

    public async Task<int> RunAsync(RunRequest request, CancellationToken cancellation)
    {
        if (Target.Runbook.IsGated && !request.IsWordOnly && WhyMayNotIntervene is { } forbidden && RunbookRunner.Decide(request) is ContinueExecution { Deviation: not null })
            return Refuse($"going on with a runbook that was changed is a deviation, and {forbidden}");

        var asker = _shell.CanAsk ? new TerminalAsker(_shell, Target, Portfolio) : null;
        var result = await FollowAsync(request, asker is null ? null : asker.AskAsync, cancellation);
        var written = WriteBack.Write(result, Target, Portfolio, _parsed.GetValue(Commit), _shell);
        Report.Conclude(result, written);
        return Conclude(result, written);
    }

    private async Task<RunResult> FollowAsync(RunRequest request, Asker? ask, CancellationToken cancellation)
    {
        using var lines = Report.Follow(_shell.Clock);
        if (_workflow is null)
            return await RunbookRunner.RunAsync(request, ask, lines.Observe, cancellation);

        var published = await _workflow.RunAsync(request, ask, lines.Observe, cancellation);
        if (published.LogUrl is { } log)
            lines.Observe(new Noted($"the log is {log}"));
        foreach (var warning in published.Warnings)
            _shell.Error.Write($"warning: {Visible.Of(warning)}; the execution is as its journal says\n");
        return published.Result;
    }

    /// <summary>
    /// Records a person's answer, if this person may give it. Whoever decides need not have what the runbook needs to run,
    /// and whether a changed runbook goes on is asked of whoever runs it.
    /// </summary>
    public Task<int> SayAsync(RunbookExecution execution, Question question, JournalEvent answer, CancellationToken cancellation) =>
        (WhyNobodyCanTell(execution) ?? Actor.WhyMayNotAnswer(question, Delivery, Configuration)) is { } refusal
            ? Task.FromResult(Refuse(refusal))
            : RunAsync(Request(StartIntent.Continue) with { Reason = "", Word = new PersonWord(Actor.Name, [answer]), IsWordOnly = true }, cancellation);

    /// <summary>Who may answer is what the plan that was started and the committed rules say, not what lies in the work tree.</summary>
    private string? WhyNobodyCanTell(RunbookExecution execution)
    {
        if (!Target.Runbook.IsGated)
            return null;
        if (execution.Started?.RunbookDigest != Target.Runbook.Digest)
            return $"{Target.Source.Path} is not the plan that execution {execution.Started?.Execution} started, so it does not say who may answer: restore it{(execution.Started?.Commit is { } commit ? $" (git checkout {commit} -- {Target.Source.Path})" : "")}";

        string?[] rules = [RepositoryLayout.ConfigurationPath, Portfolio.Configuration.Lifecycle.Path];
        return RunClearance.Differing(Target, Portfolio).FirstOrDefault(rules.Contains) is { } path
            ? $"{path} is not as in the last commit, so it does not say who may answer: commit it, or restore it"
            : null;
    }

    /// <summary>What it waits for, to go on a sentence with.</summary>
    public static string Instead(RunbookExecution execution) => execution switch
    {
        { Pending: { } question } => $": it waits for {question.Kind} \"{question.Subject}\" ({question.Text})",
        { IsHeld: true } => $": it is on hold, which a person lifts with {NextCommand.LiftHold(execution.Runbook.Path)}",
        { Pause: { } pause } => $": {pause.Text} ({NextCommand.After(pause, execution.Runbook.Path)})",
        _ => ": it waits for nobody's word",
    };

    public int Conclude(RunResult result, WrittenBack? written)
    {
        if (IsJson)
            RunReport.WriteJson(_shell.Output, result, written, Portfolio.Workspace.Root);
        if (_shell.Hosting is { Report: var report })
            RunReport.WriteJson(report, result, written, Portfolio.Workspace.Root);
        foreach (var diagnostic in result.Diagnostics)
            TextReport.Write(_shell.Error, diagnostic, _shell.Terminal);
        if (result.Conclusion == RunConclusion.Refused)
            _shell.Error.Write($"{(result.Entries.IsEmpty ? "nothing was run" : "nothing more was run")}: {Visible.Of(result.Reason ?? "refused")}\n");
        return CodeOf(result);
    }

    private static int CodeOf(RunResult result) => result.Conclusion switch
    {
        RunConclusion.Succeeded or RunConclusion.Waiting or RunConclusion.NothingToDo => ExitCode.Done,
        RunConclusion.Failed or RunConclusion.RolledBack or RunConclusion.OnHold or RunConclusion.Refused => ExitCode.No,
        RunConclusion.Interrupted => ExitCode.Interrupted,
    };
}
