using System.Globalization;
using System.Text.RegularExpressions;
using DeliveryAsCode.Cli.Forges.GitHub;
using DeliveryAsCode.Cli.Forges.GitHub.Api;
using DeliveryAsCode.Cli.Tests.Forges.GitHub.Attacks;
using DeliveryAsCode.Conversations;

namespace DeliveryAsCode.Cli.Tests.Forges.GitHub;

/// <summary>A repository as GitHub makes it: its workflows may open no pull requests.</summary>
public sealed partial class PullOpenerTests : IDisposable
{
    private readonly ShopDelivery _delivery = ShopDelivery.Begin();
    private readonly GitHubClient _client;
    private readonly GitHubApi _actions;

    public PullOpenerTests()
    {
        _delivery.Shop.LetsActionsOpenPulls = false;
        _client = _delivery.ClientOf(_delivery.GitHub.ActionsToken);
        _actions = new GitHubApi(_client, ShopDelivery.Name);
    }

    public void Dispose()
    {
        _client.Dispose();
        _delivery.Dispose();
    }

    [Fact]
    public async Task Where_no_workflow_may_open_a_pull_request_an_issue_asks_a_person_once()
    {
        await ReconcileAsync();
        _delivery.GitHub.ForgetRequests();
        (await ReconcileAsync()).Entries.ShouldContain(e => e.Why.EndsWith("asks a person to", StringComparison.Ordinal));
        _delivery.GitHub.Effects.Where(e => e.Path.Contains("/git/refs", StringComparison.Ordinal) || e.Path.EndsWith("/issues", StringComparison.Ordinal)).ShouldAllBe(e => e.Operation == "git/create-ref");

        var issue = (await AskedAsync()).ShouldHaveSingleItem();
        issue.Title.ShouldBe("To be opened by hand: Gate: Intake handoff — Acme Corp — Support Bot");
        var address = Link().Match(issue.Body).Groups[1].Value;
        address.ShouldStartWith($"../compare/main...{Attacking.GateBranch}?expand=1&title=Gate%3A%20Intake%20handoff");
        _delivery.ReadRecord(Attacking.GateBranch).Gates.Rows.ShouldHaveSingleItem();

        var number = _delivery.Shop.OpenPull(Attacking.GateBranch, "Gate: Intake handoff", "dana");
        await ReconcileAsync();
        (await AskedAsync()).ShouldBeEmpty();

        _delivery.Shop.Review(number, "iris", "APPROVED");
        (await ReconcileAsync()).Entries.ShouldContain(e => e.Why == "dana has opened it, and merges it");
        _delivery.Shop.Merge(number, "dana");
        await ReconcileAsync();
        _delivery.ReadRecord().Gates.Rows.ShouldHaveSingleItem().Evidence.ShouldBe(Attacking.GateBranch, "what completes the row waits to be opened, too");
        _delivery.Shop.OpenPull($"delivery/{ShopDelivery.Id}/updates", "Updates", "dana");
        (await AskedAsync()).ShouldHaveSingleItem().Title.ShouldStartWith("To be opened by hand: Updates");
    }

    [Fact]
    public async Task An_intake_whose_pull_request_a_person_opened_is_bound_to_its_issue()
    {
        _delivery.Shop.Push("main", new Dictionary<string, string?> { [$"{ShopDelivery.Folder}/checklists/intake-handoff.md"] = null }, "dana");
        var thread = _delivery.Shop.OpenIssue("Intake", "### Client\n\nGlobex\n\n### Delivery name\n\nShop\n\n### Delivery id\n\nglobex-shop\n\n### Scope\n\nA shop\n", "dana", IntakeForm.IssueLabel);
        await ReconcileAsync();
        var asked = (await AskedAsync()).Single(i => i.Title.StartsWith("To be opened by hand: Intake", StringComparison.Ordinal));

        var body = Uri.UnescapeDataString(Link().Match(asked.Body).Groups[1].Value.Split("&body=")[1]);
        _delivery.Shop.OpenPull("delivery/globex-shop/intake", "Intake", "dana", body);
        await ReconcileAsync();
        var log = await ReconcileAsync();

        (await AskedAsync()).ShouldNotContain(i => i.Title.StartsWith("To be opened by hand: Intake", StringComparison.Ordinal));
        (await _delivery.Api.IssueAsync(thread, default)).Labels.ShouldContain("delivery:globex-shop", string.Join('\n', log.Entries));
    }

    private async Task<IEnumerable<Issue>> AskedAsync() => await _delivery.Api.IssuesAsync("open", [PullRequestByHand.IssueLabel], default);

    private async Task<ReconcileLog> ReconcileAsync()
    {
        var checks = new CheckPublisher(_actions, isAdvisory: true, () => string.Create(CultureInfo.InvariantCulture, $"{Guid.NewGuid():N}"));
        var reconciler = new Reconciler(_actions, ShopDelivery.Name, "main", null, new CommitGuard([_delivery.GitHub.ActionsToken]), checks, _delivery.Now);
        await reconciler.RunAsync([], [], CancellationToken.None);
        return reconciler.Log;
    }

    [GeneratedRegex(@"\]\((\.\./compare/[^)]*)\)")]
    private static partial Regex Link();
}
