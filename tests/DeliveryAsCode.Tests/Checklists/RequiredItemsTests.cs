using DeliveryAsCode.Checklists;
using DeliveryAsCode.Documents;
using DeliveryAsCode.Facts;
using DeliveryAsCode.Text;

namespace DeliveryAsCode.Tests.Checklists;

public class RequiredItemsTests
{
    private const string Template = """
        # Deployment

        - [ ] Window announced <!-- id: window; owner: delivery-manager -->
        - [ ] Build is green <!-- id: build; check: ci/build -->
        - [ ] Backups valid <!-- id: backups; when: data-persistence -->
        - [ ] Cake (optional)

        """;

    private static readonly FactSheet Facts = FactSheet.Of(new FactInputs { ChangedPaths = ["src/app.cs"] });

    /// <summary>What the list says without a template.</summary>
    [Theory]
    [InlineData("- [x] a\n", true)]
    [InlineData("- [x] a\n- [ ] b (optional)\n", true)]
    [InlineData("- [ ] ~~a~~ — n/a: there is none\n", true)]
    [InlineData("- [ ] ~~a~~ — n/a:\n", false)]
    [InlineData("- [ ] ~~a~~\n", false)]
    [InlineData("- [x] a\n  - [ ] b\n", false)]
    [InlineData("- [ ] a\n  - [x] b\n  - [ ] c (optional)\n", true)]
    [InlineData("- [ ] a\n  - [ ] c (optional)\n", false)]
    [InlineData("- [ ] ~~a~~ — n/a: no data\n  - [ ] b\n", true)]
    [InlineData("- [x] a\n- [ ] b (optional)\n  - [ ] c\n", true)]
    [InlineData("- [ ] a\n", false)]
    [InlineData("# Nothing\n", false)]
    public void A_list_is_done_when_nothing_in_it_is_open_and_an_empty_one_never_is(string text, bool isDone) =>
        Of(text, null).IsDone.ShouldBe(isDone);

    /// <summary>code-changed holds, data-persistence does not, team-handover is not known.</summary>
    [Theory]
    [InlineData("- [x] a <!-- when: code-changed -->", true)]
    [InlineData("- [ ] ~~a~~ — n/a: no code <!-- when: code-changed -->", false)]
    [InlineData("- [x] a <!-- when: data-persistence -->", true)]
    [InlineData("- [ ] a <!-- when: data-persistence -->", false)]
    [InlineData("- [ ] ~~a~~ — n/a: no data <!-- when: data-persistence -->", true)]
    [InlineData("- [ ] ~~a [conditional: if data persistence]~~ — n/a: no data", true)]
    [InlineData("- [ ] ~~a [conditional: if code changed]~~ — n/a: no code", false)]
    [InlineData("- [ ] ~~a~~ — n/a: nobody <!-- when: team-handover -->", false)]
    [InlineData("- [ ] ~~a~~ — n/a: nobody <!-- when: nobody-knows -->", false)]
    [InlineData("- [ ] ~~a~~ — n/a: nobody <!-- when: no body knows -->", false)]
    [InlineData("- [ ] ~~a [conditional: if the client wants it]~~ — n/a: she does not", true)]
    [InlineData("- [x] a <!-- check: ci/build -->", false)]
    [InlineData("- [ ] a <!-- check: ci/test -->", true)]
    [InlineData("- [x] a <!-- check: ci/slow -->", false)]
    [InlineData("- [x] a <!-- check: ci/missing -->", false)]
    [InlineData("- [ ] ~~a~~ — n/a: no time <!-- check: ci/build -->", false)]
    [InlineData("- [ ] ~~a~~ — n/a: no data <!-- check: ci/build; when: data-persistence -->", true)]
    [InlineData("- [ ] a <!-- check: ci/build -->\n  - [x] b", false)]
    public void An_item_is_settled_by_what_it_asks_for_and_struck_out_only_when_its_condition_fails(string text, bool isDone) =>
        Of(text, null).IsDone.ShouldBe(isDone);

