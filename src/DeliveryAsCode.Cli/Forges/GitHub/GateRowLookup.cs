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
    private readonly Dictionary<string, Pull?> _pulls = [];

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
    public async Task<RowEvidence> FailureAsync(GateDecision row, string deliveryId, CancellationToken cancellation)
    {
        if (forge.Rules.Lifecycle.FindGate(row.Label) is not { } gate)
            return new RowEvidence.Nobody($"there is no gate \"{row.Gate}\"");

        try
        {
            if (CommentId().Match(row.Evidence) is { Success: true } comment)
                return await FailureInCommentAsync(row, gate, long.Parse(comment.Groups[1].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture), deliveryId, cancellation);
            if (Number().Match(row.Evidence) is not { Success: true } number || await FindAsync(number.Value, cancellation) is not { } pull)
                return new RowEvidence.Nobody("it names neither a pull request nor a comment in which somebody says so");

            var reviews = await PullReviews.ReadAsync(forge.Api, forge.Accounts, pull, deliveryId, cancellation);
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
        if (await forge.Api.CommentAsync(id, cancellation) is not { User: { IsPerson: true } user } comment || comment.UpdatedAt != comment.CreatedAt)
            return new RowEvidence.Nobody($"comment {id} is gone, was edited, or is no person's");
        if (!CommandReader.Read(comment.Body, forge.Rules.Lifecycle).Commands.OfType<CommentCommand.Fail>().Any(f => f.Gate == gate.Name))
            return new RowEvidence.Nobody($"comment {id} does not say that \"{gate.Name}\" failed");

        var (person, roles, _) = await forge.Accounts.RolesOfAsync(user.Id, user.Login, deliveryId, cancellation);
        return person.Name == row.DecidedBy && roles.Any(gate.DecidedBy.Contains)
            ? new RowEvidence.Reviewed([new GateWord(person, roles, Instant.FromDateTimeOffset(comment.CreatedAt ?? DateTimeOffset.UnixEpoch), $"comment {id}", null, null, [], null, null, forge.Rules.Lifecycle)], 0)
            : new RowEvidence.Nobody($"{user.Login}, who wrote comment {id}, may not decide it, or is not whom the row names");
    }

    /// <summary>What closes something does so whoever wrote it.</summary>
    private static bool IsOpening(GateDecision row) =>
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
            if (GitHubForge.DocumentsOf(record.Path, head.Read, head.ListFolder) is not { } then || !then.Record.Gates.Rows.Any(r => IsSame(r, row, pull, record.Id)))
                return new RowEvidence.Nobody($"#{pull.Number} did not bring it");

            return await ReviewedAsync(row, pull, then, isThorough, cancellation);
        }
        catch (GitHubException e)
        {
            return new RowEvidence.CannotTell(e.Message);
        }
    }

    /// <summary>
    /// What stood there is looked at where a deployment rests on it. Who wrote that was judged before the merge, and does not
    /// change afterwards.
    /// </summary>
    private async Task<RowEvidence> ReviewedAsync(GateDecision row, Pull pull, DeliveryDocuments then, bool isThorough, CancellationToken cancellation)
    {
        var reviews = await PullReviews.ReadAsync(forge.Api, forge.Accounts, pull, then.Record.Id, cancellation);
        var bound = isThorough && forge.Rules.Lifecycle.FindGate(row.Label) is { } gate
            ? BoundParts.Of(gate, then, forge.Rules.Configuration, RecordedExecutions.Newest(then))
            : null;
        return new RowEvidence.Reviewed(reviews.Approvals(bound, [], Attestation.ClientOf(row.DecidedBy), forge.Rules.Lifecycle), pull.Number);
    }

    private async Task<Pull?> FindAsync(string name, CancellationToken cancellation)
    {
        if (!_pulls.TryGetValue(name, out var pull))
        {
            _pulls[name] = pull = name.StartsWith('#')
                ? await forge.Api.PullAsync(int.Parse(name.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture), cancellation)
                : (await forge.Api.PullsAsync("all", name, forge.BaseBranch, cancellation)).Where(p => p.Merged).MaxBy(p => p.MergedAt);
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
    private static string? NameOf(GateDecision row, string deliveryId) =>
        GateBranch.FirstIn(row.Evidence, deliveryId) ?? (Number().Match(row.Evidence) is { Success: true } number ? number.Value : null);

    private static bool IsSame(GateDecision then, GateDecision now, Pull pull, string deliveryId) =>
        then.Label == now.Label && then.Decision == now.Decision
        && (then.Evidence == now.Evidence || GateBranch.FirstIn(then.Evidence, deliveryId) == pull.Head.Ref || NameOf(then, deliveryId) == string.Create(CultureInfo.InvariantCulture, $"#{pull.Number}"));

    [GeneratedRegex("#issuecomment-([0-9]{1,18})(?![0-9])", RegexOptions.CultureInvariant)]
    private static partial Regex CommentId();

    [GeneratedRegex(@"#[0-9]{1,9}(?![0-9])", RegexOptions.CultureInvariant)]
    private static partial Regex Number();
}
