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

    /// <param name="edits">Null if no edit of the document says exactly what was asked.</param>
    public static EditResult OfTrial(ImmutableArray<TextEdit>? edits, Location place) => edits is { } found ? new Planned(found) : CannotBeExact(place);

    public static EditResult Refuse(DiagnosticDescriptor descriptor, Location location, string message, string? help) =>
        new Refused(new Diagnostic(descriptor, location, message) { Help = help });

    private static EditResult CannotBeExact(Location place) =>
        Refuse(DiagnosticCatalog.RefusedValue, place, "this cannot be written here without changing something else of the document",
            "write it by hand; \"delivery check\" then says whether it is read as you mean it");
}
