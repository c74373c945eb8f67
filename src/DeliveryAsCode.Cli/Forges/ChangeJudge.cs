using System.Collections.Immutable;
using DeliveryAsCode.Checking;
using DeliveryAsCode.Cli.Workspaces;
using DeliveryAsCode.Deliveries;
using DeliveryAsCode.Diagnostics;
using DeliveryAsCode.Documents;
using DeliveryAsCode.Gates;
using DeliveryAsCode.Text;
using DeliveryAsCode.Transitions;
using NodaTime;

namespace DeliveryAsCode.Cli.Forges;

/// <summary>
/// Judges what a change does to the deliveries, by the rules of its base and by the history of the repository. Rules in the
/// change itself are never asked.
/// </summary>
internal sealed class ChangeJudge
{
    private readonly Workspace _workspace;
    private readonly ChangeSet _change;
    private readonly Rules _rules;
    private readonly Instant _now;
    private readonly RepositoryLayout _layout;
    private readonly LocalForge _atMergeBase;
    private readonly LocalForge _forge;
    private readonly Lazy<GitHistory> _history;

    /// <exception cref="CommandException">The rules of the base cannot be judged by.</exception>
    public ChangeJudge(Workspace workspace, ChangeSet change, Instant now)
    {
        (_workspace, _change, _now) = (workspace, change, now);
        _rules = RulesHistory.Of(workspace.Objects.At(change.BaseTip).Read);
        if (_rules.HasErrors)
            throw CommandException.Unusable($"the rules of the base ({change.BaseTip[..7]}) have errors, so nothing can be judged by them", "repair delivery.yml and the lifecycle file on the base: \"delivery check\" shows what is wrong there");

        _layout = new RepositoryLayout(_rules.Configuration);
        _atMergeBase = new LocalForge(workspace, _rules, change.MergeBase);
        _forge = new LocalForge(workspace, _rules, change.Head, change.Commits);
        _history = new Lazy<GitHistory>(() => workspace.History(change.Head, [.. _rules.Configuration.Deliveries.Folder is { Length: > 0 } folder ? change.Paths.Where(IsRule).Append(folder) : []]));
    }

    public JudgedChange Judge()
    {
        var deliveries = _change.Paths.Where(path => !IsRule(path)).Select(path => (Path: path, Record: RecordOf(path))).Where(f => f.Record is not null).GroupBy(f => f.Record!, f => f.Path).ToList();
        return new JudgedChange(
            _rules.Exist ? [] : [NoRules()],
            [.. deliveries.Select(d => new JudgedPart(d.Key, Judge(d.Key, [.. d]))), .. Rules(deliveries.Select(d => d.First()).FirstOrDefault()) is { } rules ? new[] { rules } : []]);
    }

    private string? RecordOf(string path) => _layout.IsRecord(path) ? path : _layout.RecordPathAround(path);

    /// <summary>Without rules at the base the change may bring the first ones, together with the first records.</summary>
    private JudgedPart? Rules(string? deliveryFile)
    {
        if (!_rules.Exist || _change.Paths.Where(IsRule).ToImmutableArray() is not { IsEmpty: false } files)
            return null;

        var transition = new Transition.RulesChanged(files, Effects());
        return new JudgedPart(files[0], [new RulesJudge(_rules.People).Judge(transition, ChangedBy, deliveryFile)]);
    }

    private bool IsRule(string path) =>
        path is RepositoryLayout.ConfigurationPath or "CODEOWNERS" or "docs/CODEOWNERS" || path == _rules.Configuration.Lifecycle.Path || path.StartsWith(".github/", StringComparison.Ordinal);

    private ImmutableArray<string> Effects()
    {
        var (before, after) = (RulesHistory.Of(_change.Before), RulesHistory.Of(_change.After));
        return after.HasErrors
            ? ["the new rules have errors, so what they would mean cannot be told"]
            : RulesComparison.Effects(before.Configuration, before.Lifecycle, after.Configuration, after.Lifecycle);
    }

    private ImmutableArray<Person> ChangedBy(string file) =>
        _change.IsCommitted(file) ? [.. VersionsOf(file).Select(v => CommitterOf(v.Commit)).Distinct()] : [];

