using DeliveryAsCode.Cli.Forges.GitHub;
using DeliveryAsCode.Deliveries;

namespace DeliveryAsCode.Cli.Tests.Forges.GitHub.Attacks;

/// <summary>Rows that claim what nobody said.</summary>
public sealed class RowAttacks : IDisposable
{
    private const string Other = "deliveries/globex-shop";

    private readonly ShopDelivery _shop = ShopDelivery.Begin();

    public void Dispose() => _shop.Dispose();

    [Fact]
    public async Task A_row_does_not_live_on_the_reviews_of_another_pull_request()
    {
        var asked = await _shop.AskAsync();
        _shop.Shop.Review(asked.Number, "iris", "APPROVED");
        var number = _shop.Propose("by-hand", "pablo", record => record.WithRow($"| Intake handoff | Passed | iris | 2026-03-02 | {Attacking.Number(asked.Number)} |"));

        var judged = await _shop.CheckAsync(number);

        judged.Verdict.ShouldBe(PullVerdict.Refused);
        _shop.Said().ShouldContain("its Evidence does not name the pull request that brings it: write #2 or by-hand");
    }

    [Fact]
    public async Task A_row_names_one_pull_request()
    {
        _shop.Propose("first", "pablo", record => record.Replace("Medium", "High", StringComparison.Ordinal));
        var number = _shop.Propose("by-hand", "pablo", record => record.WithRow("| Intake handoff | Passed | iris | 2026-03-02 | #1 #2 |"));
        _shop.Shop.Review(number, "iris", "APPROVED");

        await ShouldBeRefusedAsync(number, "its Evidence does not name the pull request that brings it");
    }

    [Fact]
    public async Task A_branch_that_asks_for_one_gate_passes_no_other()
    {
        var number = _shop.Propose(Attacking.GateBranch, "pablo", record => record.WithRow($"| Delivery planning | Passed | production-line-architect | | {Attacking.GateBranch} |"));
        _shop.Shop.Review(number, "diego", "APPROVED");

        await ShouldBeRefusedAsync(number, "asks for another gate");
    }

    [Fact]
    public async Task An_approval_answers_one_question()
    {
        var number = _shop.Propose("by-hand", "dana", record => record.WithRow("| Intake handoff | Passed | iris | 2026-03-02 | #1 |").WithRow("| Delivery planning | Passed | pablo, diego | 2026-03-02 | #1 |"));
        foreach (var login in (string[])["iris", "pablo", "diego"])
            _shop.Shop.Review(number, login, "APPROVED");

        await ShouldBeRefusedAsync(number, "the pull request asks about 2 gates, and an approval answers one");
    }

    [Fact]
    public async Task An_approval_is_about_one_delivery()
    {
        AddOther();
        _shop.Shop.Push("by-hand", new Dictionary<string, string?>
        {
            [ShopDelivery.RecordPath] = _shop.Shop.Read("main", ShopDelivery.RecordPath)!.WithRow("| Intake handoff | Passed | iris | 2026-03-02 | #1 |"),
            [$"{Other}/record.md"] = _shop.Shop.Read("main", $"{Other}/record.md")!.WithRow("| Intake handoff | Passed | iris | 2026-03-02 | #1 |"),
        }, "dana");
        var number = _shop.Shop.OpenPull("by-hand", "Two", "dana");
        _shop.Shop.Review(number, "iris", "APPROVED");

        await ShouldBeRefusedAsync(number, "the pull request asks about 2 gates, and an approval answers one");
    }

    [Fact]
    public async Task A_fork_may_call_its_branches_as_it_likes()
    {
        var fork = _shop.Shop.Fork("mallory");
        fork.Push(Attacking.GateBranch, new Dictionary<string, string?> { [ShopDelivery.RecordPath] = _shop.Shop.Read("main", ShopDelivery.RecordPath)!.WithRow($"| Intake handoff | Passed | client-intake-manager | | {Attacking.GateBranch} |") }, "mallory");
        var number = _shop.Shop.OpenPull($"mallory:{Attacking.GateBranch}", "Gate: Intake handoff", "mallory");
        _shop.Shop.Review(number, "iris", "APPROVED");

        await ShouldBeRefusedAsync(number, "comes from mallory/shop: write #1");

        // Somebody merges it all the same: nobody has passed the gate by that.
        _shop.Shop.Merge(number, "dana");
        await _shop.ReconcileAsync();
        _shop.ReadRecord().Gates.Rows.ShouldHaveSingleItem().Date.ShouldBeNull();
    }

