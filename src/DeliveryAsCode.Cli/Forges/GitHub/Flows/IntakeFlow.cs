using System.Globalization;
using DeliveryAsCode.Conversations;
using NodaTime;

namespace DeliveryAsCode.Cli.Forges.GitHub.Flows;

/// <summary>
/// An issue from the form begins a delivery: its folder on a branch, a pull request, and the issue as the thread in which
/// the delivery is talked about. Whoever fills in a form changes no rule and passes no gate.
/// </summary>
internal sealed class IntakeFlow(GitHubForge forge, BranchWriter writer, CheckPublisher checks, PullRequestJudge judge, ReconcileLog log, Instant now)
{
    /// <summary>The form sets it; an issue without it is no intake.</summary>
    public const string Label = "delivery-intake";

    public async Task RunAsync(int number, CancellationToken cancellation)
    {
        var issue = await forge.Api.IssueAsync(number, cancellation);
        if (issue.IsPull || issue.State != "open" || !issue.Labels.Contains(Label))
            return;

        var (form, mistakes) = IntakeReader.Read(issue.Body, string.Create(CultureInfo.InvariantCulture, $"delivery-{number}"));
        if (form is null)
        {
            await ReplyAsync(number, IntakePullRequest.Refusal(mistakes), cancellation);
            log.Waits($"#{number}", "the form makes no delivery yet, and says why");
            return;
        }

        var recordPath = forge.Layout.RecordPathOf(form.Id)
            ?? throw CommandException.Unusable($"\"deliveries: {forge.Rules.Configuration.Deliveries.Pattern}\" does not say where a new delivery goes", "write it like deliveries/*/record.md in delivery.yml");
        if (forge.Base.BlobId(recordPath) is not null)
            log.Waits($"#{number}", $"the delivery {form.Id} exists already");
        else
            await BeginAsync(form, number, recordPath, cancellation);
    }

    private async Task BeginAsync(IntakeForm form, int number, string recordPath, CancellationToken cancellation)
    {
        var branch = new DeliveryBranch.Intake(form.Id);
        if (!(await forge.Api.PullsAsync("all", branch.Name, forge.BaseBranch, cancellation)).IsEmpty)
        {
            log.Waits($"#{number}", $"{branch} has a pull request already");
            return;
        }

        var files = form.CreateDocuments(recordPath, forge.Rules.Lifecycle, now.InZone(forge.Rules.Configuration.Calendar.TimeZone).Date);
        var text = new IntakePullRequest(form, number, [.. files.Select(f => f.Path)]) { StartsNoWorkflow = checks.StartsNoWorkflow }.ToText();
        var commit = await writer.CommitAsync(text.CommitMessage, forge.Base, files, [forge.Base.Commit], cancellation);
        // A branch without a pull request is what a run left behind that ended here.
        await writer.BeginAsync(branch.Name, commit, cancellation);
        var pull = await forge.Api.CreatePullAsync(text.ToPull(forge.BaseBranch), cancellation);
        log.Did($"opened #{pull.Number}", pull.Title);
        await DeliveryThread.BindAsync(forge.Api, number, form.Id, cancellation);
        await checks.PublishAsync(await judge.JudgeAsync(forge, pull, cancellation), cancellation);
    }

    /// <summary>Said once, and changed when the form says something else.</summary>
    private async Task ReplyAsync(int number, string body, CancellationToken cancellation)
    {
        var viewer = await forge.Api.ViewerAsync(cancellation);
        var own = (await forge.Api.CommentsAsync(number, cancellation)).FirstOrDefault(c => c.User?.Id == viewer?.Id && Marker.Is(c.Body, Marker.Reply));
        if (own is null)
            await forge.Api.CreateCommentAsync(number, body, Marker.Reply, cancellation);
        else if (own.Body != body)
            await forge.Api.UpdateCommentAsync(own.Id, body, cancellation);
    }
}
