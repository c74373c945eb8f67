using System.Collections.Immutable;

namespace DeliveryAsCode.Diagnostics;

/// <summary>What could be read, and what was found on the way. Reading never throws on content.</summary>
public readonly record struct ReadResult<T>(T Value, ImmutableArray<Diagnostic> Diagnostics)
{
    public bool HasErrors => Diagnostics.Any(d => d.Severity == Severity.Error);
}
