namespace DeliveryAsCode.Runbooks;

/// <summary>A step that a strategy made of a step of the file.</summary>
/// <param name="Of">Id of the step in the file.</param>
/// <param name="UndoneBy">Id of the part whose undo block takes this one back too; null: its own.</param>
/// <param name="ShiftsBackBy">Of a watch between parts: id of the part whose undo block moves traffic back while a person decides.</param>
public sealed record StrategyPart(string Of, string? UndoneBy = null, string? ShiftsBackBy = null);
