using System.Collections.Immutable;
using DeliveryAsCode.Lifecycles;

namespace DeliveryAsCode.Gates;

/// <summary>A gate in all its parts: what it asks for, one by one, and what was found. The verdict says the same in one word.</summary>
/// <param name="Before">What must be so before the gate is looked at, and is not.</param>
/// <param name="Words">Words that were given and do not count, or speak against it.</param>
public sealed record GateFindings(
    ImmutableArray<GateReason> Before, ImmutableArray<ConditionFinding> Conditions, ImmutableArray<RoleFinding> Roles, ImmutableArray<GateReason> Words)
{
    /// <summary>How many people's words the gate needs.</summary>
    public int Needed => Roles.Sum(r => r.Needed);

    public int Given => Roles.Sum(r => r.Given.Length);
}

/// <param name="Reasons">What stands against it; empty if it holds.</param>
/// <param name="Notes">What was let pass by an override.</param>
public sealed record ConditionFinding(GateCondition Condition, ImmutableArray<GateReason> Reasons, ImmutableArray<string> Notes)
{
    public bool Holds => Reasons.IsEmpty;
}

/// <param name="Certifies">Whether the word is a certificate.</param>
/// <param name="Needed">How many people of the role.</param>
/// <param name="Given">Words that count for it.</param>
/// <param name="Awaited">Who can still say it; empty if nobody is named, or all of it is said.</param>
public sealed record RoleFinding(string Role, bool Certifies, int Needed, ImmutableArray<GateWord> Given, ImmutableArray<Person> Awaited)
{
    public bool IsMet => Given.Length >= Needed;
}
