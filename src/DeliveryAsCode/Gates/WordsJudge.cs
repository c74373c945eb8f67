using System.Collections.Immutable;
using DeliveryAsCode.Deliveries;
using DeliveryAsCode.Diagnostics;
using DeliveryAsCode.Documents;
using DeliveryAsCode.Lifecycles;
using NodaTime;

namespace DeliveryAsCode.Gates;

/// <summary>Judges whether the words that were given on a gate are those that it needs.</summary>
internal sealed class WordsJudge(DeliveryCase delivery, GateDefinition gate)
{
    private readonly GateState _state = delivery.Decisions.StateOf(gate.Name);
    private readonly ImmutableArray<Person>? _authors = delivery.Evidence.Authors.TryGetValue(gate.Name, out var authors) ? authors : null;

    /// <returns>What is missing; empty if every demand has the word of a person of its own.</returns>
    public ImmutableArray<GateReason> Judge(ImmutableArray<Demand> demands)
    {
        var current = delivery.BoundSetOf(gate);
        var newest = Newest();
        var counting = Counting(newest, current);
        var matched = delivery.Decisions.Speakers.Match(demands, counting, gate);
        if (demands.IsEmpty || (matched.All(m => m >= 0) && newest.All(w => w.IsYes)))
            return [];

        return
        [
            .. newest.Where(w => !w.IsYes).Select(Refused),
            .. newest.Where(w => w.IsYes).SelectMany(w => Doubt(w, current)),
            .. _state.Unknown is { } why ? [Reason(DiagnosticCatalog.CannotTell, $"nobody can say whether a row about it counts: {why}", [], delivery.Evidence.ComesFromReviews ? "see to it that the forge answers, and judge again" : "fetch the whole history: git fetch --unshallow", isUndecided: true)] : ImmutableArray<GateReason>.Empty,
            .. demands.Where((_, i) => matched[i] < 0).GroupBy(d => (d.Role, d.StandIn)).Select(g => Missing(g.First(), g.Count(), [.. counting.Select(w => w.By)])),
        ];
    }

    /// <summary>For each role that is asked what it has said.</summary>
    public ImmutableArray<RoleFinding> Find(ImmutableArray<Demand> demands)
    {
        var counting = Counting(Newest(), delivery.BoundSetOf(gate));
        var matched = delivery.Decisions.Speakers.Match(demands, counting, gate);
        return
        [
            .. demands.Select((demand, i) => (Demand: demand, Word: matched[i] < 0 ? null : counting[matched[i]])).GroupBy(d => (d.Demand.Role, d.Demand.StandIn)).Select(role =>
            {
                var given = role.Select(d => d.Word).OfType<GateWord>().ToImmutableArray();
                var awaited = given.Length == role.Count() ? [] : delivery.Decisions.Speakers.Eligible(role.First().Demand, gate, _authors).Except(counting.Select(w => w.By));
                return new RoleFinding(role.Key.Role, role.Any(d => d.Demand.Source is GateCondition.Certified), role.Count(), given, [.. awaited]);
            }),
        ];
    }

    private ImmutableArray<(GateWord Word, bool IsYes, GateDecision? Row)> Newest() =>
        [.. Given().Where(w => w.Word.Overrides is null).GroupBy(w => w.Word.By).Select(g => g.Last())];

    private ImmutableArray<GateWord> Counting(ImmutableArray<(GateWord Word, bool IsYes, GateDecision? Row)> newest, BoundSet current) =>
        [.. newest.Where(w => w.IsYes && Expired(w.Word) is null && IsFresh(w.Word, current)).Select(w => w.Word)];

    private IEnumerable<(GateWord Word, bool IsYes, GateDecision? Row)> Given() =>
        _state.Words.Select(w => (w.Word, true, (GateDecision?)w.Row))
            .Concat(delivery.Evidence.Pending.Where(p => Label.Of(p.Gate) == gate.Name).Select(p => (p.Word, p.IsYes, (GateDecision?)null)));

