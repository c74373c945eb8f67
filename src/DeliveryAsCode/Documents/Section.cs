using System.Collections.Immutable;
using DeliveryAsCode.Text;

namespace DeliveryAsCode.Documents;

/// <summary>
/// A heading and what stands under it up to the next heading of any level; the first one may have no heading. A heading in
/// a list or block quote opens no section.
/// </summary>
/// <param name="Span">From the heading to the next heading of the same or a higher level, or the end of the file.</param>
/// <param name="Blocks">What stands under the heading itself, without sub-sections.</param>
public sealed record Section(Heading? Heading, TextSpan Span, ImmutableArray<Block> Blocks)
{
    /// <summary>The heading as a label; empty without one.</summary>
    public Label Label { get; } = Label.Of(Heading?.Text ?? "");

    public IEnumerable<Table> Tables => Blocks.OfType<Table>();

    public IEnumerable<ListItem> Items => Blocks.OfType<ListItem>();

    public IEnumerable<FencedBlock> Fences => Blocks.OfType<FencedBlock>();
}
