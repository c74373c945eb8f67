using DeliveryAsCode.Checklists;
using DeliveryAsCode.Documents;
using DeliveryAsCode.Text;

namespace DeliveryAsCode.Tests.Checklists;

public class ChecklistEditsTests
{
    private const string Text = "- [ ] Backups valid <!-- id: backups -->\r\n* [X] Tests passing\r\n- [ ] Tests documented\r\n1. Rollback [conditional: if needed]";

    private static readonly MarkdownDocument Document = MarkdownDocument.Read(SourceText.From("checklists/deployment.md", Text)).Value;

    [Theory]
    [InlineData("backups", "done", "[ ] Backups", "[x] Backups")]
    [InlineData("Backups v", "done", "[ ] Backups", "[x] Backups")]
    [InlineData("tests p", "open", "[X] Tests", "[ ] Tests")]
    [InlineData("tests-passing", "done", "Tests", "Tests")]
    [InlineData("backups", "n/a: no data", "Backups valid", "~~Backups valid~~ — n/a: no data")]
    [InlineData("tests-documented", "n/a: see *wiki*", "Tests documented", @"~~Tests documented~~ — n/a: see \*wiki\*")]
    public void An_edit_changes_its_item_and_nothing_else(string item, string value, string old, string replacement) =>
        Document.Source.Apply([.. Plan(item, value).ShouldBeOfType<EditResult.Planned>().Edits]).Text
            .ShouldBe(Text.Replace(old, replacement, StringComparison.Ordinal));

    [Theory]
    [InlineData("backup-s", "done", "DAC0220", "did you mean \"backups\"?")]
    [InlineData("Tests", "done", "DAC0221", "tests-passing, tests-documented")]
    [InlineData("backups", "ticked", "DAC0222", "write done, open, or n/a: and the reason")]
    [InlineData("backups", "n/a:", "DAC0222", "write done, open, or n/a: and the reason")]
    [InlineData("Rollback", "done", "DAC0222", "make it a task")]
    public void What_cannot_be_written_is_refused_with_the_next_step(string item, string value, string code, string help)
    {
        var reason = Plan(item, value).ShouldBeOfType<EditResult.Refused>().Reason;

        reason.Code.ShouldBe(code);
        reason.Help.ShouldNotBeNull().ShouldContain(help);
    }

    [Fact]
    public void An_item_that_was_struck_out_is_read_as_not_applicable()
    {
        var after = Document.Source.Apply([.. Plan("backups", "n/a: no data").ShouldBeOfType<EditResult.Planned>().Edits]);

        var item = ChecklistReader.Read(MarkdownDocument.Read(after).Value).Value.Items.First();

        (item.Id, item.Text, item.NotApplicable).ShouldBe(("backups", "Backups valid", "no data"));
    }

    private static EditResult Plan(string item, string value) => ChecklistEdits.Set(ChecklistReader.Read(Document).Value, Document, item, value);
}
