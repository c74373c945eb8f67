using DeliveryAsCode.Checklists;
using DeliveryAsCode.Diagnostics;
using DeliveryAsCode.Documents;
using DeliveryAsCode.Tests.Infra;
using DeliveryAsCode.Text;

namespace DeliveryAsCode.Tests.Checklists;

public class ChecklistReaderTests
{
    private const string Text = """
        # Checklist: Deployment

        - [x] Window announced

        ## Pre-Deployment

        - [ ] Backups valid <!-- id: backups; owner: diego; check: ci/build; when: data-persistence -->
          - [X] Database
          - [ ] Configuration (optional)
        - [ ] ~~Staging validated~~ — n/a: the client has none
        - not a task

        ## Post-Deployment

        * [ ] Team trained [conditional: if team handover required]

        """;

    [Fact]
    public void Headings_are_groups_and_items_may_be_nested()
    {
        var (checklist, diagnostics) = Read(Text);

        diagnostics.ShouldBeEmpty();
        checklist.Title.ShouldBe("Checklist: Deployment");
        checklist.Groups.Select(g => $"{g.Name}: {string.Join(", ", g.Items.Select(Outline))}").ShouldBe(
        [
            "Checklist: Deployment: Window announced",
            "Pre-Deployment: Backups valid (Database, Configuration), Staging validated",
            "Post-Deployment: Team trained",
        ]);
    }

    [Fact]
    public void An_item_is_read_with_what_its_words_and_its_comment_say()
    {
        var items = Read(Text).Value.Items.ToDictionary(i => i.Id);

        (items["backups"].Owner, items["backups"].Check, items["backups"].Condition?.Text).ShouldBe(("diego", "ci/build", "data-persistence"));
        (items["window-announced"].IsTicked, items["database"].IsTicked, items["backups"].IsTicked).ShouldBe((true, true, false));
        items["configuration"].IsOptional.ShouldBeTrue();
        items["staging-validated"].NotApplicable.ShouldBe("the client has none");
        items["team-trained"].Condition.ShouldBeOfType<ItemCondition.Prose>().Text.ShouldBe("team handover required");
        items["team-trained"].Location.Start.ShouldBe(new LinePosition(15, 7));
    }

    [Theory]
    [InlineData("# Nothing\n", "DAC0232 1:3")]
    [InlineData("- [ ] a <!-- id: one -->\n- [ ] b <!-- id: one -->\n", "DAC0230 2:14")]
    [InlineData("- [ ] a <!-- id: one; ower: diego -->\n", "DAC0231 1:23")]
    [InlineData("- [ ] a <!-- onwer: diego -->\n", "DAC0231 1:14")]
    [InlineData("- [ ] a <!-- remember the cake -->\n")]
    [InlineData("- [ ] a <!-- id: a; when: not a b; owner: cto -->\n", "DAC0142 1:33")]
    [InlineData("- [ ] a <!-- when -->\n", "DAC0142 1:14")]
    [InlineData("- [ ] a <!-- when: code-changed == yes -->\n", "DAC0142 1:20")]
    [InlineData("- [ ] a [conditional: if it's (needed]\n")]
    public void A_mistake_is_reported_at_its_place(string text, params string[] places) => Read(text).Places().ShouldBe(places);

    [Theory]
    [InlineData("- [ ] a", true)]
    [InlineData("1. a [conditional: if b]", true)]
    [InlineData("- a", false)]
    [InlineData("1. a", false)]
    [InlineData("```\n- [ ] a\n```", false)]
    public void A_checklist_is_known_by_its_tasks_or_conditional_steps(string text, bool isChecklist) =>
        ChecklistReader.IsChecklist(MarkdownDocument.Read(SourceText.From("a.md", text)).Value).ShouldBe(isChecklist);

    private static string Outline(ChecklistItem item) =>
        item.Children.IsEmpty ? item.Text : $"{item.Text} ({string.Join(", ", item.Children.Select(Outline))})";

    private static ReadResult<Checklist> Read(string text) =>
        ChecklistReader.Read(MarkdownDocument.Read(SourceText.From("checklists/deployment.md", text)).Value);
}
