using System.Collections.Immutable;
using DeliveryAsCode.Documents;
using DeliveryAsCode.Text;
using NodaTime;

namespace DeliveryAsCode.Nodes;

/// <summary>A document of a linked knowledge base: wiki links, metadata and a change history.</summary>
/// <param name="Previous">Target of the field <c>Previous Step</c>.</param>
/// <param name="Next">Target of the field <c>Next Step</c>.</param>
/// <param name="History">Section with one list item a change; null if there is none.</param>
public sealed record Node(
    string Path,
    string Title,
    ImmutableArray<WikiLink> Links,
    WikiLink? Previous,
    WikiLink? Next,
    ImmutableArray<MetadataField> Metadata,
    Section? History,
    ImmutableArray<HistoryEntry> Changes)
{
    public MetadataField? FindMetadata(Label label) => Metadata.FirstOrDefault(m => Label.Of(m.Source.Label) == label);
}

/// <param name="Date">The value as a date, also in the forms that are only warned of; null if it is none, or could be two.</param>
public sealed record MetadataField(Field Source, LocalDate? Date, Location Location);

/// <summary><c>- 2025-05-16: what changed</c></summary>
public sealed record HistoryEntry(LocalDate? Date, string Summary, Location Location);
