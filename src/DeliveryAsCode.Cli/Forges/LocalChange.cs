using System.Collections.Immutable;
using DeliveryAsCode.Cli.Workspaces;
using DeliveryAsCode.Configuration;
using DeliveryAsCode.Deliveries;
using DeliveryAsCode.Documents;
using DeliveryAsCode.Gates;
using DeliveryAsCode.Text;
using DeliveryAsCode.Transitions;
using NodaTime;

namespace DeliveryAsCode.Cli.Forges;

/// <summary>What a branch of a clone does, with what is not committed yet; who did it is told by the history of the repository.</summary>
internal sealed class LocalChange : IProposedChange
{
    private readonly Workspace _workspace;
    private readonly ChangeSet _change;
    private readonly Instant _now;
    private readonly LocalForge _atMergeBase;
    private readonly LocalForge _forge;
    private readonly Lazy<GitHistory> _history;

    public LocalChange(Workspace workspace, ChangeSet change, Instant now)
    {
        (_workspace, _change, _now) = (workspace, change, now);
        Rules = RulesHistory.Of(workspace.Objects.At(change.BaseTip).Read);
        _atMergeBase = new LocalForge(workspace, Rules, change.MergeBase);
        _forge = new LocalForge(workspace, Rules, change.Head, change.Commits);
        _history = new Lazy<GitHistory>(() => workspace.History(change.Head, [.. Rules.Configuration.Deliveries.Folder is { Length: > 0 } folder ? change.Paths.Where(Rules.AreChangedBy).Append(folder) : []]));
    }

    public string BaseTip => _change.BaseTip;

    public Rules Rules { get; }

    public IReadOnlyList<string> Paths => _change.Paths;

    public SourceText? Before(string path) => _change.Before(path);

    public SourceText? After(string path) => _change.After(path);

    public bool IsLink(string path) => _change.IsLink(path);

    public DeliveryCase? CaseBefore(string recordPath) =>
        _atMergeBase.Committed(recordPath) is { } documents ? _atMergeBase.Open(documents, _now, isThorough: false) : null;

    public DeliveryDocuments? DocumentsAfter(string recordPath) => _change.IsLink(recordPath) ? null : _forge.InWorkTree(recordPath);

    public ImmutableArray<Person> ChangedBy(string path) =>
        _change.IsCommitted(path) ? [.. VersionsOf(path).Select(v => CommitterOf(v.Commit)).Distinct()] : [];

    public bool OwnsRules(Person person) => Rules.People.HoldersOf(Role.PolicyOwner, null).Contains(person);

    public ChangeEvidence EvidenceOf(DeliveryDocuments after, IReadOnlyCollection<int> addedRows)
    {
        var origins = addedRows.Count == 0 ? [] : new RecordHistory(_history.Value, _workspace.Objects).Of(after.Record);
        return new ChangeEvidence(
            _forge.Open(after, _now),
            addedRows.Select(i => (Index: i, Case: WhenBrought(after.Record.Path, origins[i]))).Where(r => r.Case is not null).ToImmutableDictionary(r => r.Index, r => r.Case!),
            escalation => ResolvedBy(after.Record, escalation));
    }

    private IEnumerable<FileVersion> VersionsOf(string path) => _history.Value.VersionsOf(path).Where(v => _change.Commits.Contains(v.Commit.Id));

    private Person CommitterOf(Commit commit) => Rules.People.ByEmail(commit.Committer.Email, commit.Committer.Name);

    /// <summary>A commit that claims to come from the future is judged as of now.</summary>
    private DeliveryCase? WhenBrought(string recordPath, RowOrigin origin)
    {
        if (origin is not RowOrigin.Brought { Commit: var commit })
            return null;

        var forge = new LocalForge(_workspace, Rules, commit.Id, _change.Commits);
        return forge.Committed(recordPath) is { } documents ? forge.Open(documents, Instant.Min(commit.CommittedAt, _now)) : null;
    }

    /// <summary>Whose commit was the last that found it open and left it otherwise.</summary>
    private ImmutableArray<Person> ResolvedBy(DeliveryRecord after, Escalation escalation)
    {
        if (!_change.IsCommitted(after.Path))
        {
            var committed = _forge.Committed(after.Path)?.Record;
            if (committed is null || RecordTransitions.IsOpenIn(committed, escalation))
                return [];
        }

        return [.. VersionsOf(after.Path).Where(v => IsOpenIn(v.BlobBefore, after, escalation) && !IsOpenIn(v.BlobAfter, after, escalation)).Select(v => CommitterOf(v.Commit)).TakeLast(1)];
    }

    private bool IsOpenIn(string? blob, DeliveryRecord record, Escalation escalation) =>
        blob is not null && _workspace.Objects.ReadBlob(blob, DocumentLimits.MarkdownBytes) is { } bytes
        && RecordReader.Read(MarkdownDocument.Read(SourceText.Decode(record.Path, bytes)).Value, record.Id).Value is { } version
        && RecordTransitions.IsOpenIn(version, escalation);
}
