using System.Globalization;
using DeliveryAsCode.Cli.Forges.GitHub;

namespace DeliveryAsCode.Cli.Tests.Forges.GitHub.Attacks;

/// <summary>Approvals that look like one, and are none.</summary>
public sealed class ReviewAttacks : IDisposable
{
    private static readonly Dictionary<string, (Func<ShopDelivery, int, Task> Attack, string Why)> Attacks = new()
    {
        ["by whoever wrote a commit of it"] = (After(s => Edit(s, "iris"), "iris"), "iris wrote what is acknowledged"),
        ["by a co-author"] = (After(s => s.Shop.Push(Attacking.GateBranch, MoreRequirements(s), "dana", "Change\n\nCo-authored-by: Iris <IRIS@studio.example>"), "iris"), "iris wrote what is acknowledged"),
        ["by whoever committed what another wrote"] = (AfterForging("iris", "dana@acme.example", "iris@acme.example"), "iris wrote what is acknowledged"),
        ["by whoever pushed what others are said to have written"] = (AfterForging("iris", "dana@acme.example", "dana@acme.example"), "iris wrote what is acknowledged"),
        ["by whoever pushed as GitHub's own pages"] = (AfterForging("iris", "dana@acme.example", "noreply@github.com"), "iris wrote what is acknowledged"),
        ["of what somebody unknown wrote"] = (AfterForging("dana", "who@nowhere.example", "dana@acme.example"), "nobody can say whether it is iris's own work"),
        ["by a bot"] = (Approved("github-actions[bot]"), "the review of github-actions[bot] does not count: it is no person's account"),
        ["by our own App"] = (Approved("dac-bot[bot]"), "the review of dac-bot[bot] does not count: it is no person's account"),
        ["by somebody who is gone"] = (Then(Approved("iris"), s => s.GitHub.Delete("iris")), "the review of ghost does not count: it is no person's account"),
        ["by somebody without the role"] = (Approved("pablo"), "waits for the acknowledgement of client-intake-manager"),
        ["by somebody without any role"] = (Approved("mallory"), "the review of mallory does not count: mallory has no role in this delivery"),
        ["by somebody who lost the role"] = (Then(Approved("iris"), s => s.ChangeRules(rules => rules.Replace("client-intake-manager: [{login: iris", "client-intake-manager: [{login: quinn", StringComparison.Ordinal).Replace($"id: {s.IdOf("iris")}", $"id: {s.IdOf("quinn")}", StringComparison.Ordinal).Replace("iris@", "quinn@", StringComparison.Ordinal))), "the review of iris does not count: iris has no role in this delivery"),
        ["by a login that was renamed"] = (Then(Approved("iris"), s => s.GitHub.Rename("iris", "iris-new")), "is \"iris\" in the rules and \"iris-new\" on the forge"),
        ["by a login that was squatted"] = (Squatted, "the review of iris does not count: iris has no role in this delivery"),
        ["by an entry without an id"] = (Then(Approved("iris"), s => s.ChangeRules(rules => rules.Replace($", id: {s.IdOf("iris")}", "", StringComparison.Ordinal))), "the review of iris does not count: iris has no role in this delivery"),
        ["by an entry without an id of somebody who has another role"] = (Then(Approved("dana"), s => s.ChangeRules(rules => rules.Replace("client-intake-manager: [", "client-intake-manager: [{login: dana}, ", StringComparison.Ordinal))), "waits for the acknowledgement of client-intake-manager"),
        ["that was dismissed"] = (Dismissed, "the review of iris was dismissed"),
        ["that was taken back as the last of 250 reviews"] = (Paged, "iris asks for changes"),
        ["while another role holder asks for changes"] = (Then(Approved("iris"), s => s.Shop.Review(1, "pablo", "CHANGES_REQUESTED", "no")), "pablo asks for changes"),
        ["of what was pushed over"] = (Then(Approved("iris"), s => Edit(s, "dana")), "the approval of iris is stale"),
        ["of a commit that nobody knows"] = ((s, number) => Done(() => s.Shop.Review(number, "iris", "APPROVED", commit: new string('0', 40))), "the approval of iris is stale"),
        ["in a comment"] = ((s, number) => Done(() => s.Shop.Review(number, "iris", "COMMENTED", "Approved! LGTM")), "waits for the acknowledgement of client-intake-manager"),
        ["that was never submitted"] = ((s, number) => Done(() => s.Shop.Review(number, "iris", "PENDING", "LGTM")), "waits for the acknowledgement of client-intake-manager"),
        ["as a comment of the issue"] = ((s, number) => Done(() => s.Shop.Comment(number, "iris", "LGTM\n\n:+1: approved")), "waits for the acknowledgement of client-intake-manager"),
    };

    private readonly ShopDelivery _shop = ShopDelivery.Begin();

    public static TheoryData<string> Names => [.. Attacks.Keys];

    public void Dispose() => _shop.Dispose();

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Closed_is_an_approval(string attack)
    {
        var pull = await _shop.AskAsync();

        await Attacks[attack].Attack(_shop, pull.Number);

        await _shop.ShouldBeClosedAsync(pull.Number, Attacks[attack].Why);
        _shop.ReadRecord().Gates.Rows.ShouldBeEmpty();
    }

