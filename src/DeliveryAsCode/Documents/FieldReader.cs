using System.Buffers;

namespace DeliveryAsCode.Documents;

/// <summary>
/// Reads <c>**Label:** value</c>, <c>**Label**: value</c> and <c>Label: value</c>. What is plainly a sentence is no field:
/// a long label, or one with the punctuation of prose.
/// </summary>
internal static class FieldReader
{
    private const int LongestLabel = 40;

    private static readonly SearchValues<char> Punctuation = SearchValues.Create(".,;:!?");
    private static readonly SearchValues<char> Markup = SearchValues.Create("`<>[]");

    public static Field? Read(LeafText text)
    {
        if (text.Text.StartsWith("**") || text.Text.StartsWith("__"))
            return ReadBold(text);

        var colon = FindColon(text.Text);
        return colon <= 0 ? null : Create(text, 0, colon, colon + 1);
    }

    private static Field? ReadBold(LeafText text)
    {
        var length = text.Text[2..].IndexOf(text.Text[..2]);
        if (length < 1)
            return null;

        var (end, after) = (2 + length, 4 + length);
        if (text.Text[end - 1] == ':')
            return Create(text, 2, end - 1, after);

        var colon = after + SpacesAt(text.Text, after);
        return colon < text.Text.Length && text.Text[colon] == ':' ? Create(text, 2, end, colon + 1) : null;
    }

    private static Field? Create(LeafText text, int labelStart, int labelEnd, int valueStart)
    {
        var source = text.Text[labelStart..labelEnd];
        labelEnd -= source.Length - source.TrimEnd().Length;
        source = text.Text[labelStart..labelEnd];
        if (source.Length > LongestLabel || IsProse(source) || PlainText.Visible(source) is not { Length: > 0 } label)
            return null;

        valueStart += Math.Min(SpacesAt(text.Text, valueStart), text.Text.Length - valueStart);
        var value = text[valueStart..];
        return new Field(text.SpanOf(labelStart, labelEnd - labelStart), label, value.Span, PlainText.FromInline(value.Text));
    }

    /// <summary>The colon that ends a label: not that of a time or an address.</summary>
    private static int FindColon(ReadOnlySpan<char> text)
    {
        var limit = text[..Math.Min(text.Length, LongestLabel + 1)];
        for (var i = 0; i < limit.Length; i++)
        {
            if (limit[i] == '\n')
                return -1;
            if (limit[i] == ':' && (i + 1 == text.Length || text[i + 1] is ' ' or '\t' or '\n'))
                return i;
        }

        return -1;
    }

    /// <summary>Punctuation inside a word, as in "v1.2" or "9:30", does not end a sentence.</summary>
    private static bool IsProse(ReadOnlySpan<char> label)
    {
        for (var i = 0; i < label.Length; i++)
        {
            if (Markup.Contains(label[i]) || Punctuation.Contains(label[i]) && (i + 1 == label.Length || label[i + 1] == ' '))
                return true;
        }

        return false;
    }

    private static int SpacesAt(ReadOnlySpan<char> text, int at) =>
        text[at..].Length - text[at..].TrimStart(" \t\n").Length;
}
