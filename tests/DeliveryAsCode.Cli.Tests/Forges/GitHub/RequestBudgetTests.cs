using System.Globalization;
using DeliveryAsCode.Cli.Tests.Hosts;
using DeliveryAsCode.StandIns.GitHub;
using Xunit.Abstractions;

namespace DeliveryAsCode.Cli.Tests.Forges.GitHub;

/// <summary>How often the built program asks GitHub, where nothing is checked out and an archive is one request.</summary>
public sealed class RequestBudgetTests(ITestOutputHelper output) : IDisposable
{
    private const int Judging = 12;

    private readonly ShopDelivery _delivery = ShopDelivery.Begin();

    public void Dispose() => _delivery.Dispose();

    [Fact]
    public void A_pull_request_that_touches_no_delivery_is_checked_with_two()
    {
        _delivery.Shop.Push("app", new Dictionary<string, string?> { ["src/app.cs"] = "class Application;\n" }, "pablo");
        var number = _delivery.Shop.OpenPull("app", "Call it by its name", "pablo");

        Check(number).Count.ShouldBeLessThanOrEqualTo(2);
    }

    [Fact]
    public void A_gate_is_asked_for_judged_merged_and_followed_within_the_budgets()
    {
        var opening = Reconcile("a gate is ready");
        Of(opening, "pulls/list", "git/create-tree", "git/create-commit", "git/create-ref", "pulls/create", "pulls/request-reviewers").ShouldBeLessThanOrEqualTo(7, "one of the lists is that of all open pull requests");
        opening.Count.ShouldBeLessThanOrEqualTo(Portfolio + 6 + Judging);

        var number = Open();
        Check(number).Count.ShouldBeLessThanOrEqualTo(Judging);
        Reconcile("the gate still waits").Count.ShouldBeLessThanOrEqualTo(Portfolio + Judging);

        _delivery.Shop.Review(number, "iris", "APPROVED");
        Check(number).Count.ShouldBeLessThanOrEqualTo(Judging);
        var following = Reconcile("the gate is approved");
        following.Count(r => r.Operation == "pulls/merge").ShouldBe(2, "the gate, and what follows from it");
        Reconcile("nothing is left to do").Count.ShouldBeLessThanOrEqualTo(Portfolio);

        var issue = _delivery.Shop.OpenIssue("Delivery: Support Bot", "", "dana", $"delivery:{ShopDelivery.Id}");
        var comment = _delivery.Shop.Comment(issue, "dana", "/delivery ready Delivery planning");
        Count("reconcile: a comment asks for the next gate", program => program.Run("reconcile", "issue_comment", new { action = "created", issue = new { number = issue }, comment = new { id = comment } }));
        // Beside its own reviews those of the gate before it are read.
        Check(Open()).Count(r => r.Operation != "codeload").ShouldBeLessThanOrEqualTo(Judging);
    }

    [Fact]
    public void A_thousand_idle_deliveries_are_looked_at_with_ten()
    {
        var record = _delivery.Shop.Read("main", ShopDelivery.RecordPath)!;
        var checklist = _delivery.Shop.Read("main", $"{ShopDelivery.Folder}/checklists/intake-handoff.md")!.Replace("- [x]", "- [ ]", StringComparison.Ordinal);
        var requirements = _delivery.Shop.Read("main", $"{ShopDelivery.Folder}/requirements.md")!;
        _delivery.Shop.Push("main", Enumerable.Range(1, 999).Select(n => string.Create(CultureInfo.InvariantCulture, $"deliveries/delivery-{n:0000}"))
            .SelectMany(folder => new[] { ($"{folder}/record.md", record), ($"{folder}/checklists/intake-handoff.md", checklist), ($"{folder}/requirements.md", requirements) })
            .Append(($"{ShopDelivery.Folder}/checklists/intake-handoff.md", checklist)).ToDictionary(f => f.Item1, f => (string?)f.Item2), "dana");

        Reconcile("a thousand are idle").Count.ShouldBeLessThanOrEqualTo(10);
        _delivery.GitHub.Effects.ShouldBeEmpty();
    }

    /// <summary>Tip, tree, contents, and what is open: once for all deliveries.</summary>
    private static int Portfolio => 7;

    private int Open() => _delivery.Api.PullsAsync("open", null, null, CancellationToken.None).GetAwaiter().GetResult().ShouldHaveSingleItem().Number;

    private IReadOnlyList<StandInRequest> Check(int number)
    {
        var pull = _delivery.Api.PullAsync(number, CancellationToken.None).GetAwaiter().GetResult();
        return Count($"check of #{number}", program => program.Check(pull));
    }

    private IReadOnlyList<StandInRequest> Reconcile(string why) => Count($"reconcile: {why}", program => program.Reconcile());

    private IReadOnlyList<StandInRequest> Count(string what, Func<ShopProgram, ActionAnswer> run)
    {
        using var program = new ShopProgram(_delivery);
        _delivery.GitHub.ForgetRequests();
        run(program).Outcome.ExitsWith(0);
        IReadOnlyList<StandInRequest> requests = [.. _delivery.GitHub.Requests];
        output.WriteLine($"{what}: {requests.Count} requests");
        output.WriteLine(string.Join('\n', requests.GroupBy(r => r.Operation).Select(g => $"    {g.Count()} {g.Key}")));
        return requests;
    }

    private static int Of(IReadOnlyList<StandInRequest> requests, params string[] operations) => requests.Count(r => operations.Contains(r.Operation));
}
