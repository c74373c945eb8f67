using DeliveryAsCode.Documents;
using DeliveryAsCode.Text;

namespace DeliveryAsCode.Deliveries;

/// <summary>All that stands in a field of the record: its value, and the paragraphs and lists that are nested under it.</summary>
public static class FieldContent
{
    /// <returns>The value where that is all; else the source with its blanks and line breaks collapsed. Empty if the record has no such field.</returns>
    public static string Of(DeliveryRecord record, string label)
    {
        if (record.FindField(label) is not { } field)
            return "";

        var (document, source) = (record.Document, record.Document.Source);
        var rest = source.Slice(TextSpan.FromBounds(field.Source.ValueSpan.End, End(document, field.Source)));
        return rest.Trim().IsEmpty ? field.Value ?? "" : string.Join(' ', $"{source.ToString(field.Source.ValueSpan)} {rest}".Split([' ', '\t', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries));
    }

    /// <summary>Where the next item that is not nested begins, or the next section.</summary>
    private static int End(MarkdownDocument document, Field field)
    {
        var item = document.Blocks.OfType<ListItem>().FirstOrDefault(i => i.Field == field);
        return document.Blocks.FirstOrDefault(b => b.Span.Start > field.ValueSpan.Start && (b is Heading || (b is ListItem next && next.Depth <= (item?.Depth ?? 0))))?.Span.Start ?? document.Source.Length;
    }
}