    [Fact]
    public async Task A_record_is_not_born_with_decisions()
    {
        _shop.Shop.Push("by-hand", new Dictionary<string, string?> { [$"{Other}/record.md"] = _shop.Shop.Read("main", ShopDelivery.RecordPath)!.WithRow("| Intake handoff | Passed | iris | 2026-03-02 | #1 |") }, "pablo");
        var number = _shop.Shop.OpenPull("by-hand", "New", "pablo");
        _shop.Shop.Review(number, "iris", "APPROVED");

        await ShouldBeRefusedAsync(number, "the record is new, and has the row");
    }

    [Fact]
    public async Task A_record_that_is_renamed_is_gone()
    {
        var record = _shop.Shop.Read("main", ShopDelivery.RecordPath)!;
        _shop.Shop.Push("by-hand", new Dictionary<string, string?> { [ShopDelivery.RecordPath] = null, [$"{Other}/record.md"] = record }, "pablo");

        await ShouldBeRefusedAsync(_shop.Shop.OpenPull("by-hand", "Rename", "pablo"), "the record of a delivery that goes on was deleted or moved");
    }

    [Theory]
    [InlineData("reordered", "rows are only appended")]
    [InlineData("removed", "past decisions are not taken away")]
    [InlineData("changed", "past decisions do not change")]
    public async Task Past_rows_stay_as_they_are(string attack, string why)
    {
        const string first = "| Intake handoff | Passed | iris | 2026-03-02 | #90 |";
        const string second = "| Delivery planning | Passed | pablo, diego | 2026-03-06 | #91 |";
        _shop.Edit("main", "dana", record => record.WithRow(first).WithRow(second));

        var number = _shop.Propose("by-hand", "pablo", record => attack switch
        {
            "reordered" => record.Replace($"{first}\n{second}", $"{second}\n{first}", StringComparison.Ordinal),
            "removed" => record.Replace($"{second}\n", "", StringComparison.Ordinal),
            _ => record.Replace("pablo, diego", "pablo, dana", StringComparison.Ordinal),
        });

        await ShouldBeRefusedAsync(number, why);
    }

    [Theory]
    [InlineData("pablo", "the reviews of its pull request say")]
    [InlineData("iris, pablo", "the reviews of its pull request say")]
    public async Task A_row_is_completed_with_those_who_approved_it(string claimed, string why)
    {
        var asked = await _shop.AskAsync();
        _shop.Shop.Review(asked.Number, "iris", "APPROVED");
        _shop.Shop.Merge(asked.Number, "dana");
        var day = _shop.Now.ToDateTimeUtc().ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

        var number = _shop.Propose("by-hand", "pablo", record => record.Replace($"| client-intake-manager |      | {Attacking.GateBranch} |", $"| {claimed} | {day} | #1 |", StringComparison.Ordinal).Replace($"| client-intake-manager |  | {Attacking.GateBranch} |", $"| {claimed} | {day} | #1 |", StringComparison.Ordinal));
        _shop.Shop.Read("by-hand", ShopDelivery.RecordPath)!.ShouldContain($"| {claimed} | {day} | #1 |");

        await ShouldBeRefusedAsync(number, why);
    }

    [Theory]
    [InlineData("pablo", "it names pablo, who has not approved")]
    [InlineData("iris, pablo", "it names pablo, who has not approved")]
    [InlineData("client-intake-manager", "it names client-intake-manager, who has not approved")]
    [InlineData("dana", "waits for the acknowledgement of client-intake-manager")]
    public async Task A_row_that_is_written_by_hand_names_those_who_approve_it(string claimed, string why)
    {
        var number = _shop.Propose("by-hand", "diego", record => record.WithRow($"| Intake handoff | Passed | {claimed} | 2026-03-02 | #1 |"));
        _shop.Shop.Review(number, "iris", "APPROVED");
        _shop.Shop.Review(number, "dana", "APPROVED");

        await _shop.ShouldBeClosedAsync(number, why);
    }

