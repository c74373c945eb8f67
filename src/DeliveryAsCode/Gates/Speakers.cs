using System.Collections.Immutable;
using DeliveryAsCode.Lifecycles;

namespace DeliveryAsCode.Gates;

/// <summary>Who may decide a gate of a delivery, and whose words together do.</summary>
/// <param name="people">Of the rules.</param>
/// <param name="deliveryId">Some people speak for some deliveries only.</param>
/// <param name="decidersOf">Those whose words settled a gate.</param>
/// <param name="settledApartFrom">The gates that are settled already, and whose deciders may not be those of a gate.</param>
internal sealed class Speakers(People people, string deliveryId, Func<string, ImmutableArray<Person>> decidersOf, Func<string, IEnumerable<string>> settledApartFrom)
{
    /// <summary>Why the person may not decide the gate; null if nothing keeps them from it.</summary>
    /// <param name="authors">Of what is acknowledged; null if nobody can say, which is no.</param>
    public string? Exclusion(Person person, GateDefinition gate, ImmutableArray<Person>? authors)
    {
        if (!gate.AllowsOwnWork && authors is null)
            return $"nobody can say whether it is {person.Name}'s own work";
        if (!gate.AllowsOwnWork && authors!.Value.Contains(person))
            return $"{person.Name} wrote what is acknowledged";

        // Whichever of the two was decided first: a row that came too early must not make one person of two.
        return gate.SeparateFrom.Concat(settledApartFrom(gate.Name)).FirstOrDefault(other => decidersOf(other).Contains(person)) is { } separate
            ? $"{person.Name} decided \"{separate}\""
            : null;
    }

    /// <summary>Those who can fill the demand: of its role, or, where the exclusions leave nobody of it, of the role that stands in.</summary>
    public ImmutableArray<Person> Eligible(Demand demand, GateDefinition gate, ImmutableArray<Person>? authors)
    {
        var own = people.HoldersOf(demand.Role, deliveryId).Where(p => Exclusion(p, gate, authors) is null).ToImmutableArray();
        return own.IsEmpty && demand.StandIn is { } standIn && IsLeftToNobody(demand.Role, gate, authors)
            ? [.. people.HoldersOf(standIn, deliveryId).Where(p => Exclusion(p, gate, authors) is null)]
            : own;
    }

    /// <summary>The first set of demands that the words fill, each by a person of its own; null if they fill none.</summary>
    public ImmutableArray<Demand>? Filled(IEnumerable<ImmutableArray<Demand>> alternatives, ImmutableArray<GateWord> words, GateDefinition gate)
    {
        var newest = NewestOfEach(words);
        return alternatives.Cast<ImmutableArray<Demand>?>().FirstOrDefault(demands => Match(demands!.Value, newest, gate).All(person => person >= 0));
    }

    /// <summary>For each demand the index of the word that fills it; -1 for none.</summary>
    public ImmutableArray<int> Match(ImmutableArray<Demand> demands, ImmutableArray<GateWord> words, GateDefinition gate) =>
        PeopleMatching.Match(demands.Length, words.Length, (demand, word) => Fits(demands[demand], words[word], gate));

    public static ImmutableArray<GateWord> NewestOfEach(ImmutableArray<GateWord> words) => [.. words.GroupBy(w => w.By).Select(g => g.Last())];

    public bool Fits(Demand demand, GateWord word, GateDefinition gate)
    {
        // Whoever attests for somebody without an account has not said that it is right, but that somebody else said so.
        var exclusion = word.OnBehalfOf is null ? Exclusion(word.By, gate, word.Authors) : null;
        return exclusion is null && (word.CountsFor(demand.Role)
            || (demand.StandIn is { } standIn && word.CountsFor(standIn) && IsLeftToNobody(demand.Role, gate, word.Authors)));
    }

    /// <summary>Whether the exclusions leave nobody of the role. Of a team nobody here knows who is in it, and somebody may be left.</summary>
    private bool IsLeftToNobody(string role, GateDefinition gate, ImmutableArray<Person>? authors) =>
        !people.HasTeam(role, deliveryId) && people.HoldersOf(role, deliveryId).All(p => Exclusion(p, gate, authors) is not null);
}
