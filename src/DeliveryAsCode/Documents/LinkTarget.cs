namespace DeliveryAsCode.Documents;

/// <summary>Recognises <c>(destination "title")</c> behind the brackets of a link, without following it.</summary>
internal static class LinkTarget
{
    private const int DeepestParentheses = 32;

    /// <summary>The target's length including parentheses; 0 if the text does not begin with one.</summary>
    public static int LengthAt(ReadOnlySpan<char> text)
    {
        if (!text.StartsWith('('))
            return 0;

        var start = SkipSpace(text, 1);
        var end = start + DestinationAndTitleLength(text[start..]);
        return end < text.Length && text[end] == ')' ? end + 1 : 0;
    }

    /// <summary>Whether the text is a destination and perhaps a title, and nothing else.</summary>
    public static bool IsWhole(ReadOnlySpan<char> text) => !text.IsEmpty && DestinationAndTitleLength(text) == text.Length;

    private static int DestinationAndTitleLength(ReadOnlySpan<char> text)
    {
        var end = DestinationLength(text);
        var title = SkipSpace(text, end);
        return title > end ? SkipSpace(text, title + TitleLength(text[title..])) : end;
    }

    private static int DestinationLength(ReadOnlySpan<char> text)
    {
        if (text.StartsWith('<'))
            return text.IndexOfAny("\n>") is >= 0 and var end && text[end] == '>' ? end + 1 : 0;

        var open = 0;
        for (var at = 0; at < text.Length; at++)
        {
            if (text[at] is ' ' or '\t' or '\n' || (text[at] == ')' && open-- == 0) || (text[at] == '(' && ++open > DeepestParentheses))
                return at;
            if (text[at] == '\\' && at + 1 < text.Length)
                at++;
        }

        return text.Length;
    }

    private static int TitleLength(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty || text[0] is not ('"' or '\'' or '('))
            return 0;

        var close = text[0] == '(' ? ')' : text[0];
        var length = text[1..].IndexOf(close);
        return length < 0 ? 0 : length + 2;
    }

    private static int SkipSpace(ReadOnlySpan<char> text, int at)
    {
        while (at < text.Length && text[at] is ' ' or '\t' or '\n')
            at++;
        return at;
    }
}
