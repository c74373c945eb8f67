using System.Globalization;
using DeliveryAsCode.Cli.Forges.GitHub;
using DeliveryAsCode.Cli.Forges.GitHub.Api;
using DeliveryAsCode.Cli.Tests.Forges.GitHub.Attacks;
using DeliveryAsCode.Cli.Tests.Infra;
using DeliveryAsCode.Deliveries;
using DeliveryAsCode.StandIns.GitHub;

namespace DeliveryAsCode.Cli.Tests.Forges.GitHub;

public sealed class GatePullTests : IDisposable
{
    private const string Branch = $"delivery/{ShopDelivery.Id}/gate-intake-handoff";

    private readonly ShopDelivery _delivery = ShopDelivery.Begin();

    public void Dispose() => _delivery.Dispose();

    [Fact]
    public async Task A_gate_that_only_waits_for_people_is_asked_for_once()
    {
        await _delivery.ReconcileAsync();

        var pull = (await _delivery.Api.PullsAsync("open", null, null, default)).ShouldHaveSingleItem();
        pull.Head.Ref.ShouldBe(Branch);
        pull.Title.ShouldBe("Gate: Intake handoff — Acme Corp — Support Bot");
        pull.RequestedReviewers.Select(r => r.Login).ShouldBe(["iris"]);
        _delivery.ReadRecord(Branch).Gates.Rows.ShouldHaveSingleItem().Evidence.ShouldBe(Branch);
        var judged = await _delivery.JudgeAsync(pull.Number);
        judged.Verdict.ShouldBe(PullVerdict.Waiting, string.Join('\n', judged.Diagnostics));
        var check = (await _delivery.Api.CheckRunsAsync(pull.Head.Sha, CheckPublisher.Name, default)).ShouldHaveSingleItem();
        check.Conclusion.ShouldBe("action_required");

        _delivery.GitHub.ForgetRequests();
        var second = await _delivery.ReconcileAsync();
        second.HasDone.ShouldBeFalse();
        _delivery.GitHub.Effects.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_approval_of_the_role_merges_it_and_completes_the_row_in_the_same_run()
    {
        await _delivery.ReconcileAsync();
        var number = (await _delivery.Api.PullsAsync("open", null, null, default))[0].Number;
        _delivery.Shop.Review(number, "iris", "APPROVED");

        var log = await _delivery.ReconcileAsync();
        log.Entries.ShouldContain(e => e.What == $"merged #{number}", string.Join('\n', log.Entries));
        var row = _delivery.ReadRecord().Gates.Rows.ShouldHaveSingleItem();
        row.Decision.ShouldBe(Decision.Passed);
        row.DecidedBy.ShouldBe("iris", string.Join('\n', log.Entries));
        row.Date.ShouldNotBeNull();
        row.Evidence.ShouldBe(string.Create(CultureInfo.InvariantCulture, $"#{number}"));
        _delivery.ReadRecord().FindMilestone("Intake handoff")!.Actual.ShouldBe(row.Date);
        (await _delivery.Api.PullsAsync("open", null, null, default)).ShouldBeEmpty();

        _delivery.GitHub.ForgetRequests();
        (await _delivery.ReconcileAsync()).HasDone.ShouldBeFalse();
        _delivery.GitHub.Effects.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task It_is_merged_in_the_way_that_the_repository_allows(bool allowsSquash)
    {
        (_delivery.Shop.AllowsMergeCommit, _delivery.Shop.AllowsSquash) = (false, allowsSquash);
        var number = (await AskAsync()).Number;
        _delivery.Shop.Review(number, "iris", "APPROVED");

        var log = await _delivery.ReconcileAsync();

        var row = _delivery.ReadRecord().Gates.Rows.ShouldHaveSingleItem();
        (row.DecidedBy, row.Evidence).ShouldBe(("iris", string.Create(CultureInfo.InvariantCulture, $"#{number}")), string.Join('\n', log.Entries));
    }

    [Fact]
    public async Task An_approval_in_another_role_is_told_not_to_count()
    {
        await _delivery.ReconcileAsync();
        var number = (await _delivery.Api.PullsAsync("open", null, null, default))[0].Number;
        _delivery.Shop.Review(number, "quinn", "APPROVED");

        var judged = await _delivery.JudgeAsync(number);
        judged.Verdict.ShouldBe(PullVerdict.Waiting);
        judged.Remarks.ShouldBe(["the approval of quinn does not count for \"Intake handoff\": quinn is qa-engineer, and client-intake-manager is asked"]);
    }

    [Fact]
    public async Task A_failure_is_recorded_in_the_same_run_and_asked_anew_only_when_somebody_asks()
    {
        await _delivery.ReconcileAsync();
        var number = (await _delivery.Api.PullsAsync("open", null, null, default))[0].Number;
        _delivery.Shop.Review(number, "iris", "CHANGES_REQUESTED", "FAIL: the scope is not clear");

        await _delivery.ReconcileAsync();
        var row = _delivery.ReadRecord().Gates.Rows.ShouldHaveSingleItem();
        (row.Decision, row.DecidedBy, row.Evidence).ShouldBe((Decision.Failed, "iris", $"#{number} the scope is not clear"));
        (await _delivery.Api.PullsAsync("open", null, null, default)).ShouldBeEmpty();

        _delivery.GitHub.ForgetRequests();
        (await _delivery.ReconcileAsync()).HasDone.ShouldBeFalse();
        _delivery.GitHub.Effects.ShouldBeEmpty();

        await _delivery.ReconcileAsync(new AskedGate(ShopDelivery.Id, "Intake handoff"));
        (await _delivery.Api.PullsAsync("open", null, null, default)).ShouldHaveSingleItem().Head.Ref.ShouldBe($"{Branch}-2");
    }

    [Fact]
    public async Task One_that_somebody_closed_without_a_word_is_not_asked_for_anew()
    {
        var number = (await AskAsync()).Number;
        _delivery.Shop.ClosePull(number);
        // Of another attempt long ago, whose number begins with the same digits.
        _delivery.Edit("main", "dana", record => Ready(record).WithRow($"| Intake handoff | Failed | iris | 2026-03-02 | #{number}0 no scope |"));

        var log = await _delivery.ReconcileAsync();

        log.Entries.ShouldContain(e => e.What == $"#{number}" && e.Why.StartsWith("it was closed without a decision", StringComparison.Ordinal), string.Join('\n', log.Entries));
        (await _delivery.Api.PullsAsync("all", $"{Branch}-2", null, default)).ShouldBeEmpty();
    }

    [Fact]
    public async Task One_that_a_comment_said_has_failed_is_asked_for_anew_once_its_milestone_is_ready()
    {
        await AskAsync();
        var thread = _delivery.Shop.OpenIssue("Acme", "", "dana", $"delivery:{ShopDelivery.Id}");
        await _delivery.CommentAsync(thread, _delivery.Shop.Comment(thread, "iris", "/delivery fail \"Intake handoff\" the scope is not clear"));
        _delivery.ReadRecord().Gates.Rows.ShouldHaveSingleItem().Decision.ShouldBe(Decision.Failed);
        _delivery.Edit("main", "dana", Ready);

        var log = await _delivery.ReconcileAsync();

        (await _delivery.Api.PullsAsync("open", $"{Branch}-2", null, default)).ShouldHaveSingleItem(string.Join('\n', log.Entries));
    }

    [Fact]
    public async Task Where_the_base_has_changed_the_same_document_the_row_goes_on_top_of_that_and_is_approved_anew()
    {
        var number = (await AskAsync()).Number;
        _delivery.Shop.Review(number, "iris", "APPROVED");
        _delivery.Edit("main", "dana", Corrected);

        var log = await _delivery.ReconcileAsync();

        log.Entries.ShouldContain(e => e.What == $"brought #{number} up to date", string.Join('\n', log.Entries));
        _delivery.Shop.Read(Branch, ShopDelivery.RecordPath)!.ShouldContain("an hour");
        _delivery.ReadRecord(Branch).Gates.Rows.ShouldHaveSingleItem().Evidence.ShouldBe(Branch);
        _delivery.Shop.Comments(number).ShouldHaveSingleItem().ShouldContain("+| The order API answers slowly | Medium | Low | Answers are kept for an hour |");
        var pull = await _delivery.Api.PullAsync(number, default);
        pull.Body.ShouldNotBeNull().ShouldContain("+| Intake handoff | Passed");
        pull.RequestedReviewers.Select(r => r.Login).ShouldBe(["iris"]);
        var judged = await _delivery.JudgeAsync(number);
        judged.Verdict.ShouldBe(PullVerdict.Waiting);
        judged.Remarks.ShouldHaveSingleItem().ShouldStartWith("the approval of iris is stale");

        _delivery.Shop.Review(number, "iris", "APPROVED");
        await _delivery.ReconcileAsync();
        _delivery.ReadRecord().Gates.Rows.ShouldHaveSingleItem().DecidedBy.ShouldBe("iris");
    }

    [Fact]
    public async Task What_others_have_added_to_it_is_theirs_to_bring_up_to_date()
    {
        var number = (await AskAsync()).Number;
        _delivery.Edit(Branch, "dana", record => record.Replace("| Medium ", "| High   ", StringComparison.Ordinal));
        _delivery.Edit("main", "dana", Corrected);
        var tip = _delivery.Shop.Tip(Branch);

        var log = await _delivery.ReconcileAsync();

        _delivery.Shop.Tip(Branch).ShouldBe(tip);
        log.Entries.ShouldContain(e => e.What == $"#{number}" && e.Why.StartsWith("others have added to it", StringComparison.Ordinal), string.Join('\n', log.Entries));
    }

    private const string Milestone = "| Intake handoff       | 2099-03-02  |             | Ready   |";

    private static string Ready(string record) =>
        record.Replace("| Intake handoff       | 2099-03-02  |             | Planned |", Milestone, StringComparison.Ordinal).Replace("| Intake handoff       | 2099-03-02  |             | Failed  |", Milestone, StringComparison.Ordinal);

    /// <summary>An amended commit is still its first author's, and holds what somebody else put there.</summary>
    [Fact]
    public async Task What_others_have_amended_into_it_is_theirs_to_bring_up_to_date()
    {
        const string notes = $"{ShopDelivery.Folder}/notes.md";
        var number = (await AskAsync()).Number;
        var bot = (await _delivery.Api.TipAsync($"heads/{Branch}", default))!.GitAuthor;
        _delivery.Shop.Push("amended", new Dictionary<string, string?> { [notes] = "Mine.\n", [ShopDelivery.RecordPath] = _delivery.Shop.Read(Branch, ShopDelivery.RecordPath) }, "dana");
        var environment = CleanEnvironment.In("/").SetItem("GIT_AUTHOR_NAME", bot.Name!).SetItem("GIT_AUTHOR_EMAIL", bot.Email!).SetItem("GIT_COMMITTER_NAME", "dana").SetItem("GIT_COMMITTER_EMAIL", _delivery.GitHub.Person("dana").Email);
        var amended = Finished.Of("git", ["commit-tree", "amended^{tree}", "-p", "main", "-m", "Ask for the gate"], _delivery.Shop.GitFolder, environment).Output.Trim();
        _delivery.Shop.SetBranch(Branch, amended, "dana");
        _delivery.Edit("main", "dana", Corrected);

        var log = await _delivery.ReconcileAsync();

        _delivery.Shop.Read(Branch, notes).ShouldBe("Mine.\n");
        log.Entries.ShouldContain(e => e.What == $"#{number}" && e.Why.StartsWith("others have added to it", StringComparison.Ordinal), string.Join('\n', log.Entries));
    }

    /// <summary>A person may merge what a run that died had just opened.</summary>
    [Fact]
    public async Task A_gate_whose_failure_is_merged_before_its_own_pull_request_was_closed_is_closed_and_asked_anew()
    {
        var number = (await AskAsync()).Number;
        _delivery.Shop.Review(number, "iris", "CHANGES_REQUESTED", "FAIL: the scope is not clear");
        _delivery.GitHub.Faults.Add(FaultMatch.Of("pulls/update", 1, 1000), new Fault.Status(500));
        await Should.ThrowAsync<GitHubException>(_delivery.ReconcileAsync());
        _delivery.GitHub.Faults.Clear();
        var failed = (await _delivery.Api.PullsAsync("open", null, null, default)).Single(p => p.Number != number);
        _delivery.Shop.Merge(failed.Number, "iris");

        await _delivery.ReconcileAsync();

        (await _delivery.Api.PullAsync(number, default)).IsOpen.ShouldBeFalse();
        await _delivery.ReconcileAsync(new AskedGate(ShopDelivery.Id, "Intake handoff"));
        (await _delivery.Api.PullsAsync("open", null, null, default)).ShouldHaveSingleItem().Head.Ref.ShouldBe($"{Branch}-2");
    }

    [Fact]
    public async Task What_a_run_left_that_died_before_it_could_ask_goes_on_over_what_the_base_has_become()
    {
        _delivery.GitHub.Faults.Add(FaultMatch.Of("pulls/create", 1, 1000), new Fault.Status(500));
        await Should.ThrowAsync<GitHubException>(_delivery.ReconcileAsync());
        _delivery.GitHub.Faults.Clear();
        var left = _delivery.Shop.Tip(Branch)!;
        _delivery.Edit("main", "dana", Corrected);

        var pull = await AskAsync();

        _delivery.Shop.Read(Branch, ShopDelivery.RecordPath)!.ShouldContain("an hour");
        (await _delivery.Api.CompareAsync(left, pull.Head.Sha, default)).Behind.ShouldBe(0);
        (await _delivery.JudgeAsync(pull.Number)).Verdict.ShouldBe(PullVerdict.Waiting);
    }

    [Fact]
    public async Task What_GitHub_itself_asks_for_stands_in_the_pull_request()
    {
        _delivery.Shop.Protect("main", new StandIns.GitHub.BranchProtection { IsRuleset = true, RequiresPullRequest = true, RequiredApprovals = 2, RequiresCodeOwners = true, RequiredChecks = [new("delivery/gates"), new("build")] });

        var body = (await AskAsync()).Body.ShouldNotBeNull();

        body.ShouldContain("as the host protects it: 2 approving reviews by people with write access");
        body.ShouldContain("as the host protects it: a review of the code owners, where there are any");
        body.ShouldContain("as the host protects it: the check build");
        body.ShouldNotContain("the check delivery/gates");
    }

    private static string Corrected(string record) => record.Replace("a minute", "an hour", StringComparison.Ordinal);

    private async Task<Pull> AskAsync()
    {
        await _delivery.ReconcileAsync();
        return (await _delivery.Api.PullsAsync("open", null, null, default)).ShouldHaveSingleItem();
    }
}
