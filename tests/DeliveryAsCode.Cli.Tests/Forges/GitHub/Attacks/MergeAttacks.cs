using DeliveryAsCode.Cli.Forges.GitHub.Api;
using DeliveryAsCode.StandIns.GitHub;

namespace DeliveryAsCode.Cli.Tests.Forges.GitHub.Attacks;

/// <summary>Between the verdict and the merge something changes; or somebody has something merged by our hand that nobody looked at.</summary>
public sealed class MergeAttacks : IDisposable
{
    private readonly ShopDelivery _shop = ShopDelivery.Begin();

    public void Dispose() => _shop.Dispose();

    [Theory]
    [InlineData("checks/create")]
    [InlineData("pulls/merge")]
    public async Task A_push_behind_our_back_is_not_merged(string before)
    {
        var pull = await ApprovedAsync();
        _shop.GitHub.Faults.Add(before, new Fault.PageChangesWhileRead(() => _shop.Shop.Push(Attacking.GateBranch, new Dictionary<string, string?> { ["src/app.cs"] = "evil" }, "mallory")));

        var log = await _shop.ReconcileAsync();

        log.Entries.ShouldContain(e => e.What == Attacking.Number(pull.Number) && e.Why.Contains("judged again", StringComparison.Ordinal), string.Join('\n', log.Entries));
        _shop.Shop.Read("main", "src/app.cs").ShouldBe("class App;\n");
        _shop.ReadRecord().Gates.Rows.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_review_that_is_dismissed_behind_our_back_does_not_count()
    {
        var pull = await _shop.AskAsync();
        var review = _shop.Shop.Review(pull.Number, "iris", "APPROVED");
        _shop.GitHub.Faults.Add("checks/create", new Fault.PageChangesWhileRead(() => _shop.Shop.Dismiss(pull.Number, review)));

        await _shop.ReconcileAsync();

        _shop.ReadRecord().Gates.Rows.ShouldBeEmpty();
        _shop.GitHub.Count("pulls/merge").ShouldBe(0);
        _shop.Conclusions(pull.Head.Sha)[^1].ShouldBe("action_required");
    }

    [Fact]
    public async Task Changes_that_are_asked_for_behind_our_back_count()
    {
        var pull = await ApprovedAsync();
        _shop.GitHub.Faults.Add("checks/create", new Fault.PageChangesWhileRead(() => _shop.Shop.Review(pull.Number, "dana", "CHANGES_REQUESTED", "wait")));

        await _shop.ReconcileAsync();

        _shop.GitHub.Count("pulls/merge").ShouldBe(0);
    }

    [Fact]
    public async Task Rules_that_change_behind_our_back_judge()
    {
        await ApprovedAsync();
        _shop.GitHub.Faults.Add("checks/create", new Fault.PageChangesWhileRead(() => _shop.ChangeRules(rules => rules.Replace($", id: {_shop.IdOf("iris")}", "", StringComparison.Ordinal))));

        await _shop.ReconcileAsync();

        _shop.GitHub.Count("pulls/merge").ShouldBe(0);
        _shop.ReadRecord().Gates.Rows.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_pull_request_that_is_closed_behind_our_back_is_not_merged()
    {
        var pull = await ApprovedAsync();
        _shop.GitHub.Faults.Add("checks/create", new Fault.PageChangesWhileRead(() => _shop.Shop.ClosePull(pull.Number)));

        await _shop.ReconcileAsync();

        _shop.GitHub.Count("pulls/merge").ShouldBe(0);
    }

    [Fact]
    public async Task Nobody_gets_code_onto_the_base_by_our_hand()
    {
        var pull = await _shop.AskAsync();
        _shop.Shop.Push(Attacking.GateBranch, new Dictionary<string, string?> { ["src/app.cs"] = "class Evil;\n" }, "pablo");
        _shop.Shop.Review(pull.Number, "iris", "APPROVED");

        var log = await _shop.ReconcileAsync();

        log.Entries.ShouldContain(e => e.Why.Contains("src/app.cs", StringComparison.Ordinal) && e.Why.Contains("somebody who may merges it", StringComparison.Ordinal), string.Join('\n', log.Entries));
        _shop.Shop.Read("main", "src/app.cs").ShouldBe("class App;\n");
    }

    [Fact]
    public async Task What_somebody_else_opens_from_a_branch_that_is_called_like_ours_is_theirs_to_merge()
    {
        _shop.Shop.Push($"delivery/{ShopDelivery.Id}/updates", new Dictionary<string, string?> { [$"{ShopDelivery.Folder}/notes.md"] = "# Notes\n" }, "pablo");
        var number = _shop.Shop.OpenPull($"delivery/{ShopDelivery.Id}/updates", "Notes", "pablo");

        var log = await _shop.ReconcileAsync();

        log.Entries.ShouldContain(e => e.What == Attacking.Number(number) && e.Why == "pablo has opened it, and merges it", string.Join('\n', log.Entries));
        _shop.Shop.Read("main", $"{ShopDelivery.Folder}/notes.md").ShouldBeNull();
    }

    [Fact]
    public async Task What_somebody_adds_to_a_pull_request_that_needs_nobodys_word_is_not_merged_by_our_hand()
    {
        const string script = $"{ShopDelivery.Folder}/deploy.sh";
        var pull = await ApprovedAsync();
        _shop.GitHub.Faults.Add(FaultMatch.Of("pulls/merge", 2, 1), new Fault.Forbidden());
        await Should.ThrowAsync<GitHubException>(_shop.ReconcileAsync());
        _shop.Shop.Push($"delivery/{ShopDelivery.Id}/updates", new Dictionary<string, string?> { [script] = "curl evil\n" }, "pablo");

        var log = await _shop.ReconcileAsync();

        _shop.Shop.Read("main", script).ShouldBeNull(string.Join('\n', log.Entries));
        log.Entries.ShouldContain(e => e.Why.Contains("pablo", StringComparison.Ordinal), string.Join('\n', log.Entries));
        _shop.ReadRecord().Gates.Rows.ShouldHaveSingleItem().Evidence.ShouldNotBe(Attacking.Number(pull.Number));
    }

    private async Task<Pull> ApprovedAsync()
    {
        var pull = await _shop.AskAsync();
        _shop.Shop.Review(pull.Number, "iris", "APPROVED");
        return pull;
    }
}
