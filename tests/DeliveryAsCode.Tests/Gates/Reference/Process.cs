using System.Collections.Immutable;

namespace DeliveryAsCode.Tests.Gates.Reference;

/// <summary>A lifecycle, and who holds which role, as far as decisions of people go.</summary>
internal sealed record Process(ImmutableArray<Phase> Phases, ImmutableArray<(string Role, ImmutableArray<string> People)> Holders)
{
    /// <summary>In the order in which they are passed.</summary>
    public ImmutableArray<Door> Doors => [.. Phases.SelectMany(p => p.Doors)];

    public ImmutableArray<string> People => [.. Holders.SelectMany(h => h.People).Distinct()];

    public Door DoorNamed(string name) => Doors.Single(d => d.Name == name);

    public Phase PhaseOf(Door door) => Phases.Single(p => p.Doors.Contains(door));

    public ImmutableArray<string> HoldersOf(string role) => Holders.Where(h => h.Role == role).SelectMany(h => h.People).ToImmutableArray();

    public ImmutableArray<string> RolesOf(string person) => [.. Holders.Where(h => h.People.Contains(person)).Select(h => h.Role)];
}

internal enum Leave
{
    Never,
    WithReason,
}

/// <summary>A stage.</summary>
/// <param name="MayOvertake">Whether it may begin while the gate of the stage before it waits: once that role has spoken on it.</param>
internal sealed record Phase(string Name, ImmutableArray<Door> Doors, Leave Leave, string? MayOvertake = null);

/// <summary>A gate.</summary>
/// <param name="SeparateFrom">The gate whose deciders may not decide this one.</param>
/// <param name="SendsBackTo">The stage that is done anew when it fails.</param>
internal sealed record Door(string Name, Needs Needs, bool OwnWork = false, string? SeparateFrom = null, string? SendsBackTo = null);

/// <summary>Whose words a gate needs.</summary>
internal abstract record Needs
{
    private Needs()
    {
    }

    public ImmutableArray<string> Roles => this switch
    {
        Of { StandIn: { } standIn } of => [of.Role, standIn],
        Of of => [of.Role],
        All all => [.. all.Parts.SelectMany(p => p.Roles)],
        Any any => [.. any.Parts.SelectMany(p => p.Roles)],
        _ => [],
    };

    public sealed record Of(string Role, int Count = 1, string? StandIn = null) : Needs;

    public sealed record All(params ImmutableArray<Needs> Parts) : Needs;

    public sealed record Any(params ImmutableArray<Needs> Parts) : Needs;
}