    private static bool IsFresh(GateWord word, BoundSet current) => word.BoundTo is null || word.BoundTo == current.Digest;

    private string? Expired(GateWord word) =>
        delivery.Configuration.Acknowledgements.ExpireAfter is { } after && word.At > Instant.MinValue && (delivery.Now - word.At > Duration.FromTimeSpan(after) || word.At - delivery.Now > Duration.FromDays(1))
            ? $"the acknowledgement by {word.By.Name} is older than {after.TotalDays:0.#} days"
            : null;

    private IEnumerable<GateReason> Doubt((GateWord Word, bool IsYes, GateDecision? Row) given, BoundSet current)
    {
        var word = given.Word;
        if (!IsFresh(word, current))
            yield return Stale(word, current, given.Row);
        else if (Expired(word) is { } expired)
            yield return Reason(DiagnosticCatalog.AcknowledgementStale, expired, [word.By.Name], $"acknowledge it again: {delivery.HowToDecide(gate.Name)}", isUndecided: true);
        else if (word.OnBehalfOf is null && delivery.Decisions.Speakers.Exclusion(word.By, gate, word.Authors) is { } excluded)
            yield return Reason(DiagnosticCatalog.NobodysWord, $"the word of {word.By.Name} does not count: {excluded}", [.. gate.DecidedBy.SelectMany(r => delivery.NamesOf(r)).Distinct().Where(name => name != word.By.Name)], "somebody else has to decide", isUndecided: true);
    }

    private GateReason Stale(GateWord word, BoundSet current, GateDecision? row)
    {
        var changes = word.Then is { } then ? current.ChangesSince(then) : [];
        var what = changes.IsEmpty ? "what it speaks of" : string.Join(", ", changes.Select(c => $"{c.Name} ({c.Location})"));
        return Reason(DiagnosticCatalog.AcknowledgementStale, $"the acknowledgement by {word.By.Name} is stale, changed since: {what}", [word.By.Name],
            $"look at the change and acknowledge again: {delivery.HowToDecide(gate.Name)}", isUndecided: true) with { Location = row?.Location ?? GateJudge.PlaceOfGates(delivery.Record) };
    }

    private GateReason Refused((GateWord Word, bool IsYes, GateDecision? Row) given) =>
        Reason(DiagnosticCatalog.NobodysWord, $"{given.Word.By.Name} asks for changes ({given.Word.Source})", [given.Word.By.Name], "settle what is asked for; then they look again", isUndecided: false);

    private GateReason Missing(Demand demand, int count, ImmutableArray<Person> heard)
    {
        var eligible = delivery.Decisions.Speakers.Eligible(demand, gate, _authors);
        var who = eligible.Except(heard).Select(p => p.Name).ToImmutableArray();
        var hasFailed = _state.Last is { Decision: Decision.Failed };
        var what = demand.Source is GateCondition.Certified ? "the certification" : "the acknowledgement";
        var failed = hasFailed ? $"the gate \"{gate.Name}\" failed{On(_state.Last!)} and waits for a new decision: " : $"the gate \"{gate.Name}\" waits for ";
        return Reason(DiagnosticCatalog.DecisionMissing, $"{failed}{what} of {(count > 1 ? $"{count} people of " : "")}{demand.Role}",
            who.IsEmpty ? [demand.Role] : who, delivery.HowToDecide(gate.Name), isUndecided: true);
    }

    private GateReason Reason(DiagnosticDescriptor descriptor, string message, ImmutableArray<string> who, string next, bool isUndecided) =>
        new(descriptor, message, _state.Last?.Location ?? GateJudge.PlaceOfGates(delivery.Record), who, next, isUndecided);

    private static string On(GateDecision row) => row.Date is { } date ? $" on {DocumentDate.Format(date)}" : "";
}
