using DeliveryAsCode.Documents;
using DeliveryAsCode.Text;

namespace DeliveryAsCode.Tests.Documents;

public class DocumentCompletenessTests
{
    [Theory]
    [InlineData("Written by diego.\n")]
    [InlineData("- Written\n")]
    [InlineData("1. Written\n")]
    [InlineData("### Part\n\nWritten\n")]
    [InlineData("- **Where:** https://acme.example\n")]
    [InlineData("| a | b |\n|---|---|\n| 1 | 2 |\n")]
    [InlineData("| a |\n|---|\n| 1 |\n")]
    [InlineData("```\ncode\n```\n")]
    [InlineData("> quoted\n")]
    [InlineData("TBD\n\nbut this\n")]
    public void A_section_says_something(string body) => Messages(body, Sections).ShouldBeEmpty();

    [Theory]
    [InlineData("")]
    [InlineData("TBD\n")]
    [InlineData("- —\n")]
    [InlineData("[What was delivered]\n")]
    [InlineData("- [What was delivered]\n")]
    [InlineData("### Part\n")]
    [InlineData("### Part\n\n- **Where:** TBD\n- **Who:** [Name]\n")]
    [InlineData("<!-- written -->\n")]
    [InlineData("| a | b |\n|---|---|\n| | |\n")]
    [InlineData("| a | b |\n|---|---|\n| name | |\n")]
    [InlineData("| a | b |\n|---|---|\n| [Name] | Delivered |\n")]
    [InlineData("```\n```\n")]
    [InlineData("\n## Next\n\nWritten\n")]
    public void A_section_says_nothing_yet(string body) => Messages(body, Sections).ShouldBe(["nothing stands under \"Part one\" yet"]);

    [Theory]
    [InlineData("Say [What it does] here.\n", "5:1")]
    [InlineData("- [Name]\n", "5:3")]
    [InlineData("- **Who:** [Name]\n", "5:3")]
    [InlineData("| a |\n|---|\n| [Name] |\n", "7:3")]
    [InlineData("| [Name] |\n|---|\n| x |\n", "5:3")]
    [InlineData("### [Name]\n", "5:5")]
    [InlineData("> [Name]\n", "5:3")]
    [InlineData("`code` and [Name]\n", "5:1")]
    public void A_placeholder_that_readers_see_is_left(string body, string place)
    {
        var shortcoming = Find(body, DocumentExpectation.Filled).ShouldHaveSingleItem();

        shortcoming.Message.ShouldEndWith("is still there");
        shortcoming.Location.ToString().ShouldBe($"handover.md:{place}");
    }

    [Theory]
    [InlineData("<!-- [Name] -->\n")]
    [InlineData("text <!-- [Name] --> text\n")]
    [InlineData("`list[Index]`\n")]
    [InlineData("```\n[Name]\n```\n")]
    [InlineData(@"\[Name]" + "\n")]
    [InlineData("[Name](a.md)\n")]
    [InlineData("- [ ] Task\n- [x] Task\n")]
    [InlineData("[[Name]]\n")]
    public void Code_comments_links_and_tasks_are_no_placeholders(string body) => Messages(body, DocumentExpectation.Filled).ShouldBeEmpty();

    [Theory]
    [InlineData("- **Result:** PASS\n", null)]
    [InlineData("### Part\n\n* result: PASS\n", null)]
    [InlineData("- **Result:** TBD\n", "the field \"Result\" is not set")]
    [InlineData("- **Result:**\n", "the field \"Result\" is not set")]
    [InlineData("- **Result:** [PASS or FAIL]\n", "the field \"Result\" is not set")]
    [InlineData("- **Outcome:** PASS\n", "the field \"Result\" is missing")]
    [InlineData("- **Result:** FAIL\n- **Result:** PASS\n", "the field \"Result\" occurs twice, so it is unclear which one counts")]
    public void A_field_has_one_value(string body, string? message) =>
        Messages(body, new DocumentExpectation([], ["Result"], [], false)).ShouldBe(message is null ? [] : [message]);

    [Theory]
    [InlineData("", true)]
    [InlineData("None.\n", true)]
    [InlineData("- none\n", true)]
    [InlineData("-\n", true)]
    [InlineData("n/a\n", true)]
    [InlineData("<!-- ask here -->\n", true)]
    [InlineData("| a | b |\n|---|---|\n| | |\n", true)]
    [InlineData("None.\n\n- Which language?\n", false)]
    [InlineData("### Language\n\nWhich?\n", false)]
    [InlineData("- [ ] Which language?\n", false)]
    [InlineData("| Question |\n|---|\n| Which? |\n", false)]
    [InlineData("<p>Which language?</p>\n", false)]
    [InlineData("None.\n\n<div>\nWhich language?\n</div>\n", false)]
    [InlineData("```\nWhich?\n```\n", false)]
    public void Nothing_is_left_under_a_heading(string body, bool isNothing) =>
        Messages(body, new DocumentExpectation([], [], ["part one"], false)).ShouldBe(isNothing ? [] : ["under \"part one\" something is left"]);

    [Fact]
    public void What_is_missing_altogether_is_said_at_the_title()
    {
        var shortcoming = Find("", new DocumentExpectation(["Access"], [], ["Questions"], false)).ShouldHaveSingleItem();

        (shortcoming.Message, shortcoming.Location.ToString()).ShouldBe(("the section \"Access\" is missing", "handover.md:1:3"));
    }

    private static readonly DocumentExpectation Sections = new(["Part one"], [], [], NoPlaceholders: false);

    private static IEnumerable<string> Messages(string body, DocumentExpectation expectation) => Find(body, expectation).Select(s => s.Message);

    private static IEnumerable<Shortcoming> Find(string body, DocumentExpectation expectation) =>
        DocumentCompleteness.Find(MarkdownDocument.Read(SourceText.From("handover.md", $"# Handover\n\n## Part one\n\n{body}\n")).Value, expectation);
}
