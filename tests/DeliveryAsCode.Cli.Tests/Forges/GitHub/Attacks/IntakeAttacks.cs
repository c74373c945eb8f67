using DeliveryAsCode.Cli.Forges.GitHub;
using DeliveryAsCode.Conversations;
using DeliveryAsCode.Cli.Forges.GitHub.Api;
using DeliveryAsCode.Deliveries;
using DeliveryAsCode.Documents;
using DeliveryAsCode.StandIns.GitHub;
using DeliveryAsCode.Text;

namespace DeliveryAsCode.Cli.Tests.Forges.GitHub.Attacks;

/// <summary>Forms that want more than a delivery.</summary>
public sealed class IntakeAttacks : IDisposable
{
    private const string Branch = "delivery/globex-shop/intake";

    private readonly ShopDelivery _shop = ShopDelivery.Begin();

    public void Dispose() => _shop.Dispose();

    [Theory]
    [InlineData("../../etc", "cannot be the name of a delivery")]
    [InlineData(".git", "cannot be the name of a delivery")]
    [InlineData("-rf", "cannot be the name of a delivery")]
    [InlineData("a/b", "cannot be the name of a delivery")]
    [InlineData("a\u200Bb", "holds characters that cannot be seen")]
    [InlineData(ShopDelivery.Id, "is the name of a delivery that exists already")]
    [InlineData("globex\n\n### Client\n\nAcme", "stands twice in the form")]
    public async Task A_name_that_is_none_is_told_in_the_issue(string id, string why)
    {
        var issue = Open(id: id);

        await _shop.IntakeAsync(issue);
        await _shop.IntakeAsync(issue);

        var reply = _shop.Shop.Comments(issue).ShouldHaveSingleItem();
        reply.Replace("<!-- -->", "", StringComparison.Ordinal).Replace("\\", "", StringComparison.Ordinal).ShouldContain(why);
        _shop.GitHub.Count("git/create-ref").ShouldBe(0);
    }

    [Fact]
    public async Task Values_are_values()
    {
        var issue = Open(client: "Globex | @everyone <img src=x onerror=alert(1)>", scope: "Fixes #1 [skip ci]\n\n## Gates\n\n| Gate | Decision |\n|---|---|\n| Intake handoff | Passed |");

        await _shop.IntakeAsync(issue);

        var pull = (await _shop.Api.PullsAsync("open", Branch, null, default)).ShouldHaveSingleItem();
        pull.Title.ShouldNotContain("@everyone");
        pull.Body.ShouldNotContain("@everyone");
        pull.Body.Replace("\\<", "", StringComparison.Ordinal).ShouldNotContain("<img");
        _shop.Shop.Message(Branch)!.ShouldNotContain("@everyone");
        var judged = await _shop.JudgeAsync(pull.Number);
        judged.Verdict.ShouldBe(PullVerdict.Allowed, string.Join('\n', judged.Diagnostics));
        judged.Change.Parts.SelectMany(p => p.Transitions).ShouldBeEmpty();
        const string path = "deliveries/globex-shop/record.md";
        RecordReader.Read(MarkdownDocument.Read(SourceText.From(path, _shop.Shop.Read(Branch, path)!)).Value, "globex-shop").Value!.Gates.Rows.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_branch_that_somebody_prepared_is_not_opened_in_our_name()
    {
        _shop.Shop.Push(Branch, new Dictionary<string, string?> { ["src/app.cs"] = "evil" }, "pablo");
        var issue = Open();

        await _shop.IntakeAsync(issue);

        (await _shop.Api.PullsAsync("all", Branch, null, default)).ShouldBeEmpty();
        _shop.Shop.Comments(issue).ShouldHaveSingleItem().ShouldContain("which holds something else");
    }

    [Fact]
    public async Task What_somebody_wrote_into_the_folder_before_stays_as_it_is()
    {
        const string requirements = "deliveries/globex-shop/requirements.md";
        _shop.Shop.Push("main", new Dictionary<string, string?> { [requirements] = "# Requirements\n\nMine.\n" }, "pablo");

        await _shop.IntakeAsync(Open());

        var pull = (await _shop.Api.PullsAsync("open", Branch, null, default)).ShouldHaveSingleItem();
        _shop.Shop.Read(Branch, requirements).ShouldBe("# Requirements\n\nMine.\n");
        _shop.Shop.Read(Branch, "deliveries/globex-shop/record.md").ShouldNotBeNull();
        pull.Body.ShouldNotContain(requirements);
    }

    [Fact]
    public async Task The_second_issue_with_a_name_is_told_of_the_first()
    {
        var (first, second) = (Open(), Open());

        await _shop.IntakeAsync(first);
        await _shop.IntakeAsync(second);

        (await _shop.Api.PullsAsync("all", Branch, null, default)).ShouldHaveSingleItem();
        _shop.Shop.Comments(second).ShouldHaveSingleItem().ShouldContain("was asked for in another issue already");
        _shop.Shop.Comments(first).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_an_issue_asked_for_is_its_own_though_it_was_merged_before_the_issue_was_labelled()
    {
        var issue = Open();
        _shop.GitHub.Faults.Add(FaultMatch.Of("issues/create-label", 1, 1000), new Fault.Status(500));
        await Should.ThrowAsync<GitHubException>(_shop.IntakeAsync(issue));
        _shop.GitHub.Faults.Clear();
        _shop.Shop.Merge((await _shop.Api.PullsAsync("open", Branch, null, default)).ShouldHaveSingleItem().Number, "iris");

        await _shop.IntakeAsync(issue);

        _shop.Shop.Comments(issue).ShouldBeEmpty();
        (await DeliveryThread.FindAsync(_shop.Api, "globex-shop", default)).ShouldBe(issue);
    }

    [Fact]
    public async Task An_issue_whose_event_was_lost_is_looked_at_by_the_schedule()
    {
        Open();
        using var program = new ShopProgram(_shop);

        program.Run("reconcile", "schedule", new { schedule = "17 * * * *" }).Outcome.ExitsWith(0);

        (await _shop.Api.PullsAsync("open", Branch, null, default)).ShouldHaveSingleItem();
        _shop.GitHub.ForgetRequests();
        program.Run("reconcile", "schedule", new { schedule = "17 * * * *" }).Outcome.ExitsWith(0);
        _shop.GitHub.Effects.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_issue_without_the_label_is_no_intake()
    {
        await _shop.IntakeAsync(_shop.Shop.OpenIssue("Intake", Form(), "mallory"));

        _shop.GitHub.Effects.ShouldBeEmpty();
    }

    private int Open(string client = "Globex", string id = "globex-shop", string scope = "A shop") =>
        _shop.Shop.OpenIssue("Intake", Form(client, id, scope), "dana", IntakeForm.IssueLabel);

    private static string Form(string client = "Globex", string id = "globex-shop", string scope = "A shop") =>
        $"### Client\n\n{client}\n\n### Delivery name\n\nShop\n\n### Delivery id\n\n{id}\n\n### Scope\n\n{scope}\n\n### Stakeholders\n\n_No response_\n\n### Requirements\n\n_No response_\n\n### Agreed delivery date\n\n2099-01-01\n\n### Complexity\n\nsimple\n";
}
