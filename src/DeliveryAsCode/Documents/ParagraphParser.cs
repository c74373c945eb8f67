using Markdig.Parsers;
using Markdig.Syntax;

namespace DeliveryAsCode.Documents;

/// <summary>
/// Markdig's paragraphs, with two differences: an underline makes a heading exactly when GitHub says so, and link
/// definitions are skipped in one pass (Markdig copies the rest of the paragraph for each).
/// </summary>
internal sealed class ParagraphParser : ParagraphBlockParser
{
    /// <summary>Whether the line makes a heading of the paragraph above it.</summary>
    public static bool IsUnderline(BlockProcessor processor) =>
        processor.CurrentBlock is ParagraphBlock { Parent.IsOpen: true } && UnderlineLevel(processor) > 0;

    public override BlockState TryContinue(BlockProcessor processor, Markdig.Syntax.Block block)
    {
        if (processor.IsBlankLine)
            return BlockState.BreakDiscard;

        var paragraph = (ParagraphBlock)block;
        if (UnderlineLevel(processor) is var level and > 0 && paragraph.Parent!.IsOpen && DropLinkDefinitions(paragraph))
            return Underline(paragraph, level, processor);

        // GitHub keeps the indentation of a lazy line, which counts as a cell when a table begins there.
        if (!paragraph.Parent!.IsOpen && processor.Indent > 0)
            processor.Line.Start = processor.StartBeforeIndent;
        block.UpdateSpanEnd(processor.Line.End);
        return BlockState.Continue;
    }

    /// <summary>A paragraph of which nothing is left stays among the blocks: Markdig would look through all of them to remove it.</summary>
    public override bool Close(BlockProcessor processor, Markdig.Syntax.Block block)
    {
        if (block is ParagraphBlock paragraph)
            DropLinkDefinitions(paragraph);
        return true;
    }

    private BlockState Underline(ParagraphBlock paragraph, int level, BlockProcessor processor)
    {
        var lines = paragraph.Lines;
        paragraph.Lines = default;
        processor.Close(paragraph);
        processor.NewBlocks.Push(new HeadingBlock(this)
        {
            Column = paragraph.Column,
            Span = new SourceSpan(paragraph.Span.Start, processor.Line.End),
            Level = level,
            Lines = lines,
            IsSetext = true,
        });
        return BlockState.BreakDiscard;
    }

    private static int UnderlineLevel(BlockProcessor processor)
    {
        if (processor.IsCodeIndent || processor.CurrentChar is not ('=' or '-'))
            return 0;

        var underline = processor.Line.AsSpan().TrimEnd(" \t");
        return underline.ContainsAnyExcept(processor.CurrentChar) ? 0 : processor.CurrentChar == '=' ? 1 : 2;
    }

    /// <summary>Whether a line is left that GitHub shows.</summary>
    private static bool DropLinkDefinitions(ParagraphBlock paragraph)
    {
        var definitions = 0;
        while (definitions < paragraph.Lines.Count && IsLinkDefinition(paragraph.Lines.Lines[definitions].Slice.AsSpan().Trim()))
            definitions++;
        if (definitions > 0)
            Drop(paragraph, definitions);
        return paragraph.Lines.Count > 0;
    }

    private static void Drop(ParagraphBlock paragraph, int lines)
    {
        var kept = new Markdig.Helpers.StringLineGroup(Math.Max(1, paragraph.Lines.Count - lines));
        for (var i = lines; i < paragraph.Lines.Count; i++)
            kept.Add(ref paragraph.Lines.Lines[i]);
        paragraph.Lines = kept;
        if (kept.Count > 0)
            paragraph.Span.Start = kept.Lines[0].Position;
    }

    /// <summary><c>[label]: destination "title"</c> on one line, as people write it.</summary>
    private static bool IsLinkDefinition(ReadOnlySpan<char> line)
    {
        if (!line.StartsWith('['))
            return false;

        var end = line[1..].IndexOfAny('[', ']') + 1;
        return end > 1 && line[end] == ']' && line[(end + 1)..] is [':', ..] && LinkTarget.IsWhole(line[(end + 2)..].Trim());
    }
}
