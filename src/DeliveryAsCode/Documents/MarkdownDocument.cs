using System.Collections.Immutable;
using DeliveryAsCode.Diagnostics;
using DeliveryAsCode.Text;

namespace DeliveryAsCode.Documents;

/// <summary>A Markdown file as GitHub shows it, every part with its place in the source.</summary>
public sealed class MarkdownDocument
{
    private MarkdownDocument(SourceText source) => Source = source;

    public SourceText Source { get; }

    public FrontMatter? FrontMatter { get; private init; }

    /// <summary>In the order of the file, those in lists and block quotes included.</summary>
    public ImmutableArray<Block> Blocks { get; private init; } = [];

    /// <summary>In the order of the file, sub-sections after the section they belong to.</summary>
    public ImmutableArray<Section> Sections { get; private init; } = [];

    public ImmutableArray<WikiLink> WikiLinks { get; private init; } = [];

    public IEnumerable<Section> FindSections(Label name) =>
        Sections.Where(s => s.Heading is not null && s.Label == name);

    /// <summary>Never throws; a document past a hard limit comes back empty.</summary>
    public static ReadResult<MarkdownDocument> Read(SourceText source)
    {
        var diagnostics = new DiagnosticBag(source);
        var document = MarkdownGuards.Pass(diagnostics) ? ReadBlocks(source, diagnostics) : new MarkdownDocument(source);
        return new ReadResult<MarkdownDocument>(document, diagnostics.ToImmutable());
    }

    private static MarkdownDocument ReadBlocks(SourceText source, DiagnosticBag diagnostics)
    {
        var reader = new BlockReader(source);
        reader.Read(MarkdownBlocks.Parse(source.Text));
        if (reader.TooDeep is { } span)
        {
            MarkdownGuards.ReportDepth(diagnostics, span);
            return new MarkdownDocument(source);
        }

        var frontMatter = FrontMatterParser.Find(source.Text);
        var document = new MarkdownDocument(source)
        {
            FrontMatter = frontMatter,
            Blocks = reader.Blocks,
            Sections = SectionReader.Read(reader.Blocks, reader.SectionStarts, frontMatter?.Span.End ?? 0, source.Length),
            WikiLinks = reader.WikiLinks,
        };
        MarkdownFindings.Report(document, diagnostics);
        return document;
    }
}