    [Fact]
    public async Task What_got_onto_the_base_past_its_pull_request_is_not_approved_with_another_change()
    {
        // The row is pushed straight to the base, and then something harmless is approved from the branch that it names.
        _shop.Edit("main", "pablo", record => record.WithRow($"| Intake handoff | Passed | client-intake-manager | | {Attacking.GateBranch} |"));
        _shop.Shop.Push(Attacking.GateBranch, new Dictionary<string, string?> { ["src/app.cs"] = "class App { }\n" }, "pablo");
        var number = _shop.Shop.OpenPull(Attacking.GateBranch, "A space", "pablo");
        _shop.Shop.Review(number, "iris", "APPROVED");
        _shop.Shop.Merge(number, "dana");

        await _shop.ReconcileAsync();

        _shop.ReadRecord().Gates.Rows.ShouldHaveSingleItem().Date.ShouldBeNull();
        var next = (await _shop.Api.PullsAsync("all", null, null, default)).Length + 1;
        var planning = _shop.Propose("next", "dana", record => record.WithRow($"| Delivery planning | Passed | pablo, diego | 2026-03-02 | {Attacking.Number(next)} |"));
        _shop.Shop.Review(planning, "diego", "APPROVED");
        _shop.Shop.Review(planning, "pablo", "APPROVED");
        await ShouldBeRefusedAsync(planning, "Intake handoff\" must be passed first");
    }

    [Fact]
    public async Task An_approval_after_the_merge_is_too_late()
    {
        var asked = await _shop.AskAsync();
        _shop.Shop.Merge(asked.Number, "pablo");
        await Task.Delay(TimeSpan.FromSeconds(1.1));
        _shop.Shop.Review(asked.Number, "iris", "APPROVED");

        await _shop.ReconcileAsync();

        _shop.ReadRecord().Gates.Rows.ShouldHaveSingleItem().Date.ShouldBeNull();
    }

    [Fact]
    public async Task A_failure_is_recorded_only_where_somebody_said_so_about_this_gate()
    {
        var number = _shop.Propose("docs", "pablo", record => record.Replace("Medium", "High", StringComparison.Ordinal));
        _shop.Shop.Review(number, "iris", "CHANGES_REQUESTED", "FAIL: this wording");
        var failure = _shop.Propose("by-hand", "pablo", record => record.WithRow("| Intake handoff | Failed | iris | 2026-03-02 | #1 |"));

        await ShouldBeRefusedAsync(failure, "#1 does not ask for \"Intake handoff\" of this delivery");
    }

    [Fact]
    public async Task What_was_said_in_a_comment_is_not_said_again_with_another_row()
    {
        var thread = _shop.Shop.OpenIssue("Thread", "", "dana", $"delivery:{ShopDelivery.Id}");
        var comment = _shop.Shop.Comment(thread, "iris", "/delivery fail \"Intake handoff\" no scope");
        await _shop.CommentAsync(thread, comment);
        await _shop.ReconcileAsync();
        var failed = _shop.ReadRecord().Gates.Rows.ShouldHaveSingleItem();
        failed.Decision.ShouldBe(Decision.Failed);

        var number = _shop.Propose("again", "pablo", record => record.WithRow($"| Intake handoff | Failed | iris | 2026-03-02 | https://github.com/acme/shop/issues/{thread}#issuecomment-{comment} |"));

        await ShouldBeRefusedAsync(number, "an earlier row says already what was said");
    }

    private async Task ShouldBeRefusedAsync(int number, string why)
    {
        var judged = await _shop.CheckAsync(number);
        judged.Verdict.ShouldBe(PullVerdict.Refused, string.Join('\n', judged.Diagnostics));
        _shop.Said().ShouldContain(why, customMessage: _shop.Said());
        _shop.Conclusions(judged.Pull.Head.Sha).ShouldAllBe(c => c == "failure");
    }

    private void AddOther() => _shop.Shop.Push("main", new Dictionary<string, string?>
    {
        [$"{Other}/record.md"] = _shop.Shop.Read("main", ShopDelivery.RecordPath),
        [$"{Other}/requirements.md"] = _shop.Shop.Read("main", $"{ShopDelivery.Folder}/requirements.md"),
        [$"{Other}/checklists/intake-handoff.md"] = _shop.Shop.Read("main", $"{ShopDelivery.Folder}/checklists/intake-handoff.md"),
    }, "dana");
}
