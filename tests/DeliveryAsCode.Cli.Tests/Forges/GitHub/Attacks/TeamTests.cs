using DeliveryAsCode.Cli.Forges.GitHub;
using DeliveryAsCode.StandIns.GitHub;

namespace DeliveryAsCode.Cli.Tests.Forges.GitHub.Attacks;

/// <summary>Roles that teams hold, whose members only GitHub knows.</summary>
public sealed class TeamTests : IDisposable
{
    private readonly ShopDelivery _shop = ShopDelivery.Begin();

    public TeamTests() => _shop.ChangeRules(rules => string.Join('\n', rules.Split('\n').Select(line => line.StartsWith("  client-intake-manager:", StringComparison.Ordinal) ? "  client-intake-manager: [{team: acme/intake}]" : line)));

    public void Dispose() => _shop.Dispose();

    [Theory]
    [InlineData("a member", "Allowed", "")]
    [InlineData("invited", "Waiting", "quinn has no role")]
    [InlineData("a member of another team", "Waiting", "waits for the acknowledgement of client-intake-manager")]
    public async Task A_member_of_the_team_speaks_for_the_role(string who, string verdict, string why)
    {
        _shop.GitHub.AddToTeam("intake", "diego");
        if (who == "a member of another team")
            _shop.GitHub.AddToTeam("others", "quinn");
        else
            _shop.GitHub.AddToTeam("intake", "quinn", isPending: who == "invited");
        if (who == "invited")
            _shop.ChangeRules(rules => string.Join('\n', rules.Split('\n').Where(line => !line.Contains("login: quinn", StringComparison.Ordinal))));
        var pull = await _shop.AskAsync();
        _shop.Shop.Review(pull.Number, "quinn", "APPROVED");

        (await _shop.CheckAsync(pull.Number)).Verdict.ToString().ShouldBe(verdict, _shop.Said());
        _shop.Said().ShouldContain(why);
    }

    [Theory]
    [InlineData(403)]
    [InlineData(404)]
    [InlineData(500)]
    public async Task A_team_that_cannot_be_read_has_no_members(int status)
    {
        _shop.GitHub.AddToTeam("intake", "quinn");
        var pull = await _shop.AskAsync();
        _shop.Shop.Review(pull.Number, "quinn", "APPROVED");
        _shop.GitHub.Faults.Add(new FaultMatch("GET", "/orgs/**", Times: 1000), status switch { 403 => new Fault.Forbidden(), 404 => new Fault.NotFound(), _ => new Fault.Status(500) });

        var judged = await _shop.CheckAsync(pull.Number);

        judged.Verdict.ShouldBe(PullVerdict.Waiting);
        judged.Remarks.ShouldContain(r => r.StartsWith("whether quinn is in the team acme/intake, and so client-intake-manager, cannot be told", StringComparison.Ordinal), string.Join('\n', judged.Remarks));
    }

    [Fact]
    public async Task Who_has_left_the_team_speaks_for_it_no_more()
    {
        _shop.GitHub.AddToTeam("intake", "quinn");
        var pull = await _shop.AskAsync();
        _shop.Shop.Review(pull.Number, "quinn", "APPROVED");
        (await _shop.CheckAsync(pull.Number)).Verdict.ShouldBe(PullVerdict.Allowed, _shop.Said());
        _shop.GitHub.RemoveFromTeam("intake", "quinn");

        (await _shop.CheckAsync(pull.Number)).Verdict.ShouldBe(PullVerdict.Waiting);
        _shop.Said().ShouldContain("waits for the acknowledgement of client-intake-manager");
    }

    [Fact]
    public async Task A_team_can_own_the_rules()
    {
        _shop.ChangeRules(rules => string.Join('\n', rules.Split('\n').Select(line => line.StartsWith("  policy-owner:", StringComparison.Ordinal) ? "  policy-owner: [{team: acme/owners}]" : line)));
        _shop.GitHub.AddToTeam("owners", "diego");
        _shop.Shop.Push("rules", new Dictionary<string, string?> { ["CODEOWNERS"] = "* @acme/all\n" }, "pablo");
        var number = _shop.Shop.OpenPull("rules", "Rules", "pablo");
        _shop.Shop.Review(number, "clara", "APPROVED");
        (await _shop.CheckAsync(number)).Verdict.ShouldNotBe(PullVerdict.Allowed);

        _shop.Shop.Review(number, "diego", "APPROVED");
        (await _shop.CheckAsync(number)).Verdict.ShouldBe(PullVerdict.Allowed, _shop.Said());
    }
}
