namespace DeliveryAsCode.Runbooks;

/// <summary>A step that a strategy made of a step of the file.</summary>
/// <param name="Of">Id of the step in the file.</param>
/// <param name="UndoneBy">Id of the part whose undo block takes this one back too; null: its own.</param>
/// <param name="ShiftsBackBy">Of a watch between parts: id of the part whose undo block moves traffic back while a person decides.</param>
public sealed record StrategyPart(string Of, string? UndoneBy = null, string? ShiftsBackBy = null)
{
    private const char Mark = '@';

    /// <summary>Nothing that is in use is changed by it, so nothing has to be taken back.</summary>
    public bool NeedsNoUndo { get; init; }

    /// <summary>It asks how things are, and changes nothing at all.</summary>
    public bool OnlyLooks { get; init; }

    /// <param name="name">Of the part, unique in its step.</param>
    /// <returns>No heading has this id: GitHub leaves the sign out of anchors.</returns>
    public static string IdOf(string step, string name) => $"{step}{Mark}{name}";

    /// <summary>The output of a part that only other parts may see. It is no name of a variable, so no block can claim it.</summary>
    public static string OutputOf(string part) => part;

    public static bool IsOwnOutput(string output) => output.Contains(Mark, StringComparison.Ordinal);
}
