using DeliveryAsCode.Text;
using Markdig.Parsers;
using Markdig.Syntax;

namespace DeliveryAsCode.Documents;

/// <summary>A table while Markdig finds the blocks: where its lines are, without indentation and quote marks.</summary>
internal sealed class TableLines(BlockParser parser, TextSpan header, TextSpan delimiter) : LeafBlock(parser)
{
    public TextSpan Header { get; } = header;

    public TextSpan Delimiter { get; } = delimiter;

    public List<TextSpan> Rows { get; } = [];
}

/// <summary>
/// Finds tables where GitHub does. It is asked last of all block parsers but the paragraph's, so whatever starts another
/// block ends a table, and lazy continuation never adds a row.
/// </summary>
internal sealed class TableParser : BlockParser
{
    public override BlockState TryOpen(BlockProcessor processor) => processor.CurrentBlock switch
    {
        _ when processor.IsCodeIndent || processor.IsBlankLine => BlockState.None,
        ParagraphBlock paragraph when paragraph.Parent!.IsOpen => TryOpenAfter(paragraph, processor),
        TableLines table when table.Parent!.IsOpen => TryAppendTo(table, processor),
        _ => BlockState.None,
    };

    /// <summary>Other parsers first: a row is only what nothing else wants.</summary>
    public override BlockState TryContinue(BlockProcessor processor, Markdig.Syntax.Block block) => BlockState.None;

    private BlockState TryOpenAfter(ParagraphBlock paragraph, BlockProcessor processor)
    {
        var line = Rest(processor);
        if (!CanDelimit(processor.Line.Text, line))
            return BlockState.None;

        var header = SourceLines.SpanOf(paragraph.Lines.Lines[paragraph.Lines.Count - 1], processor.Line.Text);
        var columns = TableRowReader.CountDelimiters(processor.Line.Text, line);
        if (columns == 0 || columns != TableRowReader.CountCells(processor.Line.Text, header))
            return BlockState.None;

        TakeLastLine(paragraph, processor.Line.Text);
        processor.NewBlocks.Push(new TableLines(this, header, TableRowReader.Trim(processor.Line.Text, line))
        {
            Column = processor.Column,
            Span = new SourceSpan(header.Start, line.End - 1),
        });
        return BlockState.ContinueDiscard;
    }

    private static BlockState TryAppendTo(TableLines table, BlockProcessor processor)
    {
        var line = Rest(processor);
        if (TableRowReader.CountCells(processor.Line.Text, line) == 0)
            return BlockState.None;

        table.Rows.Add(line);
        table.UpdateSpanEnd(line.End - 1);
        table.IsOpen = true;
        return BlockState.BreakDiscard;
    }

    private static TextSpan Rest(BlockProcessor processor) =>
        TextSpan.FromBounds(processor.Line.Start, processor.Line.End + 1);

    /// <summary>A line of hyphens alone makes a heading of the paragraph before it, not a table.</summary>
    private static bool CanDelimit(string text, TextSpan line) =>
        text[line.Start] is '|' or ':' or '-' or '\v' or '\f' && text.AsSpan(line.Start, line.Length).Trim(" \t").ContainsAnyExcept('-');

    private static void TakeLastLine(ParagraphBlock paragraph, string text)
    {
        var last = paragraph.Lines.Count - 1;
        paragraph.Lines.RemoveAt(last);
        if (last > 0)
            paragraph.Span.End = SourceLines.SpanOf(paragraph.Lines.Lines[last - 1], text).End - 1;
    }
}
