using System.Collections.Immutable;
using DeliveryAsCode.Checking;
using DeliveryAsCode.Cli.Forges.GitHub.Api;
using DeliveryAsCode.Configuration;
using DeliveryAsCode.Conversations;
using DeliveryAsCode.Deliveries;
using DeliveryAsCode.Diagnostics;
using DeliveryAsCode.Gates;
using DeliveryAsCode.Lifecycles;
using DeliveryAsCode.Planning;
using NodaTime;
using Label = DeliveryAsCode.Documents.Label;

namespace DeliveryAsCode.Cli.Forges.GitHub;

/// <summary>
/// Brings one delivery forward as far as nobody's word is needed: looks at the pull requests that are open for it, asks for
/// the gates that are ready, and writes down what follows. What it finds done it does not do again.
/// </summary>
internal sealed class DeliveryPass(GitHubForge forge, OwnPulls open, PullRequestJudge judge, BranchWriter writer, CheckPublisher checks, ReconcileLog log, Instant now)
{
    /// <returns>Whether the base has moved by it: then everything is looked at anew.</returns>
    /// <param name="failed">What somebody said in a comment.</param>
    public async Task<bool> RunAsync(DeliveryDocuments documents, ImmutableArray<AskedGate> asked, ImmutableArray<GateFailure> failed, CancellationToken cancellation)
    {
        var rows = await new GateRowLookup(forge).RowsAsync(documents.Record, LookupDepth.Unfinished, cancellation);
        var delivery = new DeliveryCase(documents, forge.Rules.Lifecycle, forge.Rules.Configuration, forge.EvidenceOf(documents, rows), now);
        var plan = Planner.Plan(delivery);
        log.Note(plan);

        // Another run may have recorded the failure, and merged that, since the base was read.
        if (!failed.IsEmpty && await forge.HasMovedAsync(cancellation))
            return true;

        foreach (var failure in failed)
        {
            if (await Failures.RecordAsync(failure, delivery, cancellation) is { } opened)
                return await LookAtAsync(opened, delivery, plan, cancellation);
        }

        foreach (var (branch, pull) in open.Of(documents.Record.Id))
        {
            if (await LookAtAsync(branch, pull, delivery, plan, cancellation))
                return true;
        }

        var ready = Ready(delivery, plan, asked).Where(gate => open.FindGate(documents.Record.Id, gate.Name) is null).ToList();
        if (ready.Count > 0)
        {
            foreach (var gate in ready)
                await new GatePull(forge, writer, checks, judge, log).OpenAsync(delivery, gate, plan, asked.FirstOrDefault(a => a.Gate == gate.Name), cancellation);
            return false;
        }

        return await ProjectAsync(delivery, plan, cancellation);
    }

    /// <summary>Whether one of our own that was just opened could be merged at once.</summary>
    private Task<bool> LookAtAsync(Pull opened, DeliveryCase delivery, Plan plan, CancellationToken cancellation) =>
        LookAtAsync(DeliveryBranch.Parse(opened.Head.Ref)!, opened, delivery, plan, cancellation);

    /// <summary>Whether it was merged.</summary>
    private async Task<bool> LookAtAsync(DeliveryBranch branch, Pull pull, DeliveryCase delivery, Plan plan, CancellationToken cancellation)
    {
        if (branch is DeliveryBranch.Log)
            return false;

        var judged = await judge.JudgeAsync(forge, pull, cancellation);
        if (branch is DeliveryBranch.Gate asked && judged.Verdict != PullVerdict.Allowed
            && await Failures.FindAsync(asked, pull, delivery.Record.Id, cancellation) is { } failure)
        {
            return await forge.HasMovedAsync(cancellation)
                || (await Failures.RecordAsync(failure, delivery, cancellation) is { } opened && await LookAtAsync(opened, delivery, plan, cancellation));
        }

        await checks.PublishAsync(judged, cancellation);
        if (judged.Verdict == PullVerdict.Allowed)
            return await MergeAsync(branch, judged, delivery.Record, cancellation);
        if (branch is DeliveryBranch.Gate gate && judged.Findings.Any(f => f.Descriptor == DiagnosticCatalog.CannotTell))
            await new GatePull(forge, writer, checks, judge, log).RefreshAsync(gate, pull, delivery, plan, cancellation);
        return false;
    }

    private FailedGate Failures => new(forge, open, writer, checks, log, now);

