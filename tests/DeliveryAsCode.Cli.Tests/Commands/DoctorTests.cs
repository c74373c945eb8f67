using System.Collections.Immutable;
using DeliveryAsCode.Cli.Tests.Forges.GitHub;
using DeliveryAsCode.Cli.Tests.Infra;
using DeliveryAsCode.StandIns.GitHub;

namespace DeliveryAsCode.Cli.Tests.Commands;

public sealed class DoctorTests : IDisposable
{
    private readonly DeliveryRepository _repository = DeliveryRepository.Create(nameof(DoctorTests));
    private readonly ShopDelivery _shop = ShopDelivery.Begin();

    public DoctorTests() => _repository.Write("delivery.yml", _shop.Shop.Read("main", "delivery.yml")!).Commit("Rules");

    public void Dispose()
    {
        _shop.Dispose();
        _repository.Dispose();
    }

    [Fact]
    public void Without_a_token_gates_are_advisory_and_it_says_how_to_ask() =>
        Delivery.In(_repository).Run("doctor").ExitsWith(0).Prints("Trust profile: advisory").Prints("set GITHUB_TOKEN and GITHUB_REPOSITORY");

    [Fact]
    public void Without_rules_it_says_how_to_begin()
    {
        File.Delete(Path.Combine(_repository.Path, "delivery.yml"));

        Delivery.In(_repository).Run("doctor").ExitsWith(1).Prints("✗ delivery.yml").Prints("next: delivery init --forge github");
    }

    [Fact]
    public void An_unprotected_repository_is_told_each_setting()
    {
        var outcome = AtGitHub(_shop.GitHub.ActionsToken).Run("doctor").ExitsWith(0);

        outcome.Prints("Trust profile: advisory").Prints("✗ \"delivery/gates\" is required on main, from the App that makes it").Prints("require status checks to pass, \"delivery/gates\", with the App as its source")
            .Prints("✗ main changes by pull requests only").Prints("✗ the check comes from a GitHub App of its own");
        AtGitHub(_shop.GitHub.ActionsToken).Run("doctor", "--at-least", "enforced").ExitsWith(1);
    }

    [Fact]
    public void A_check_from_any_source_is_not_enough()
    {
        Protect(appId: null);

        AtGitHub(_shop.GitHub.ActionsToken).Run("doctor").Prints("it counts from any source: whoever can write can set it");
    }

    [Fact]
    public void What_is_set_holds_and_the_answer_fits_its_schema()
    {
        Protect(_shop.GitHub.App.Id);

        var outcome = AtGitHub(_shop.GitHub.BotToken).Run("doctor", "--json").ExitsWith(0);
        OutputSchema.Of("doctor").Accepts(outcome.Output);
        outcome.Json.GetProperty("findings").EnumerateArray().Where(f => f.GetProperty("answer").GetString() == "holds").Select(f => f.GetProperty("what").GetString())
            .ShouldContain("\"delivery/gates\" is required on main, from the App that makes it");
    }

    [Fact]
    public void A_protection_that_binds_administrators_does_not_speak_for_the_ruleset_beside_it()
    {
        Protect(_shop.GitHub.App.Id);
        _shop.Shop.Protect("mai*", new BranchProtection { EnforcesAdmins = true });

        AtGitHub(_shop.GitHub.BotToken).Run("doctor").Prints("? nobody is let past the rules of main");
    }

    [Theory]
    [InlineData(false, "✓ nobody is let past the rules of main")]
    [InlineData(true, "✗ nobody is let past the rules of main")]
    public void Who_may_bypass_a_ruleset_an_administrator_sees(bool isBypassed, string finding)
    {
        Protect(_shop.GitHub.App.Id, isBypassed ? [_shop.GitHub.App.Id] : []);

        AtGitHub(_shop.GitHub.Token("dana")).Run("doctor").Prints(finding);
        AtGitHub(_shop.GitHub.ActionsToken).Run("doctor").Prints("? nobody is let past the rules of main");
    }

    [Fact]
    public void A_renamed_account_is_named_with_what_to_write()
    {
        _shop.GitHub.Rename("quinn", "quinn-marsh");

        AtGitHub(_shop.GitHub.BotToken).Run("doctor").Prints("is \"quinn\" in delivery.yml, and \"quinn-marsh\" at GitHub");
    }

    private void Protect(long? appId, params ImmutableArray<long> bypassing) => _shop.Shop.Protect("main", new BranchProtection
    {
        RequiresPullRequest = true,
        RequiredApprovals = 1,
        DismissesStaleReviews = true,
        RequiredChecks = [new RequiredCheck("delivery/gates", appId)],
        IsRuleset = true,
        Bypassing = bypassing,
    });

    private Delivery AtGitHub(string token) => Delivery.In(_repository).With("GITHUB_API_URL", _shop.GitHub.Url.AbsoluteUri.TrimEnd('/')).With("GITHUB_REPOSITORY", "acme/shop").With("GITHUB_TOKEN", token);
}
