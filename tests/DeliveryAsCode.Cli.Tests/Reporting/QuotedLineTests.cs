using DeliveryAsCode.Cli.Reporting;
using DeliveryAsCode.Text;
using FsCheck;
using FsCheck.Fluent;

namespace DeliveryAsCode.Cli.Tests.Reporting;

public class QuotedLineTests
{
    [Theory]
    [InlineData("plain", 5)]
    [InlineData("e\u0301", 1)]
    [InlineData("日本", 4)]
    [InlineData("✅ ok", 5)]
    [InlineData("⚠️", 2)]
    [InlineData("👩‍🚀", 2)]
    [InlineData("🇪🇸", 2)]
    [InlineData("한글", 4)]
    [InlineData("ＡＢ", 4)]
    [InlineData("", 0)]
    public void A_character_takes_the_cells_that_a_terminal_gives_it(string text, int width) => CellWidth.Of(text).ShouldBe(width);

    [Theory]
    [InlineData("one two", "two", 4, 3)]
    [InlineData("\ttwo", "two", 4, 3)]
    [InlineData("ab\ttwo", "two", 4, 3)]
    [InlineData("日本 two", "two", 5, 3)]
    [InlineData("e\u0301 two", "two", 2, 3)]
    [InlineData("two 日本", "日本", 4, 4)]
    [InlineData("\u0007 two", "two", 6, 3)]
    public void The_caret_stands_under_what_is_meant(string line, string meant, int start, int width)
    {
        var quoted = Quote(line, meant, 80);

        (quoted.CaretStart, quoted.CaretWidth).ShouldBe((start, width));
    }

    [Theory]
    [InlineData("one two three four five", "one", "one two th…", 0)]
    [InlineData("one two three four five", "three", "…wo three f…", 4)]
    [InlineData("one two three four five", "five", "… four five", 7)]
    public void What_is_left_out_is_marked_where_it_is_left_out(string line, string meant, string shown, int start)
    {
        var quoted = Quote(line, meant, 12);

        (quoted.Text, quoted.CaretStart).ShouldBe((shown, start));
    }

    /// <summary>Any line and any span in it: the quotation fits, and the caret stands within it.</summary>
    [Fact]
    public void Any_quotation_fits_its_width() =>
        Prop.ForAll(
            AnyLocation(),
            location =>
            {
                var quoted = QuotedLine.Of(location, 60);
                return CellWidth.Of(quoted.Text) <= 60
                    && quoted.CaretStart >= 0 && quoted.CaretWidth >= 1
                    && quoted.CaretStart + quoted.CaretWidth <= 61
                    && !quoted.Text.Any(char.IsControl);
            })
            .Check(Config.QuickThrowOnFailure.WithMaxTest(2000));

    private static QuotedLine Quote(string line, string meant, int width)
    {
        var source = SourceText.From("a.md", line);
        return QuotedLine.Of(source.Locate(new TextSpan(line.IndexOf(meant, StringComparison.Ordinal), meant.Length)), width);
    }

    private static Arbitrary<Location> AnyLocation()
    {
        var piece = Gen.Elements("a", " ", "\t", "日", "e\u0301", "👩‍🚀", "\e", "\u202E", "##vso[", "\uDCE9", "\uD800", "word word word", new string('x', 700));
        return Arb.From(
            from pieces in Gen.ArrayOf(piece)
            let source = SourceText.From("a.md", string.Concat(pieces))
            from start in Gen.Choose(0, source.Length)
            from end in Gen.Choose(start, source.Length)
            select source.Locate(TextSpan.FromBounds(start, end)));
    }
}
