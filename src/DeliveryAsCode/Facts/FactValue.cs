namespace DeliveryAsCode.Facts;

/// <summary>True, false or unknown, by the three-valued logic of Kleene: what is unknown stays so unless the rest decides.</summary>
/// <param name="Holds">Null if it cannot be told.</param>
/// <param name="Why">"documentation-only is false: src/app.cs changed".</param>
public sealed record FactValue(bool? Holds, string Why)
{
    public static FactValue And(FactValue left, FactValue right) => Join(left.Holds & right.Holds, left, right);

    public static FactValue Or(FactValue left, FactValue right) => Join(left.Holds | right.Holds, left, right);

    /// <summary>The reason tells of facts, so it is the same.</summary>
    public static FactValue Not(FactValue operand) => operand with { Holds = !operand.Holds };

    internal static FactValue Of(string name, bool? holds, string reason) =>
        new(holds, $"{name} is {(holds is { } known ? known ? "true" : "false" : "unknown")}: {reason}");

    /// <summary>Where one side decides alone, it alone is the reason.</summary>
    private static FactValue Join(bool? holds, FactValue left, FactValue right) =>
        left.Why == right.Why || (left.Holds == holds && right.Holds != holds) ? left with { Holds = holds }
        : right.Holds == holds && left.Holds != holds ? right with { Holds = holds }
        : new FactValue(holds, $"{left.Why}; {right.Why}");
}
