using System.Diagnostics;
using System.Text;
using DeliveryAsCode.Documents;
using DeliveryAsCode.Text;
using FsCheck;
using FsCheck.Fluent;

namespace DeliveryAsCode.Tests.Documents;

public class MarkdownDocumentTests
{
    [Theory]
    [InlineData("# A **b** `c` <!-- id: x; when -->", 1, "A b c", "A **b** `c`")]
    [InlineData("## [Link](a.md) ##", 2, "Link", "[Link](a.md)")]
    [InlineData("Two\r\nlines\r\n---", 2, "Two lines", "Two\r\nlines")]
    [InlineData("> ### Quoted", 3, "Quoted", "Quoted")]
    public void A_heading_has_its_visible_text_and_its_place(string text, int level, string shown, string source)
    {
        var document = Read(text);

        var heading = document.Blocks.OfType<Heading>().ShouldHaveSingleItem();

        (heading.Level, heading.Text, document.Source.ToString(heading.TextSpan)).ShouldBe((level, shown, source));
    }

    [Fact]
    public void Annotations_stand_in_the_comment_that_ends_a_heading_or_item()
    {
        var document = Read("- [ ] Backups <!-- id: backups; owner: diego; parallel -->\n");

        var item = document.Blocks.OfType<ListItem>().ShouldHaveSingleItem();

        item.Text.ShouldBe("Backups");
        item.Comment!["owner"]!.Value.ShouldBe("diego");
        item.Comment["parallel"]!.Value.ShouldBeNull();
        document.Source.ToString(item.Comment["id"]!.Span).ShouldBe("id: backups");
    }

    [Theory]
    [InlineData("- **Client:** Acme Corp", "Client", "Acme Corp")]
    [InlineData("* **Status**: QA <!-- c -->", "Status", "QA")]
    [InlineData("+ Window: 2026-05-12 10:00–14:00", "Window", "2026-05-12 10:00–14:00")]
    [InlineData("- **Link:** https://x.example/a:b", "Link", "https://x.example/a:b")]
    [InlineData("- **📅 Target date:**", "📅 Target date", "")]
    public void A_field_is_an_item_with_a_label(string text, string label, string value)
    {
        var document = Read(text);

        var field = document.Blocks.OfType<ListItem>().ShouldHaveSingleItem().Field.ShouldNotBeNull();

        (field.Label, field.Value, document.Source.ToString(field.ValueSpan)).ShouldBe((label, value, value));
    }

    [Theory]
    [InlineData("- In this case, note: it is prose")]
    [InlineData("- **Do not** proceed: it is prose")]
    [InlineData("- A label that goes on for far too long to be one: value")]
    [InlineData("- at 10:30 we start")]
    [InlineData("1. First: step")]
    [InlineData("- [ ] Task: do it")]
    public void A_sentence_is_no_field(string text) =>
        Read(text).Blocks.OfType<ListItem>().ShouldHaveSingleItem().Field.ShouldBeNull();

    [Fact]
    public void A_fence_has_attributes_and_the_text_without_its_container()
    {
        var document = Read("- step\n  ```bash run timeout=10m say=\"a \\\"b\\\"\"\n  echo\n    two\n  ```\n");

        var fence = document.Blocks.OfType<FencedBlock>().ShouldHaveSingleItem();

        fence.Language.ShouldBe("bash");
        fence.Attributes.Select(a => (a.Name, a.Value)).ShouldBe([("run", null), ("timeout", "10m"), ("say", "a \"b\"")]);
        fence.Content.ShouldBe("echo\n  two\n");
        fence.IsClosed.ShouldBeTrue();
        document.Source.ToString(fence.ContentSpan).ShouldBe("  echo\n    two\n");
    }

    [Theory]
    [InlineData("~~~\ntext", "text\n", false)]
    [InlineData("> ```\n> a\n\nb", "a\n", false)]
    [InlineData("```\r\n\ta\r\n```", "\ta\n", true)]
    [InlineData("1. ```\n   <<-E\n   \tx\n   ```", "<<-E\n\tx\n", true)]
    [InlineData("```\n```", "", true)]
    public void The_content_of_a_fence_is_as_it_will_run(string text, string content, bool isClosed)
    {
        var fence = Read(text).Blocks.OfType<FencedBlock>().ShouldHaveSingleItem();

        (fence.Content, fence.IsClosed).ShouldBe((content, isClosed));
    }

    [Fact]
    public void Wiki_links_are_found_outside_code() =>
        Read("- a [[delivery/index]] `[[no]]`\n\n| [[b\\|B]] |\n|---|\n\n```\n[[no]]\n```\n<!-- [[no]] -->\n")
            .WikiLinks.Select(l => l.Target).ShouldBe(["delivery/index", "b"]);

    [Fact]
    public void Sections_reach_to_the_next_heading_of_their_level()
    {
        var document = Read("---\na: 1\n---\nintro\n# A\n## B\nb\n# C\n> # not a section\n");

        document.Sections.Select(s => (s.Heading?.Text, document.Source.ToString(s.Span).Trim().Length, s.Blocks.Length))
            .ShouldBe([(null, 38, 1), ("A", 10, 0), ("B", 6, 1), ("C", 21, 1)]);
        document.FindSections("**b**").ShouldHaveSingleItem();
        document.Source.ToString(document.FrontMatter!.ContentSpan).ShouldBe("a: 1\n");
    }

