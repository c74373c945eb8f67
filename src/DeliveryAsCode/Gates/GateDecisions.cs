using System.Collections.Immutable;
using DeliveryAsCode.Configuration;
using DeliveryAsCode.Deliveries;
using DeliveryAsCode.Documents;
using DeliveryAsCode.Lifecycles;
using NodaTime;

namespace DeliveryAsCode.Gates;

/// <summary>
/// Which gates are closed: the fold of the rows of a record's Gates table, each with what stands behind it, from the first
/// to the last. A row that nobody's word stands behind opens no gate; it can only close one.
/// </summary>
public sealed class GateDecisions
{
    private readonly Dictionary<Label, GateState> _states = [];
    private readonly Lifecycle _lifecycle;
    private readonly People _people;
    private readonly string _deliveryId;
    private readonly Speakers _speakers;

    private GateDecisions(DeliveryRecord record, Lifecycle lifecycle, People people)
    {
        (_lifecycle, _people, _deliveryId) = (lifecycle, people, record.Id);
        _speakers = new Speakers(people, record.Id, gate => StateOf(gate).Deciders, SettledApartFrom);
    }

    /// <summary>The row by which the delivery was put on hold; null if it goes on.</summary>
    public GateDecision? OnHold { get; private set; }

    /// <summary>The row by which the delivery was cancelled; null if it was not, or was reopened.</summary>
    public GateDecision? Cancelled { get; private set; }

    public GateState StateOf(string gate) => _states.GetValueOrDefault(gate, GateState.Untouched);

    /// <summary>Whether the gate was passed, or skipped, and not failed or reopened since.</summary>
    public bool IsSettled(string gate) => StateOf(gate).IsSettled;

    /// <summary>The newest row about the gate, whatever it says and whether it counts or not.</summary>
    public GateDecision? Last(string gate) => StateOf(gate).Last;

    /// <param name="evidence">One for each row; a row without one is nobody's word.</param>
    public static GateDecisions Of(DeliveryRecord record, Lifecycle lifecycle, People people, ImmutableArray<RowEvidence> evidence)
    {
        var decisions = new GateDecisions(record, lifecycle, people);
        var rows = record.Ambiguities.IsEmpty ? record.Gates.Rows : [];
        for (var i = 0; i < rows.Length; i++)
            decisions.Apply(rows[i], i < evidence.Length ? evidence[i] : new RowEvidence.Nobody("nobody knows where the row comes from"));
        return decisions;
    }

    /// <summary>What the rows say, whoever wrote them: for rules that only ask whether a record contradicts itself.</summary>
    public static GateDecisions AsClaimed(DeliveryRecord record, Lifecycle lifecycle) =>
        Of(record, lifecycle, new People(DeliveryConfiguration.Default), [.. record.Gates.Rows.Select(_ => new RowEvidence.Adopted())]);

    /// <summary>Whether the row says who decided and when; one that does not closes nothing.</summary>
    public static bool IsSigned(GateDecision row) =>
        !Unset.Is(row.DecidedBy) && !Unset.IsPlaceholder(row.DecidedBy) && !Label.Of(row.DecidedBy).IsEmpty && row.Date is not null;

    /// <summary>A row that came by reviews says who decided and when as soon as they are written down, and counts until then.</summary>
    private static bool IsSigned(GateDecision row, RowEvidence evidence) => evidence is RowEvidence.Reviewed || IsSigned(row);

    /// <summary>Whether the row skips what the lifecycle never lets anybody skip.</summary>
    public static bool SkipsTheNeverSkipped(GateDecision row, Lifecycle lifecycle) =>
        row.Decision == Decision.Skipped && lifecycle.FindStageOfGate(row.Label)?.Skip is SkipRule.Never;

    internal Speakers Speakers => _speakers;

    private void Apply(GateDecision row, RowEvidence evidence)
    {
        Change(row.Label, state => state with { Last = row });
        switch (row.Decision)
        {
            case Decision.Acknowledged:
                Hear(row, evidence);
                break;
            case Decision.Passed:
                Pass(row, evidence);
                break;
            case Decision.Skipped:
                Skip(row, evidence);
                break;
            case Decision.Failed:
                Change(row.Label, state => state with { Failures = state.Failures + 1 });
                OpenAnew(FirstGateOf(_lifecycle.FindGate(row.Label)?.SendsBackTo) ?? row.Label);
                break;
            case Decision.Reopened:
                OpenAnew(FirstGateOf(row.Gate) ?? row.Label);
                if (MayManage(evidence))
                    Cancelled = null;
                break;
            case Decision.Cancelled:
                Cancelled = row;
                break;
            case Decision.OnHold:
                OnHold = row;
                break;
            case Decision.Resumed:
                if (MayManage(evidence))
                    OnHold = null;
                break;
            case Decision.Replan or null:
                // What was planned is no longer so; what cannot be read is no yes.
                Change(row.Label, state => state.OpenedAnew());
                break;
        }
    }

