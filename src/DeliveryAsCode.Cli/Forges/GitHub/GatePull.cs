using System.Collections.Immutable;
using System.Globalization;
using DeliveryAsCode.Cli.Forges.GitHub.Api;
using DeliveryAsCode.Configuration;
using DeliveryAsCode.Conversations;
using DeliveryAsCode.Deliveries;
using DeliveryAsCode.Documents;
using DeliveryAsCode.Gates;
using DeliveryAsCode.Lifecycles;
using DeliveryAsCode.Planning;
using DeliveryAsCode.Text;
using Label = DeliveryAsCode.Documents.Label;

namespace DeliveryAsCode.Cli.Forges.GitHub;

/// <summary>
/// Asks for the decision of a gate: one commit with the row and what else follows from the record, a pull request, and the
/// people of its roles as reviewers. Nothing is pushed to it afterwards, so that an approval stays one of what was looked at;
/// only where the base has changed the same documents there is no other way.
/// </summary>
internal sealed class GatePull(GitHubForge forge, BranchWriter writer, CheckPublisher checks, PullRequestJudge judge, ReconcileLog log)
{
    private const int MostAttempts = 100;

    /// <param name="asked">Who asked for it now, and for whom: then one that was closed is opened anew. Null: it follows from the record.</param>
    public async Task OpenAsync(DeliveryCase delivery, GateDefinition gate, Plan plan, AskedGate? asked, CancellationToken cancellation)
    {
        if (await NextBranchAsync(delivery.Record.Id, gate, asked is not null, cancellation) is not { } branch)
            return;

        if (Files(delivery, gate, plan, branch, asked?.OnBehalfOf) is not { } files)
            return;

        var text = TextOf(delivery, gate, branch, files, await forge.HostRulesAsync(cancellation));
        var commit = await writer.CommitAsync(text.CommitMessage, forge.Base, files, [forge.Base.Commit], cancellation);
        if (!await writer.BeginOrAdoptAsync(branch.Name, commit, files, cancellation) && !await ContinueAsync(branch, text.CommitMessage, files, cancellation))
        {
            log.Waits(branch.Name, "the branch exists already, and holds something else: delete it, or open its pull request by hand");
            return;
        }

        if (await new PullOpener(forge, log).OpenAsync(text, cancellation) is not { } pull)
            return;

        await RequestAsync(pull, delivery, gate, cancellation);
        await checks.PublishAsync(await judge.JudgeAsync(forge, pull, cancellation), cancellation);
    }

    /// <summary>What a run left that ended before it could ask, of what stood there then, goes on over what the base has become.</summary>
    private async Task<bool> ContinueAsync(DeliveryBranch.Gate branch, string message, List<SourceText> files, CancellationToken cancellation) =>
        (await forge.Api.PullsAsync("all", branch.Name, forge.BaseBranch, cancellation)).IsEmpty
        && await writer.BeginOrContinueAsync(branch.Name, message, files, cancellation);

    /// <summary>
    /// The base has changed what it changes, too: its row goes on top of that, and whoever approved looks again. What others
    /// have added to it is theirs to bring up to date.
    /// </summary>
    public async Task RefreshAsync(DeliveryBranch.Gate branch, Pull pull, DeliveryCase delivery, Plan plan, CancellationToken cancellation)
    {
        if (GateSlug.FindIn(forge.Rules.Lifecycle, branch.Slug) is not { } gate || Files(delivery, gate, plan, branch, await ClientOfAsync(pull, gate, delivery, cancellation)) is not { } files)
            return;

        var comparison = await forge.Api.CompareAsync(forge.Base.Commit, pull.Head.Sha, cancellation);
        if (!comparison.AllCommits || !CommitAuthors.AreAllOf(comparison.Commits, pull.User))
        {
            log.Waits($"#{pull.Number}", $"others have added to it, and {forge.BaseBranch} has changed the same documents: somebody brings the branch up to date");
            return;
        }

        // Told first: once the branch has moved nothing shows any more that this is still to be said.
        var text = TextOf(delivery, gate, branch, files, await forge.HostRulesAsync(cancellation));
        await TellAsync(pull, delivery.Record, await forge.SnapshotAsync(comparison.MergeBase, cancellation), cancellation);
        var commit = await writer.CommitAsync(text.CommitMessage, forge.Base, files, [pull.Head.Sha, forge.Base.Commit], cancellation);
        if (!await writer.AdvanceAsync(branch.Name, commit, cancellation))
            return;

        log.Did($"brought #{pull.Number} up to date", "its base had changed the same documents; approvals have to be given again");
        await forge.Api.UpdatePullAsync(pull.Number, new PullChange(Body: text.Body), cancellation);
        await RequestAsync(pull, delivery, gate, cancellation);
    }

