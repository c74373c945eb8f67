using System.Diagnostics;
using DeliveryAsCode.Text;

namespace DeliveryAsCode.Documents;

/// <summary>A piece of a document that holds one text: a paragraph, an item, a heading, a cell.</summary>
/// <param name="Span">The piece in the source.</param>
/// <param name="Text">As people read it.</param>
internal sealed record VisiblePart(TextSpan Span, string Text)
{
    public static IEnumerable<VisiblePart> Of(Block block) => block switch
    {
        Heading heading => [new VisiblePart(heading.TextSpan, heading.Text)],
        Paragraph paragraph => [new VisiblePart(paragraph.Span, paragraph.Text)],
        ListItem item => [new VisiblePart(item.TextSpan, item.Text)],
        FencedBlock fence => [new VisiblePart(fence.ContentSpan, fence.Content)],
        Table table => table.Rows.Prepend(table.Header).SelectMany(Of),
        _ => throw new UnreachableException(),
    };

    public static IEnumerable<VisiblePart> Of(TableRow row) => row.Cells.Select(c => new VisiblePart(c.Span, c.Text));

    /// <summary>Whether a template's placeholder is left in it. Code and comments are not the template's words.</summary>
    public bool HasPlaceholder(SourceText source) => Unset.IsPlaceholder(Text) && Unset.IsPlaceholder(Prose(source.Slice(Span)));

    private static string Prose(ReadOnlySpan<char> text)
    {
        var code = new CodeSpans(text);
        var prose = text.ToArray();
        for (var at = 0; at < text.Length;)
        {
            var length = text[at] == '\\' ? 2 : code.LengthAt(at);
            if (length == 0 && text[at..].StartsWith("<!--"))
                length = text[at..].IndexOf("-->") is > 0 and var end ? end + 3 : 4;
            if (text[at] != '\\')
                Array.Fill(prose, '_', at, length);
            at += Math.Max(length, 1);
        }

        return new string(prose);
    }
}
