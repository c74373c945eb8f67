using System.Collections.Immutable;
using DeliveryAsCode.Deliveries;
using DeliveryAsCode.Diagnostics;
using DeliveryAsCode.Documents;
using DeliveryAsCode.Lifecycles;
using DeliveryAsCode.Text;

namespace DeliveryAsCode.Gates;

/// <summary>
/// Judges one gate of a case. The conditions are taken apart into the ways in which the gate can open; each way is judged
/// as a whole, people included, and the best one is the verdict.
/// </summary>
internal sealed class GateJudge
{
    private readonly DeliveryCase _case;
    private readonly GateDefinition _gate;
    private readonly Stage _stage;
    private readonly ConditionJudge _conditions;

    public GateJudge(DeliveryCase delivery, GateDefinition gate)
    {
        (_case, _gate) = (delivery, gate);
        _stage = delivery.Lifecycle.FindStageOfGate(gate.Name) ?? throw new ArgumentException($"The lifecycle has no gate \"{gate.Name}\".", nameof(gate));
        _conditions = new ConditionJudge(delivery, _stage, gate);
    }

    public GateVerdict Judge()
    {
        if (!_case.Record.Ambiguities.IsEmpty)
            return new GateVerdict.Undecided([.. _case.Record.Ambiguities.Select(Ambiguous)]);
        if (StageSkip.Reason(_stage, _case) is { } skipped)
            return new GateVerdict.Skipped(skipped);

        var before = Before();
        return Ways(_gate.OpensWhen).Select(way => Judge(way, before)).MinBy(Rank)!;
    }

    /// <summary>The same by parts. Of several ways in which the gate can open, that of the verdict.</summary>
    public GateFindings Find()
    {
        var before = Before();
        var demands = Ways(_gate.OpensWhen).MinBy(way => Rank(Judge(way, before)))!.Demands;
        var words = new WordsJudge(_case, _gate);
        return new GateFindings(before, [.. _gate.OpensWhen.Parts.Where(p => !p.WithParts.Any(c => c.IsDecision && c is not GateCondition.Certified)).Select(Find).OfType<ConditionFinding>()], words.Find(demands), [.. words.Judge(demands).Where(r => r.Descriptor != DiagnosticCatalog.DecisionMissing)]);
    }

    /// <returns>Null for a certificate against which nothing speaks: who has to give it is told of its role.</returns>
    private ConditionFinding? Find(GateCondition condition)
    {
        var way = Ways(condition).MinBy(w => (w.Reasons.Any(r => !r.IsUndecided), w.Reasons.Length))!;
        return condition is GateCondition.Certified && way.Reasons.IsEmpty ? null : new ConditionFinding(condition, way.Reasons, way.Notes);
    }

    public ImmutableArray<GateReason> Before() => [.. Standstill.Of(_case), .. Predecessors()];

    private GateVerdict Judge(Way way, ImmutableArray<GateReason> before)
    {
        // Two conditions may ask for the same.
        ImmutableArray<GateReason> reasons = [.. before.Concat(way.Reasons).Concat(new WordsJudge(_case, _gate).Judge(way.Demands)).DistinctBy(r => (r.Message, r.Location))];
        return reasons.IsEmpty ? new GateVerdict.Open(way.Notes)
            : reasons.All(r => r.IsUndecided) ? new GateVerdict.Undecided(reasons)
            : new GateVerdict.Blocked(reasons);
    }

    /// <summary>The better verdict first; among equals the one with the least to do.</summary>
    private static (int, int) Rank(GateVerdict verdict) => verdict switch
    {
        GateVerdict.Open => (0, 0),
        GateVerdict.Undecided undecided => (1, undecided.Missing.Length),
        GateVerdict.Blocked blocked => (2, blocked.Against.Length),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private IEnumerable<Way> Ways(GateCondition condition) => condition switch
    {
        GateCondition.All all => all.Parts.Aggregate<GateCondition, IEnumerable<Way>>([Way.Free], (ways, part) => [.. ways.SelectMany(way => Ways(part).Select(way.And))]),
        GateCondition.Any any => any.Parts.SelectMany(Ways),
        GateCondition.Not not => [Way.Free with { Reasons = _conditions.Negate(not, [.. Ways(not.Part).Select(w => w.Reasons)]) }],
        _ => [_conditions.Judge(condition) with { Demands = [.. Demand.Of(condition)] }],
    };

    /// <summary>Gates are passed in order; where a stage says by what it starts, that stands for the gates of the stage before it.</summary>
    private IEnumerable<GateReason> Predecessors()
    {
        var stages = _case.Lifecycle.Stages;
        var at = stages.IndexOf(_stage);
        var replaced = _stage.StartsWhen is not null && at > 0 ? stages[at - 1] : null;
        var needed = stages.Take(at).Where(s => s != replaced && StageSkip.Reason(s, _case) is null).SelectMany(s => s.Gates).Concat(_stage.Gates.TakeWhile(g => Label.Of(g.Name) != _gate.Name));
        IEnumerable<GateReason> starts = _stage.StartsWhen is { } condition && replaced is not null && !replaced.Gates.All(g => _case.Decisions.IsSettled(g.Name))
            ? Ways(condition).Select(w => w.Reasons).MinBy(r => (r.Any(x => !x.IsUndecided), r.Length))!
            : [];
        return needed.Where(g => !_case.Decisions.IsSettled(g.Name)).Select(NotPassed).Concat(starts);
    }

    private GateReason NotPassed(GateDefinition gate)
    {
        var state = _case.Decisions.StateOf(gate.Name);
        var message = state switch
        {
            { Unknown: { } why } => $"nobody can say whether the gate \"{gate.Name}\" was passed: {why}",
            { Last.Decision: Decision.Failed } => $"the gate \"{gate.Name}\" failed, and must be passed first",
            { Last.Decision: Decision.Passed } => $"the gate \"{gate.Name}\" must be passed first, and its row does not count",
            _ => $"the gate \"{gate.Name}\" must be passed first",
        };
        return new GateReason(state.Unknown is null ? DiagnosticCatalog.GateNotPassed : DiagnosticCatalog.CannotTell, message, state.Last?.Location ?? PlaceOfGates(_case.Record),
            [.. gate.DecidedBy.SelectMany(r => _case.NamesOf(r)).Distinct()], _case.HowToDecide(gate.Name), IsUndecided: state.Unknown is not null);
    }

    private static GateReason Ambiguous(Diagnostic ambiguity) =>
        new(ambiguity.Descriptor, ambiguity.Message, ambiguity.Location, [], ambiguity.Help ?? "keep one of them", IsUndecided: true);

    internal static Location PlaceOfGates(DeliveryRecord record) =>
        record.Gates.Section?.Heading is { } heading ? record.Document.Source.Locate(heading.TextSpan) : record.Title;
}

/// <summary>One way in which a gate can open.</summary>
/// <param name="Reasons">What stands in it, beside the words that it needs.</param>
/// <param name="Notes">What was let pass.</param>
internal sealed record Way(ImmutableArray<GateReason> Reasons, ImmutableArray<Demand> Demands, ImmutableArray<string> Notes)
{
    public static Way Free { get; } = new([], [], []);

    public Way And(Way other) => new([.. Reasons, .. other.Reasons], [.. Demands, .. other.Demands], [.. Notes, .. other.Notes]);
}
