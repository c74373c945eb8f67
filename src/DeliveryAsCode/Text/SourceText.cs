using System.Buffers;
using System.Collections.Immutable;
using System.Text;
using System.Text.Unicode;

namespace DeliveryAsCode.Text;

/// <summary>
/// The text of one file, with its line index, and everything needed to write the same bytes back.
/// </summary>
/// <remarks>
/// <see cref="Decode"/> then <see cref="Encode"/> is the identity on every sequence of bytes: a byte order mark is
/// remembered, line endings stay in the text, and a byte that is not UTF-8 becomes one unit U+DC80 to U+DCFF, which
/// valid UTF-8 can never produce, and turns back into that byte.
/// </remarks>
public sealed class SourceText
{
    private const int FirstEscape = 0xDC80;
    private const int LastEscape = 0xDCFF;

    private readonly ImmutableArray<int> _lineStarts;
    private LocatedLine? _lastLocated;

    private SourceText(string path, string text, bool hasByteOrderMark, ImmutableArray<int> invalidBytes)
    {
        Path = path;
        Text = text;
        HasByteOrderMark = hasByteOrderMark;
        InvalidBytes = invalidBytes;
        _lineStarts = IndexLines(text);
    }

    /// <summary>Path from the root of the repository, with forward slashes.</summary>
    public string Path { get; }

    /// <summary>The text, without the byte order mark.</summary>
    public string Text { get; }

    public bool HasByteOrderMark { get; }

    /// <summary>Where <see cref="Text"/> holds a byte that is not UTF-8, in order.</summary>
    public ImmutableArray<int> InvalidBytes { get; }

    public int Length => Text.Length;

    /// <summary>Number of lines; a text that ends in a line ending has an empty last one.</summary>
    public int LineCount => _lineStarts.Length;

    public TextSpan Span => new(0, Text.Length);

    public static SourceText From(string path, string text) =>
        new(path, text, hasByteOrderMark: false, FindEscapes(text));

    public static SourceText Decode(string path, ReadOnlySpan<byte> bytes)
    {
        var hasByteOrderMark = bytes.StartsWith("\uFEFF"u8);
        if (hasByteOrderMark)
            bytes = bytes[3..];

        return Utf8.IsValid(bytes)
            ? new SourceText(path, Encoding.UTF8.GetString(bytes), hasByteOrderMark, [])
            : DecodeInvalid(path, bytes, hasByteOrderMark);
    }

    public byte[] Encode()
    {
        var buffer = new ArrayBufferWriter<byte>(Text.Length + 16);
        if (HasByteOrderMark)
            buffer.Write("\uFEFF"u8);

        var from = 0;
        foreach (var position in InvalidBytes)
        {
            Encoding.UTF8.GetBytes(Text.AsSpan(from, position - from), buffer);
            buffer.Write([(byte)(Text[position] - FirstEscape + 0x80)]);
            from = position + 1;
        }

        Encoding.UTF8.GetBytes(Text.AsSpan(from), buffer);
        return buffer.WrittenSpan.ToArray();
    }

    public string ToString(TextSpan span) => Text.Substring(span.Start, span.Length);

    public ReadOnlySpan<char> Slice(TextSpan span) => Text.AsSpan(span.Start, span.Length);

    /// <summary>Index from 0 of the line that holds <paramref name="position"/>.</summary>
    public int GetLineIndex(int position)
    {
        var index = _lineStarts.BinarySearch(position);
        return index >= 0 ? index : ~index - 1;
    }

    public LinePosition GetPosition(int position)
    {
        var line = GetLineIndex(position);
        return new LinePosition(line + 1, position - _lineStarts[line] + 1);
    }

    /// <summary>The line with index <paramref name="line"/> from 0, without its line ending.</summary>
    public TextSpan GetLine(int line)
    {
        var whole = GetLineWithBreak(line);
        var end = whole.End;
        if (end > whole.Start && Text[end - 1] == '\n')
            end--;
        if (end > whole.Start && Text[end - 1] == '\r')
            end--;
        return TextSpan.FromBounds(whole.Start, end);
    }

    /// <summary>The line with index <paramref name="line"/> from 0, with its line ending, if it has one.</summary>
    public TextSpan GetLineWithBreak(int line) =>
        TextSpan.FromBounds(_lineStarts[line], line + 1 < _lineStarts.Length ? _lineStarts[line + 1] : Text.Length);

