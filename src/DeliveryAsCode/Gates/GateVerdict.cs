using System.Collections.Immutable;
using DeliveryAsCode.Diagnostics;
using DeliveryAsCode.Text;

namespace DeliveryAsCode.Gates;

/// <summary>Whether a gate may be passed. Closed. Only <see cref="Open"/> and <see cref="Skipped"/> let anything through.</summary>
public abstract record GateVerdict
{
    private GateVerdict()
    {
    }

    /// <summary>Everything that the gate asks for holds.</summary>
    /// <param name="Notes">What was let pass by an override, or only attested; for people.</param>
    public sealed record Open(ImmutableArray<string> Notes) : GateVerdict;

    /// <summary>Something that the gate asks for does not hold. What is undecided beside it is named, too.</summary>
    public sealed record Blocked(ImmutableArray<GateReason> Against) : GateVerdict;

    /// <summary>Nothing speaks against it, but evidence is missing: a word that has not been given, an answer that cannot be had.</summary>
    public sealed record Undecided(ImmutableArray<GateReason> Missing) : GateVerdict;

    /// <summary>The gate is not needed.</summary>
    public sealed record Skipped(string Reason) : GateVerdict;

    /// <summary>What stands in the way; empty if nothing does.</summary>
    public ImmutableArray<GateReason> Reasons => this switch
    {
        Blocked blocked => blocked.Against,
        Undecided undecided => undecided.Missing,
        _ => [],
    };

    public bool LetsPass => this is Open or Skipped;
}

/// <summary>One thing that stands between a gate and being open.</summary>
/// <param name="Message">A sentence without a full stop.</param>
/// <param name="Who">Names of those who can settle it; a role where nobody is named.</param>
/// <param name="Next">What they can do.</param>
/// <param name="IsUndecided">Whether evidence is missing, rather than speaking against it.</param>
public sealed record GateReason(
    DiagnosticDescriptor Descriptor, string Message, Location Location, ImmutableArray<string> Who, string Next, bool IsUndecided)
{
    public Diagnostic ToDiagnostic() => new(Descriptor, Location, Message)
    {
        Help = Who.IsEmpty ? $"next: {Next}" : $"who: {string.Join(", ", Who)}\nnext: {Next}",
    };
}