    [Theory]
    [InlineData("|a|b|\n|-|-|\n|1|\n", "DAC0109", "3:1")]
    [InlineData("|a|b|\n|-|-|\n|1|2| 3 |\n", "DAC0108", "3:6")]
    [InlineData("---\na: 1\ntext", "DAC0107", "1:1")]
    [InlineData("a\0", "DAC0103", "1:2")]
    [InlineData("# T\n>>>>>>> theirs\n", "DAC0106", "2:1")]
    public void What_is_wrong_is_reported_where_it_stands(string shape, string code, string position)
    {
        var diagnostic = MarkdownDocument.Read(SourceText.From("a.md", shape)).Diagnostics.ShouldHaveSingleItem();

        (diagnostic.Code, diagnostic.Location.Start.ToString()).ShouldBe((code, position));
        diagnostic.Help.ShouldNotBeNullOrEmpty();
    }

    [Fact]
    public void Bytes_that_are_not_UTF8_are_reported_once_and_the_rest_is_read()
    {
        var result = MarkdownDocument.Read(SourceText.Decode("a.md", [.. "# caf"u8, 0xE9, .. "\n\n"u8, 0xFF]));

        var diagnostic = result.Diagnostics.ShouldHaveSingleItem();
        (diagnostic.Code, diagnostic.Location.Start.ToString()).ShouldBe(("DAC0105", "1:6"));
        diagnostic.Message.ShouldStartWith("2 bytes");
        result.Value.Sections.ShouldHaveSingleItem();
    }

    [Fact]
    public void Every_conflict_marker_is_reported_and_those_in_fences_are_not() =>
        MarkdownDocument.Read(SourceText.From("a.md", "<<<<<<< HEAD\na\n=======\nb\n>>>>>>> b\n\nTitle\n=======\n```\n<<<<<<< x\n```\n"))
            .Diagnostics.Select(d => (d.Code, d.Location.Start.Line)).ShouldBe([("DAC0106", 1), ("DAC0106", 3), ("DAC0106", 5)]);

    [Theory]
    [InlineData("---\n\ntext\n")]
    [InlineData("---\nJust a rule above prose: yes\n")]
    public void A_thematic_break_is_no_front_matter(string text) =>
        MarkdownDocument.Read(SourceText.From("a.md", text)).Diagnostics.ShouldBeEmpty();

    [Fact]
    public void Any_bytes_are_read_without_an_exception() =>
        Prop.ForAll(
            Arb.From(Gen.OneOf(ArbMap.Default.GeneratorFor<byte[]>(), AwkwardDocuments.Any.Select(Encoding.UTF8.GetBytes), Damaged())),
            bytes =>
            {
                var source = SourceText.Decode("a.md", bytes);
                var document = MarkdownDocument.Read(source).Value;
                return document.Blocks.All(b => source.Span.Contains(b.Span)) && source.Encode().SequenceEqual(bytes);
            })
            .Check(Config.QuickThrowOnFailure.WithMaxTest(1000));

    [Theory]
    [InlineData("[", 1_000_000, "DAC0102")]
    [InlineData(">", 100_000, "DAC0102")]
    [InlineData(">", 60_000, "DAC0104")]
    [InlineData("1. ", 20_000, "DAC0104")]
    [InlineData("a", 1_000_000, "DAC0102")]
    [InlineData("a\n", 2_500_000, "DAC0101")]
    [InlineData("[a]: b\n", 500_000, null)]
    [InlineData("a\n=\n", 500_000, null)]
    [InlineData("| a |\n|---|\n", 200_000, null)]
    [InlineData("- [ ] `a <!-- [[\n", 200_000, null)]
    public void A_hostile_file_is_over_soon(string unit, int times, string? code)
    {
        var source = SourceText.From("a.md", string.Concat(Enumerable.Repeat(unit, times)));
        var watch = Stopwatch.StartNew();

        var result = MarkdownDocument.Read(source);

        // Linear reading takes about a second on a busy machine; what is not linear would take minutes.
        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(30));
        result.Diagnostics.Where(d => d.Code.StartsWith("DAC010", StringComparison.Ordinal) && d.Code != "DAC0109").Select(d => d.Code).FirstOrDefault().ShouldBe(code);
        result.Value.Blocks.IsEmpty.ShouldBe(code is not null || unit.StartsWith("[a]", StringComparison.Ordinal));
    }

    [Fact]
    public void A_table_of_a_hundred_thousand_rows_is_read_whole() =>
        Read("| a | b |\n|---|---|\n" + string.Concat(Enumerable.Repeat("| 1 | 2 |\n", 100_000)))
            .Blocks.OfType<Table>().ShouldHaveSingleItem().Rows.Length.ShouldBe(100_000);

    [Fact]
    public void Deep_lists_are_refused_and_sixty_deep_ones_are_read()
    {
        static string Nested(int depth) => string.Concat(Enumerable.Range(0, depth).Select(i => new string(' ', 2 * i) + "- a\n"));

        Read(Nested(60)).Blocks.OfType<ListItem>().Max(i => i.Depth).ShouldBe(59);
        MarkdownDocument.Read(SourceText.From("a.md", Nested(70))).Diagnostics.ShouldHaveSingleItem().Code.ShouldBe("DAC0104");
    }

    private static Gen<byte[]> Damaged() =>
        from seed in Gen.Elements(Directory.GetFiles(TestFiles.Seeds))
        from cut in Gen.Choose(0, 2000)
        from length in Gen.Choose(0, 400)
        from noise in ArbMap.Default.GeneratorFor<byte[]>()
        let bytes = File.ReadAllBytes(seed)
        select (byte[])[.. bytes[..cut], .. noise, .. bytes[Math.Min(bytes.Length, cut + length)..]];

    private static MarkdownDocument Read(string text) => MarkdownDocument.Read(SourceText.From("a.md", text)).Value;
}