    /// <summary>The line ending in use around <paramref name="position"/>: of its line, else of the lines before it, else the first of the file, else LF.</summary>
    public string GetLineBreakAt(int position)
    {
        for (var line = GetLineIndex(position); line >= 0; line--)
        {
            if (LineBreak(line) is { Length: > 0 } own)
                return own;
        }

        for (var line = 0; line < LineCount; line++)
        {
            if (LineBreak(line) is { Length: > 0 } first)
                return first;
        }

        return "\n";
    }

    public Location Locate(TextSpan span)
    {
        var start = GetPosition(span.Start);
        return new Location(Path, span, start, GetPosition(span.End), TextOfLine(start.Line - 1));
    }

    /// <summary>Ten thousand findings on one long line share its text, or they would fill the memory.</summary>
    private string TextOfLine(int line)
    {
        var located = _lastLocated is { } last && last.Line == line ? last : new LocatedLine(line, ToString(GetLine(line)));
        _lastLocated = located;
        return located.Text;
    }

    /// <summary>Applies edits that were all made against this text; their order does not matter.</summary>
    /// <exception cref="ArgumentException">Two edits overlap, or one lies outside the text.</exception>
    public SourceText Apply(params ReadOnlySpan<TextEdit> edits)
    {
        if (edits.IsEmpty)
            return this;

        var sorted = edits.ToArray();
        Array.Sort(sorted, static (a, b) => (a.Span.Start, a.Span.End).CompareTo((b.Span.Start, b.Span.End)));

        var result = new StringBuilder(Text.Length);
        var from = 0;
        for (var i = 0; i < sorted.Length; i++)
        {
            var edit = sorted[i];
            if (!Span.Contains(edit.Span) || edit.Span.Length < 0)
                throw new ArgumentException($"The edit {edit.Span} lies outside {Path}, which has {Length} units.", nameof(edits));
            if (i > 0 && sorted[i - 1].Conflicts(edit))
                throw new ArgumentException($"The edits {sorted[i - 1].Span} and {edit.Span} of {Path} overlap.", nameof(edits));

            result.Append(Text, from, edit.Span.Start - from).Append(edit.NewText);
            from = edit.Span.End;
        }

        result.Append(Text, from, Text.Length - from);
        var text = result.ToString();
        return new SourceText(Path, text, HasByteOrderMark, FindEscapes(text));
    }

    private string LineBreak(int line)
    {
        var end = GetLine(line).End;
        return ToString(TextSpan.FromBounds(end, GetLineWithBreak(line).End));
    }

    private static SourceText DecodeInvalid(string path, ReadOnlySpan<byte> bytes, bool hasByteOrderMark)
    {
        var text = new StringBuilder(bytes.Length);
        var invalid = ImmutableArray.CreateBuilder<int>();
        Span<char> units = stackalloc char[2];
        while (!bytes.IsEmpty)
        {
            if (Rune.DecodeFromUtf8(bytes, out var rune, out var consumed) == OperationStatus.Done)
            {
                text.Append(units[..rune.EncodeToUtf16(units)]);
            }
            else
            {
                // One byte at a time: a truncated sequence is several bad bytes, and each must come back as itself.
                invalid.Add(text.Length);
                text.Append((char)(bytes[0] - 0x80 + FirstEscape));
                consumed = 1;
            }

            bytes = bytes[consumed..];
        }

        return new SourceText(path, text.ToString(), hasByteOrderMark, invalid.ToImmutable());
    }

    private static ImmutableArray<int> FindEscapes(string text)
    {
        if (!text.AsSpan().ContainsAnyInRange((char)FirstEscape, (char)LastEscape))
            return [];

        var found = ImmutableArray.CreateBuilder<int>();
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
                i++;
            else if (text[i] is >= (char)FirstEscape and <= (char)LastEscape)
                found.Add(i);
        }

        return found.ToImmutable();
    }

    /// <summary>CommonMark's line endings: LF, CRLF and CR.</summary>
    private static ImmutableArray<int> IndexLines(string text)
    {
        var starts = ImmutableArray.CreateBuilder<int>();
        starts.Add(0);
        var position = 0;
        while (true)
        {
            var offset = text.AsSpan(position).IndexOfAny('\r', '\n');
            if (offset < 0)
                return starts.ToImmutable();

            position += offset + 1;
            if (text[position - 1] == '\r' && position < text.Length && text[position] == '\n')
                position++;
            starts.Add(position);
        }
    }

    private sealed record LocatedLine(int Line, string Text);
}