    private IEnumerable<FileVersion> VersionsOf(string path) => _history.Value.VersionsOf(path).Where(v => _change.Commits.Contains(v.Commit.Id));

    private Person CommitterOf(Commit commit) => _rules.People.ByEmail(commit.Committer.Email, commit.Committer.Name);

    private ImmutableArray<JudgedTransition> Judge(string recordPath, ImmutableArray<string> files)
    {
        var before = _atMergeBase.Committed(recordPath) is { } documents ? _atMergeBase.Open(documents, _now, isThorough: false) : null;
        var after = _change.IsLink(recordPath) ? null : _forge.InWorkTree(recordPath);
        ImmutableArray<Transition> ofFiles = [.. files.SelectMany(path => DocumentTransitions.Of(DocumentAt(path), before is { IsClosed: false }))];
        if (after is null)
            return [.. ofFiles.Select(TransitionJudge.AlwaysRefused)];

        var ofRecord = before is null ? RecordTransitions.OfNew(after.Record, _rules.Lifecycle) : new RecordTransitions(before.Record, after.Record, _rules.Lifecycle, IsPlanned(before)).Find();
        ImmutableArray<Transition> all = [.. ofRecord, .. ofFiles];
        if (!_rules.Exist)
            return [.. all.Where(IsOfRows).Select(RefusedWithoutRules)];

        var judge = all.IsEmpty ? null : new TransitionJudge(EvidenceOf(after, all));
        return [.. all.Select(transition => judge!.Judge(transition))];
    }

    private bool IsPlanned(DeliveryCase before) => RecordTransitions.PlanningGate(_rules.Lifecycle) is { } gate && before.Decisions.IsSettled(gate.Name);

    private ChangedDocument DocumentAt(string path) => new(path, _layout.KindByPlace(path), _change.Before(path), _change.After(path), _change.IsLink(path));

    private ChangeEvidence EvidenceOf(DeliveryDocuments after, ImmutableArray<Transition> transitions)
    {
        var added = transitions.Select(t => t switch { Transition.GateRowAdded row => row.Index, Transition.DeliveryDecided row => row.Index, _ => -1 }).Where(i => i >= 0).ToList();
        var origins = added.Count == 0 ? [] : new RecordHistory(_history.Value, _workspace.Objects).Of(after.Record);
        return new ChangeEvidence(
            _forge.Open(after, _now),
            added.Select(i => (Index: i, Case: WhenBrought(after.Record.Path, origins[i]))).Where(r => r.Case is not null).ToImmutableDictionary(r => r.Index, r => r.Case!),
            escalation => ResolvedBy(after.Record, escalation));
    }

    /// <summary>A commit that claims to come from the future is judged as of now.</summary>
    private DeliveryCase? WhenBrought(string recordPath, RowOrigin origin)
    {
        if (origin is not RowOrigin.Brought { Commit: var commit })
            return null;

        var forge = new LocalForge(_workspace, _rules, commit.Id, _change.Commits);
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

    private static bool IsOfRows(Transition transition) =>
        transition is Transition.GateRowAdded or Transition.DeliveryDecided or Transition.GateRowChanged or Transition.GateRowRemoved or Transition.GateRowMoved or Transition.BornAdvanced or Transition.JournalChanged;

    private static JudgedTransition RefusedWithoutRules(Transition transition) => transition is Transition.GateRowAdded or Transition.DeliveryDecided
        ? JudgedTransition.Of(transition, new Diagnostic(DiagnosticCatalog.RowRefused, transition.Location, "the row is refused: the base has no rules that say who may decide") { Help = $"next: bring {RepositoryLayout.ConfigurationPath} into the base first" })
        : TransitionJudge.AlwaysRefused(transition);

    private Diagnostic NoRules() => new(DiagnosticCatalog.NoRulesAtBase, Location.OfFile(RepositoryLayout.ConfigurationPath), $"there is no {RepositoryLayout.ConfigurationPath} at the base ({_change.BaseTip[..7]}), so only gate rows are judged, and refused")
    {
        Help = $"next: bring {RepositoryLayout.ConfigurationPath} into the base, with the roles of those who decide",
    };
}
