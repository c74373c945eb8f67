using DeliveryAsCode.Text;

namespace DeliveryAsCode.Diagnostics;

/// <summary>
/// Something found in a file. It cannot be made without a place and a code of the catalog.
/// </summary>
/// <param name="Message">If only one thing can be shown, this is it: what is wrong, in a sentence without a full stop.</param>
public sealed record Diagnostic(DiagnosticDescriptor Descriptor, Location Location, string Message)
{
    public string Code => Descriptor.Code;

    public Severity Severity { get; init; } = Descriptor.Severity;

    /// <summary>What to do next.</summary>
    public string? Help { get; init; }

    public Fix? Fix { get; init; }
}
