using DeliveryAsCode.Documents;
using DeliveryAsCode.Text;
using NodaTime;

namespace DeliveryAsCode.Nodes;

/// <summary>Keeps the metadata of a document true when the program has edited it.</summary>
public static class NodeEdits
{
    private const string LastUpdated = "Last Updated";
    private const string UpdatedBy = "Updated By";

    /// <summary>Sets who updated the document and when, and appends a line to its change history, as far as it has these.</summary>
    public static SourceText Touch(SourceText source, LocalDate date, string by, string summary)
    {
        var today = DocumentDate.Format(date);
        source = SetMetadata(source, LastUpdated, today);
        source = SetMetadata(source, UpdatedBy, by);
        return AppendChange(source, $"{today}: {summary}");
    }

    private static SourceText SetMetadata(SourceText source, Label label, string value)
    {
        var document = MarkdownDocument.Read(source).Value;
        return NodeReader.Read(document).Value.FindMetadata(label) is { } metadata
            && MarkdownEdits.SetField(document, metadata.Source, value) is { } edits
                ? source.Apply(edits.AsSpan())
                : source;
    }

    /// <summary>The new line looks like the one above it: the same indentation and marker.</summary>
    private static SourceText AppendChange(SourceText source, string change)
    {
        var document = MarkdownDocument.Read(source).Value;
        if (NodeReader.Read(document).Value.History?.Items.LastOrDefault() is not { } last)
            return source;

        var line = source.GetLine(source.GetLineIndex(last.Span.Start));
        var marker = source.ToString(TextSpan.FromBounds(line.Start, last.TextSpan.Start));
        return source.Apply(TextEdit.Insert(last.Span.End, source.GetLineBreakAt(last.Span.Start) + marker + PlainText.ToInline(change)));
    }
}
