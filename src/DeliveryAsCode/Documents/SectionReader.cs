using System.Collections.Immutable;
using DeliveryAsCode.Text;

namespace DeliveryAsCode.Documents;

/// <summary>Cuts the blocks at the headings that stand in no list or quote.</summary>
internal static class SectionReader
{
    public static ImmutableArray<Section> Read(ImmutableArray<Block> blocks, IReadOnlyList<int> starts, int documentStart, int documentEnd)
    {
        var sections = ImmutableArray.CreateBuilder<Section>(starts.Count + 1);
        if (starts.Count == 0 || starts[0] > 0)
            sections.Add(new Section(null, TextSpan.FromBounds(documentStart, documentEnd), blocks[..(starts.Count == 0 ? blocks.Length : starts[0])]));

        var ends = Ends(blocks, starts, documentEnd);
        for (var i = 0; i < starts.Count; i++)
        {
            var heading = (Heading)blocks[starts[i]];
            var next = i + 1 < starts.Count ? starts[i + 1] : blocks.Length;
            sections.Add(new Section(heading, TextSpan.FromBounds(heading.Span.Start, ends[i]), blocks[(starts[i] + 1)..next]));
        }

        return sections.ToImmutable();
    }

    /// <summary>Read from the last heading back: the next of the same or a higher level is the nearest that was not passed over.</summary>
    private static int[] Ends(ImmutableArray<Block> blocks, IReadOnlyList<int> starts, int documentEnd)
    {
        var ends = new int[starts.Count];
        var nextOfLevel = new int[7];
        Array.Fill(nextOfLevel, documentEnd);
        for (var i = starts.Count - 1; i >= 0; i--)
        {
            var heading = (Heading)blocks[starts[i]];
            ends[i] = nextOfLevel[heading.Level];
            Array.Fill(nextOfLevel, heading.Span.Start, heading.Level, 7 - heading.Level);
        }

        return ends;
    }
}
