using System.Globalization;
using DeliveryAsCode.Cli.Forges.GitHub.Api;
using DeliveryAsCode.Conversations;
using DeliveryAsCode.Deliveries;
using DeliveryAsCode.Documents;
using DeliveryAsCode.Gates;
using DeliveryAsCode.Lifecycles;
using DeliveryAsCode.Planning;
using NodaTime;

namespace DeliveryAsCode.Cli.Forges.GitHub;

/// <summary>Somebody who may says that a gate failed.</summary>
/// <param name="Gate">As the lifecycle names it.</param>
/// <param name="Reason">As they said it; empty if they gave none.</param>
/// <param name="Evidence">Where they said it: a pull request or the address of a comment.</param>
/// <param name="Number">Of the pull request on which they said it; null where they said it elsewhere.</param>
internal sealed record GateFailure(string DeliveryId, string Gate, Person By, string Role, Instant At, string Reason, string Evidence, int? Number);

/// <summary>A gate failed: its pull request is closed, and another one records that with what follows from it.</summary>
internal sealed class FailedGate(GitHubForge forge, OwnPulls open, BranchWriter writer, CheckPublisher checks, ReconcileLog log, Instant now)
{
    /// <summary>What the reviewers of a gate's pull request say; null if nobody says that it failed.</summary>
    public async Task<GateFailure?> FindAsync(DeliveryBranch.Gate branch, Pull pull, string deliveryId, CancellationToken cancellation)
    {
        if (GateSlug.FindIn(forge.Rules.Lifecycle, branch.Slug) is not { } gate)
            return null;

        var reviews = await PullReviews.ReadAsync(forge.Api, forge.Accounts, pull, deliveryId, cancellation);
        return reviews.Failures.FirstOrDefault(f => f.Voice.Roles.Any(gate.DecidedBy.Contains)) is ({ } voice, var reason)
            ? new GateFailure(deliveryId, gate.Name, voice.Person, voice.Roles.First(gate.DecidedBy.Contains), voice.Opinion.Review.SubmittedAt ?? now, reason, string.Create(CultureInfo.InvariantCulture, $"#{pull.Number}"), pull.Number)
            : null;
    }

    /// <summary>The record first: a pull request that is closed without it would be asked for anew.</summary>
    /// <returns>The pull request that records it; null where it is open already, or the record has it.</returns>
    public async Task<Pull?> RecordAsync(GateFailure failure, DeliveryCase delivery, CancellationToken cancellation)
    {
        if (forge.Rules.Lifecycle.FindGate(failure.Gate) is not { } gate)
            return null;

        var asking = open.FindGate(delivery.Record.Id, failure.Gate);
        if (IsRecorded(failure, delivery))
        {
            // A run may have ended right before this, and somebody merged what it had opened.
            if (asking is not null && asking.Number == failure.Number)
                await CloseAsync(asking, failure, cancellation);
            return null;
        }

        var attempt = asking is not null && DeliveryBranch.Parse(asking.Head.Ref) is DeliveryBranch.Gate branch ? branch.Attempt : 1 + delivery.Decisions.StateOf(gate.Name).Failures;
        var (isRecorded, opened) = await OpenAsync(failure, delivery, gate, attempt, cancellation);
        if (!isRecorded || asking is null)
            return opened;

        await CloseAsync(asking, failure, cancellation);
        return opened;
    }

    private async Task CloseAsync(Pull asking, GateFailure failure, CancellationToken cancellation)
    {
        await forge.Api.UpdatePullAsync(asking.Number, new PullChange(State: "closed"), cancellation);
        log.Did($"closed #{asking.Number}", $"{failure.By.Name} says that the gate \"{failure.Gate}\" failed");
    }

    private static bool IsRecorded(GateFailure failure, DeliveryCase delivery) =>
        delivery.Record.Gates.Rows.Any(row => row.Decision == Decision.Failed && row.Evidence.Split(' ')[0] == failure.Evidence);

    /// <returns>Whether it is recorded, now or already; and the pull request that was opened for that.</returns>
    private async Task<(bool IsRecorded, Pull? Opened)> OpenAsync(GateFailure failure, DeliveryCase delivery, GateDefinition gate, int attempt, CancellationToken cancellation)
    {
        var branch = DeliveryBranch.OfFailure(delivery.Record.Id, gate.Name, attempt);
        var day = failure.At.InZone(forge.Rules.Configuration.Calendar.TimeZone).Date;
        var evidence = failure.Reason.Length > 0 ? $"{failure.Evidence} {failure.Reason}" : failure.Evidence;
        if (open.Find(branch) is not null)
            return (true, null);

        var edits = RecordEdits.AppendGateRow(delivery.Record, gate.Name, Decision.Failed, failure.By.Name, day, evidence) switch
        {
            EditResult.Planned planned => planned.Edits,
            EditResult.Refused refused => throw CommandException.World($"the failure of \"{gate.Name}\" cannot be recorded: {refused.Reason.Message}", $"repair {delivery.Record.Path}"),
            _ => throw new System.Diagnostics.UnreachableException(),
        };

        var source = delivery.Record.Document.Source.Apply(edits.AsSpan());
        var documents = delivery.Documents.With(RecordReader.Read(MarkdownDocument.Read(source).Value, delivery.Record.Id).Value!);
        var plan = Planner.Plan(new DeliveryCase(documents, delivery.Lifecycle, delivery.Configuration, delivery.Evidence with { Rows = delivery.Evidence.Rows.Add(new RowEvidence.Standing()) }, now));
        var files = forge.FilesOf(plan, log);
        if (files.All(f => f.Path != source.Path))
            files.Add(source);

        var text = new FailurePullRequest(delivery, gate, attempt, failure.By.Name, failure.Role, day, failure.Reason, plan)
        {
            Number = failure.Number,
            Diff = PullTexts.Diff(delivery.Record.Document.Source.Text, files.First(f => f.Path == source.Path).Text),
            StartsNoWorkflow = checks.StartsNoWorkflow,
        }.ToText();
        var commit = await writer.CommitAsync(text.CommitMessage, forge.Base, files, [forge.Base.Commit], cancellation);
        if (!await writer.BeginOrAdoptAsync(branch.Name, commit, files, cancellation))
        {
            log.Waits(branch.Name, "the branch exists already, and holds something else: delete it, and the failure is recorded");
            return (false, null);
        }

        return await new PullOpener(forge, log).OpenAsync(text, cancellation) is { } opened ? (true, opened) : (false, null);
    }
}
