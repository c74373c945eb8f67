using System.Globalization;
using DeliveryAsCode.Cli.Forges.GitHub;
using DeliveryAsCode.Cli.Forges.GitHub.Api;
using DeliveryAsCode.Cli.Tests.Forges.GitHub.Attacks;
using DeliveryAsCode.Deliveries;
using Xunit.Abstractions;

namespace DeliveryAsCode.Cli.Tests.Forges.GitHub.Faults;

/// <summary>Many write one record at the same time, people and programs.</summary>
public sealed class WriterTests(ITestOutputHelper output) : IDisposable
{
    private const int Writers = 24;

    private readonly ShopDelivery _shop = ShopDelivery.Begin();

    public void Dispose() => _shop.Dispose();

    [Fact]
    public async Task Nothing_of_what_twenty_four_reconciliations_and_twenty_four_people_write_is_lost_or_doubled()
    {
        _shop.Shop.Push("main", new Dictionary<string, string?>
        {
            ["delivery.yml"] = _shop.Shop.Read("main", "delivery.yml") + "publish: direct\n",
            [ShopDelivery.RecordPath] = _shop.Shop.Read("main", ShopDelivery.RecordPath) + string.Concat(Enumerable.Range(0, Writers).Select(i => $"## Note {i}\n\nEmpty {i}.\n\nBetween.\n\n")),
        }, "dana");
        await _shop.ReconcileAsync();
        var asked = (await _shop.Api.PullsAsync("open", null, null, default)).ShouldHaveSingleItem();
        _shop.Shop.Review(asked.Number, "iris", "APPROVED");
        _shop.Shop.Merge(asked.Number, "dana");
        var numbers = Enumerable.Range(0, Writers).Select(i => _shop.Propose($"note-{i}", "pablo", record => record.Replace($"Empty {i}.", $"Written {i}.", StringComparison.Ordinal))).ToList();
        using var client = _shop.ClientOf(_shop.GitHub.Token("dana"));
        var dana = new GitHubApi(client, ShopDelivery.Name);

        var logs = await Task.WhenAll(Enumerable.Range(0, Writers).Select(_ => Task.Run(ReconcileAsync)).Concat(numbers.Select(n => Task.Run(() => MergeAsync(dana, n)))));
        await _shop.ReconcileAsync();
        await _shop.ReconcileAsync();

        var record = _shop.Shop.Read("main", ShopDelivery.RecordPath)!;
        for (var i = 0; i < Writers; i++)
            record.ShouldContain($"Written {i}.");
        var row = _shop.ReadRecord().Gates.Rows.ShouldHaveSingleItem();
        (row.Decision, row.DecidedBy, row.Evidence).ShouldBe((Decision.Passed, "iris", Number(asked.Number)));
        _shop.Shop.Subjects("main").Count(s => s.StartsWith($"{ShopDelivery.Id}:", StringComparison.Ordinal) && !s.Contains("ask for", StringComparison.Ordinal)).ShouldBe(1, string.Join('\n', _shop.Shop.Subjects("main")));
        (await _shop.Api.PullsAsync("all", asked.Head.Ref, null, default)).ShouldHaveSingleItem();
        _shop.GitHub.ForgetRequests();
        await _shop.ReconcileAsync();
        _shop.GitHub.Effects.ShouldBeEmpty();
        output.WriteLine($"{logs.Sum()} merges, {_shop.Shop.Subjects("main").Count} commits");
    }

    [Fact]
    public async Task Twenty_four_that_ask_at_once_ask_once()
    {
        await Task.WhenAll(Enumerable.Range(0, Writers).Select(_ => Task.Run(ReconcileAsync)));

        (await _shop.Api.PullsAsync("all", null, null, default)).ShouldHaveSingleItem();
        _shop.ReadRecord(Attacking.GateBranch).Gates.Rows.ShouldHaveSingleItem();
    }

    /// <summary>It has listed what is open; then another run is faster.</summary>
    [Theory]
    [InlineData("opens")]
    [InlineData("merges")]
    [InlineData("records a failure of")]
    public async Task Who_looked_before_another_run_did_it_does_not_ask_again(string other)
    {
        var forge = await GitHubForge.OpenAsync(_shop.Api, ShopDelivery.Name, "main", _shop.Shop.Tip("main")!, null, default);
        var late = new DeliveryPass(
            forge, await OwnPulls.ReadAsync(forge, default), new PullRequestJudge(_shop.Api, ShopDelivery.Name, null, _shop.Now),
            new BranchWriter(forge, new CommitGuard([_shop.GitHub.BotToken])), _shop.Checks, new ReconcileLog(), _shop.Now);
        var asked = await _shop.AskAsync();
        if (other != "opens")
        {
            _shop.Shop.Review(asked.Number, "iris", other == "merges" ? "APPROVED" : "COMMENTED", other == "merges" ? "" : "FAIL: no");
            await _shop.ReconcileAsync();
        }

        var branches = _shop.Shop.Refs();
        _shop.GitHub.ForgetRequests();
        await late.RunAsync(forge.DocumentsOf(ShopDelivery.RecordPath)!, [], [], default);

        _shop.GitHub.Effects.ShouldBeEmpty();
        _shop.Shop.Refs().ShouldBe(branches);
    }

