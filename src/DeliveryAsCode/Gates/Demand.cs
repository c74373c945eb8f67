using System.Collections.Immutable;
using DeliveryAsCode.Lifecycles;

namespace DeliveryAsCode.Gates;

/// <summary>One person's word that a gate needs.</summary>
/// <param name="StandIn">The role that may speak where nobody of the role is left.</param>
internal sealed record Demand(string Role, string? StandIn, GateCondition Source)
{
    public static IEnumerable<Demand> Of(GateCondition condition) => condition switch
    {
        GateCondition.Acknowledged { Gate: null } acknowledged => Enumerable.Repeat(new Demand(acknowledged.Role, acknowledged.StandIn, acknowledged), acknowledged.Quorum),
        GateCondition.Certified certified => [new Demand(certified.Role, null, certified)],
        _ => [],
    };

    /// <summary>
    /// Every set of demands by which the words that a gate needs can be complete. Whatever else its conditions ask for was
    /// judged when the word was given.
    /// </summary>
    public static ImmutableArray<ImmutableArray<Demand>> Alternatives(GateCondition condition) => condition switch
    {
        GateCondition.All all => all.Parts.Aggregate(ImmutableArray.Create(ImmutableArray<Demand>.Empty), (sets, part) => Product(sets, Alternatives(part))),
        GateCondition.Any any => [.. any.Parts.SelectMany(p => Alternatives(p))],
        _ => [[.. Of(condition)]],
    };

    private static ImmutableArray<ImmutableArray<Demand>> Product(ImmutableArray<ImmutableArray<Demand>> left, ImmutableArray<ImmutableArray<Demand>> right) =>
        [.. left.SelectMany(l => right.Select(r => l.AddRange(r)))];
}
