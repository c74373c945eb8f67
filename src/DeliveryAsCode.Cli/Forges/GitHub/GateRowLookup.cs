using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using DeliveryAsCode.Cli.Forges.GitHub.Api;
using DeliveryAsCode.Conversations;
using DeliveryAsCode.Deliveries;
using DeliveryAsCode.Gates;
using DeliveryAsCode.Lifecycles;
using NodaTime;

namespace DeliveryAsCode.Cli.Forges.GitHub;

/// <summary>How far back the rows on the base are looked up.</summary>
internal enum LookupDepth
{
    /// <summary>Only what the record does not tell: rows that name a role and a branch, and nobody yet.</summary>
    Unfinished,

    /// <summary>Also the row that settled the newest gate: it was judged with those before it when it came.</summary>
    Newest,

    /// <summary>Every row that opened something, as before a deployment: what got onto the base past its pull request is nobody's word.</summary>
    All,
}

/// <summary>Finds the pull requests that brought the rows of records on the base, and reads their reviews.</summary>
internal sealed partial class GateRowLookup(GitHubForge forge)
{
    private const string NamesNoSource = "it names neither a pull request nor a comment in which somebody says so";

    private readonly Dictionary<string, Pull?> _pulls = [];
    private readonly Dictionary<string, string?> _before = [];

    /// <returns>One for each row of the record, in order.</returns>
    public async Task<ImmutableArray<RowEvidence>> RowsAsync(DeliveryRecord record, LookupDepth depth, CancellationToken cancellation)
    {
        var rows = record.Gates.Rows;
        var newest = depth == LookupDepth.Newest ? rows.LastOrDefault(row => row.Decision is Decision.Passed or Decision.Skipped) : null;
        var evidence = ImmutableArray.CreateBuilder<RowEvidence>(rows.Length);
        foreach (var row in rows)
        {
            var isAsked = IsOpening(row) && (row.Date is null || row == newest || depth == LookupDepth.All);
            evidence.Add(isAsked ? await LookUpAsync(row, record, isThorough: depth == LookupDepth.All, cancellation) : new RowEvidence.Standing());
        }

        return evidence.MoveToImmutable();
    }

    /// <summary>Whose word a row is by which a gate failed: that of a review of the gate's pull request, or of a comment.</summary>
    /// <param name="record">Which has the row.</param>
    public async Task<RowEvidence> FailureAsync(GateDecision row, DeliveryRecord record, CancellationToken cancellation)
    {
        if (forge.Rules.Lifecycle.FindGate(row.Label) is not { } gate)
            return new RowEvidence.Nobody($"there is no gate \"{row.Gate}\"");
        if (SourceOfFailure(row.Evidence) is not { } named)
            return new RowEvidence.Nobody(NamesNoSource);
        if (record.Gates.Rows.TakeWhile(r => r != row).Any(r => r.Decision == Decision.Failed && r.Label == row.Label && SourceOfFailure(r.Evidence) == named))
            return new RowEvidence.Nobody($"an earlier row says already what was said in {named}");

        try
        {
            if (CommentId().Match(named) is { Success: true } comment)
                return await FailureInCommentAsync(row, gate, long.Parse(comment.Groups[1].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture), record.Id, cancellation);
            if (await FindAsync(named, cancellation) is not { } pull)
                return new RowEvidence.Nobody(NamesNoSource);
            if (!forge.IsOwn(pull) || DeliveryBranch.Parse(pull.Head.Ref) is not DeliveryBranch.Gate asked || asked.DeliveryId != record.Id || asked.Slug != GateSlug.Of(gate.Name))
                return new RowEvidence.Nobody($"#{pull.Number} does not ask for \"{gate.Name}\" of this delivery");

            var reviews = await PullReviews.ReadAsync(forge.Api, forge.Accounts, pull, record.Id, cancellation);
            var words = reviews.Objections(gate.Name, BoundSet.Empty, [], forge.Rules.Lifecycle).Select(p => p.Word)
                .Where(word => reviews.Failures.Any(f => f.Voice.Person.Equals(word.By)) && word.By.Name == row.DecidedBy && word.SpeaksFor.Any(gate.DecidedBy.Contains));
            return words.FirstOrDefault() is { } said ? new RowEvidence.Reviewed([said], pull.Number) : new RowEvidence.Nobody($"{row.DecidedBy} does not say in a review of #{pull.Number} that it failed");
        }
        catch (GitHubException e)
        {
            return new RowEvidence.CannotTell(e.Message);
        }
    }

