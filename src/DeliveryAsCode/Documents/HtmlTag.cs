namespace DeliveryAsCode.Documents;

/// <summary>Recognises the tags and autolinks that GitHub does not show as text.</summary>
internal static class HtmlTag
{
    /// <summary>The length of the tag that the text begins with, 0 if none.</summary>
    public static int LengthAt(ReadOnlySpan<char> text)
    {
        var at = text is ['<', '/', ..] ? 2 : 1;
        if (at >= text.Length || !char.IsAsciiLetter(text[at]))
            return 0;

        while (at < text.Length && text[at] is not ('>' or '<'))
            at += text[at] is '"' or '\'' ? QuotedLength(text[at..]) : 1;
        return at < text.Length && text[at] == '>' ? at + 1 : 0;
    }

    /// <summary>The length of <c>&lt;https://…&gt;</c> or <c>&lt;name@host&gt;</c>, 0 if none.</summary>
    public static int AutolinkLength(ReadOnlySpan<char> text)
    {
        var end = text[1..].IndexOfAny(" \t\n<>") + 1;
        if (end < 2 || text[end] != '>')
            return 0;

        var target = text[1..end];
        return target.IndexOf(':') >= 2 || (target.IndexOf('@') > 0 && !target.StartsWith('/')) ? end + 1 : 0;
    }

    private static int QuotedLength(ReadOnlySpan<char> text)
    {
        var length = text[1..].IndexOf(text[0]);
        return length < 0 ? 1 : length + 2;
    }
}
