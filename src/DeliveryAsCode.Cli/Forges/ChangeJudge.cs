using System.Collections.Immutable;
using DeliveryAsCode.Checking;
using DeliveryAsCode.Diagnostics;
using DeliveryAsCode.Gates;
using DeliveryAsCode.Text;
using DeliveryAsCode.Transitions;

namespace DeliveryAsCode.Cli.Forges;

/// <summary>
/// Judges what a change does to the deliveries, by the rules of its base and by what its forge knows. Rules in the change
/// itself are never asked.
/// </summary>
internal sealed class ChangeJudge
{
    private readonly IProposedChange _change;
    private readonly RepositoryLayout _layout;

    /// <exception cref="CommandException">The rules of the base cannot be judged by.</exception>
    public ChangeJudge(IProposedChange change)
    {
        _change = change;
        if (Rules.HasErrors)
            throw CommandException.Unusable($"the rules of the base ({change.BaseTip[..7]}) have errors, so nothing can be judged by them", "repair delivery.yml and the lifecycle file on the base: \"delivery check\" shows what is wrong there");

        _layout = new RepositoryLayout(Rules.Configuration);
    }

    private Rules Rules => _change.Rules;

    public JudgedChange Judge()
    {
        var deliveries = _change.Paths.Where(path => !IsRule(path)).Select(path => (Path: path, Record: RecordOf(path))).Where(f => f.Record is not null).GroupBy(f => f.Record!, f => f.Path).ToList();
        return new JudgedChange(
            Rules.Exist ? [] : [NoRules()],
            [.. deliveries.Select(d => new JudgedPart(d.Key, Judge(d.Key, [.. d]))), .. JudgeRules(deliveries.Select(d => d.First()).FirstOrDefault()) is { } rules ? new[] { rules } : []]);
    }

    private string? RecordOf(string path) => _layout.IsRecord(path) ? path : _layout.RecordPathAround(path);

    /// <summary>Without rules at the base the change may bring the first ones, together with the first records.</summary>
    private JudgedPart? JudgeRules(string? deliveryFile)
    {
        if (!Rules.Exist || _change.Paths.Where(IsRule).ToImmutableArray() is not { IsEmpty: false } files)
            return null;

        var transition = new Transition.RulesChanged(files, Effects());
        return new JudgedPart(files[0], [new RulesJudge(Rules.People, _change.OwnsRules).Judge(transition, _change.ChangedBy, deliveryFile)]);
    }

    private bool IsRule(string path) => Rules.AreChangedBy(path);

    private ImmutableArray<string> Effects()
    {
        var (before, after) = (RulesHistory.Of(_change.Before), RulesHistory.Of(_change.After));
        return after.HasErrors
            ? ["the new rules have errors, so what they would mean cannot be told"]
            : RulesComparison.Effects(before.Configuration, before.Lifecycle, after.Configuration, after.Lifecycle);
    }

    private ImmutableArray<JudgedTransition> Judge(string recordPath, ImmutableArray<string> files)
    {
        var before = _change.CaseBefore(recordPath);
        var after = _change.DocumentsAfter(recordPath);
        ImmutableArray<Transition> ofFiles = [.. files.SelectMany(path => DocumentTransitions.Of(DocumentAt(path), before is { IsClosed: false }))];
        if (after is null)
            return [.. ofFiles.Select(TransitionJudge.AlwaysRefused)];

        var ofRecord = before is null ? RecordTransitions.OfNew(after.Record, Rules.Lifecycle) : new RecordTransitions(before.Record, after.Record, Rules.Lifecycle, IsPlanned(before)).Find();
        ImmutableArray<Transition> all = [.. ofRecord, .. ofFiles];
        if (!Rules.Exist)
            return [.. all.Where(IsOfRows).Select(RefusedWithoutRules)];

        var judge = all.IsEmpty ? null : new TransitionJudge(_change.EvidenceOf(after, AddedRows(all)));
        return [.. all.Select(transition => judge!.Judge(transition))];
    }

    private bool IsPlanned(DeliveryCase before) => RecordTransitions.PlanningGate(Rules.Lifecycle) is { } gate && before.Decisions.IsSettled(gate.Name);

    private ChangedDocument DocumentAt(string path) => new(path, _layout.KindByPlace(path), _change.Before(path), _change.After(path), _change.IsLink(path));

    private static List<int> AddedRows(ImmutableArray<Transition> transitions) =>
        [.. transitions.Select(t => t switch { Transition.GateRowAdded row => row.Index, Transition.DeliveryDecided row => row.Index, _ => -1 }).Where(i => i >= 0)];

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
