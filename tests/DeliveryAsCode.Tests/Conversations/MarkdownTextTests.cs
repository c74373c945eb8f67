using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using DeliveryAsCode.Conversations;
using DeliveryAsCode.Tests.Infra;

namespace DeliveryAsCode.Tests.Conversations;

public partial class MarkdownTextTests
{
    private static readonly string[] Extensions = ["table", "strikethrough", "autolink", "tasklist", "footnotes"];

    [Theory]
    [InlineData("QA found three faults; we expect 2026-05-12.")]
    [InlineData("Acme Corp (Madrid), 95 % of calls at 10:30")]
    public void Ordinary_words_stay_as_they_are(string text)
    {
        MarkdownText.Of(text).ShouldBe(text);
        TitleText.Of(text).ShouldBe(text);
        MarkdownText.Code(text).ShouldBe($"`{text}`");
    }

    [Fact]
    public void Whatever_a_text_holds_readers_see_it_in_its_cell_and_nothing_is_made_of_it()
    {
        var texts = HostileText.Sample(1500);
        var documents = texts.Select(t => Bytes($"> [!NOTE]\n> a {MarkdownText.Of(t)} z\n\n| a | b | c |\n|---|---|---|\n| {MarkdownText.Of(t)} | {MarkdownText.Code(t)} | end |\n\n- {MarkdownText.Of(t)}\n\n{MarkdownText.Of(t)}\n")).ToArray();

        var html = CmarkGfm.RenderHtml(documents, Extensions);

        for (var i = 0; i < texts.Length; i++)
            ShouldShowOnly(html[i], Shown(texts[i]), Encoding.UTF8.GetString(documents[i]));
    }

    [Fact]
    public void No_text_notifies_anybody_or_refers_to_anything()
    {
        foreach (var text in HostileText.Sample(5000))
        {
            // A host looks at text between tags and comments, and not at code.
            var parts = Comment().Split(MarkdownText.Of(text)).Select(part => WebUtility.HtmlDecode(Escaped().Replace(part, "$1")));
            foreach (var part in parts)
                Magic().IsMatch(part).ShouldBeFalse(text);
            MarkdownText.Of(text).AsSpan().IndexOfAny('\n', '\r').ShouldBe(-1);
            MarkdownText.Code(text).AsSpan().IndexOfAny('\n', '\r').ShouldBe(-1);
        }
    }

    [Fact]
    public void A_title_keeps_its_words_and_means_nothing_to_a_host()
    {
        foreach (var text in HostileText.Sample(5000))
        {
            var title = TitleText.Of(text);
            Magic().IsMatch(title).ShouldBeFalse(text);
            Directive().IsMatch(title).ShouldBeFalse(text);
            title.Replace("\u200B", "", StringComparison.Ordinal).ShouldBe(ShownText.Line(text));
            title.Any(char.IsControl).ShouldBeFalse();
        }
    }

    [Theory]
    [InlineData(255)]
    [InlineData(256)]
    [InlineData(257)]
    [InlineData(1000)]
    public void A_title_is_cut_between_characters(int length)
    {
        foreach (var title in new[] { new string('x', length), string.Concat(Enumerable.Repeat("👩", length / 2 + 1)) })
        {
            var cut = TitleText.Cut(title);
            cut.Length.ShouldBeLessThanOrEqualTo(TitleText.MaxLength);
            ShownText.Line(cut).ShouldBe(cut);
            if (title.Length <= TitleText.MaxLength)
                cut.ShouldBe(title);
            else
                cut.ShouldEndWith("…");
        }
    }

    [Theory]
    [InlineData("https://x.example/a", "[the <!-- -->log](https://x.example/a)")]
    [InlineData("https://x.example/a_(b)|c", "[the <!-- -->log](https://x.example/a_%28b%29%7Cc)")]
    [InlineData("javascript:alert(1)", "the <!-- -->log")]
    [InlineData("//x.example", "the <!-- -->log")]
    [InlineData("x.md", "the <!-- -->log")]
    public void A_link_is_made_where_it_is_asked_for(string address, string link) =>
        MarkdownText.Link("the log", address).ShouldBe(link.Replace("<!-- -->", "", StringComparison.Ordinal));

