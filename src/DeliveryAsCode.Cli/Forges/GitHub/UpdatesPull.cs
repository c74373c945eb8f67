using DeliveryAsCode.Cli.Forges.GitHub.Api;
using DeliveryAsCode.Conversations;
using DeliveryAsCode.Deliveries;
using DeliveryAsCode.Gates;
using DeliveryAsCode.Planning;
using DeliveryAsCode.Text;
using NodaTime;

namespace DeliveryAsCode.Cli.Forges.GitHub;

/// <summary>What follows from a record by itself: committed to the base where the rules say so, else one pull request a delivery that is added to.</summary>
internal sealed class UpdatesPull(GitHubForge forge, OwnPulls open, BranchWriter writer, CheckPublisher checks, ReconcileLog log, Instant now)
{
    /// <summary>What can be written now: while somebody decides about a gate, its record waits.</summary>
    public List<SourceText> FilesOf(Plan plan, DeliveryRecord record) =>
        [.. forge.FilesOf(plan, log).Where(file => file.Path != record.Path || !open.HasDecision(record.Id))];

    /// <returns>Whether the base has moved by it.</returns>
    public async Task<bool> CommitAsync(DeliveryRecord record, Plan plan, IReadOnlyCollection<SourceText> files, CancellationToken cancellation)
    {
        var commit = await writer.CommitAsync(new UpdatesPullRequest(record, plan).CommitMessage(), forge.Base, files, [forge.Base.Commit], cancellation);
        if (await writer.AdvanceAsync(forge.BaseBranch, commit, cancellation))
            log.Did($"committed to {forge.BaseBranch}", Changes(plan));
        else
            log.Waits(record.Id, $"{forge.BaseBranch} has moved: what follows is worked out anew");
        return true;
    }

    /// <returns>The pull request that is new, or has got something new; null for none.</returns>
    public async Task<Pull?> OpenAsync(DeliveryCase delivery, Plan plan, IReadOnlyCollection<SourceText> files, CancellationToken cancellation)
    {
        var branch = new DeliveryBranch.Updates(delivery.Record.Id);
        if (open.Find(branch) is { } pull)
            return await AddAsync(branch, pull, delivery, cancellation);

        var text = TextOf(delivery.Record, plan);
        if (!await writer.BeginOrContinueAsync(branch.Name, text.CommitMessage, files, cancellation))
        {
            log.Waits(branch.Name, "somebody else writes to the branch, or has left something on it that was not merged: open its pull request again, or delete it, and what follows is asked for");
            return null;
        }

        return await new PullOpener(forge, log).OpenAsync(text, cancellation);
    }

    /// <summary>What is still missing beside what the pull request has already, whoever put it there.</summary>
    private async Task<Pull?> AddAsync(DeliveryBranch branch, Pull pull, DeliveryCase delivery, CancellationToken cancellation)
    {
        var comparison = await forge.Api.CompareAsync(forge.Base.Commit, pull.Head.Sha, cancellation);
        var head = await forge.SnapshotAsync(pull.Head.Sha, cancellation);
        var mergeBase = await forge.SnapshotAsync(comparison.MergeBase, cancellation);
        var merged = new MergedFiles(forge.Base, mergeBase, head, await forge.Api.HavePartedOnceAsync(comparison, pull.Head.Sha, cancellation));
        if (merged.Contested is [var contested, ..])
        {
            log.Waits($"#{pull.Number}", $"{contested} has changed on both sides: bring the branch up to date, and what is missing is added");
            return null;
        }

        if (GitHubForge.DocumentsOf(delivery.Record.Path, merged.Read, merged.ListFolder) is not { } documents)
            return null;

        var rest = Planner.Plan(new DeliveryCase(documents, forge.Rules.Lifecycle, forge.Rules.Configuration, forge.EvidenceOf(documents, delivery.Evidence.Rows), now));
        if (FilesOf(rest, delivery.Record) is not [_, ..] files)
            return null;

        var commit = await writer.CommitOverAsync(new UpdatesPullRequest(delivery.Record, rest).CommitMessage(), head, mergeBase, files, cancellation);
        if (!await writer.AdvanceAsync(branch.Name, commit, cancellation))
        {
            log.Waits($"#{pull.Number}", "somebody has pushed to it: what is missing is worked out anew");
            return null;
        }

        log.Did($"added to #{pull.Number}", Changes(rest));
        return pull with { Head = pull.Head with { Sha = commit } };
    }

    private PullRequestText TextOf(DeliveryRecord record, Plan plan) => new UpdatesPullRequest(record, plan)
    {
        Diff = plan.Files.FirstOrDefault(f => f.Path == record.Path) is { } file ? PullTexts.Diff(record.Document.Source.Text, file.After.Text) : "",
        StartsNoWorkflow = checks.StartsNoWorkflow,
    }.ToText();

    private static string Changes(Plan plan) => string.Join("; ", plan.Changes.Select(c => c.Summary));
}
