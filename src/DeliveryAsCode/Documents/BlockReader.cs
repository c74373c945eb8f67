using System.Collections.Immutable;
using DeliveryAsCode.Text;
using Markdig.Syntax;

namespace DeliveryAsCode.Documents;

/// <summary>Makes our blocks of Markdig's, in the order of the file.</summary>
internal sealed class BlockReader(SourceText source)
{
    private readonly ImmutableArray<Block>.Builder _blocks = ImmutableArray.CreateBuilder<Block>();
    private readonly List<int> _sectionStarts = [];
    private readonly ImmutableArray<WikiLink>.Builder _wikiLinks = ImmutableArray.CreateBuilder<WikiLink>();

    public ImmutableArray<Block> Blocks => _blocks.ToImmutable();

    public ImmutableArray<WikiLink> WikiLinks => _wikiLinks.ToImmutable();

    /// <summary>Indices of the headings that stand in no list or quote.</summary>
    public IReadOnlyList<int> SectionStarts => _sectionStarts;

    /// <summary>Where nesting first went past the limit; nothing deeper was read.</summary>
    public TextSpan? TooDeep { get; private set; }

    public void Read(ContainerBlock container, int depth = 0, int listDepth = 0)
    {
        foreach (var block in container)
            Read(block, depth, listDepth);
    }

    private void Read(Markdig.Syntax.Block block, int depth, int listDepth)
    {
        switch (block)
        {
            case HeadingBlock heading:
                if (depth == 0)
                    _sectionStarts.Add(_blocks.Count);
                _blocks.Add(ReadHeading(heading));
                break;
            case ParagraphBlock { Lines.Count: > 0 } paragraph:
                _blocks.Add(ReadParagraph(paragraph));
                break;
            case TableLines table:
                _blocks.Add(ReadTable(table));
                break;
            case FencedCodeBlock fence:
                _blocks.Add(FenceReader.Read(source, fence));
                break;
            case ListBlock list:
                foreach (var item in list)
                    ReadItem((ListItemBlock)item, list.IsOrdered, depth + 1, listDepth);
                break;
            case QuoteBlock quote when IsAllowed(quote, depth + 1):
                Read(quote, depth + 1, listDepth);
                break;
        }
    }

    private void ReadItem(ListItemBlock item, bool isOrdered, int depth, int listDepth)
    {
        if (!IsAllowed(item, depth))
            return;

        var first = item.Count > 0 && item[0] is ParagraphBlock { Lines.Count: > 0 } paragraph ? paragraph : null;
        _blocks.Add(ReadItem(item, first, isOrdered, listDepth));
        foreach (var block in item)
        {
            if (block != first)
                Read(block, depth, listDepth + 1);
        }
    }

    private ListItem ReadItem(ListItemBlock item, ParagraphBlock? first, bool isOrdered, int listDepth)
    {
        var mark = ReadMark(item);
        var text = first is null ? LeafText.Of(source, AfterMarker(item, mark)) : LeafText.Of(source, first.Lines);
        AddWikiLinks(text);
        var comment = CommentReader.TakeLast(ref text);
        var field = isOrdered || mark is not null ? null : FieldReader.Read(text);
        var end = first is null ? text.Span.End : SpanOf(first).End;
        return new ListItem(
            TextSpan.FromBounds(item.Span.Start, end), listDepth, isOrdered, text.Span, PlainText.Visible(text.Text), mark, field, comment);
    }

    private TaskMark? ReadMark(ListItemBlock item)
    {
        if (item.Count > 0 && item[0] is CodeBlock && item[0].Line == item.Line)
            return null;

        var line = source.GetLine(item.Line);
        var bracket = TaskMarkParser.Find(source.Text, line.Start);
        return bracket < item.Span.Start || IsAfterAnotherMarker(item, line)
            ? null
            : new TaskMark(new TextSpan(bracket + 1, 1), source.Text[bracket + 1] != ' ');
    }

    private bool IsAfterAnotherMarker(ListItemBlock item, TextSpan line) =>
        !source.Slice(TextSpan.FromBounds(line.Start, item.Span.Start)).IsWhiteSpace();

    /// <summary>Where the text of an item that has none would stand.</summary>
    private TextSpan AfterMarker(ListItemBlock item, TaskMark? mark)
    {
        var line = source.GetLine(item.Line);
        var at = mark?.Span.End + 1 ?? item.Span.Start;
        if (mark is null)
            at += source.Slice(TextSpan.FromBounds(at, line.End)).IndexOfAny(' ', '\t') is >= 0 and var marker ? marker : line.End - at;
        return new TextSpan(Math.Min(at + 1, line.End), 0);
    }

    private Heading ReadHeading(HeadingBlock heading)
    {
        var text = LeafText.Of(source, heading.Lines);
        AddWikiLinks(text);
        var comment = CommentReader.TakeLast(ref text);
        return new Heading(SpanOf(heading), heading.Level, text.Span, PlainText.Visible(text.Text), comment);
    }

    private Paragraph ReadParagraph(ParagraphBlock paragraph)
    {
        var text = LeafText.Of(source, paragraph.Lines);
        AddWikiLinks(text);
        return new Paragraph(SpanOf(paragraph), PlainText.Visible(text.Text));
    }

    private Table ReadTable(TableLines table)
    {
        var rows = ImmutableArray.CreateBuilder<TableRow>(table.Rows.Count);
        foreach (var row in table.Rows)
            rows.Add(ReadRow(row));
        return new Table(SpanOf(table), ReadRow(table.Header), table.Delimiter, rows.MoveToImmutable());
    }

    private TableRow ReadRow(TextSpan line)
    {
        AddWikiLinks(LeafText.Of(source, line));
        return TableRowReader.Read(source.Text, line);
    }

    private void AddWikiLinks(LeafText text) => WikiLinkReader.AddTo(_wikiLinks, text);

    private bool IsAllowed(Markdig.Syntax.Block block, int depth)
    {
        if (depth > DocumentLimits.MarkdownDepth)
            TooDeep ??= SpanOf(block);
        return depth <= DocumentLimits.MarkdownDepth;
    }

    private static TextSpan SpanOf(Markdig.Syntax.Block block) => TextSpan.FromBounds(block.Span.Start, block.Span.End + 1);
}