    [Theory]
    [InlineData("- [x] Window announced <!-- id: window -->\n- [ ] ~~Backups valid~~ — n/a: no data\n- [ ] Build is green\n", "window: Done; build: check failed; backups: no data")]
    [InlineData("- [x] The window was announced <!-- id: window -->\n- [x] **Backups** valid\n", "window: Done; build: missing; backups: Done")]
    [InlineData("- [x] window announced!\n- [x] Backups valid\n", "window: Done; build: missing; backups: Done")]
    [InlineData("# Nothing\n", "window: missing; build: missing; backups: missing")]
    [InlineData("- [ ] Window announced (optional)\n- [ ] ~~Backups valid~~ — n/a: no data <!-- when: code-changed -->\n", "window: it is not ticked; build: missing; backups: no data")]
    [InlineData("- [ ] ~~Window announced~~ — n/a: no time\n- [ ] ~~Build is green~~ — n/a: no time <!-- when: data-persistence -->\n", "window: always needed; build: always needed; backups: missing")]
    [InlineData("- [x] Build is green <!-- check: ci/test -->\n", "window: missing; build: check failed; backups: missing")]
    [InlineData("- [ ] Window announced\n  - [x] by mail\n", "window: it is not ticked; build: missing; backups: missing; by-mail: Done")]
    [InlineData("- [ ] Later (optional)\n  - [ ] Window announced\n", "window: it is not ticked; build: missing; backups: missing")]
    [InlineData("- [ ] Before\n  - [x] Window announced\n", "window: Done; build: missing; backups: missing")]
    [InlineData("- [x] Window announced\n- [ ] Window announced\n", "window: Done; build: missing; backups: missing; window-announced: it is not ticked")]
    [InlineData("- [x] Something of our own\n- [ ] Another <!-- check: ci/build -->\n", "window: missing; build: missing; backups: missing; something-of-our-own: Done; another: check failed")]
    public void The_template_says_what_is_required_and_the_list_what_was_done(string text, string states) =>
        string.Join("; ", Of(text, Template).Items.Select(Describe)).ShouldBe(states);

    [Fact]
    public void A_required_item_says_whose_it_is_and_where()
    {
        var items = Of("# Our deployment\n\n- [ ] Window announced <!-- owner: intern -->\n", Template).Items;

        (items[0].Text, items[0].Owner, items[0].Location.Start, items[0].TemplateItem!.Id).ShouldBe(("Window announced", "delivery-manager", new LinePosition(3, 7), "window"));
        (items[1].Item, items[1].Location.ToString()).ShouldBe((null, "list.md:1:3"));
    }

    [Fact]
    public void An_open_item_whose_condition_fails_comes_with_the_reason_to_strike_it_out()
    {
        var items = Of("- [ ] Window announced\n- [ ] Backups valid\n", Template).Items;

        items.Select(i => i.SuggestedNotApplicable).ShouldBe(
            [null, null, "data-persistence is false: no changed file matches **/migrations/**, **/Migrations/** or **/*.sql"]);
    }

    [Fact]
    public void A_parent_whose_condition_fails_is_struck_out_with_what_is_below_it()
    {
        const string template = "- [ ] Backups <!-- when: data-persistence -->\n  - [ ] Database\n  - [ ] Files\n";

        Of(template, template).Open.Single().SuggestedNotApplicable.ShouldNotBeNull().ShouldStartWith("data-persistence is false");
        Of("- [ ] ~~Backups~~ — n/a: no data\n  - [ ] Database\n", template).IsDone.ShouldBeTrue();
        Of("- [ ] Backups\n  - [x] Database\n  - [x] Files\n", template).IsDone.ShouldBeTrue();
    }

    [Fact]
    public void The_children_of_a_template_are_required_wherever_they_stand()
    {
        const string template = "- [ ] Backups\n  - [ ] Database\n  - [ ] Files\n";

        Of("- [x] Backups\n", template).Open.Select(i => i.Text).ShouldBe(["Database", "Files"]);
        Of("- [ ] Backups\n- [x] Files\n- [x] Database\n", template).IsDone.ShouldBeTrue();
    }

    [Fact]
    public void Of_items_that_are_called_alike_each_is_needed()
    {
        const string template = "## Before\n\n- [ ] Tell the client\n\n## After\n\n- [ ] Tell the client\n";

        Of("## Before\n\n- [x] Tell the client\n", template).IsDone.ShouldBeFalse();
        Of(template.Replace("[ ]", "[x]", StringComparison.Ordinal), template).IsDone.ShouldBeTrue();
    }

    private static string Describe(RequiredItem item) => $"{(item.TemplateItem ?? item.Item)!.Id}: " + item.State switch
    {
        RequiredItemState.Done => "Done",
        RequiredItemState.NotApplicable { Reason: var reason } => reason,
        RequiredItemState.Open { Why: "it is missing in the list" } => "missing",
        RequiredItemState.Open { Why: "it is struck out, and always needed" } => "always needed",
        RequiredItemState.Open { Why: "the check ci/build did not succeed" } => "check failed",
        RequiredItemState.Open { Why: var why } => why,
        _ => throw new ArgumentOutOfRangeException(nameof(item)),
    };

    private static RequiredItems Of(string list, string? template) =>
        RequiredItems.Of(Read(list), template is null ? null : Read(template), Facts, new Dictionary<string, bool?> { ["ci/build"] = false, ["ci/test"] = true, ["ci/slow"] = null });

    private static Checklist Read(string text) => ChecklistReader.Read(MarkdownDocument.Read(SourceText.From("list.md", text)).Value).Value;
}