    /// <summary>Only as it was first written: whoever may edit comments could say anything in the name of others.</summary>
    private async Task<RowEvidence> FailureInCommentAsync(GateDecision row, GateDefinition gate, long id, string deliveryId, CancellationToken cancellation)
    {
        if (await forge.Api.CommentAsync(id, cancellation) is not { User: { IsPerson: true } user } comment || comment.WasEdited)
            return new RowEvidence.Nobody($"comment {id} is gone, was edited, or is no person's");
        if (!CommandReader.Read(comment.Body, forge.Rules.Lifecycle).Commands.OfType<CommentCommand.Fail>().Any(f => f.Gate == gate.Name))
            return new RowEvidence.Nobody($"comment {id} does not say that \"{gate.Name}\" failed");
        if (IssueNumber().Match(comment.IssueUrl ?? "") is not { Success: true } issue
            || await DeliveryThread.DeliveryOfAsync(forge, int.Parse(issue.Groups[1].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture), cancellation) != deliveryId)
            return new RowEvidence.Nobody($"comment {id} is about another delivery");

        var (person, roles, _) = await forge.Accounts.RolesOfAsync(user.Id, user.Login, deliveryId, cancellation);
        return person.Name == row.DecidedBy && roles.Any(gate.DecidedBy.Contains)
            ? new RowEvidence.Reviewed([new GateWord(person, roles, Instant.FromDateTimeOffset(comment.CreatedAt ?? DateTimeOffset.UnixEpoch), $"comment {id}", null, null, [], null, null, forge.Rules.Lifecycle)], 0)
            : new RowEvidence.Nobody($"{user.Login}, who wrote comment {id}, may not decide it, or is not whom the row names");
    }

    /// <summary>What closes something does so whoever wrote it.</summary>
    internal static bool IsOpening(GateDecision row) =>
        row.Decision is Decision.Acknowledged or Decision.Passed or Decision.Skipped or Decision.Resumed or Decision.Reopened;

    private async Task<RowEvidence> LookUpAsync(GateDecision row, DeliveryRecord record, bool isThorough, CancellationToken cancellation)
    {
        try
        {
            if (NameOf(row, record.Id) is not { } name)
                return new RowEvidence.Nobody("it names no pull request, and without one nobody approved it");
            if (await FindAsync(name, cancellation) is not { } pull)
                return new RowEvidence.Nobody($"there is no pull request {name} that was merged into {forge.BaseBranch}");
            if (WhyForeign(pull) is { } foreign)
                return new RowEvidence.Nobody(foreign);

            var head = await forge.SnapshotAsync(pull.Head.Sha, cancellation);
            if (GitHubForge.DocumentsOf(record.Path, head.Read, head.ListFolder) is not { } then || FindIn(then.Record, row, pull) is not { } brought)
                return new RowEvidence.Nobody($"#{pull.Number} did not bring it");
            if ((isThorough || row.Date is null) && await WasThereAsync(row, record.Path, pull, cancellation))
                return new RowEvidence.Nobody($"it stood on {forge.BaseBranch} before #{pull.Number} was merged");

            return await ReviewedAsync(brought, pull, then, isThorough, cancellation);
        }
        catch (GitHubException e)
        {
            return new RowEvidence.CannotTell(e.Message);
        }
    }

    /// <summary>
    /// Who approves one thing has not approved another that got onto the base by itself and names the same branch: the row
    /// must come with this merge.
    /// </summary>
    private async Task<bool> WasThereAsync(GateDecision row, string recordPath, Pull pull, CancellationToken cancellation)
    {
        if (await BeforeAsync(pull, cancellation) is not { } before)
            return true;

        var snapshot = await forge.SnapshotAsync(before, cancellation);
        return GitHubForge.DocumentsOf(recordPath, snapshot.Read, snapshot.ListFolder) is { } documents && FindIn(documents.Record, row, pull) is not null;
    }

    /// <summary>What the base was when it was merged; null if nobody can say.</summary>
    private async Task<string?> BeforeAsync(Pull pull, CancellationToken cancellation)
    {
        if (pull.MergeCommitSha is not { } merge)
            return null;

        if (!_before.TryGetValue(merge, out var before))
            _before[merge] = before = (await forge.Api.CommitAsync(merge, cancellation)).Parents is [var parent, ..] ? parent.Sha : null;
        return before;
    }

    private static GateDecision? FindIn(DeliveryRecord record, GateDecision row, Pull pull) => record.Gates.Rows.FirstOrDefault(r => IsSame(r, row, pull, record.Id));

