using System.Globalization;
using DeliveryAsCode.Cli.Forges.GitHub.Api;
using DeliveryAsCode.Conversations;
using NodaTime;

namespace DeliveryAsCode.Cli.Forges.GitHub.Flows;

/// <summary>
/// An issue from the form begins a delivery: its folder on a branch, a pull request, and the issue as the thread in which
/// the delivery is talked about. Whoever fills in a form changes no rule and passes no gate.
/// </summary>
internal sealed class IntakeFlow(GitHubForge forge, BranchWriter writer, CheckPublisher checks, PullRequestJudge judge, ReconcileLog log, Instant now)
{
    public async Task RunAsync(int number, CancellationToken cancellation) => await RunAsync(await forge.Api.IssueAsync(number, cancellation), cancellation);

    public async Task RunAsync(Issue issue, CancellationToken cancellation)
    {
        var number = issue.Number;
        if (issue.IsPull || issue.State != "open" || !issue.Labels.Contains(IntakeForm.IssueLabel))
            return;

        var (form, mistakes) = IntakeReader.Read(issue.Body, string.Create(CultureInfo.InvariantCulture, $"delivery-{number}"));
        if (form is null)
        {
            await RefuseAsync(number, mistakes, "the form makes no delivery yet, and says why", cancellation);
            return;
        }

        var recordPath = forge.Layout.RecordPathOf(form.Id)
            ?? throw CommandException.Unusable($"\"deliveries: {forge.Rules.Configuration.Deliveries.Pattern}\" does not say where a new delivery goes", "write it like deliveries/*/record.md in delivery.yml");
        if (forge.Base.ModeOf(recordPath) is null && !forge.Base.IsTaken(recordPath))
            await BeginAsync(form, issue, recordPath, cancellation);
        else if (DeliveryThread.DeliveryOf(issue, [form.Id]) is not null)
            log.Waits($"#{number}", $"the delivery {form.Id} exists already");
        else if (await FindAsync(new DeliveryBranch.Intake(form.Id), number, "closed", cancellation) is { Merged: true })
            await DeliveryThread.BindAsync(forge.Api, number, form.Id, cancellation);
        else
            await RefuseAsync(number, [Taken(form, "is the name of a delivery that exists already")], $"the delivery {form.Id} exists already", cancellation);
    }

    private async Task BeginAsync(IntakeForm form, Issue issue, string recordPath, CancellationToken cancellation)
    {
        var branch = new DeliveryBranch.Intake(form.Id);
        var pull = await FindAsync(branch, issue.Number, "open", cancellation) ?? await OpenAsync(form, issue, branch, recordPath, cancellation);
        if (pull is null)
            return;

        if (DeliveryThread.DeliveryOf(issue, [form.Id]) is null)
            await DeliveryThread.BindAsync(forge.Api, issue.Number, form.Id, cancellation);
        await checks.PublishAsync(await judge.JudgeAsync(forge, pull, cancellation), cancellation);
    }

    /// <summary>The pull request that an earlier run opened for this issue, which may have ended right behind it.</summary>
    private async Task<Pull?> FindAsync(DeliveryBranch branch, int number, string state, CancellationToken cancellation) =>
        (await forge.Api.PullsAsync(state, branch.Name, forge.BaseBranch, cancellation)).FirstOrDefault(p => IntakePullRequest.IsOf(p.Body, number));

    private async Task<Pull?> OpenAsync(IntakeForm form, Issue issue, DeliveryBranch.Intake branch, string recordPath, CancellationToken cancellation)
    {
        if (!(await forge.Api.PullsAsync("all", branch.Name, forge.BaseBranch, cancellation)).IsEmpty)
        {
            await RefuseAsync(issue.Number, [Taken(form, "was asked for in another issue already")], $"{branch} has a pull request already", cancellation);
            return null;
        }

        // The day on which it was asked for stays the same, however often it is tried.
        var day = (issue.CreatedAt is { } created ? Instant.FromDateTimeOffset(created) : now).InZone(forge.Rules.Configuration.Calendar.TimeZone).Date;
        // Somebody may have begun to write before it was asked for.
        var files = form.CreateDocuments(recordPath, forge.Rules.Lifecycle, day).Where(f => forge.Base.ModeOf(f.Path) is null && !forge.Base.IsTaken(f.Path)).ToList();
        var text = new IntakePullRequest(form, issue.Number, [.. files.Select(f => f.Path)]) { StartsNoWorkflow = checks.StartsNoWorkflow }.ToText();
        var commit = await writer.CommitAsync(text.CommitMessage, forge.Base, files, [forge.Base.Commit], cancellation);
        if (!await writer.BeginOrAdoptAsync(branch.Name, commit, files, cancellation))
        {
            await RefuseAsync(issue.Number, [Taken(form, $"has a branch already, {branch}, which holds something else")], $"{branch} exists already, and holds something else: delete it", cancellation);
            return null;
        }

        return await new PullOpener(forge, log).OpenAsync(text, cancellation);
    }

    private static IntakeMistake Taken(IntakeForm form, string why) => new(IntakeForm.IdLabel, $"\"{form.Id}\" {why}", "give another one");

    private async Task RefuseAsync(int number, IEnumerable<IntakeMistake> mistakes, string why, CancellationToken cancellation)
    {
        await ReplyAsync(number, IntakePullRequest.Refusal(mistakes), cancellation);
        log.Waits($"#{number}", why);
    }

    /// <summary>Said once, and changed when the form says something else.</summary>
    private async Task ReplyAsync(int number, string body, CancellationToken cancellation)
    {
        var marked = (await forge.Api.CommentsAsync(number, cancellation)).Where(c => Marker.Is(c.Body, Marker.Reply)).ToList();
        var own = marked.Count == 0 ? null : OwnComments.FirstOf(marked, await forge.Api.ViewerAsync(cancellation));
        if (own is null)
            await forge.Api.CreateCommentAsync(number, body, Marker.Reply, cancellation);
        else if (own.Body != body)
            await forge.Api.UpdateCommentAsync(own.Id, body, cancellation);
    }
}
