using System.Collections.Immutable;
using DeliveryAsCode.Checking;
using DeliveryAsCode.Deliveries;
using DeliveryAsCode.Documents;
using DeliveryAsCode.Text;

namespace DeliveryAsCode.Transitions;

/// <summary>A file before and after a change.</summary>
/// <param name="Kind">By its place, in the rules by which is judged.</param>
/// <param name="Before">Null if it did not exist.</param>
/// <param name="After">Null if it is gone, a link, or lies behind one.</param>
/// <param name="IsLink">Whether a link stands in its place.</param>
public sealed record ChangedDocument(string Path, DocumentKind? Kind, SourceText? Before, SourceText? After, bool IsLink);

/// <summary>Finds documents that a change takes away from a delivery, and journals that it writes anew.</summary>
public static class DocumentTransitions
{
    /// <param name="isOpen">Whether the delivery went on before the change: what belonged to one that is closed may be filed away.</param>
    public static ImmutableArray<Transition> Of(ChangedDocument document, bool isOpen) => document switch
    {
        { Before: null } => [],
        { Kind: DocumentKind.Journal } => IsContinued(document) ? [] : [new Transition.JournalChanged(Location.OfFile(document.Path))],
        { Kind: DocumentKind.Record or DocumentKind.Checklist or DocumentKind.Runbook } when isOpen && HowRemoved(document) is { } how =>
            [new Transition.DocumentRemoved($"the {document.Kind.ToString()!.ToLowerInvariant()} of a delivery that goes on {how}", Location.OfFile(document.Path))],
        _ => [],
    };

    /// <summary>A journal grows while an execution goes on; whether its new entries follow is seen from themselves.</summary>
    private static bool IsContinued(ChangedDocument document) =>
        document.After is { } after && after.Encode().AsSpan().StartsWith(document.Before!.Encode());

    private static string? HowRemoved(ChangedDocument document) => document switch
    {
        { IsLink: true } => "was made a link",
        { After: null } => "was deleted or moved",
        { Kind: DocumentKind.Record, After: { } after } when !RecordReader.IsRecord(MarkdownDocument.Read(after).Value) => "has no title of a record any more",
        _ => null,
    };
}
