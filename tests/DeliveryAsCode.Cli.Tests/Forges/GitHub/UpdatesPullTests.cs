using DeliveryAsCode.Cli.Forges.GitHub.Api;
using DeliveryAsCode.Cli.Tests.Forges.GitHub.Attacks;
using DeliveryAsCode.StandIns.GitHub;

namespace DeliveryAsCode.Cli.Tests.Forges.GitHub;

/// <summary>The pull request with what follows from a record: here, who passed a gate and when, after its merge.</summary>
public sealed class UpdatesPullTests : IDisposable
{
    private const string Branch = $"delivery/{ShopDelivery.Id}/updates";
    private const int Budget = 5;

    private readonly ShopDelivery _delivery = ShopDelivery.Begin();

    public void Dispose() => _delivery.Dispose();

    [Fact]
    public async Task What_a_run_left_that_died_before_it_could_ask_is_asked_for_as_it_is()
    {
        var branch = await PassAndDieAsync();
        _delivery.GitHub.ForgetRequests();

        await _delivery.ReconcileAsync();

        _delivery.Shop.Tip(Branch).ShouldBe(branch);
        Publishing().ShouldBe(["repos/get-commit", "git/create-tree", "pulls/create"]);
        _delivery.ReadRecord().Gates.Rows.ShouldHaveSingleItem().DecidedBy.ShouldBe("iris");
        (await _delivery.Api.PullsAsync("all", Branch, null, default)).ShouldHaveSingleItem().Merged.ShouldBeTrue();
    }

    [Fact]
    public async Task What_was_left_over_what_the_base_no_longer_is_is_gone_on_from()
    {
        var branch = await PassAndDieAsync();
        _delivery.Edit("main", "dana", record => record.Replace("a minute", "an hour", StringComparison.Ordinal));
        _delivery.GitHub.ForgetRequests();

        await _delivery.ReconcileAsync();

        Publishing().ShouldBe(["repos/get-commit", "git/create-tree", "repos/compare-commits", "git/create-commit", "git/update-ref", "pulls/create"]);
        Publishing().Count(asked => asked != "repos/compare-commits").ShouldBeLessThanOrEqualTo(Budget, "whose work was left is looked at besides");
        (await _delivery.Api.CompareAsync(branch, "main", default)).Behind.ShouldBe(0, "what was there stays in the history");
        _delivery.Shop.Read("main", ShopDelivery.RecordPath)!.ShouldContain("an hour");
        _delivery.ReadRecord().Gates.Rows.ShouldHaveSingleItem().DecidedBy.ShouldBe("iris");
    }

    /// <summary>A program that reads everything as text would turn bytes into others, and lose what it cannot read.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_people_have_added_to_it_stays_as_they_left_it(bool hasMoved)
    {
        await OpenAsync();
        byte[] bytes = [0xFF, 0xFE, 0, (byte)'\r', (byte)'\n', 0x80];
        var submodule = new string('a', 40);
        _delivery.Shop.Push(Branch,
        [
            new StandInFile($"{ShopDelivery.Folder}/notes.bin", bytes),
            new StandInFile($"{ShopDelivery.Folder}/large.md", new string('x', 3_000_000)),
            new StandInFile($"{ShopDelivery.Folder}/open.sh", "#!/bin/sh\n", "100755"),
            new StandInFile($"{ShopDelivery.Folder}/link", "notes.bin", "120000"),
            new StandInFile("vendor", submodule, "160000"),
            new StandInFile("src/app.cs", (string?)null),
            new StandInFile(ShopDelivery.RecordPath, _delivery.Shop.Read("main", ShopDelivery.RecordPath)),
        ], "dana");
        var others = _delivery.Shop.Tip(Branch)!;
        if (hasMoved)
            _delivery.Shop.Push("main", new Dictionary<string, string?> { ["src/more.cs"] = "class More;\n", ["src/gone.cs"] = null }, "pablo");

        await _delivery.ReconcileAsync();

        var (before, after) = (await TreeAsync(others), await TreeAsync(Branch));
        _delivery.ReadRecord(Branch).Gates.Rows.ShouldHaveSingleItem().DecidedBy.ShouldBe("iris");
        _delivery.Shop.Subjects(Branch).Count.ShouldBeGreaterThan(_delivery.Shop.Subjects(others).Count);
        after.Keys.Except(before.Keys).ShouldBe(hasMoved ? ["src/more.cs"] : []);
        foreach (var (path, entry) in before.Where(e => e.Key != ShopDelivery.RecordPath))
            after[path].ShouldBe(entry);
        (await _delivery.Api.CompareAsync("main", Branch, default)).Behind.ShouldBe(0);
        (await _delivery.ReconcileAsync()).HasDone.ShouldBeFalse();
    }