    private void Hear(GateDecision row, RowEvidence evidence)
    {
        if (IsSigned(row, evidence))
            Change(row.Label, state => state with { Words = state.Words.AddRange(WordsOf(row, evidence).Select(word => new RowWord(row, word))) });
        if (evidence is RowEvidence.CannotTell unknown)
            Change(row.Label, state => state with { Unknown = unknown.Why });
    }

    private void Pass(GateDecision row, RowEvidence evidence)
    {
        Hear(row, evidence);
        var own = WordsOf(row, evidence);
        if (!IsSigned(row, evidence) || own is not [.., var last])
            return;

        // Words on something else than what was passed are no words on it.
        var words = Speakers.NewestOfEach([.. StateOf(row.Gate).Words.Select(w => w.Word).Where(w => w.Overrides is null)])
            .Where(w => w.BoundTo is null || last.BoundTo is null || w.BoundTo == last.BoundTo).ToImmutableArray();
        if (evidence.IsTakenAsWritten || IsDecided(row, words, own))
            Change(row.Label, s => s with { SettledBy = row, Deciders = [.. words.Select(w => w.By).Distinct()] });
    }

    /// <summary>By the rules that held when it was passed: rules that come later do not undo what was decided before them.</summary>
    /// <param name="own">Of the row: one of them is of somebody who may decide the gate, since that the words of others are complete is not for anybody to say.</param>
    private bool IsDecided(GateDecision row, ImmutableArray<GateWord> words, ImmutableArray<GateWord> own) =>
        (own[^1].Rules.FindGate(row.Label) ?? _lifecycle.FindGate(row.Label)) is { } gate
        && Demand.Alternatives(gate.OpensWhen) is var alternatives
        && _speakers.Filled(alternatives, words, gate) is { IsEmpty: false }
        && alternatives.Any(demands => demands.Any(demand => own.Any(word => _speakers.Fits(demand, word, gate))));

    private void Skip(GateDecision row, RowEvidence evidence)
    {
        var known = evidence.KnownWords;
        var rules = known is [var first, ..] ? first.Rules : _lifecycle;
        if (!IsSigned(row, evidence) || Unset.Is(row.Evidence) || SkipsTheNeverSkipped(row, _lifecycle) || SkipsTheNeverSkipped(row, rules))
            return;

        var deciders = _lifecycle.FindGate(row.Label)?.DecidedBy ?? [];
        var isAllowed = WordsOf(row, evidence).Any(word => word.Overrides is null && (evidence.IsTakenAsWritten || deciders.Add(Role.DeliveryManager).Any(word.CountsFor)));
        if (isAllowed)
            Change(row.Label, state => state with { SettledBy = row, Deciders = [.. state.Deciders, .. known.Select(w => w.By)] });
        if (evidence is RowEvidence.CannotTell unknown)
            Change(row.Label, state => state with { Unknown = unknown.Why });
    }

    /// <summary>A row that is taken as written is the word of whom it names, on whatever stood there.</summary>
    private ImmutableArray<GateWord> WordsOf(GateDecision row, RowEvidence evidence) =>
        evidence.IsTakenAsWritten ? [.. row.DecidedBy.Split(", ").Select(name => AsWritten(_people.Named(name)))] : evidence.KnownWords;

    private GateWord AsWritten(Person person) =>
        new(person, _people.RolesOf(person, _deliveryId), Instant.MinValue, "the record as it stands", null, null, [], null, null, _lifecycle);

    private static bool MayManage(RowEvidence evidence) =>
        evidence.IsTakenAsWritten || evidence.KnownWords.Any(word => word.CountsFor(Role.DeliveryManager));

    private IEnumerable<string> SettledApartFrom(string gate) =>
        _lifecycle.Gates.Where(g => IsSettled(g.Name) && g.SeparateFrom.Any(other => Label.Of(other) == Label.Of(gate))).Select(g => g.Name);

    private Label? FirstGateOf(string? stage) =>
        stage is not null && _lifecycle.FindStage(stage) is { } found ? Label.Of(found.Gates[0].Name) : (Label?)null;

    /// <summary>The gate and all later ones must be passed anew.</summary>
    private void OpenAnew(Label gate)
    {
        foreach (var later in _lifecycle.Gates.Select(g => Label.Of(g.Name)).SkipWhile(g => g != gate))
            Change(later, state => state.OpenedAnew());
    }

    private void Change(Label gate, Func<GateState, GateState> change) => _states[gate] = change(_states.GetValueOrDefault(gate, GateState.Untouched));
}
