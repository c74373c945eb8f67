using Markdig;
using Markdig.Parsers;
using Markdig.Syntax;

namespace DeliveryAsCode.Documents;

/// <summary>
/// Markdig, for the structure of blocks only: no inline parser runs, and tables, task marks and front matter are ours.
/// </summary>
internal static class MarkdownBlocks
{
    private static readonly MarkdownPipeline Pipeline = CreatePipeline();

    public static Markdig.Syntax.MarkdownDocument Parse(string text) => Markdown.Parse(text, Pipeline);

    private static MarkdownPipeline CreatePipeline()
    {
        var builder = new MarkdownPipelineBuilder
        {
            PreciseSourceLocation = true,
            // Depth is counted before and after: Markdig would throw.
            MaximumNestingDepth = int.MaxValue,
        };
        builder.InlineParsers.Clear();
        builder.BlockParsers.Insert(0, new FrontMatterParser());
        builder.BlockParsers.Insert(0, new TaskMarkParser());
        builder.BlockParsers.InsertBefore<ParagraphBlockParser>(new TableParser());
        builder.BlockParsers.Replace<ListBlockParser>(new ListParser());
        builder.BlockParsers.Replace<ParagraphBlockParser>(new ParagraphParser());
        foreach (var parser in builder.BlockParsers)
            parser.Closed += (_, block) => SkipInlines(block);
        return builder.Build();
    }

    private static void SkipInlines(Markdig.Syntax.Block block)
    {
        if (block is LeafBlock leaf)
            leaf.ProcessInlines = false;
    }
}
