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

        Publishing().ShouldBe(["repos/get-commit", "git/create-tree", "git/create-commit", "git/update-ref", "pulls/create"]);
        Publishing().Count.ShouldBeLessThanOrEqualTo(Budget);
        (await _delivery.Api.CompareAsync(branch, "main", default)).Behind.ShouldBe(0, "what was there stays in the history");
        _delivery.Shop.Read("main", ShopDelivery.RecordPath)!.ShouldContain("an hour");
        _delivery.ReadRecord().Gates.Rows.ShouldHaveSingleItem().DecidedBy.ShouldBe("iris");
    }

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

    /// <summary>What was asked of GitHub from the first look at the branch until its pull request was open.</summary>
    private List<string> Publishing()
    {
        var asked = _delivery.GitHub.Requests.Select(r => r.Operation).SkipWhile(o => o != "repos/get-commit").ToList();
        return asked[..(asked.IndexOf("pulls/create") + 1)];
    }
}
