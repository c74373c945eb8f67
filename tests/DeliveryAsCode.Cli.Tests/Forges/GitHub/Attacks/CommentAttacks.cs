using DeliveryAsCode.Cli.Forges.GitHub;
using DeliveryAsCode.Conversations;
using DeliveryAsCode.StandIns.GitHub;

namespace DeliveryAsCode.Cli.Tests.Forges.GitHub.Attacks;

/// <summary>Commands in comments by those who may not give them, or that nobody gave.</summary>
public sealed class CommentAttacks : IDisposable
{
    private const string Fail = "/delivery fail \"Intake handoff\" the scope is not clear";

    private readonly ShopDelivery _shop = ShopDelivery.Begin();
    private readonly int _thread;

    public CommentAttacks() => _thread = _shop.Shop.OpenIssue("Acme", "", "dana", $"delivery:{ShopDelivery.Id}");

    public void Dispose() => _shop.Dispose();

    [Theory]
    [InlineData("iris", true)]
    [InlineData("pablo", false)]
    [InlineData("mallory", false)]
    public async Task Only_whoever_holds_the_role_says_that_it_failed(string by, bool isHeard)
    {
        await _shop.CommentAsync(_thread, _shop.Shop.Comment(_thread, by, Fail));

        var reply = _shop.Shop.Comments(_thread)[^1];
        reply.ShouldContain(isHeard ? "✅" : $"is refused: {by} has none of the roles that may");
        (await _shop.Api.PullsAsync("all", $"delivery/{ShopDelivery.Id}/failed-intake-handoff", null, default)).Length.ShouldBe(isHeard ? 1 : 0);
    }

