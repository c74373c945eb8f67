using DeliveryAsCode.Text;
using Markdig.Helpers;

namespace DeliveryAsCode.Documents;

/// <summary>Lines of the source, and where a line of a Markdig block stands in it.</summary>
internal static class SourceLines
{
    /// <summary>
    /// A tab that is half indentation, half text makes Markdig copy the line with spaces in its place; its end still is
    /// the source line's.
    /// </summary>
    public static TextSpan SpanOf(StringLine line, string source)
    {
        var slice = line.Slice;
        if (ReferenceEquals(slice.Text, source))
            return TextSpan.FromBounds(slice.Start, slice.End + 1);

        var lineEnd = EndOfLine(source, line.Position);
        return TextSpan.FromBounds(lineEnd - (slice.Text.Length - slice.Start), lineEnd - (slice.Text.Length - slice.End - 1));
    }

    public static int EndOfLine(string text, int position)
    {
        var length = text.AsSpan(position).IndexOfAny('\r', '\n');
        return length < 0 ? text.Length : position + length;
    }

    /// <summary>Where the line after that of <paramref name="position"/> starts; the end of the text after the last one.</summary>
    public static int NextLine(string text, int position)
    {
        var end = EndOfLine(text, position);
        return text.AsSpan(end).StartsWith("\r\n") ? end + 2 : Math.Min(end + 1, text.Length);
    }
}
