namespace DeliveryAsCode.Gates;

/// <summary>Somebody who can speak. Two people are the same if their keys are.</summary>
/// <param name="Key">Account id, login or e-mail address, whichever says most.</param>
/// <param name="Name">For people to read.</param>
public sealed record Person(string Key, string Name)
{
    public bool Equals(Person? other) => other is not null && Key == other.Key;

    public override int GetHashCode() => Key.GetHashCode(StringComparison.Ordinal);
}
