using System.Diagnostics;
using DeliveryAsCode.Cli.Forges.GitHub;
using DeliveryAsCode.Cli.Workspaces;
using DeliveryAsCode.Gates;

namespace DeliveryAsCode.Cli.Tests.Forges.GitHub.Attacks;

/// <summary>What got onto the base all the same does not deploy: before a deployment every row is looked up again.</summary>
public sealed class RunAttacks : IDisposable
{
    private readonly ShopDelivery _shop = ShopDelivery.Begin();
    private readonly DirectoryInfo _clone = Directory.CreateTempSubdirectory("run-attacks-");

    public void Dispose()
    {
        _clone.Delete(recursive: true);
        _shop.Dispose();
    }

    [Fact]
    public async Task A_row_counts_that_came_by_its_pull_request()
    {
        await PassAsync();

        (await IntakeAsync()).ShouldBeNull();
    }

    [Theory]
    [InlineData("| Intake handoff | Passed | iris | 2026-03-02 | a meeting |", "it names no pull request")]
    [InlineData("| Intake handoff | Passed | iris | 2026-03-02 | #1 |", "#1 was not merged")]
    [InlineData($"| Intake handoff | Passed | iris | 2026-03-02 | {Attacking.GateBranch} |", "there is no pull request")]
    public async Task A_row_that_was_pushed_to_the_base_is_nobodys_word(string row, string why)
    {
        await _shop.AskAsync();
        _shop.Edit("main", "pablo", record => record.WithRow(row));

        (await IntakeAsync())!.ShouldContain(why);
    }

    [Theory]
    [InlineData("dismissed", "")]
    [InlineData("lost", "")]
    [InlineData("rewritten for another", null)]
    public async Task What_became_of_an_approval_since_counts(string attack, string? why)
    {
        var review = await PassAsync();
        switch (attack)
        {
            case "dismissed":
                _shop.Shop.Dismiss(1, review);
                break;
            case "lost":
                _shop.ChangeRules(rules => rules.Replace($", id: {_shop.IdOf("iris")}", "", StringComparison.Ordinal));
                break;
            default:
                // For whom a row speaks is as its pull request had it: names that are written there later change nothing.
                _shop.Edit("main", "pablo", record => record.Replace("| iris ", "| pablo ", StringComparison.Ordinal));
                break;
        }

        (await IntakeAsync()).ShouldBe(why);
    }

    [Fact]
    public async Task A_row_that_was_merged_past_the_check_by_its_author_is_nobodys_word()
    {
        var asked = await _shop.AskAsync();
        _shop.Shop.Push(Attacking.GateBranch, new Dictionary<string, string?> { [$"{ShopDelivery.Folder}/requirements.md"] = _shop.Shop.Read("main", $"{ShopDelivery.Folder}/requirements.md") + "\nMore.\n" }, "iris");
        _shop.Shop.Review(asked.Number, "iris", "APPROVED");
        _shop.Shop.Merge(asked.Number, "pablo");

        (await IntakeAsync()).ShouldNotBeNull();
    }

    private async Task<long> PassAsync()
    {
        var asked = await _shop.AskAsync();
        var review = _shop.Shop.Review(asked.Number, "iris", "APPROVED");
        await _shop.ReconcileAsync();
        await _shop.ReconcileAsync();
        foreach (var updates in await _shop.Api.PullsAsync("open", null, null, default))
            _shop.Shop.Merge(updates.Number, "dana");
        _shop.ReadRecord().Gates.Rows.ShouldHaveSingleItem().Date.ShouldNotBeNull();
        return review;
    }

    /// <summary>Why the intake gate is not passed by what GitHub says; null if it is.</summary>
    private async Task<string?> IntakeAsync()
    {
        using (var git = Process.Start(new ProcessStartInfo("git", ["clone", "--quiet", _shop.Shop.GitFolder, _clone.FullName]))!)
            await git.WaitForExitAsync();
        var delivery = await RunEvidence.OpenAsync(_shop.Api, ShopDelivery.Name, "main", Portfolio.Open(Workspace.Open(_clone.FullName, isExact: true)), ShopDelivery.RecordPath, _shop.Now, default);
        return delivery.Decisions.IsSettled("Intake handoff") ? null
            : delivery.Evidence.Rows.ShouldHaveSingleItem() is RowEvidence.Nobody nobody ? nobody.Why
            : delivery.Evidence.Rows[0] is RowEvidence.CannotTell unknown ? $"cannot tell: {unknown.Why}" : "";
    }
}
