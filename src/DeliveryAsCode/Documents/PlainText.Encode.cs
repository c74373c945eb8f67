using System.Buffers;
using System.Globalization;
using System.Text;

namespace DeliveryAsCode.Documents;

public static partial class PlainText
{
    /// <summary>They turn the direction of what follows, so that a reader of the source sees something else than is there.</summary>
    private const string Directions = "\u061C\u200E\u200F\u202A\u202B\u202C\u202D\u202E\u2066\u2067\u2068\u2069";

    private static readonly SearchValues<char> Special =
        SearchValues.Create([.. "\\|&<*_~[`\u007F", .. Directions, .. Enumerable.Range(0, 32).Select(c => (char)c)]);

    /// <summary>The source of a table cell that GitHub shows as exactly this value. Ordinary values stay as they are.</summary>
    public static string ToCell(string value) => IsOrdinary(value) ? value : new Encoder(value, isCell: true).Write();

    /// <summary>The source of a field's value that GitHub shows as exactly this value. Ordinary values stay as they are.</summary>
    public static string ToInline(string value) => IsOrdinary(value) ? value : new Encoder(value, isCell: false).Write();

    private static bool IsOrdinary(string value) =>
        !value.AsSpan().ContainsAny(Special) && !value.StartsWith(' ') && !value.EndsWith(' ');

    /// <summary>Escapes what would become a mark, and only where it would: a mark that has no partner shows as itself.</summary>
    private readonly ref struct Encoder(string value, bool isCell)
    {
        private readonly StringBuilder _source = new(value.Length + 16);
        private readonly bool _escapeStars = CountMarks(value, '*') > 1;
        private readonly bool _escapeUnderscores = CountMarks(value, '_') > 1;
        private readonly bool _escapeTildes = CountMarks(value, '~') > 1;
        private readonly bool _escapeBackticks = value.Count(c => c == '`') > 1;
        private readonly int _lastBracket = value.LastIndexOf(']');

        public string Write()
        {
            for (var i = 0; i < value.Length; i++)
                Write(i);
            return _source.ToString();
        }

        private void Write(int i)
        {
            var c = value[i];
            if (c == '\n')
                _source.Append("<br>");
            else if (IsUnseen(c) || (c == ' ' && IsAtEnd(i)))
                WriteNumber(c);
            else if (c == '\\')
                WriteBackslash(i);
            else if (c == '&')
                _source.Append(EntityLength(value.AsSpan(i)) > 0 ? "&amp;" : "&");
            else
                _source.Append(MustEscape(c, i) ? "\\" : "").Append(c);
        }

        private bool MustEscape(char c, int i) => c switch
        {
            '|' => isCell,
            '<' => i + 1 < value.Length && (char.IsAsciiLetter(value[i + 1]) || value[i + 1] is '/' or '!' or '?'),
            '*' => _escapeStars && IsMark(value, i),
            '_' => _escapeUnderscores && IsMark(value, i),
            '~' => _escapeTildes && IsMark(value, i),
            '`' => _escapeBackticks,
            '[' => i < _lastBracket,
            _ => false,
        };

        /// <summary>A backslash is itself before a letter or space. At the end of a cell it would take the pipe with it.</summary>
        private void WriteBackslash(int i)
        {
            if (i + 1 == value.Length && isCell)
                WriteNumber('\\');
            else if (i + 1 == value.Length || IsWritten(value[i + 1], i + 1))
                _source.Append(@"\\");
            else
                _source.Append('\\');
        }

        /// <summary>Whether a character is written as one that a backslash before it would escape.</summary>
        private bool IsWritten(char c, int i) => IsAsciiPunctuation(c) || IsUnseen(c) || (c == ' ' && IsAtEnd(i));

        private static bool IsUnseen(char c) => (char.IsAscii(c) && char.IsControl(c)) || Directions.Contains(c, StringComparison.Ordinal);

        private void WriteNumber(char c) => _source.Append(CultureInfo.InvariantCulture, $"&#{(int)c};");

        private bool IsAtEnd(int i) => i == 0 || i == value.Length - 1;

        private static int CountMarks(string value, char mark)
        {
            var count = 0;
            for (var i = value.IndexOf(mark); i >= 0; i = value.IndexOf(mark, EndOfRun(value, i)))
                count += IsMark(value, i) ? 1 : 0;
            return count;
        }

        /// <summary>Whether the run of marks around <paramref name="i"/> could open or close emphasis.</summary>
        private static bool IsMark(string value, int i)
        {
            var start = i;
            while (start > 0 && value[start - 1] == value[i])
                start--;

            var (before, after) = (CharAt(value, start - 1), CharAt(value, EndOfRun(value, i)));
            var stands = before == ' ' && after == ' ';
            var joins = value[i] == '_' && char.IsLetterOrDigit(before) && char.IsLetterOrDigit(after);
            return !stands && !joins;
        }

        private static int EndOfRun(string value, int i)
        {
            var end = i;
            while (end < value.Length && value[end] == value[i])
                end++;
            return end;
        }

        /// <summary>A space that is written as a number is no space to what stands beside it.</summary>
        private static char CharAt(string value, int i) =>
            i < 0 || i >= value.Length ? ' ' : value[i] == ' ' && (i == 0 || i == value.Length - 1) ? ';' : value[i];
    }
}
