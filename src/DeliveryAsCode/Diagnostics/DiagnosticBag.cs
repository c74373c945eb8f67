using System.Collections.Immutable;
using DeliveryAsCode.Text;

namespace DeliveryAsCode.Diagnostics;

/// <summary>Collects the findings of one reading of one file.</summary>
public sealed class DiagnosticBag(SourceText source)
{
    private readonly List<Diagnostic> _diagnostics = [];

    public SourceText Source { get; } = source;

    public void Report(DiagnosticDescriptor descriptor, TextSpan span, string message, string? help = null, Fix? fix = null) =>
        _diagnostics.Add(new Diagnostic(descriptor, Source.Locate(span), message) { Help = help, Fix = fix });

    public void AddRange(IEnumerable<Diagnostic> diagnostics) => _diagnostics.AddRange(diagnostics);

    /// <summary>What was found, in the order of the file.</summary>
    public ImmutableArray<Diagnostic> ToImmutable() =>
        _diagnostics.Count == 0 ? [] : [.. _diagnostics.OrderBy(d => d.Location.Span.Start)];
}
