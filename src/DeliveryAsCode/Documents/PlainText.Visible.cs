using System.Buffers;
using System.Globalization;
using System.Text;

namespace DeliveryAsCode.Documents;

public static partial class PlainText
{
    private static readonly SearchValues<char> Marks = SearchValues.Create("\\&<*_~`[]!\n");

    /// <summary>
    /// The text as people read it: emphasis, code, links, images and tags give what they show. Links by reference stay as
    /// they stand, since placeholders look like them.
    /// </summary>
    public static string Visible(ReadOnlySpan<char> text) =>
        text.ContainsAny(Marks) ? new VisibleText(text).Read() : text.ToString();

    private ref struct VisibleText(ReadOnlySpan<char> text)
    {
        private readonly ReadOnlySpan<char> _text = text;
        private readonly StringBuilder _shown = new(text.Length);
        private readonly List<(int Position, bool IsImage)> _brackets = [];
        private CodeSpans _code = new(text);
        private Emphasis _emphasis;
        private bool _noMoreComments;

        public string Read()
        {
            for (var at = 0; at < _text.Length;)
                at += Step(at);
            _emphasis.RemoveFrom(_shown);
            return _shown.Replace('\n', ' ').Replace(Removed.ToString(), "").ToString().Trim(' ');
        }

        private int Step(int at) => _text[at] switch
        {
            '`' => Code(at),
            '*' or '_' or '~' => Delimiters(at),
            '[' => OpenBracket(at, 1),
            '!' when at + 1 < _text.Length && _text[at + 1] == '[' => OpenBracket(at, 2),
            ']' => CloseBracket(at),
            '<' => Tag(at),
            _ => Decode(_text[at..], _shown),
        };

        private int Code(int at)
        {
            var (length, run) = (_code.LengthAt(at), _code.RunLength(at));
            if (length == run)
            {
                _shown.Append(_text.Slice(at, run));
                return run;
            }

            var content = _text[(at + run)..(at + length - run)];
            var isPadded = content is [' ', .., ' '] && content.IndexOfAnyExcept(' ') >= 0;
            _shown.Append(isPadded ? content[1..^1] : content);
            return length;
        }

        private int Delimiters(int at)
        {
            var run = _text[at..].IndexOfAnyExcept(_text[at]) is >= 0 and var length ? length : _text.Length - at;
            var before = at == 0 ? ' ' : _text[at - 1];
            var after = at + run == _text.Length ? ' ' : _text[at + run];
            _emphasis.Add(_text[at], run, _shown.Length, before, after);
            _shown.Append(_text.Slice(at, run));
            return run;
        }

        private int OpenBracket(int at, int length)
        {
            _brackets.Add((_shown.Length, length == 2));
            _shown.Append(_text.Slice(at, length));
            return length;
        }

        private int CloseBracket(int at)
        {
            _shown.Append(']');
            if (_brackets.Count == 0)
                return 1;

            var (position, isImage) = _brackets[^1];
            _brackets.RemoveAt(_brackets.Count - 1);
            var target = LinkTarget.LengthAt(_text[(at + 1)..]);
            if (target == 0)
                return 1;

            _shown[position] = Removed;
            if (isImage)
                _shown[position + 1] = Removed;
            _shown[^1] = Removed;
            return 1 + target;
        }

        private int Tag(int at)
        {
            var rest = _text[at..];
            if (rest.StartsWith("<!--"))
                return Comment(rest);

            var autolink = HtmlTag.AutolinkLength(rest);
            if (autolink > 0)
            {
                _shown.Append(rest[1..(autolink - 1)]);
                return autolink;
            }

            var length = HtmlTag.LengthAt(rest);
            if (length == 0)
                _shown.Append('<');
            else if (LineBreakTagLength(rest) > 0)
                _shown.Append(' ');
            return Math.Max(1, length);
        }

        private int Comment(ReadOnlySpan<char> rest)
        {
            var end = _noMoreComments ? -1 : rest.IndexOf("-->");
            if (end >= 0)
                return end + 3;

            _noMoreComments = true;
            _shown.Append('<');
            return 1;
        }
    }

    /// <summary>Marks a character of the shown text that a link or emphasis takes away: no character in Unicode.</summary>
    private const char Removed = '\uFFFE';

    /// <summary>Pairs the runs of <c>*</c>, <c>_</c> and <c>~</c> that emphasise, nearest first, in time linear in their number.</summary>
    private struct Emphasis
    {
        private List<(int Position, int Length)>? _removed;
        private List<Run>? _openers;

        private record struct Run(char Mark, int Position, int Length);

        public void Add(char mark, int length, int position, char before, char after)
        {
            var (canOpen, canClose) = Flanks(mark, before, after);
            var run = new Run(mark, position, length);
            if (canClose)
                run = Close(run);
            if (canOpen && run.Length > 0)
                (_openers ??= []).Add(run);
        }

        public readonly void RemoveFrom(StringBuilder text)
        {
            foreach (var (position, length) in _removed ?? [])
            {
                for (var i = 0; i < length; i++)
                    text[position + i] = Removed;
            }
        }

        private Run Close(Run closer)
        {
            while (closer.Length > 0 && LastOpener(closer.Mark) is >= 0 and var index)
            {
                _openers!.RemoveRange(index + 1, _openers.Count - index - 1);
                var opener = _openers[index];
                var length = Math.Min(opener.Length, closer.Length);
                (_removed ??= []).Add((opener.Position + opener.Length - length, length));
                _removed.Add((closer.Position, length));
                _openers.RemoveAt(index);
                if (opener.Length > length)
                    _openers.Add(opener with { Length = opener.Length - length });
                closer = closer with { Position = closer.Position + length, Length = closer.Length - length };
            }

            return closer;
        }

        /// <summary>Looks back over a few other marks only: more of them is no text that people read.</summary>
        private readonly int LastOpener(char mark)
        {
            for (var i = (_openers?.Count ?? 0) - 1; i >= Math.Max(0, (_openers?.Count ?? 0) - 32); i--)
            {
                if (_openers![i].Mark == mark)
                    return i;
            }

            return -1;
        }

        private static (bool CanOpen, bool CanClose) Flanks(char mark, char before, char after)
        {
            var left = !char.IsWhiteSpace(after) && (!IsPunctuation(after) || char.IsWhiteSpace(before) || IsPunctuation(before));
            var right = !char.IsWhiteSpace(before) && (!IsPunctuation(before) || char.IsWhiteSpace(after) || IsPunctuation(after));
            return mark == '_'
                ? (left && (!right || IsPunctuation(before)), right && (!left || IsPunctuation(after)))
                : (left, right);
        }

        private static bool IsPunctuation(char c) =>
            IsAsciiPunctuation(c) || (!char.IsAscii(c) && CharUnicodeInfo.GetUnicodeCategory(c) is >= UnicodeCategory.ConnectorPunctuation and <= UnicodeCategory.OtherPunctuation);
    }
}
