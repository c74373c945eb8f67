using System.Collections.Immutable;

namespace DeliveryAsCode.Documents;

/// <summary>Finds <c>[[target]]</c> and <c>[[target|text]]</c> outside code.</summary>
internal static class WikiLinkReader
{
    public static void AddTo(ImmutableArray<WikiLink>.Builder links, LeafText text)
    {
        var at = text.Text.IndexOf("[[");
        if (at < 0)
            return;

        var code = new CodeSpans(text.Text);
        for (at = 0; at < text.Text.Length;)
            at += Math.Max(1, code.LengthAt(at) is > 0 and var length ? length : AddAt(links, text, at));
    }

    /// <summary>The length of the link added, 0 if none begins here.</summary>
    private static int AddAt(ImmutableArray<WikiLink>.Builder links, LeafText text, int at)
    {
        if (!text.Text[at..].StartsWith("[["))
            return 0;

        var content = text.Text[(at + 2)..];
        var end = content.IndexOfAny("[]\n");
        if (end <= 0 || !content[end..].StartsWith("]]"))
            return 0;

        var pipe = content[..end].IndexOf('|');
        var target = content[..(pipe < 0 ? end : pipe > 0 && content[pipe - 1] == '\\' ? pipe - 1 : pipe)];
        var start = at + 2 + (target.Length - target.TrimStart().Length);
        var length = target.Trim().Length;
        if (length == 0)
            return 0;

        links.Add(new WikiLink(text.SpanOf(at, end + 4), text.SpanOf(start, length), target.Trim().ToString()));
        return end + 4;
    }
}