    [Fact]
    public async Task An_edited_comment_commands_nothing_and_is_told_so()
    {
        var comment = _shop.Shop.Comment(_thread, "iris", "over my cold dead body");
        _shop.Shop.EditComment(comment, Fail);

        await _shop.CommentAsync(_thread, comment);

        _shop.Shop.Comments(_thread)[^1].ShouldContain("the comment was edited, and a command counts as it was first written");
        (await _shop.Api.PullsAsync("open", $"delivery/{ShopDelivery.Id}/failed-intake-handoff", null, default)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_comment_that_is_edited_while_we_look_commands_nothing()
    {
        var comment = _shop.Shop.Comment(_thread, "iris", Fail);
        _shop.GitHub.Faults.Add(FaultMatch.Of("issues/get-comment", first: 2), new Fault.PageChangesWhileRead(() => _shop.Shop.EditComment(comment, "never mind")));

        await _shop.CommentAsync(_thread, comment);

        _shop.Shop.Comments(_thread)[^1].ShouldContain("the comment was edited");
        (await _shop.Api.PullsAsync("open", $"delivery/{ShopDelivery.Id}/failed-intake-handoff", null, default)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(2, 0, "the comment was edited")]
    [InlineData(3, 1, "no execution waits")]
    public async Task A_word_for_an_execution_is_looked_at_again_before_it_is_said(int editedBeforeRead, int words, string told)
    {
        var said = new List<CommentCommand>();
        var comment = _shop.Shop.Comment(_thread, "dana", "/delivery go 2026-03-04T21-05Z-1 all is quiet");
        _shop.GitHub.Faults.Add(FaultMatch.Of("issues/get-comment", first: editedBeforeRead), new Fault.PageChangesWhileRead(() => _shop.Shop.EditComment(comment, "never mind")));

        await _shop.CommentAsync(_thread, comment, said);

        said.Count.ShouldBe(words);
        _shop.Shop.Comments(_thread)[^1].ShouldContain(told);
    }

    [Theory]
    [InlineData("dac-bot[bot]", Fail)]
    [InlineData("github-actions[bot]", Fail)]
    [InlineData("iris", $"> {Fail}")]
    [InlineData("iris", $"```\n{Fail}\n```")]
    [InlineData("iris", $"    {Fail}")]
    [InlineData("iris", $"- {Fail}")]
    [InlineData("iris", $"<!--\n{Fail}\n-->")]
    [InlineData("iris", $"<details>\n{Fail}\n</details>")]
    [InlineData("iris", $"`{Fail}`")]
    [InlineData("iris", $"please {Fail}")]
    [InlineData("iris", $"<!-- delivery:reply -->\n{Fail}")]
    public async Task What_is_spoken_of_is_not_said(string by, string body)
    {
        var comment = _shop.Shop.Comment(_thread, by, body);

        await _shop.CommentAsync(_thread, comment);

        _shop.Shop.Comments(_thread).Count.ShouldBe(1);
        (await _shop.Api.PullsAsync("open", $"delivery/{ShopDelivery.Id}/failed-intake-handoff", null, default)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_comment_has_one_answer_however_often_its_workflow_runs()
    {
        var comment = _shop.Shop.Comment(_thread, "iris", Fail);
        _shop.Shop.Comment(_thread, "mallory", $"<!-- delivery:reply -->\nTo `iris`:\n\n- ✅\n<!-- delivery:reply {comment} -->");

        await _shop.CommentAsync(_thread, comment);
        await _shop.CommentAsync(_thread, comment);
        await _shop.ReconcileAsync();
        await _shop.CommentAsync(_thread, comment);

        _shop.Shop.Comments(_thread).Count.ShouldBe(3);
        _shop.ReadRecord().Gates.Rows.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_failure_that_was_written_into_a_comment_afterwards_is_no_row()
    {
        var comment = _shop.Shop.Comment(_thread, "iris", "all is well");
        _shop.Shop.EditComment(comment, Fail);
        var number = _shop.Propose("by-hand", "pablo", record => record.WithRow($"| Intake handoff | Failed | iris | 2026-03-02 | https://github.com/acme/shop/issues/{_thread}#issuecomment-{comment} |"));

        (await _shop.CheckAsync(number)).Verdict.ShouldBe(PullVerdict.Refused);
        _shop.Said().ShouldContain("is gone, was edited, or is no person's");
    }

    [Fact]
    public async Task A_failure_that_was_said_about_another_delivery_is_no_row()
    {
        var other = _shop.Shop.OpenIssue("Something else", "", "dana");
        var comment = _shop.Shop.Comment(other, "iris", Fail);
        var number = _shop.Propose("by-hand", "pablo", record => record.WithRow($"| Intake handoff | Failed | iris | 2026-03-02 | https://github.com/acme/shop/issues/{other}#issuecomment-{comment} |"));

        (await _shop.CheckAsync(number)).Verdict.ShouldBe(PullVerdict.Refused);
        _shop.Said().ShouldContain("is about another delivery");
    }

    [Fact]
    public async Task What_is_said_in_the_thread_of_one_delivery_is_not_said_of_another_whose_name_begins_alike()
    {
        const string first = "globex-international-holdings-customer-portal-1", second = "globex-international-holdings-customer-portal-2";
        foreach (var id in new[] { first, second })
            _shop.Shop.Push("main", new Dictionary<string, string?> { [$"deliveries/{id}/record.md"] = _shop.Shop.Read("main", ShopDelivery.RecordPath), [$"deliveries/{id}/requirements.md"] = "# Requirements\n" }, "dana");
        var thread = _shop.Shop.OpenIssue("The second", "", "dana");
        await DeliveryThread.BindAsync(_shop.Api, thread, second, default);

        await _shop.CommentAsync(thread, _shop.Shop.Comment(thread, "iris", Fail));

        (await _shop.Api.PullsAsync("all", $"delivery/{first}/failed-intake-handoff", null, default)).ShouldBeEmpty();
        (await _shop.Api.PullsAsync("all", $"delivery/{second}/failed-intake-handoff", null, default)).ShouldHaveSingleItem();
        (await DeliveryThread.FindAsync(_shop.Api, first, default)).ShouldBeNull();
    }

    [Fact]
    public async Task A_branch_that_holds_something_else_does_not_pass_for_the_failure()
    {
        var asked = await _shop.AskAsync();
        _shop.Shop.Push($"delivery/{ShopDelivery.Id}/failed-intake-handoff", new Dictionary<string, string?> { ["src/app.cs"] = "evil" }, "pablo");

        var log = await _shop.CommentAsync(_thread, _shop.Shop.Comment(_thread, "iris", Fail));

        log.Entries.ShouldContain(e => e.Why.Contains("holds something else", StringComparison.Ordinal), string.Join('\n', log.Entries));
        (await _shop.Api.PullAsync(asked.Number, default)).IsOpen.ShouldBeTrue();
    }
}