    private async Task TellAsync(Pull pull, DeliveryRecord record, RepositorySnapshot mergeBase, CancellationToken cancellation)
    {
        var comment = new RefreshComment(forge.BaseBranch, forge.Base.Commit, PullTexts.Diff(mergeBase.Read(record.Path)?.Text ?? "", record.Document.Source.Text));
        var told = (await forge.Api.CommentsAsync(pull.Number, cancellation)).Where(c => Marker.Is(c.Body, comment.Marker));
        if (OwnComments.FirstOf(told, pull.User) is null)
            await forge.Api.CreateCommentAsync(pull.Number, comment.Body(), comment.Marker, cancellation);
    }

    /// <summary>For whom the pull request speaks, as its own row says; null for nobody.</summary>
    private async Task<ClientWord?> ClientOfAsync(Pull pull, GateDefinition gate, DeliveryCase delivery, CancellationToken cancellation)
    {
        var head = await forge.SnapshotAsync(pull.Head.Sha, cancellation);
        var row = GitHubForge.DocumentsOf(delivery.Record.Path, head.Read, head.ListFolder)?.Record.Gates.Rows.LastOrDefault(r => r.Label == Label.Of(gate.Name));
        return row is not null && Attestation.ClientOf(row.DecidedBy) is { } client && Uri.TryCreate(row.Evidence.Split(' ').Last(), UriKind.Absolute, out var evidence)
            ? new ClientWord(client, evidence, Attestation.AttestorOf(row.DecidedBy)!)
            : null;
    }

    /// <summary>The first attempt without a pull request. A person who closed the last one without a word has said "not now".</summary>
    private async Task<DeliveryBranch.Gate?> NextBranchAsync(string deliveryId, GateDefinition gate, bool isCommanded, CancellationToken cancellation)
    {
        Pull? last = null;
        for (var attempt = 1; attempt <= MostAttempts; attempt++)
        {
            var branch = DeliveryBranch.OfGate(deliveryId, gate.Name, attempt);
            var newest = (await forge.Api.PullsAsync("all", branch.Name, forge.BaseBranch, cancellation)).MaxBy(p => p.Number);
            switch (newest)
            {
                case null:
                    return await WasDecidedSinceAsync(last, cancellation) ? null : branch;
                case { IsOpen: true }:
                    log.Waits($"#{newest.Number}", "another run has just opened it");
                    return null;
                case { Merged: false } when !isCommanded && !await HasFailedAsync(newest, branch, cancellation):
                    log.Waits($"#{newest.Number}", $"it was closed without a decision: a comment \"/delivery ready {gate.Name}\" asks anew");
                    return null;
            }

            last = newest;
        }

        return null;
    }

    /// <summary>A decision that is not in what is looked at here: nothing is asked for by what stood there before it.</summary>
    private async Task<bool> WasDecidedSinceAsync(Pull? last, CancellationToken cancellation)
    {
        if (last is null || !await forge.HasMovedAsync(cancellation))
            return false;

        log.Waits($"#{last.Number}", $"{forge.BaseBranch} has moved: what follows is worked out anew");
        return true;
    }

