namespace DeliveryAsCode.Cli.Tests.Forges.GitHub.Attacks;

/// <summary>What a merge queue tries together, and what somebody would have go along unseen.</summary>
public sealed class QueueAttacks : IDisposable
{
    private readonly ShopDelivery _shop = ShopDelivery.Begin();

    public void Dispose() => _shop.Dispose();

    [Fact]
    public async Task One_refused_pull_request_refuses_the_group()
    {
        var asked = await _shop.AskAsync();
        _shop.Shop.Review(asked.Number, "iris", "APPROVED");
        var evil = _shop.Propose("by-hand", "pablo", record => record.Replace("Status:** Planning", "Status:** Complete", StringComparison.Ordinal));
        var group = await GroupAsync(asked.Head.Sha, (await _shop.Api.PullAsync(evil, default)).Head.Sha);

        await _shop.CheckFlow().OfGroupAsync(_shop.Shop.Tip("main")!, group, default);

        _shop.Conclusions(group).ShouldBe(["failure"]);
        _shop.Said().ShouldStartWith($"#{evil}: ");
    }

    [Fact]
    public async Task A_group_of_approved_pull_requests_is_let_pass()
    {
        var asked = await _shop.AskAsync();
        _shop.Shop.Review(asked.Number, "iris", "APPROVED");
        var group = await GroupAsync(asked.Head.Sha);

        await _shop.CheckFlow().OfGroupAsync(_shop.Shop.Tip("main")!, group, default);

        _shop.Conclusions(group).ShouldBe(["success"]);
    }

    [Fact]
    public async Task A_commit_of_no_pull_request_does_not_go_along()
    {
        var asked = await _shop.AskAsync();
        _shop.Shop.Review(asked.Number, "iris", "APPROVED");
        var stray = _shop.Shop.Push("stray", new Dictionary<string, string?> { [ShopDelivery.RecordPath] = _shop.Shop.Read("main", ShopDelivery.RecordPath)!.Replace("Medium", "High", StringComparison.Ordinal) }, "pablo");
        var group = await GroupAsync(asked.Head.Sha, stray);

        await Should.ThrowAsync<CommandException>(() => _shop.CheckFlow().OfGroupAsync(_shop.Shop.Tip("main")!, group, default));

        _shop.Conclusions(group).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_pull_request_that_was_pushed_to_since_is_not_the_one_in_the_group()
    {
        var asked = await _shop.AskAsync();
        _shop.Shop.Review(asked.Number, "iris", "APPROVED");
        var group = await GroupAsync(asked.Head.Sha);
        _shop.Shop.Push(Attacking.GateBranch, new Dictionary<string, string?> { ["src/app.cs"] = "class B;\n" }, "pablo");

        await Should.ThrowAsync<CommandException>(() => _shop.CheckFlow().OfGroupAsync(_shop.Shop.Tip("main")!, group, default));
    }

    /// <summary>A queue tries a pull request over those before it, which the base does not have yet.</summary>
    [Fact]
    public async Task What_is_ahead_in_the_queue_makes_an_approval_stale_like_what_is_merged()
    {
        const string requirements = $"{ShopDelivery.Folder}/requirements.md";
        var asked = await _shop.AskAsync();
        _shop.Shop.Review(asked.Number, "iris", "APPROVED");
        _shop.Shop.Push("more", new Dictionary<string, string?> { [requirements] = _shop.Shop.Read("main", requirements)!.Replace("- A page", "- Ten pages", StringComparison.Ordinal) }, "pablo");
        var ahead = _shop.Shop.OpenPull("more", "Ten pages", "pablo");
        var first = await _shop.Api.CreateCommitAsync("Merge", (await _shop.Api.CommitAsync(_shop.Shop.Tip("more")!, default)).TreeSha, [_shop.Shop.Tip("main")!, _shop.Shop.Tip("more")!], default);
        var group = await _shop.Api.CreateCommitAsync("Merge", (await _shop.Api.CommitAsync(asked.Head.Sha, default)).TreeSha, [first, asked.Head.Sha], default);
        await _shop.Api.CreateRefAsync("heads/gh-readonly-queue/main/pr-2", group, default);

        await _shop.CheckFlow().OfGroupAsync(first, group, default);

        _shop.Conclusions(group).ShouldNotContain("success", $"#{ahead} is merged first");
    }

    /// <summary>As the queue makes it: one merge on top of the other.</summary>
    private async Task<string> GroupAsync(params string[] heads)
    {
        var tip = _shop.Shop.Tip("main")!;
        foreach (var head in heads)
            tip = await _shop.Api.CreateCommitAsync("Merge", (await _shop.Api.CommitAsync(head, default)).TreeSha, [tip, head], default);
        await _shop.Api.CreateRefAsync("heads/gh-readonly-queue/main/pr-1", tip, default);
        return tip;
    }
}
