using System.Collections.Immutable;
using System.Text;
using DeliveryAsCode.Text;

namespace DeliveryAsCode.Documents;

/// <summary>Reads what stands behind an opening fence: a language, then <c>name</c>, <c>name=value</c> or <c>name="a value"</c>.</summary>
internal static class InfoString
{
    public static (string Language, ImmutableArray<FenceAttribute> Attributes) Read(SourceText source, TextSpan info)
    {
        var at = EndOfWord(source.Text, info.Start, info.End);
        var language = source.Text[info.Start..at];
        if (at == info.End)
            return (language, []);

        var attributes = ImmutableArray.CreateBuilder<FenceAttribute>();
        while ((at = SkipSpace(source.Text, at, info.End)) < info.End)
        {
            var attribute = ReadAttribute(source.Text, at, info.End);
            attributes.Add(attribute);
            at = attribute.Span.End;
        }

        return (language, attributes.ToImmutable());
    }

    private static FenceAttribute ReadAttribute(string text, int start, int end)
    {
        var at = start;
        while (at < end && !IsSpace(text[at]) && (text[at] != '=' || at == start))
            at++;

        var name = text[start..at];
        if (at == end || text[at] != '=')
            return new FenceAttribute(TextSpan.FromBounds(start, at), name, null);

        var (value, valueEnd) = at + 1 < end && text[at + 1] == '"' ? ReadQuoted(text, at + 2, end) : ReadWord(text, at + 1, end);
        return new FenceAttribute(TextSpan.FromBounds(start, valueEnd), name, value);
    }

    private static (string Value, int End) ReadWord(string text, int start, int end)
    {
        var at = EndOfWord(text, start, end);
        return (text[start..at], at);
    }

    /// <summary>A quote that is not closed takes the rest of the line.</summary>
    private static (string Value, int End) ReadQuoted(string text, int start, int end)
    {
        var value = new StringBuilder();
        for (var at = start; at < end; at++)
        {
            if (text[at] == '"')
                return (value.ToString(), at + 1);
            if (text[at] == '\\' && at + 1 < end && text[at + 1] is '"' or '\\')
                at++;
            value.Append(text[at]);
        }

        return (value.ToString(), end);
    }

    private static int EndOfWord(string text, int at, int end)
    {
        while (at < end && !IsSpace(text[at]))
            at++;
        return at;
    }

    private static int SkipSpace(string text, int at, int end)
    {
        while (at < end && IsSpace(text[at]))
            at++;
        return at;
    }

    private static bool IsSpace(char c) => c is ' ' or '\t';
}