    /// <summary>It has listed what is open, the question with its answer; then another run records the answer.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Who_looked_before_another_run_recorded_a_failure_does_not_record_it_again(bool deletesBranches)
    {
        _shop.Shop.DeletesBranchOnMerge = deletesBranches;
        var asked = await _shop.AskAsync();
        _shop.Shop.Review(asked.Number, "iris", "COMMENTED", "FAIL: no");
        var (late, documents) = await LateAsync();
        await _shop.ReconcileAsync();
        _shop.ReadRecord().Gates.Rows.ShouldHaveSingleItem().Decision.ShouldBe(Decision.Failed);
        _shop.GitHub.ForgetRequests();

        await late.RunAsync(documents, [], [], default);

        _shop.GitHub.Effects.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Who_looked_before_another_run_merged_what_follows_does_not_ask_for_it_again(bool deletesBranches)
    {
        _shop.Shop.DeletesBranchOnMerge = deletesBranches;
        var asked = await _shop.AskAsync();
        _shop.Shop.Review(asked.Number, "iris", "APPROVED");
        _shop.Shop.Merge(asked.Number, "dana");
        var (late, documents) = await LateAsync();
        await _shop.ReconcileAsync();
        _shop.ReadRecord().Gates.Rows.ShouldHaveSingleItem().DecidedBy.ShouldBe("iris");
        _shop.GitHub.ForgetRequests();

        await late.RunAsync(documents, [], [], default);

        _shop.GitHub.Effects.ShouldBeEmpty();
    }

    private async Task<(DeliveryPass Pass, Gates.DeliveryDocuments Documents)> LateAsync()
    {
        var forge = await GitHubForge.OpenAsync(_shop.Api, ShopDelivery.Name, "main", _shop.Shop.Tip("main")!, null, default);
        var pass = new DeliveryPass(
            forge, await OwnPulls.ReadAsync(forge, default), new PullRequestJudge(_shop.Api, ShopDelivery.Name, null, _shop.Now),
            new BranchWriter(forge, new CommitGuard([_shop.GitHub.BotToken])), _shop.Checks, new ReconcileLog(), _shop.Now);
        return (pass, forge.DocumentsOf(ShopDelivery.RecordPath)!);
    }

    /// <summary>What is wrong with one delivery is not wrong with the others.</summary>
    [Theory]
    [InlineData("deliveries/Acme Corp/record.md")]
    [InlineData("deliveries/a.lock/record.md")]
    public async Task A_folder_that_no_branch_can_be_called_by_does_not_keep_the_others_waiting(string path)
    {
        _shop.Shop.Push("main", new Dictionary<string, string?> { [path] = _shop.Shop.Read("main", ShopDelivery.RecordPath)!.Replace("2099", "2026", StringComparison.Ordinal), [path.Replace("record.md", "requirements.md", StringComparison.Ordinal)] = _shop.Shop.Read("main", $"{ShopDelivery.Folder}/requirements.md"), [path.Replace("record.md", "checklists/intake-handoff.md", StringComparison.Ordinal)] = _shop.Shop.Read("main", $"{ShopDelivery.Folder}/checklists/intake-handoff.md") }, "dana");

        var log = await _shop.ReconcileAsync();

        (await _shop.Api.PullsAsync("open", null, null, default)).ShouldHaveSingleItem().Head.Ref.ShouldBe(Attacking.GateBranch);
        log.Entries.ShouldContain(e => !e.IsDone && e.What.Contains(path.Split('/')[1], StringComparison.Ordinal), string.Join('\n', log.Entries));
    }

    [Fact]
    public async Task A_delivery_that_cannot_be_gone_on_with_does_not_keep_the_others_waiting()
    {
        const string other = "deliveries/aaa-first";
        _shop.Shop.Push("main", new Dictionary<string, string?>
        {
            [$"{other}/record.md"] = _shop.Shop.Read("main", ShopDelivery.RecordPath),
            [$"{other}/requirements.md"] = _shop.Shop.Read("main", $"{ShopDelivery.Folder}/requirements.md"),
            [$"{other}/checklists/intake-handoff.md"] = _shop.Shop.Read("main", $"{ShopDelivery.Folder}/checklists/intake-handoff.md"),
        }, "dana");
        // GitHub does not list all files of what somebody proposes for the first one.
        _shop.Shop.MostTreeEntries = 20;
        _shop.Shop.Push("delivery/aaa-first/updates", Enumerable.Range(0, 20).ToDictionary(i => $"{other}/notes/{i}.md", _ => (string?)"x"), "mallory");
        _shop.Shop.OpenPull("delivery/aaa-first/updates", "Notes", "mallory");

        await Should.ThrowAsync<CommandException>(_shop.ReconcileAsync());

        (await _shop.Api.PullsAsync("open", Attacking.GateBranch, null, default)).ShouldHaveSingleItem();
    }

    private async Task<int> ReconcileAsync()
    {
        using var client = _shop.ClientOf(_shop.GitHub.BotToken);
        var api = new GitHubApi(client, ShopDelivery.Name);
        var checks = new CheckPublisher(api, isAdvisory: false, () => Guid.NewGuid().ToString("N"));
        await new Reconciler(api, ShopDelivery.Name, "main", null, new CommitGuard([_shop.GitHub.BotToken]), checks, _shop.Now).RunAsync([], [], default);
        return 0;
    }

    /// <summary>As a person with the button, again and again while others are faster.</summary>
    private static async Task<int> MergeAsync(GitHubApi dana, int number)
    {
        while (true)
        {
            var pull = await dana.PullAsync(number, default);
            if (await dana.MergeAsync(number, pull.Head.Sha, MergeMethod.Merge, $"Note (#{number})", "", default) is MergeOutcome.Merged)
                return 1;
        }
    }

    private static string Number(int number) => string.Create(CultureInfo.InvariantCulture, $"#{number}");
}
