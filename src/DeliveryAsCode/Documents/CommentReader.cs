using System.Collections.Immutable;

namespace DeliveryAsCode.Documents;

/// <summary>Reads the HTML comment that a heading or item ends in: <c>&lt;!-- id: backups; owner: diego --&gt;</c>.</summary>
internal static class CommentReader
{
    private const string Open = "<!--";
    private const string Close = "-->";

    /// <summary>The comment, and what stands before it without trailing space.</summary>
    public static HtmlComment? TakeLast(ref LeafText text)
    {
        if (!text.Text.EndsWith(Close))
            return null;

        var start = text.Text[..^Close.Length].LastIndexOf(Open);
        if (start < 0 || text.Text[(start + Open.Length)..^Close.Length].Contains(Close, StringComparison.Ordinal))
            return null;

        var comment = new HtmlComment(text[start..].Span, ReadAnnotations(text[(start + Open.Length)..^Close.Length]));
        text = text[..text.Text[..start].TrimEnd().Length];
        return comment;
    }

    private static ImmutableArray<Annotation> ReadAnnotations(LeafText content)
    {
        var annotations = ImmutableArray.CreateBuilder<Annotation>();
        for (var start = 0; start < content.Text.Length;)
        {
            var length = content.Text[start..].IndexOf(';');
            var end = length < 0 ? content.Text.Length : start + length;
            if (!content.Text[start..end].IsWhiteSpace())
                annotations.Add(ReadAnnotation(content[start..end]));
            start = end + 1;
        }

        return annotations.ToImmutable();
    }

    private static Annotation ReadAnnotation(LeafText text)
    {
        text = text[(text.Text.Length - text.Text.TrimStart().Length)..];
        text = text[..text.Text.TrimEnd().Length];
        var colon = text.Text.IndexOf(':');
        return colon < 0
            ? new Annotation(text.Span, text.Text.ToString(), null)
            : new Annotation(text.Span, text.Text[..colon].TrimEnd().ToString(), text.Text[(colon + 1)..].TrimStart().ToString());
    }
}
