using System.Collections.Immutable;
using DeliveryAsCode.Diagnostics;

namespace DeliveryAsCode.Transitions;

/// <summary>A transition with what speaks against it.</summary>
/// <param name="Against">Empty if the change may make it.</param>
/// <param name="Notes">What it brings about, for people.</param>
public sealed record JudgedTransition(Transition Transition, ImmutableArray<Diagnostic> Against, ImmutableArray<Diagnostic> Notes)
{
    public bool IsAllowed => Against.IsEmpty;

    /// <summary>Whether it is refused only because evidence cannot be had.</summary>
    public bool IsUndecided { get; init; }

    public static JudgedTransition Of(Transition transition, params IEnumerable<Diagnostic> against) => new(transition, [.. against], []);
}
