using DeliveryAsCode.Cli.Forges.GitHub;
using DeliveryAsCode.Cli.Tests.Infra;

namespace DeliveryAsCode.Cli.Tests.Forges.GitHub.Attacks;

/// <summary>Histories that are made so that a merge does something else than lies between its two sides.</summary>
public sealed class HistoryAttacks : IDisposable
{
    private const string Failure = "| Intake handoff | Failed | iris | 2026-03-02 | the scope is not clear |";
    private const string Passed = "| Intake handoff | Passed | iris | 2026-03-02 | a meeting |";

    private readonly ShopDelivery _shop = ShopDelivery.Begin();

    public void Dispose() => _shop.Dispose();

    [Theory]
    [InlineData(ShopDelivery.RecordPath)]
    [InlineData("delivery.yml")]
    public async Task What_a_branch_that_parted_twice_would_take_back_is_not_let_pass(string path)
    {
        var start = _shop.Shop.Tip("main")!;
        var before = _shop.Shop.Read("main", path)!;
        var changed = path == "delivery.yml" ? before.Replace("policy-owner: [{login: clara", "policy-owner: [{login: dana", StringComparison.Ordinal) : before.WithRow(Failure);
        var later = _shop.Shop.Push("main", new Dictionary<string, string?> { [path] = changed }, "dana");
        // One branch from before that, merged; then the branch takes the base in, and nothing of it.
        var early = Commit(start, "an honest change", [start], "2030-01-01T00:00:00Z", "src/early.cs");
        _shop.Shop.SetBranch("tidy", early, "pablo");
        _shop.Shop.Merge(_shop.Shop.OpenPull("tidy", "Tidy up", "pablo"), "dana");
        _shop.Shop.SetBranch("tidy", Commit(early, "more of it", [early, later], "2030-01-02T00:00:00Z", "src/late.cs"), "pablo");
        var number = _shop.Shop.OpenPull("tidy", "Tidy up more", "pablo");

        var judged = await _shop.CheckAsync(number);

        judged.Verdict.ShouldBeOneOf(PullVerdict.Waiting, PullVerdict.Refused);
        judged.Findings.ShouldContain(f => f.Location.Path == path && f.Message.StartsWith("the branch has left its base in more than one place", StringComparison.Ordinal), string.Join('\n', judged.Diagnostics));
        _shop.Conclusions(judged.Pull.Head.Sha).ShouldNotContain("success");
        _shop.Shop.Merge(number, "pablo");
        _shop.Shop.Read("main", path).ShouldBe(before, "this is what it is kept from");
    }

    [Theory]
    [InlineData("notes/globex.md")]
    [InlineData("notes/globex.txt")]
    public async Task What_a_merge_carries_along_with_a_file_that_was_moved_is_not_let_pass(string draft)
    {
        const string record = "deliveries/globex-shop/record.md";
        var text = _shop.Shop.Read("main", ShopDelivery.RecordPath)!;
        _shop.Shop.Push("main", new Dictionary<string, string?> { [draft] = text }, "dana");
        _shop.Shop.Push("draft", new Dictionary<string, string?> { [draft] = text.WithRow(Passed) }, "pablo");
        _shop.Shop.Push("main", new Dictionary<string, string?> { [draft] = null, [record] = text }, "dana");
        var number = _shop.Shop.OpenPull("draft", "Write the draft on", "pablo");

        var judged = await _shop.CheckAsync(number);

        judged.Verdict.ShouldBe(PullVerdict.Waiting, string.Join('\n', judged.Diagnostics));
        _shop.Conclusions(judged.Pull.Head.Sha).ShouldBe(["action_required"]);
        _shop.Shop.Merge(number, "pablo");
        _shop.Shop.Read("main", record)!.ShouldContain(Passed, Case.Sensitive, "this is what it is kept from");
    }

    /// <summary>A commit that may claim any parents, at any time.</summary>
    private string Commit(string files, string message, string[] parents, string at, string added)
    {
        var blob = Git("hash-object", "-w", "--stdin");
        var index = CleanEnvironment.In("/").SetItem("GIT_INDEX_FILE", Path.Combine(_shop.Shop.GitFolder, "index-of-a-test"));
        Git(index, "read-tree", files);
        Git(index, "update-index", "--add", "--cacheinfo", $"100644,{blob},{added}");
        var tree = Git(index, "write-tree");
        var person = CleanEnvironment.In("/").SetItem("GIT_COMMITTER_DATE", at).SetItem("GIT_AUTHOR_DATE", at)
            .SetItem("GIT_AUTHOR_NAME", "pablo").SetItem("GIT_AUTHOR_EMAIL", "pablo@studio.example").SetItem("GIT_COMMITTER_NAME", "pablo").SetItem("GIT_COMMITTER_EMAIL", "pablo@studio.example");
        return Git(person, ["commit-tree", tree, "-m", message, .. parents.SelectMany(p => new[] { "-p", p })]);
    }

    private string Git(params string[] arguments) => Git(CleanEnvironment.In("/"), arguments);

    private string Git(IReadOnlyDictionary<string, string> environment, params string[] arguments)
    {
        var done = Finished.Of("git", arguments, _shop.Shop.GitFolder, environment);
        done.ExitCode.ShouldBe(0, done.Error);
        return done.Output.Trim();
    }
}
