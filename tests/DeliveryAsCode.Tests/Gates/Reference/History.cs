using System.Collections.Immutable;

namespace DeliveryAsCode.Tests.Gates.Reference;

/// <summary>What happened to a delivery, the oldest first, and where it is looked at.</summary>
/// <param name="Rows">Rows of the Gates table.</param>
/// <param name="Reviews">Words that have no row yet; younger than all rows.</param>
/// <param name="LastsDays">How long an acknowledgement lasts; null for ever.</param>
internal sealed record History(Process Process, ImmutableArray<Happening> Rows, ImmutableArray<Happening> Reviews, int? LastsDays)
{
    /// <summary>What every gate is bound to now. What speaks of another version is stale.</summary>
    public const int Version = 2;

    public override string ToString() =>
        string.Join('\n', [.. Process.Phases.Select(Show), .. Process.Holders.Select(h => $"{h.Role}: {string.Join(", ", h.People)}"),
            $"words last {(LastsDays is { } days ? $"{days} days" : "for ever")}", .. Rows.Select(r => $"row     {r}"), .. Reviews.Select(r => $"review  {r}")]);

    private static string Show(Phase phase) =>
        $"stage {phase.Name} (skip {phase.Leave}): {string.Join("; ", phase.Doors.Select(d => $"gate {d.Name} by {Show(d.Needs)}{(d.OwnWork ? ", own work" : "")}{(d.SeparateFrom is { } s ? $", separate from {s}" : "")}{(d.SendsBackTo is { } b ? $", back to {b}" : "")}"))}";

    private static string Show(Needs needs) => needs switch
    {
        Needs.Of of => $"{of.Count} {of.Role}{(of.StandIn is { } standIn ? $" (stand-in {standIn})" : "")}",
        Needs.All all => $"all({string.Join(", ", all.Parts.Select(Show))})",
        Needs.Any any => $"any({string.Join(", ", any.Parts.Select(Show))})",
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}

internal enum Said
{
    Acknowledged,
    Passed,
    Failed,
    Skipped,
    Replan,
    Cancelled,
    OnHold,
    Resumed,
    Reopened,

    /// <summary>A review that asks for changes.</summary>
    No,
}

/// <summary>What stands behind a row.</summary>
internal enum Proof
{
    Adopted,
    Given,
    Nobody,
    CannotTell,
}

/// <param name="About">A gate; for <see cref="Said.Reopened"/> a stage.</param>
/// <param name="Roles">Held when it was said.</param>
/// <param name="Version">What it speaks of; null if it does not say.</param>
/// <param name="Authors">Who wrote what it speaks of; null if nobody can say.</param>
internal sealed record Happening(
    string About,
    Said Said,
    Proof Proof,
    string Person,
    ImmutableArray<string> Roles,
    int? Version,
    int DaysAgo,
    ImmutableArray<string>? Authors,
    bool Attests,
    bool HasReason)
{
    public override string ToString() =>
        $"{About}: {Said} by {Person} as [{string.Join(", ", Roles)}], {Proof}, version {Version?.ToString() ?? "none"}, {DaysAgo} days ago, " +
        $"authors {(Authors is { } authors ? $"[{string.Join(", ", authors)}]" : "unknown")}{(Attests ? ", attests" : "")}{(HasReason ? "" : ", no reason")}";
}
