using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using DeliveryAsCode.Documents;
using DeliveryAsCode.Templates;
using DeliveryAsCode.Tests.Infra;
using DeliveryAsCode.Text;
using FsCheck;
using FsCheck.Fluent;

namespace DeliveryAsCode.Tests.Templates;

public partial class MessageTemplateTests
{
    private static readonly Dictionary<string, string> Values = new[]
    {
        "client", "name", "stage", "health", "done", "next", "date", "manager", "scope", "access", "support", "document", "findings", "milestone", "reason", "previous", "action", "deferred", "sent",
    }.ToDictionary(key => key, key => $"the {key}");

    public static TheoryData<string> Names => [.. MessageTemplates.Names];

    [Fact]
    public void There_is_a_draft_for_every_occasion() =>
        MessageTemplates.Names.ShouldBe(["completed", "delay", "handover-reminder", "handover", "qa-failure", "status-update"]);

    [Theory]
    [MemberData(nameof(Names))]
    public void A_message_is_markdown_without_a_place_left(string name)
    {
        var message = MessageTemplates.Render(name, Values);

        message.ShouldStartWith("# ");
        message.ShouldContain("Hello the client,\n");
        message.ShouldEndWith("Kind regards, the manager\n");
        message.ShouldNotContain("{{");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_value_that_is_missing_is_named(string name)
    {
        var values = new Dictionary<string, string>(Values) { ["manager"] = "" };

        Should.Throw<ArgumentException>(() => MessageTemplates.Render(name, values)).Message.ShouldContain("manager");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void No_template_writes_a_value_as_it_comes(string name) =>
        Encoding.UTF8.GetString(BuiltInTemplates.Find($"messages/{name}.md")!).ShouldNotContain("{{{");

    [Fact]
    public void A_line_about_nothing_is_left_out()
    {
        MessageTemplates.Render("status-update", Values).ShouldNotContain("We need from you");
        MessageTemplates.Render("status-update", new Dictionary<string, string>(Values) { ["attention"] = "a test account" })
            .ShouldContain("- **Expected delivery:** the date\n- **We need from you:** a test account\n\nKind");
    }

    [Fact]
    public void A_message_that_does_not_exist_is_refused_with_those_that_do() =>
        Should.Throw<ArgumentException>(() => MessageTemplates.Render("delays", Values)).Message.ShouldContain("delay, handover");

    [Theory]
    [InlineData("QA found three faults; we expect 2026-05-12.")]
    [InlineData("Acme Corp (Madrid), 95 % of calls at 10:30")]
    public void Ordinary_words_stay_as_they_are(string value) => MessageText.Escape(value).ShouldBe(value);

    [Fact]
    public void Whatever_a_value_holds_readers_see_it_and_nothing_is_made_of_it()
    {
        var values = Hostile().Sample(1200, 12).Concat(Known).Select(v => v.ReplaceLineEndings("\n").Trim('\n')).Where(v => v.Length > 0 && !v.Contains('\0')).ToArray();
        var documents = values.Select(v => Encoding.UTF8.GetBytes(MessageTemplates.RenderText(Template, new Dictionary<string, string> { ["value"] = v }))).ToArray();

        var html = CmarkGfm.RenderHtml(documents, "table", "strikethrough", "autolink", "tasklist");

        for (var i = 0; i < values.Length; i++)
            ShouldShowOnly(html[i], values[i], Encoding.UTF8.GetString(documents[i]));
    }

    [Fact]
    public void Our_own_reading_sees_the_value_too() =>
        Prop.ForAll(Arb.From(Hostile()), value =>
        {
            var text = value.ReplaceLineEndings("\n").Trim('\n');
            var document = MarkdownDocument.Read(SourceText.From("message.md", $"a {MessageText.Escape(text)} z\n")).Value;
            return text.Contains('\0') || document.Blocks is [Paragraph paragraph] && paragraph.Text == $"a {text.Replace('\n', ' ')} z";
        }).QuickCheckThrowOnFailure();

    private const string Template = "{{value}}\n\n- {{value}}\n\n**b** {{value}} {{value}} *c*\n{{value}}\n\n# {{value}} x\n";

    private static readonly string[] Known =
    [
        "@dana", "ask @acme/qa", "dana@studio.example", "#12", "acme/app#12", "GH-12", "4f2c9d1e", "https://evil.example", "www.evil.example", "[x](https://evil.example)",
        "<script>alert(1)</script>", "![i](x.png)", ":smile:", "# x", "- x", "1. x", "> x", "| a |\n|---|", "```", "<!-- x", "-->", "&lt;", "{{name}}", "{{{name}}}", "$x$", "[^1]", "[x]: y", "===", "---", "*a", "_b", "~c",
    ];

    private static void ShouldShowOnly(string html, string value, string source)
    {
        foreach (var text in WebUtility.HtmlDecode(Comment().Replace(html, "\u0000")).Split('\u0000', '\n'))
            Reference().IsMatch(text).ShouldBeFalse(source);

        var bare = Comment().Replace(html, "");
        Tag().Matches(bare).Select(m => m.Value).Distinct().Except(["<p>", "</p>", "<ul>", "</ul>", "<li>", "</li>", "<strong>", "</strong>", "<em>", "</em>", "<h1>", "</h1>", "<br>"]).ShouldBeEmpty(source);
        bare.Split("<em>").Length.ShouldBe(2, source);
        bare.Split("<strong>").Length.ShouldBe(2, source);
        var shown = WebUtility.HtmlDecode(bare.Replace("<br>", "\u0001"));
        shown.ShouldBe(WebUtility.HtmlDecode(string.Create(null, $"<p>{Html(value)}</p>\n<ul>\n<li>{Html(value)}</li>\n</ul>\n<p><strong>b</strong> {Html(value)} {Html(value)} <em>c</em>\n{Html(value)}</p>\n<h1>{Html(value)} x</h1>\n")), source);
    }

    private static string Html(string value) => WebUtility.HtmlEncode(value).Replace('\n', '\u0001');

    private static Gen<string> Hostile()
    {
        var marks = Gen.Elements("|", "\\", "<", ">", "&", "*", "**", "_", "~", "~~", "[", "]", "(", ")", "`", "```", "!", "#", ";", ":", "-", "\n", "\r\n", "\t", " ", "  ", "@", "=", "+", "$", ".", "{", "}", "/");
        var words = Gen.Elements("a", "12", "1.", "dana", "www.", "http://", "GH-", "<br>", "<!--", "-->", "&amp;", "&#10;", "[x](y)", "abcdef0", "smile:", "é", "👩‍🚀", "日本", "\u00A0", "\u202E", "\u0001", "\u0085", "b>");
        return Gen.ListOf(Gen.Frequency((5, marks), (5, words))).Select(string.Concat);
    }

    [GeneratedRegex("<!--.*?-->", RegexOptions.Singleline)]
    private static partial Regex Comment();

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Tag();

    /// <summary>What GitHub looks for in the text that it shows: people, numbers, commits, pictures.</summary>
    [GeneratedRegex(@"@[a-z0-9]|#\d|gh-\d|:[a-z0-9_+-]+:|\b[0-9a-f]{7,40}\b|https?://|www\.", RegexOptions.IgnoreCase)]
    private static partial Regex Reference();
}
