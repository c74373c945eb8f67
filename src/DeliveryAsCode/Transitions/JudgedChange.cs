using System.Collections.Immutable;
using DeliveryAsCode.Diagnostics;

namespace DeliveryAsCode.Transitions;

/// <summary>All that a change does to deliveries and rules, with the verdicts.</summary>
/// <param name="Notices">What is to be known about the judging itself.</param>
/// <param name="Parts">The deliveries that it touches, in order; the rules, if it touches them, last.</param>
public sealed record JudgedChange(ImmutableArray<Diagnostic> Notices, ImmutableArray<JudgedPart> Parts)
{
    public IEnumerable<Diagnostic> Diagnostics => Notices.Concat(Parts.SelectMany(p => p.Transitions).SelectMany(t => t.Against.Concat(t.Notes)));
}

/// <param name="Path">Of the record, or of the first rule file.</param>
/// <param name="Transitions">None if no gate is touched.</param>
public sealed record JudgedPart(string Path, ImmutableArray<JudgedTransition> Transitions);