    /// <summary>What was judged is what is merged: a push since then is noticed by GitHub itself, all else by looking again.</summary>
    private async Task<bool> MergeAsync(DeliveryBranch branch, JudgedPull judged, DeliveryRecord record, CancellationToken cancellation)
    {
        if (await WhyNotByItselfAsync(branch, judged, record, cancellation) is { } others)
        {
            log.Waits($"#{judged.Pull.Number}", others);
            return false;
        }

        if (await WhatChangedAsync(judged, cancellation) is { } changed)
        {
            log.Waits($"#{judged.Pull.Number}", $"{changed} while it was judged: it is judged again");
            return true;
        }

        var pull = judged.Pull;
        var text = PullTexts.OfMerge(branch, judged, forge);
        switch (await forge.Api.MergeAsync(pull.Number, pull.Head.Sha, await forge.Api.MergeMethodAsync(cancellation), text.Title, text.Message, cancellation))
        {
            case MergeOutcome.Merged:
                log.Did($"merged #{pull.Number}", pull.Title);
                return true;
            case MergeOutcome.HeadMoved:
                log.Waits($"#{pull.Number}", "somebody has pushed to it: it is judged again");
                return false;
            case MergeOutcome.NotMergeable refused:
                log.Waits($"#{pull.Number}", refused.Why);
                return false;
            case MergeOutcome.Refused refused:
                log.Waits($"#{pull.Number}", $"the rules here let it be merged, and GitHub's do not yet: {refused.Why}");
                return false;
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    /// <summary>
    /// Nobody gets onto the base by our hand what nobody looked at: only what we proposed ourselves, and only documents of
    /// the delivery that it is about.
    /// </summary>
    private async Task<string?> WhyNotByItselfAsync(DeliveryBranch branch, JudgedPull judged, DeliveryRecord record, CancellationToken cancellation)
    {
        var folder = $"{RepositoryLayout.FolderOf(record.Path)}/";
        if (branch is DeliveryBranch.Intake)
            return "whoever takes the delivery in merges it";
        if (judged.Paths.FirstOrDefault(path => !path.StartsWith(folder, StringComparison.Ordinal)) is { } path)
            return $"it changes {path}, which is no document of the delivery: somebody who may merges it";

        if (judged.Pull.User?.IsOf(await forge.Api.ViewerAsync(cancellation)) != true)
            return $"{judged.Pull.User?.Login ?? "somebody"} has opened it, and merges it";

        // Those who approve a gate have looked at its head, whoever wrote it.
        return branch is DeliveryBranch.Gate ? null : await WhoAddedAsync(judged, cancellation);
    }

    /// <summary>What needs nobody's word is merged as we wrote it: whoever can push to the branch could have anything go along.</summary>
    private async Task<string?> WhoAddedAsync(JudgedPull judged, CancellationToken cancellation)
    {
        if (judged.Commits is not { } commits || await new PullAuthors(forge, judged.Pull).OfAsync(commits, cancellation) is not { } authors)
            return "nobody can say who has added to it: somebody who may merges it";

        var others = authors.Where(person => !person.Equals(forge.Accounts.PersonOf(judged.Pull.User!))).Select(person => person.Name).ToList();
        return others.Count == 0 ? null : $"{string.Join(", ", others)} added to it, and nobody has to approve that: somebody who may merges it";
    }

    /// <summary>Between the question and the deed a review can be taken back, and the base can get other rules.</summary>
    private async Task<string?> WhatChangedAsync(JudgedPull judged, CancellationToken cancellation)
    {
        var pull = await forge.Api.PullAsync(judged.Pull.Number, cancellation);
        if (!pull.IsOpen || pull.Base.Ref != forge.BaseBranch)
            return "it was closed, or sent elsewhere,";
        if (pull.Head.Sha != judged.Pull.Head.Sha)
            return "somebody has pushed to it";
        if (await forge.HasMovedAsync(cancellation))
            return $"{forge.BaseBranch} has moved";
        return judged.Reviews is not { } reviews || (await forge.Api.ReviewsAsync(pull.Number, cancellation)).SequenceEqual(reviews) ? null : "its reviews have changed";
    }

    /// <summary>Gates that only wait for people, and whose decision somebody has asked for.</summary>
    private static IEnumerable<GateDefinition> Ready(DeliveryCase delivery, Plan plan, ImmutableArray<AskedGate> asked) =>
        plan.Verdicts.Where(v => v is { Gate: { } gate, Stage: { } stage } && IsAsked(delivery, stage, gate, asked) && v.Verdict.Reasons.All(r => r.Descriptor == DiagnosticCatalog.DecisionMissing))
            .Select(v => v.Gate!);

    private static bool IsAsked(DeliveryCase delivery, Stage stage, GateDefinition gate, ImmutableArray<AskedGate> asked) =>
        asked.Any(a => a.Gate == gate.Name)
        || stage.Milestones.Any(name => delivery.Record.FindMilestone(name)?.Status == MilestoneStatus.Ready)
        || (gate.OpensWhen.WithParts.Any(c => c is GateCondition.ChecklistDone) && !WasDecided(delivery, gate));

    /// <summary>A checklist that was done for an earlier decision asks for no other one.</summary>
    private static bool WasDecided(DeliveryCase delivery, GateDefinition gate) =>
        delivery.Record.Gates.Rows.Any(row => row.Label == Label.Of(gate.Name) && row.Decision != Decision.Acknowledged);

    /// <summary>What follows from the record goes there by itself, or in one pull request that is added to.</summary>
    private async Task<bool> ProjectAsync(DeliveryCase delivery, Plan plan, CancellationToken cancellation)
    {
        var pulls = new UpdatesPull(forge, open, writer, checks, log, now);
        var files = pulls.FilesOf(plan, delivery.Record);
        if (files.Count == 0)
            return false;

        if (forge.Rules.Configuration.Publish == Publishing.Direct)
            return await pulls.CommitAsync(delivery.Record, plan, files, cancellation);

        // Another run may have asked for it, and merged that, since the base was read.
        return await forge.HasMovedAsync(cancellation)
            || (await pulls.OpenAsync(delivery, plan, files, cancellation) is { } pull && await LookAtAsync(pull, delivery, plan, cancellation));
    }
}