    [Fact]
    public async Task Whoever_opens_a_pull_request_does_not_decide_it()
    {
        var number = _shop.Propose("by-hand", "iris", record => record.WithRow("| Intake handoff | Passed | iris | 2026-03-02 | #1 |"));
        _shop.Shop.Review(number, "iris", "APPROVED");

        await _shop.ShouldBeClosedAsync(number, "iris wrote what is acknowledged");
    }

    [Fact]
    public async Task Open_is_an_approval_of_whoever_holds_the_role_and_has_written_nothing_of_it()
    {
        var pull = await _shop.AskAsync();
        _shop.Shop.Push(Attacking.GateBranch, MoreRequirements(_shop), "dana");
        _shop.Shop.Review(pull.Number, "iris", "APPROVED");

        (await _shop.CheckAsync(pull.Number)).Verdict.ShouldBe(PullVerdict.Allowed, _shop.Said());
    }

    [Fact]
    public async Task One_person_fills_one_of_two_roles()
    {
        _shop.ChangeRules(rules => rules.Replace("deployment-specialist: [", string.Create(CultureInfo.InvariantCulture, $"deployment-specialist: [{{login: pablo, id: {_shop.IdOf("pablo")}}}, "), StringComparison.Ordinal));
        var intake = await _shop.AskAsync();
        _shop.Shop.Review(intake.Number, "iris", "APPROVED");
        await _shop.ReconcileAsync();
        await _shop.ReconcileAsync(new AskedGate(ShopDelivery.Id, "Delivery planning"));
        var planning = (await _shop.Api.PullsAsync("open", null, null, default)).ShouldHaveSingleItem();
        _shop.Shop.Review(planning.Number, "pablo", "APPROVED");

        await _shop.ShouldBeClosedAsync(planning.Number, "1 of 2 approvals");

        _shop.Shop.Review(planning.Number, "diego", "APPROVED");
        (await _shop.CheckAsync(planning.Number)).Verdict.ShouldBe(PullVerdict.Allowed, _shop.Said());
    }

    [Fact]
    public async Task An_approval_beside_those_that_decide_stands_in_nobodys_way()
    {
        var pull = await _shop.AskAsync();
        _shop.Shop.Review(pull.Number, "iris", "APPROVED");
        _shop.Shop.Review(pull.Number, "dana", "APPROVED");
        _shop.Shop.Review(pull.Number, "pablo", "APPROVED");

        await _shop.ReconcileAsync();
        await _shop.ReconcileAsync();

        _shop.ReadRecord().Gates.Rows.ShouldHaveSingleItem().DecidedBy.ShouldBe("iris");
    }

    private static Func<ShopDelivery, int, Task> Approved(string by) => (shop, number) => Done(() => shop.Shop.Review(number, by, "APPROVED"));

    private static Func<ShopDelivery, int, Task> Then(Func<ShopDelivery, int, Task> first, Action<ShopDelivery> then) => async (shop, number) =>
    {
        await first(shop, number);
        then(shop);
    };

    private static Func<ShopDelivery, int, Task> After(Action<ShopDelivery> first, string by) => async (shop, number) =>
    {
        first(shop);
        await Approved(by)(shop, number);
    };

    private static Func<ShopDelivery, int, Task> AfterForging(string pusher, string author, string committer) => async (shop, number) =>
    {
        await shop.ForgeAsync(Attacking.GateBranch, pusher, author, committer);
        await Approved("iris")(shop, number);
    };

    private static void Edit(ShopDelivery shop, string by) => shop.Shop.Push(Attacking.GateBranch, MoreRequirements(shop), by);

    private static Dictionary<string, string?> MoreRequirements(ShopDelivery shop) =>
        new() { [$"{ShopDelivery.Folder}/requirements.md"] = shop.Shop.Read(Attacking.GateBranch, $"{ShopDelivery.Folder}/requirements.md") + "\nMore.\n" };

    private static Task Squatted(ShopDelivery shop, int number)
    {
        shop.GitHub.Rename("iris", "iris-new");
        shop.GitHub.AddPerson("iris");
        shop.Shop.Review(number, "iris", "APPROVED");
        return Task.CompletedTask;
    }

    private static Task Dismissed(ShopDelivery shop, int number)
    {
        shop.Shop.Dismiss(number, shop.Shop.Review(number, "iris", "APPROVED"));
        return Task.CompletedTask;
    }

    private static Task Paged(ShopDelivery shop, int number)
    {
        shop.Shop.Review(number, "iris", "APPROVED");
        for (var i = 0; i < 248; i++)
            shop.Shop.Review(number, "mallory", "COMMENTED", "+1");
        shop.Shop.Review(number, "iris", "CHANGES_REQUESTED", "not yet");
        return Task.CompletedTask;
    }

    private static Task Done(Func<long> deed)
    {
        deed();
        return Task.CompletedTask;
    }
}
