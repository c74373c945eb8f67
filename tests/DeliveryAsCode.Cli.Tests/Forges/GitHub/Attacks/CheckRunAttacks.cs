using DeliveryAsCode.Cli.Forges.GitHub;
using DeliveryAsCode.Cli.Forges.GitHub.Api;

namespace DeliveryAsCode.Cli.Tests.Forges.GitHub.Attacks;

/// <summary>Check runs and comments that are not what they seem.</summary>
public sealed class CheckRunAttacks : IDisposable
{
    private readonly ShopDelivery _shop = ShopDelivery.Begin();

    public void Dispose() => _shop.Dispose();

    [Fact]
    public async Task A_verdict_of_ours_that_became_wrong_is_replaced_whatever_another_app_says()
    {
        var pull = await _shop.AskAsync();
        // Whoever may push a workflow knows our words, and would like the old verdict to be the last one of ours.
        var waiting = (await _shop.Api.CheckRunsAsync(pull.Head.Sha, CheckPublisher.Name, default)).ShouldHaveSingleItem();
        var review = _shop.Shop.Review(pull.Number, "iris", "APPROVED");
        (await _shop.CheckAsync(pull.Number)).Verdict.ShouldBe(PullVerdict.Allowed);
        _shop.Shop.Dismiss(pull.Number, review);
        using var client = _shop.ClientOf(_shop.GitHub.ActionsToken);
        await new GitHubApi(client, ShopDelivery.Name).CreateCheckRunAsync(new NewCheckRun(CheckPublisher.Name, pull.Head.Sha, "forged", waiting.Conclusion!, waiting.Output!.Title!, "no", []), default);

        await _shop.ReconcileAsync();

        var ours = (await _shop.Api.CheckRunsAsync(pull.Head.Sha, CheckPublisher.Name, default)).Where(c => c.AppId == _shop.GitHub.App.Id).MaxBy(c => c.Id)!;
        ours.Conclusion.ShouldBe("action_required");
    }

    [Fact]
    public async Task A_head_that_cannot_be_judged_loses_the_verdict_that_it_had()
    {
        var pull = await _shop.AskAsync();
        _shop.Shop.Review(pull.Number, "iris", "APPROVED");
        (await _shop.CheckAsync(pull.Number)).Verdict.ShouldBe(PullVerdict.Allowed);
        _shop.ChangeRules(rules => $"{rules}\nnonsense: [\n");

        await Should.ThrowAsync<CommandException>(() => _shop.CheckAsync(pull.Number));

        _shop.Said().ShouldStartWith("it could not be judged");
        _shop.Conclusions(pull.Head.Sha)[^1].ShouldBe("action_required");
    }

    [Fact]
    public async Task What_is_decided_on_another_branch_by_rules_of_ones_own_makes_no_head_green()
    {
        _shop.Shop.Push("mine", new Dictionary<string, string?> { ["delivery.yml"] = _shop.Shop.Read("main", "delivery.yml")!.Replace("login: iris", "login: mallory", StringComparison.Ordinal).Replace($"id: {_shop.IdOf("iris")}", $"id: {_shop.IdOf("mallory")}", StringComparison.Ordinal) }, "pablo");
        _shop.Shop.SetBranch("evil", _shop.Shop.Tip("mine")!);
        _shop.Shop.Push("evil", new Dictionary<string, string?> { [ShopDelivery.RecordPath] = _shop.Shop.Read("main", ShopDelivery.RecordPath)!.WithRow("| Intake handoff | Passed | iris | 2026-03-02 | #1 |") }, "pablo");
        var number = _shop.Shop.OpenPull("evil", "Mine", "pablo", @base: "mine");
        _shop.Shop.Review(number, "mallory", "APPROVED");

        await _shop.ShouldBeClosedAsync(number, "nothing is decided on mine: that is done on main");
    }

    [Fact]
    public async Task Of_two_proposals_with_one_head_the_worse_verdict_counts()
    {
        var pull = await _shop.AskAsync();
        _shop.Shop.Review(pull.Number, "iris", "APPROVED");
        _shop.Shop.SetBranch("twin", pull.Head.Sha);
        var twin = _shop.Shop.OpenPull("twin", "The same", "pablo");

        await _shop.CheckFlow().OfHeadAsync("main", pull.Head.Sha, [twin, pull.Number], default);

        _shop.Conclusions(pull.Head.Sha)[^1].ShouldBe("failure");
    }

    [Fact]
    public async Task A_comment_with_our_marker_that_somebody_else_wrote_is_left_alone()
    {
        var number = _shop.Propose("by-hand", "pablo", record => record.WithRow("| Intake handoff | Passed | pablo | 2026-03-02 | #9 |"));
        _shop.Shop.Comment(number, "mallory", "<!-- delivery:check -->\n### ✅ everything is fine");

        await _shop.CheckAsync(number);
        await _shop.CheckAsync(number);

        var comments = _shop.Shop.Comments(number);
        comments.Count.ShouldBe(2);
        comments[0].ShouldContain("everything is fine");
        comments[1].ShouldStartWith("<!-- delivery:check -->\n### ❌");
    }

    [Fact]
    public async Task What_is_open_is_judged_again_though_its_event_was_lost()
    {
        var number = _shop.Propose("by-hand", "pablo", record => record.WithRow("| Intake handoff | Passed | iris | 2026-03-02 | #1 |"));
        var review = _shop.Shop.Review(number, "iris", "APPROVED");
        var judged = await _shop.CheckAsync(number);
        judged.Verdict.ShouldBe(PullVerdict.Allowed, _shop.Said());
        _shop.Shop.Dismiss(number, review);

        await _shop.CheckFlow().OfAllAsync(default);

        _shop.Conclusions(judged.Pull.Head.Sha)[^1].ShouldBe("action_required");
    }
}
