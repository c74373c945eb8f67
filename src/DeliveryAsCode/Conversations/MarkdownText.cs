using System.Buffers;
using DeliveryAsCode.Templates;

namespace DeliveryAsCode.Conversations;

/// <summary>
/// Text of people in the Markdown of a body: shown as it is, and nothing made of it. No mark, tag, link, picture, mention,
/// reference or closing word, wherever in a body it is put, a table's cell included. What should be a link is asked for.
/// </summary>
public static class MarkdownText
{
    private static readonly SearchValues<char> Ending = SearchValues.Create("()|<>[]`\\*");

    /// <summary>On one line.</summary>
    public static string Of(string text) => MessageText.Escape(ShownText.Line(text));

    /// <summary>As code, which nobody is notified by: for names of people, branches and files.</summary>
    public static string Code(string text) => ShownText.Line(text) switch
    {
        "" => "",
        // A pipe in a code span is written otherwise in a table than elsewhere, and a backtick would end it.
        var line when line.AsSpan().ContainsAny('|', '`') => $"<code>{MessageText.Escape(line)}</code>",
        var line => $"`{line}`",
    };

    /// <summary>Each as code, joined by a comma.</summary>
    public static string CodeList(IEnumerable<string> texts) => string.Join(", ", texts.Select(Code));

    /// <summary>A link, if the address is one of the web; else only its text.</summary>
    public static string Link(string text, string address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme is "https" or "http"
            ? $"[{Of(text)}]({Percent(uri.AbsoluteUri)})"
            : Of(text);

    /// <summary>A fenced block that nothing in its content ends.</summary>
    /// <param name="language">One word of ours.</param>
    public static string Fence(string content, string language)
    {
        var lines = ShownText.Lines(content).TrimEnd('\n');
        var fence = new string('`', Math.Max(3, LongestRun(lines) + 1));
        return $"{fence}{language}\n{(lines.Length == 0 ? "" : lines + "\n")}{fence}";
    }

    private static int LongestRun(string text)
    {
        var longest = 0;
        for (var i = text.IndexOf('`', StringComparison.Ordinal); i >= 0 && i < text.Length;)
        {
            var run = text.AsSpan(i).IndexOfAnyExcept('`') is >= 0 and var length ? length : text.Length - i;
            longest = Math.Max(longest, run);
            var next = text.IndexOf('`', i + run);
            i = next < 0 ? text.Length : next;
        }

        return longest;
    }

    /// <summary>What would end the link, or the cell that it stands in.</summary>
    private static string Percent(string address) =>
        address.AsSpan().ContainsAny(Ending)
            ? string.Concat(address.Select(c => Ending.Contains(c) ? $"%{(int)c:X2}" : c.ToString()))
            : address;
}
