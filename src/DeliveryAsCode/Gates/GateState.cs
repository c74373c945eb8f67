using System.Collections.Immutable;
using DeliveryAsCode.Deliveries;

namespace DeliveryAsCode.Gates;

/// <summary>Where a gate stands after the rows of the record.</summary>
/// <param name="SettledBy">The row that passed or skipped it, unless it was failed or reopened since; null while it is open.</param>
/// <param name="Words">Words that count, given since it was last opened anew.</param>
/// <param name="Deciders">Those whose words settled it last; kept when it is opened anew, until others settle it.</param>
/// <param name="Failures">How often it failed.</param>
/// <param name="Unknown">Why nobody can say whether a row about it counts; null where that can be said.</param>
public sealed record GateState(
    GateDecision? Last,
    GateDecision? SettledBy,
    ImmutableArray<RowWord> Words,
    ImmutableArray<Person> Deciders,
    int Failures,
    string? Unknown)
{
    public static GateState Untouched { get; } = new(null, null, [], [], 0, null);

    public bool IsSettled => SettledBy is not null;

    /// <summary>As if it had never been passed; what was said of it before is over.</summary>
    public GateState OpenedAnew() => this with { SettledBy = null, Words = [], Unknown = null };
}

public sealed record RowWord(GateDecision Row, GateWord Word);
