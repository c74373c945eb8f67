using System.Collections.Immutable;
using DeliveryAsCode.Text;

namespace DeliveryAsCode.Documents;

/// <summary>Whether a document that began as a template has been filled in.</summary>
public static class DocumentCompleteness
{
    /// <returns>What is missing, in the order of the expectation; nothing if the document is complete.</returns>
    public static ImmutableArray<Shortcoming> Find(MarkdownDocument document, DocumentExpectation expectation) =>
    [
        .. expectation.Sections.SelectMany(name => EmptySection(document, name)),
        .. expectation.Fields.SelectMany(name => UnsetField(document, name)),
        .. expectation.NothingUnder.SelectMany(name => SomethingUnder(document, name)),
        .. expectation.NoPlaceholders ? PlaceholdersLeft(document) : [],
    ];

    private static IEnumerable<Shortcoming> EmptySection(MarkdownDocument document, string name)
    {
        var sections = document.FindSections(name).ToList();
        if (sections.Count == 0)
            return [new Shortcoming($"the section \"{name}\" is missing", Beginning(document))];

        return sections.Any(s => BlocksIn(document, s).Any(b => SaysSomething(b, document.Source)))
            ? []
            : [new Shortcoming($"nothing stands under \"{name}\" yet", document.Source.Locate(sections[0].Heading!.TextSpan))];
    }

    private static IEnumerable<Shortcoming> UnsetField(MarkdownDocument document, string name)
    {
        var fields = document.Blocks.OfType<ListItem>().Where(i => i.Field is { } field && Label.Of(field.Label) == name).ToList();
        return fields switch
        {
            [] => [new Shortcoming($"the field \"{name}\" is missing", Beginning(document))],
            [var one] => IsSet(one, document.Source) ? [] : [new Shortcoming($"the field \"{name}\" is not set", document.Source.Locate(one.TextSpan))],
            [_, var again, ..] => [new Shortcoming($"the field \"{name}\" occurs twice, so it is unclear which one counts", document.Source.Locate(again.TextSpan))],
        };
    }

    private static IEnumerable<Shortcoming> SomethingUnder(MarkdownDocument document, string name) =>
        from section in document.FindSections(name)
        from place in Remaining(document, section).Take(1)
        select new Shortcoming($"under \"{name}\" something is left", document.Source.Locate(place));

    private static IEnumerable<Shortcoming> PlaceholdersLeft(MarkdownDocument document) =>
        from block in document.Blocks
        where block is not FencedBlock
        from part in VisiblePart.Of(block)
        where part.HasPlaceholder(document.Source)
        select new Shortcoming($"the template's placeholder \"{Shortened(part.Text)}\" is still there", document.Source.Locate(part.Span));

    private static IEnumerable<TextSpan> Remaining(MarkdownDocument document, Section section)
    {
        var blocks = BlocksIn(document, section).ToList();
        var said = blocks.SelectMany(b => b is Table table ? table.Rows.SelectMany(VisiblePart.Of) : VisiblePart.Of(b)).Where(p => !SaysNothing(p.Text)).Select(p => p.Span);
        return said.Concat(HtmlIn(document.Source, section, blocks));
    }

    /// <summary>HTML blocks are not read, and readers see what they say: a question can hide there.</summary>
    private static IEnumerable<TextSpan> HtmlIn(SourceText source, Section section, List<Block> blocks)
    {
        var from = section.Heading!.Span.End;
        foreach (var block in blocks.Select(b => b.Span).Append(new TextSpan(section.Span.End, 0)))
        {
            if (block.Start > from && HasTag(source.Slice(TextSpan.FromBounds(from, block.Start))))
                yield return TextSpan.FromBounds(from, block.Start);
            from = Math.Max(from, block.End);
        }
    }

    private static bool HasTag(ReadOnlySpan<char> text)
    {
        for (var open = text.IndexOf('<'); open >= 0; open = text.IndexOf('<'))
        {
            text = text[open..];
            if (!text.StartsWith("<!--"))
                return true;

            var end = text.IndexOf("-->");
            text = end < 0 ? [] : text[(end + 3)..];
        }

        return false;
    }

    /// <summary>The blocks under a heading and under its sub-headings, these included.</summary>
    private static IEnumerable<Block> BlocksIn(MarkdownDocument document, Section section) =>
        document.Blocks.Where(b => b.Span.Start > section.Heading!.Span.Start && b.Span.Start < section.Span.End);

    /// <summary>A sub-heading says nothing by itself, nor does the header of a table.</summary>
    private static bool SaysSomething(Block block, SourceText source) => block switch
    {
        Heading => false,
        Table table => table.Rows.Any(row => IsFilled(row, source)),
        ListItem { Field: not null } item => IsSet(item, source),
        _ => VisiblePart.Of(block).Any(p => !Unset.Is(p.Text) && !p.HasPlaceholder(source)),
    };

    /// <summary>A row in which more than its name stands, and no placeholder.</summary>
    private static bool IsFilled(TableRow row, SourceText source) =>
        row.Cells.Count(c => !Unset.Is(c.Text)) >= Math.Min(2, row.Cells.Length) && !VisiblePart.Of(row).Any(p => p.HasPlaceholder(source));

    private static bool IsSet(ListItem item, SourceText source) =>
        !Unset.Is(item.Field!.Value) && !new VisiblePart(item.Field.ValueSpan, item.Field.Value).HasPlaceholder(source);

    private static bool SaysNothing(string text) => Unset.Is(text) || Label.Of(text).Key is "none" or "nothing" or "n a";

    private static string Shortened(string text) => text.Length <= 60 ? text : $"{text[..59].TrimEnd()}…";

    private static Location Beginning(MarkdownDocument document) =>
        document.Source.Locate(document.Blocks.OfType<Heading>().FirstOrDefault()?.TextSpan ?? default);
}