    [Fact]
    public void A_link_leads_where_it_says_and_shows_its_text()
    {
        var texts = HostileText.Sample(300).Where(t => ShownText.Line(t).Length > 0).ToArray();
        var html = CmarkGfm.RenderHtml([.. texts.Select(t => Bytes($"| a | b |\n|---|---|\n| {MarkdownText.Link(t, "https://x.example/a(b)?c=<d>&e=[f]|g")} | end |\n"))], Extensions);

        for (var i = 0; i < texts.Length; i++)
        {
            var bare = Comment().Replace(html[i], "");
            bare.ShouldContain($"<td><a href=\"https://x.example/a%28b%29?c=%3Cd%3E&amp;e=%5Bf%5D%7Cg\">", customMessage: texts[i]);
            WebUtility.HtmlDecode(Tag().Replace(bare[bare.IndexOf("<td>", StringComparison.Ordinal)..], "")).ShouldStartWith(Shown(texts[i]), customMessage: texts[i]);
            bare.Split("<a ").Length.ShouldBe(2, texts[i]);
        }
    }

    [Fact]
    public void A_fence_holds_whatever_is_put_into_it()
    {
        var texts = HostileText.Sample(600);
        var html = CmarkGfm.RenderHtml([.. texts.Select(t => Bytes($"<details><summary>x</summary>\n\n{MarkdownText.Fence(t, "diff")}\n\n</details>\n\nend\n"))], Extensions);

        for (var i = 0; i < texts.Length; i++)
        {
            var content = ShownText.Lines(texts[i]).TrimEnd('\n');
            html[i].ReplaceLineEndings("\n").ShouldBe($"<details><summary>x</summary>\n<pre><code class=\"language-diff\">{Escaped(content.Length == 0 ? "" : content + "\n")}</code></pre>\n</details>\n<p>end</p>\n", texts[i]);
        }
    }

    private static void ShouldShowOnly(string html, string shown, string source)
    {
        html.Split("<td>").Length.ShouldBe(4, source);
        html.Split("<tr>").Length.ShouldBe(3, source);
        var bare = Comment().Replace(html, "");
        Tag().Matches(bare).Select(m => m.Value).Distinct().Except(["<blockquote>", "</blockquote>", "<p>", "</p>", "<table>", "</table>", "<thead>", "</thead>", "<tbody>", "</tbody>", "<tr>", "</tr>", "<th>", "</th>", "<td>", "</td>", "<ul>", "</ul>", "<li>", "</li>", "<code>", "</code>"]).ShouldBeEmpty(source);
        var cells = bare.Split("<td>")[1..];
        Decoded(cells[0]).ShouldBe(shown, source);
        Decoded(cells[1]).ShouldBe(shown, source);
        Decoded(cells[2]).ShouldStartWith("end", customMessage: source);
        Decoded(bare.Split("<li>")[1].Split("</li>")[0]).ShouldBe(shown, source);
    }

    private static string Decoded(string html) => WebUtility.HtmlDecode(Tag().Replace(html.Split("</td>")[0], ""));

    private static string Shown(string text) => ShownText.Line(text);

    private static string Escaped(string text) => text.Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;").Replace("\"", "&quot;");

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    [GeneratedRegex("<!--.*?-->", RegexOptions.Singleline)]
    private static partial Regex Comment();

    /// <summary>A backslash of ours; one of the text itself is two, and parts words.</summary>
    [GeneratedRegex(@"\\(\p{P}|\p{S})")]
    private static partial Regex Escaped();

    [GeneratedRegex("</?[a-z][^>]*>")]
    private static partial Regex Tag();

    /// <summary>Mentions, references by number and by commit, addresses, pictures by name.</summary>
    [GeneratedRegex(@"@[A-Za-z0-9]|#[0-9]|\bGH-[0-9]|\b[0-9a-f]{7,40}\b|://|\bwww\.|:[a-z0-9_+\-]+:", RegexOptions.IgnoreCase)]
    private static partial Regex Magic();

    [GeneratedRegex(@"\[(?:skip|no|ci)|\*\*\*|(?:^|\n)[a-z]+-[a-z\-]+:|skip-checks:", RegexOptions.IgnoreCase)]
    private static partial Regex Directive();
}