    [Fact]
    public async Task What_people_have_added_to_one_that_was_closed_stays_on_its_branch()
    {
        const string notes = $"{ShopDelivery.Folder}/notes.md";
        await OpenAsync();
        _delivery.Shop.Push(Branch, new Dictionary<string, string?> { [notes] = "Mine.\n" }, "dana");
        _delivery.Shop.ClosePull((await _delivery.Api.PullsAsync("open", Branch, null, default)).ShouldHaveSingleItem().Number);
        _delivery.Edit("main", "dana", record => record.Replace("a minute", "an hour", StringComparison.Ordinal));

        var log = await _delivery.ReconcileAsync();

        _delivery.Shop.Read(Branch, notes).ShouldBe("Mine.\n", string.Join('\n', log.Entries));
        log.Entries.ShouldContain(e => e.What == Branch && e.Why.Contains("has left something on it", StringComparison.Ordinal), string.Join('\n', log.Entries));
        _delivery.Shop.DeleteBranch(Branch);
        await _delivery.ReconcileAsync();
        _delivery.ReadRecord().Gates.Rows.ShouldHaveSingleItem().DecidedBy.ShouldBe("iris");
    }

    /// <summary>Several deliveries may share a checklist, by a link.</summary>
    [Theory]
    [InlineData("120000", "../../../shared.md")]
    [InlineData("100644", null)]
    public async Task What_is_in_the_place_of_a_document_and_cannot_be_read_is_not_written_over(string mode, string? content)
    {
        const string checklist = $"{ShopDelivery.Folder}/checklists/intake-handoff.md";
        _delivery.Shop.Push("main", [new StandInFile(checklist, content ?? new string('x', 5_000_000), mode)], "dana");
        var before = (await TreeAsync("main"))[checklist];

        var log = await _delivery.ReconcileAsync();

        (await TreeAsync("main"))[checklist].ShouldBe(before);
        log.Entries.ShouldContain(e => e.What == checklist && e.Why.Contains("is not written over", StringComparison.Ordinal), string.Join('\n', log.Entries));
        _delivery.GitHub.Effects.ShouldNotContain(e => e.Operation == "git/update-ref" || e.Operation == "pulls/create");
    }

    [Fact]
    public async Task What_has_changed_on_both_sides_is_for_people_to_settle()
    {
        await OpenAsync();
        const string requirements = $"{ShopDelivery.Folder}/requirements.md";
        var record = _delivery.Shop.Read("main", ShopDelivery.RecordPath);
        _delivery.Shop.Push(Branch, new Dictionary<string, string?> { [requirements] = _delivery.Shop.Read("main", requirements) + "\nOurs.\n", [ShopDelivery.RecordPath] = record }, "dana");
        _delivery.Shop.Push("main", new Dictionary<string, string?> { [requirements] = _delivery.Shop.Read("main", requirements) + "\nTheirs.\n" }, "pablo");
        var tip = _delivery.Shop.Tip(Branch);

        var log = await _delivery.ReconcileAsync();

        _delivery.Shop.Tip(Branch).ShouldBe(tip);
        log.Entries.ShouldContain(e => e.Why.Contains($"{requirements} has changed on both sides", StringComparison.Ordinal), string.Join('\n', log.Entries));
    }

    /// <summary>A gate is passed, and what follows from that is asked for; it is not merged by itself.</summary>
    private async Task OpenAsync()
    {
        var asked = await _delivery.AskAsync();
        _delivery.Shop.Review(asked.Number, "iris", "APPROVED");
        _delivery.GitHub.Faults.Add(FaultMatch.Of("pulls/merge", 2, 1), new Fault.Forbidden());
        await Should.ThrowAsync<GitHubException>(_delivery.ReconcileAsync());
        var opened = (await _delivery.Api.PullsAsync("open", Branch, null, default)).ShouldHaveSingleItem();
        _delivery.Shop.Review(opened.Number, "dana", "CHANGES_REQUESTED", "not yet");
    }

    private async Task<Dictionary<string, (string Mode, string Sha)>> TreeAsync(string revision) =>
        (await _delivery.Api.TreeAsync(_delivery.Shop.Tip(revision) ?? revision, recursive: true, default)).Entries.Where(e => e.Type != "tree").ToDictionary(e => e.Path, e => (e.Mode, e.Sha));

    /// <returns>The commit that the branch is left with.</returns>
    private async Task<string> PassAndDieAsync()
    {
        var asked = await _delivery.AskAsync();
        _delivery.Shop.Review(asked.Number, "iris", "APPROVED");
        _delivery.GitHub.Faults.Add(FaultMatch.Of("pulls/create", 1, 1000), new Fault.Status(500));
        await Should.ThrowAsync<GitHubException>(_delivery.ReconcileAsync());
        _delivery.GitHub.Faults.Clear();
        return _delivery.Shop.Tip(Branch).ShouldNotBeNull();
    }

    /// <summary>What was asked of GitHub from the first look at the branch until its pull request was open, beside who we are.</summary>
    private List<string> Publishing()
    {
        var asked = _delivery.GitHub.Requests.Select(r => r.Operation).Where(o => !o.StartsWith("users/", StringComparison.Ordinal) && o != "graphql").SkipWhile(o => o != "repos/get-commit").ToList();
        return asked[..(asked.IndexOf("pulls/create") + 1)];
    }
}
