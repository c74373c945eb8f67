using System.Collections.Immutable;
using DeliveryAsCode.Diagnostics;
using DeliveryAsCode.Text;
using Markdig.Syntax;

namespace DeliveryAsCode.Documents;

/// <summary>
/// The lines of a text that its author says in their own voice: those of paragraphs that stand in no list or quote, and
/// that begin outside of code, tags and comments.
/// </summary>
public static class SpokenLines
{
    /// <summary>Each without its line ending and the space around it, in the order of the text. Never throws; a text past a hard limit has none.</summary>
    /// <returns>The lines, and why there are none where the text could not be read.</returns>
    public static ReadResult<ImmutableArray<TextSpan>> Read(SourceText source)
    {
        var bag = new DiagnosticBag(source);
        return MarkdownGuards.Pass(bag)
            ? new([.. MarkdownBlocks.Parse(source.Text).OfType<ParagraphBlock>().Where(p => p.Lines.Count > 0).SelectMany(p => LinesOf(p, source))], [])
            : new([], bag.ToImmutable());
    }

    private static List<TextSpan> LinesOf(ParagraphBlock paragraph, SourceText source)
    {
        List<TextSpan> spoken = [];
        var whole = TextSpan.FromBounds(paragraph.Span.Start, Math.Min(paragraph.Span.End + 1, source.Length));
        var hidden = new HiddenParts(source.Slice(whole));
        for (var start = whole.Start; start < whole.End; start = SourceLines.NextLine(source.Text, start))
        {
            if (!hidden.Reaches(start - whole.Start))
                spoken.Add(TableRowReader.Trim(source.Text, TextSpan.FromBounds(start, Math.Min(SourceLines.EndOfLine(source.Text, start), whole.End))));
        }

        return spoken;
    }

    /// <summary>Reads a paragraph once from left to right, and says of each line whether something that hides its beginning is open there.</summary>
    private ref struct HiddenParts(ReadOnlySpan<char> text)
    {
        private readonly ReadOnlySpan<char> _text = text;
        private readonly int _lastCommentEnd = text.LastIndexOf("-->");
        private CodeSpans _code = new(text);
        private int _at;

        public bool Reaches(int position)
        {
            while (_at < position)
                _at += Step();
            return _at > position;
        }

        private int Step()
        {
            var rest = _text[_at..];
            return rest[0] switch
            {
                '`' => _code.LengthAt(_at),
                '\\' when rest.Length > 1 && rest[1] is not ('\r' or '\n') => 2,
                '<' when _at < _lastCommentEnd && rest.StartsWith("<!--") => rest.IndexOf("-->") + 3,
                '<' => Math.Max(1, HtmlTag.LengthAt(rest)),
                _ => 1,
            };
        }
    }
}