    /// <summary>
    /// Whether it was closed because the gate failed: a row of the record names it, or, where somebody said so in a comment,
    /// the pull request that recorded the failure of this attempt came after it.
    /// </summary>
    private async Task<bool> HasFailedAsync(Pull closed, DeliveryBranch.Gate branch, CancellationToken cancellation)
    {
        var source = string.Create(CultureInfo.InvariantCulture, $"#{closed.Number}");
        var rows = forge.DocumentsOf(forge.Layout.RecordPathOf(branch.DeliveryId) ?? "")?.Record.Gates.Rows ?? [];
        if (rows.Any(r => r.Decision == Decision.Failed && GateRowLookup.SourceOfFailure(r.Evidence) == source))
            return true;

        var failure = new DeliveryBranch.Failed(branch.DeliveryId, branch.Slug, branch.Attempt);
        return (await forge.Api.PullsAsync("all", failure.Name, forge.BaseBranch, cancellation)).Any(p => p.Merged && p.Number > closed.Number);
    }

    /// <summary>Every file once, as the row and what follows from the record leave it; null if the row cannot be written.</summary>
    private List<SourceText>? Files(DeliveryCase delivery, GateDefinition gate, Plan plan, DeliveryBranch branch, ClientWord? client)
    {
        var planned = forge.FilesOf(plan, log);
        var source = planned.FirstOrDefault(f => f.Path == delivery.Record.Path) ?? delivery.Record.Document.Source;
        var record = RecordReader.Read(MarkdownDocument.Read(source).Value, delivery.Record.Id).Value ?? delivery.Record;
        var decidedBy = client is null ? string.Join(", ", Roles(gate)) : Attestation.Of(client.Client, client.By);
        var evidence = client is null ? branch.Name : $"{branch.Name} {client.Evidence}";
        switch (RecordEdits.AppendGateRow(record, gate.Name, Decision.Passed, decidedBy, null, evidence))
        {
            case EditResult.Planned { Edits: var edits }:
                return [.. planned.Where(f => f.Path != source.Path), source.Apply(edits.AsSpan())];
            case EditResult.Refused { Reason: var reason }:
                log.Waits(reason.Location.ToString(), reason.Message);
                return null;
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    /// <summary>Whose word it asks for first; whoever stands in is asked when nobody of them can speak.</summary>
    private static ImmutableArray<string> Roles(GateDefinition gate) =>
        [.. gate.OpensWhen.WithParts.Select(c => c switch
        {
            GateCondition.Acknowledged { Gate: null } acknowledged => acknowledged.Role,
            GateCondition.Certified certified => certified.Role,
            _ => null,
        }).OfType<string>().Distinct()];

    /// <summary>Who may be asked is GitHub's to say: whom it does not take is left out, and the body names the roles.</summary>
    private async Task RequestAsync(Pull pull, DeliveryCase delivery, GateDefinition gate, CancellationToken cancellation)
    {
        var members = gate.DecidedBy.Select(forge.Rules.Configuration.FindRole).OfType<Role>().SelectMany(role => role.MembersFor(delivery.Record.Id)).ToList();
        var logins = members.OfType<PersonMember>().Where(m => m.Id is not null).Select(m => m.Login).OfType<string>().Where(login => login != pull.User?.Login).Distinct().ToList();
        var teams = members.OfType<Configuration.TeamMember>().Select(m => m.Team).Distinct().ToList();
        if (logins.Count + teams.Count == 0)
            return;

        try
        {
            await forge.Api.RequestReviewersAsync(pull.Number, logins, teams, cancellation);
        }
        catch (GitHubException e) when (e.Kind is GitHubFailure.Invalid or GitHubFailure.Refused)
        {
            log.Waits($"#{pull.Number}", $"its reviewers could not be asked: {e.Said}");
        }
    }

    private PullRequestText TextOf(DeliveryCase delivery, GateDefinition gate, DeliveryBranch.Gate branch, List<SourceText> files, ImmutableArray<HostRule> hostRules) => new GatePullRequest(delivery, gate, branch.Attempt)
    {
        HostRules = hostRules,
        Diff = PullTexts.Diff(delivery.Record.Document.Source.Text, files.First(f => f.Path == delivery.Record.Path).Text),
        MergesItself = true,
        StartsNoWorkflow = checks.StartsNoWorkflow,
        IsAdvisory = checks.IsAdvisory,
    }.ToText();
}
