using System.Collections.Immutable;
using DeliveryAsCode.Diagnostics;
using DeliveryAsCode.Text;

namespace DeliveryAsCode.Documents;

/// <summary>An edit worked out against a document, or the reason why there is none. Closed.</summary>
public abstract record EditResult
{
    public sealed record Planned(ImmutableArray<TextEdit> Edits) : EditResult;

    public sealed record Refused(Diagnostic Reason) : EditResult;

    public static EditResult Of(TextEdit edit) => new Planned([edit]);

    public static EditResult Refuse(DiagnosticDescriptor descriptor, Location location, string message, string? help) =>
        new Refused(new Diagnostic(descriptor, location, message) { Help = help });
}
