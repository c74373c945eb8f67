using Markdig.Parsers;
using Markdig.Syntax;

namespace DeliveryAsCode.Documents;

/// <summary>Markdig's lists, corrected where GitHub draws the line between items elsewhere.</summary>
internal sealed class ListParser : ListBlockParser
{
    /// <summary>The underline of a heading is no empty item, and a task's text opens no list of its own.</summary>
    public override BlockState TryOpen(BlockProcessor processor) =>
        ParagraphParser.IsUnderline(processor) || TaskMarkParser.IsBefore(processor) ? BlockState.None : base.TryOpen(processor);

    public override BlockState TryContinue(BlockProcessor processor, Markdig.Syntax.Block block) =>
        block is ListItemBlock item ? TryContinueItem(processor, item) : base.TryContinue(processor, block);

    private BlockState TryContinueItem(BlockProcessor processor, ListItemBlock item)
    {
        // Negative is Markdig's sign for an item that opened with a blank line and ends at the next.
        var width = Math.Abs(item.ColumnWidth);
        if (item.Count > 0)
            item.ColumnWidth = width;
        if (processor.IsBlankLine)
            return item.ColumnWidth < 0 && processor.Indent >= width ? BlockState.Continue : base.TryContinue(processor, item);
        if (processor.Indent < width)
            return processor.IsCodeIndent ? BlockState.None : base.TryContinue(processor, item);

        var textColumn = processor.ColumnBeforeIndent + width;
        var state = base.TryContinue(processor, item);
        // What is left of the indentation belongs to the blocks inside.
        if (processor.NewBlocks.Count == 0)
            processor.GoToColumn(textColumn);
        return state;
    }
}