    /// <summary>
    /// What stood there, and who wrote it, is looked at again where a deployment rests on it: whoever may merge past a check
    /// must not make a row count by that.
    /// </summary>
    /// <param name="row">As the pull request brought it: for whom it speaks is not for later changes to say.</param>
    private async Task<RowEvidence> ReviewedAsync(GateDecision row, Pull pull, DeliveryDocuments then, bool isThorough, CancellationToken cancellation)
    {
        var reviews = await PullReviews.ReadAsync(forge.Api, forge.Accounts, pull, then.Record.Id, cancellation);
        var gate = forge.Rules.Lifecycle.FindGate(row.Label);
        var bound = isThorough && gate is not null ? BoundParts.Of(gate, then, forge.Rules.Configuration, RecordedExecutions.Newest(then)) : null;
        var authors = bound is not null && gate is { AllowsOwnWork: false } ? await AuthorsAsync(pull, bound, then.Record.Path, cancellation) : [];
        var words = reviews.Approvals(bound, authors, Attestation.ClientOf(row.DecidedBy), forge.Rules.Lifecycle);
        return new RowEvidence.Reviewed(row.Decision == Decision.Passed && gate is not null ? [.. words.Where(w => w.SpeaksFor.Any(gate.DecidedBy.Contains))] : words, pull.Number);
    }

    private async Task<ImmutableArray<Person>?> AuthorsAsync(Pull pull, BoundSet bound, string recordPath, CancellationToken cancellation)
    {
        // The list of its commits ends at 250; what lies between the base as it was and its head is all of them.
        if (await BeforeAsync(pull, cancellation) is not { } before
            || await forge.Api.CompareAsync(before, pull.Head.Sha, cancellation) is not { AllCommits: true } brought
            || await new PullAuthors(forge, pull).OfAsync(brought.Commits, cancellation) is not { } all)
            return null;

        foreach (var path in bound.Items.Where(i => i.IsWholeFile && i.Location.Path != recordPath).Select(i => i.Location.Path).Distinct())
        {
            if (forge.Accounts.AuthorsOf(await forge.Api.CommitsAsync(pull.Head.Sha, path, null, cancellation)) is not { } authors)
                return null;
            all = all.AddRange(authors);
        }

        return [.. all.Distinct()];
    }

    private async Task<Pull?> FindAsync(string name, CancellationToken cancellation)
    {
        if (!_pulls.TryGetValue(name, out var pull))
        {
            _pulls[name] = pull = name.StartsWith('#')
                ? await forge.Api.PullAsync(int.Parse(name.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture), cancellation)
                : (await forge.Api.PullsAsync("all", name, forge.BaseBranch, cancellation)).Where(p => p.Merged && forge.IsOwn(p)).MaxBy(p => p.MergedAt);
        }

        return pull;
    }

    private string? WhyForeign(Pull pull) => pull switch
    {
        { Merged: false } => $"#{pull.Number} was not merged",
        _ when pull.Base.Ref != forge.BaseBranch => $"#{pull.Number} was merged into {pull.Base.Ref}, not into {forge.BaseBranch}",
        _ => null,
    };

    /// <summary>A branch is named by the row until it is complete; from then on the number.</summary>
    internal static string? NameOf(GateDecision row, string deliveryId) =>
        GateBranch.FirstIn(row.Evidence, deliveryId) ?? (Number().Match(row.Evidence) is { Success: true } number ? number.Value : null);

    private static bool IsSame(GateDecision then, GateDecision now, Pull pull, string deliveryId) =>
        then.Label == now.Label && then.Decision == now.Decision
        && (then.Evidence == now.Evidence || GateBranch.FirstIn(then.Evidence, deliveryId) == pull.Head.Ref || NameOf(then, deliveryId) == string.Create(CultureInfo.InvariantCulture, $"#{pull.Number}"));

    /// <summary>What a row by which something failed rests on, which it names first; null if it names nothing.</summary>
    internal static string? SourceOfFailure(string evidence) =>
        (CommentId().Match(evidence), Number().Match(evidence)) switch
        {
            ({ Success: true } comment, { Success: false }) => comment.Value,
            ({ Success: true } comment, var number) when comment.Index < number.Index => comment.Value,
            (_, { Success: true } number) => number.Value,
            _ => null,
        };

    [GeneratedRegex("/issues/([0-9]{1,9})\\z", RegexOptions.CultureInvariant)]
    private static partial Regex IssueNumber();

    [GeneratedRegex("#issuecomment-([0-9]{1,18})(?![0-9])", RegexOptions.CultureInvariant)]
    private static partial Regex CommentId();

    [GeneratedRegex(@"#[0-9]{1,9}(?![0-9])", RegexOptions.CultureInvariant)]
    private static partial Regex Number();
}
