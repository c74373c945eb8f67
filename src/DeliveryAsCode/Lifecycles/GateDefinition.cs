using System.Collections.Immutable;
using DeliveryAsCode.Text;

namespace DeliveryAsCode.Lifecycles;

/// <summary>What lets a delivery go on, and who says so.</summary>
/// <param name="OpensWhen">All that must hold, the acknowledgements included.</param>
/// <param name="BoundTo">What an acknowledgement speaks of: once that changes, it no longer counts.</param>
/// <param name="SeparateFrom">Gates whose deciders may not decide this one.</param>
/// <param name="AllowsOwnWork">Whether those who wrote what is acknowledged may acknowledge it.</param>
/// <param name="SendsBackTo">The stage that is done anew when the gate fails; null for the gate's own.</param>
/// <param name="Dates">The milestone whose actual date passing the gate sets; null if it dates none.</param>
/// <param name="Definition">The gate as its file has it, to which acknowledgements are bound, too.</param>
/// <param name="Location">The gate's name in the lifecycle file.</param>
public sealed record GateDefinition(
    string Name,
    GateCondition.All OpensWhen,
    ImmutableArray<BoundPart> BoundTo,
    ImmutableArray<string> SeparateFrom,
    bool AllowsOwnWork,
    string? SendsBackTo,
    string? Dates,
    string Definition,
    Location Location)
{
    /// <summary>The roles whose word it can need, each once.</summary>
    public ImmutableArray<string> DecidedBy { get; } = [.. OpensWhen.WithParts.SelectMany(RolesOf).Distinct()];

    /// <summary>Whether a certificate decides it: one that says FAIL is then an answer, too.</summary>
    public bool IsCertified { get; } = OpensWhen.WithParts.Any(c => c is GateCondition.Certified);

    private static IEnumerable<string> RolesOf(GateCondition condition) => condition switch
    {
        GateCondition.Acknowledged { Gate: null } acknowledged => acknowledged.StandIn is { } standIn ? [acknowledged.Role, standIn] : [acknowledged.Role],
        GateCondition.Certified certified => [certified.Role],
        _ => [],
    };
}

/// <summary>A part of a delivery that an acknowledgement is bound to. Closed.</summary>
public abstract record BoundPart
{
    private BoundPart()
    {
    }

    public sealed record Field(string Label) : BoundPart;

    /// <summary>The target date of every milestone.</summary>
    public sealed record TargetDates : BoundPart;

    public sealed record Risks : BoundPart;

    /// <param name="Path">Below the delivery's folder.</param>
    public sealed record Document(string Path) : BoundPart;

    /// <param name="Name">Without <c>.md</c>.</param>
    public sealed record Checklist(string Name) : BoundPart;

    /// <summary>The runbooks for gated environments.</summary>
    public sealed record Runbooks : BoundPart;

    /// <summary>The files of the repository that those runbooks call.</summary>
    public sealed record Scripts : BoundPart;

    /// <summary>What those runbooks deploy.</summary>
    public sealed record Release : BoundPart;

    /// <summary>The newest execution.</summary>
    public sealed record Execution : BoundPart;
}
