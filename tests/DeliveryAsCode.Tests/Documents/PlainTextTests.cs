using System.Net;
using System.Text;
using DeliveryAsCode.Documents;
using DeliveryAsCode.Tests.Infra;
using FsCheck;
using FsCheck.Fluent;

namespace DeliveryAsCode.Tests.Documents;

public class PlainTextTests
{
    [Theory]
    [InlineData("2026-05-12")]
    [InlineData("#31 report")]
    [InlineData("a_b, snake_case_name")]
    [InlineData("✅ Done")]
    [InlineData("https://x.example/a_b?q=1&r=2")]
    [InlineData("R&D < 5 * 3")]
    [InlineData(@"C:\temp")]
    [InlineData("~5 days")]
    public void Ordinary_values_stay_as_they_are(string value)
    {
        PlainText.ToCell(value).ShouldBe(value);
        PlainText.ToInline(value).ShouldBe(value);
    }

    [Theory]
    [InlineData("a|b", @"a\|b", "a|b")]
    [InlineData("*a*", @"\*a\*", @"\*a\*")]
    [InlineData("a\u202Eb", "a&#8238;b", "a&#8238;b")]
    [InlineData("a\\\u202Eb", @"a\\&#8238;b", @"a\\&#8238;b")]
    [InlineData("<b>", @"\<b>", @"\<b>")]
    [InlineData("&amp;", "&amp;amp;", "&amp;amp;")]
    [InlineData("one\ntwo", "one<br>two", "one<br>two")]
    [InlineData(" a ", "&#32;a&#32;", "&#32;a&#32;")]
    [InlineData("a\\", "a&#92;", @"a\\")]
    [InlineData("\\|", @"\\\|", @"\\|")]
    [InlineData("[Date]", @"\[Date]", @"\[Date]")]
    public void What_would_become_a_mark_is_escaped(string value, string cell, string inline)
    {
        PlainText.ToCell(value).ShouldBe(cell);
        PlainText.ToInline(value).ShouldBe(inline);
    }

    [Theory]
    [InlineData("a<br/>b<BR>c", "a\nb\nc")]
    [InlineData("**Done** <!-- by iris --> today", "**Done**  today")]
    [InlineData(@"`a\*b` \*c\*", @"`a\*b` *c*")]
    [InlineData("&copy; &unknown; &#x41;", "© &unknown; A")]
    [InlineData(@"`x\|y`", "`x|y`")]
    public void A_cell_says_what_its_reader_sees_with_marks_as_they_stand(string cell, string value) =>
        PlainText.FromCell(cell).ShouldBe(value);

    [Theory]
    [InlineData("**Bold** and _it_ `code` [link](a.md \"t\") ![image](b.png)", "Bold and it code link image")]
    [InlineData("[Client Name]", "[Client Name]")]
    [InlineData("a <b>b</b> <https://x.example> 2 * 3", "a b https://x.example 2 * 3")]
    [InlineData("~~old~~ snake_case_name", "old snake_case_name")]
    [InlineData("***both*** *one", "both *one")]
    public void Visible_text_is_without_marks(string text, string visible) => PlainText.Visible(text).ShouldBe(visible);

    [Fact]
    public void Every_value_comes_back_from_a_cell_and_from_a_field() =>
        Prop.ForAll(
            Arb.From(Values()),
            value => PlainText.FromCell(PlainText.ToCell(value)) == value && PlainText.FromInline(PlainText.ToInline(value)) == value)
            .Check(Config.QuickThrowOnFailure.WithMaxTest(5000));

    [Fact]
    public void A_lone_surrogate_is_no_reason_to_stop()
    {
        PlainText.FromCell(PlainText.ToCell("a\ud800b*\udcff*")).ShouldBe("a\ud800b*\udcff*");
        PlainText.Visible("*\ud800*").ShouldBe("\ud800");
    }

    [Fact]
    public void GitHub_shows_exactly_the_value_in_one_cell()
    {
        var values = Values().Sample(1000, 20).Where(v => !v.Contains('\0')).Select(v => v.Trim('\ufeff')).ToArray();
        var documents = values.Select(v => Encoding.UTF8.GetBytes($"| a | b |\n|---|---|\n| {PlainText.ToCell(v)} | end |\n")).ToArray();

        var html = CmarkGfm.RenderHtml(documents, "table", "strikethrough");

        for (var i = 0; i < values.Length; i++)
            ShownCell(html[i]).ShouldBe(values[i], Encoding.UTF8.GetString(documents[i]));
    }

    private static string ShownCell(string html)
    {
        var cells = html.Split("<td>");
        cells.Length.ShouldBe(3, html);
        cells[2].ShouldStartWith("end</td>");
        return WebUtility.HtmlDecode(cells[1][..cells[1].LastIndexOf("</td>", StringComparison.Ordinal)].Replace("<br>", "\n"));
    }

    /// <summary>Unicode scalars of every kind, and above all the characters that mean something in Markdown.</summary>
    private static Gen<string> Values()
    {
        var marks = Gen.Elements("|", "\\", "<", ">", "&", "*", "**", "_", "~", "~~", "[", "]", "(", ")", "`", "``", "!", "#", ";", ":", "-", "\n", "\r", "\t", " ", "  ");
        var words = Gen.Elements("a", "br", "<br>", "<!--", "-->", "&amp;", "&#10;", "lt;", "[x](y)", "[[w]]", "é", "e\u0301", "👩‍🚀", "日本", "\u00A0", "\u0001", "\u0085", "1", "b>");
        var scalars = Gen.Choose(1, 0x10FFFF).Where(Rune.IsValid).Select(c => new Rune(c).ToString());
        return Gen.ListOf(Gen.Frequency((5, marks), (4, words), (1, scalars))).Select(string.Concat);
    }
}
