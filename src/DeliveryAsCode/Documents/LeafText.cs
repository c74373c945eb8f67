using System.Text;
using DeliveryAsCode.Text;
using Markdig.Helpers;

namespace DeliveryAsCode.Documents;

/// <summary>The text of a heading, paragraph or item, its lines joined by LF, and where each of its units stands in the source.</summary>
internal readonly ref struct LeafText
{
    private readonly List<(int Offset, int Position)>? _lines;

    /// <summary>Where the text starts: in the source if it is one line, else in the joined lines.</summary>
    private readonly int _start;

    private LeafText(ReadOnlySpan<char> text, int start, List<(int, int)>? lines)
    {
        Text = text;
        _start = start;
        _lines = lines;
    }

    public ReadOnlySpan<char> Text { get; }

    public static LeafText Of(SourceText source, TextSpan span) => new(source.Slice(span), span.Start, null);

    public static LeafText Of(SourceText source, StringLineGroup group)
    {
        if (group.Count == 0)
            return default;
        if (group.Count == 1)
            return Of(source, TableRowReader.Trim(source.Text, SourceLines.SpanOf(group.Lines[0], source.Text)));

        var text = new StringBuilder();
        var lines = new List<(int, int)>(group.Count);
        for (var i = 0; i < group.Count; i++)
        {
            var line = TableRowReader.Trim(source.Text, SourceLines.SpanOf(group.Lines[i], source.Text));
            lines.Add((text.Length, line.Start));
            text.Append(source.Slice(line)).Append('\n');
        }

        return new LeafText(text.ToString(0, text.Length - 1), 0, lines);
    }

    public LeafText this[Range range]
    {
        get
        {
            var (offset, length) = range.GetOffsetAndLength(Text.Length);
            return new LeafText(Text.Slice(offset, length), _start + offset, _lines);
        }
    }

    public TextSpan SpanOf(int offset, int length) =>
        length == 0 ? new TextSpan(ToSource(offset), 0) : TextSpan.FromBounds(ToSource(offset), ToSource(offset + length - 1) + 1);

    public TextSpan Span => SpanOf(0, Text.Length);

    private int ToSource(int offset)
    {
        if (_lines is null)
            return _start + offset;

        var at = _start + offset;
        var index = _lines.BinarySearch((at, int.MaxValue));
        var (lineOffset, position) = _lines[~index - 1];
        return position + (at - lineOffset);
    }
}
