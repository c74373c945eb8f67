using System.Globalization;
using DeliveryAsCode.Cli.Forges.GitHub;
using DeliveryAsCode.StandIns.GitHub;
using DeliveryAsCode.Transitions;
using Xunit.Abstractions;

namespace DeliveryAsCode.Cli.Tests.Forges.GitHub.Attacks;

/// <summary>Changes of the rules by those who are judged by them.</summary>
public sealed class RulesAttacks(ITestOutputHelper output) : IDisposable
{
    private readonly ShopDelivery _shop = ShopDelivery.Begin();

    public void Dispose() => _shop.Dispose();

    [Fact]
    public async Task Everything_at_once_is_judged_by_the_rules_of_the_base_and_executes_nothing()
    {
        var canary = Path.Combine(Path.GetTempPath(), $"canary-{Guid.NewGuid():N}");
        var touch = $"#!/bin/sh\ntouch {canary}\n";
        var record = _shop.Shop.Read("main", ShopDelivery.RecordPath)!;
        var rules = _shop.Shop.Read("main", "delivery.yml")!.Replace("login: iris", "login: mallory", StringComparison.Ordinal).Replace($"id: {_shop.IdOf("iris")}", $"id: {_shop.IdOf("mallory")}", StringComparison.Ordinal);
        _shop.Shop.Push("everything",
        [
            new StandInFile(ShopDelivery.RecordPath, record.WithRow("| Intake handoff | Passed | iris | 2026-03-02 | #1 |").Replace("Status:** Planning", "Status:** Complete", StringComparison.Ordinal)),
            new StandInFile("delivery.yml", $"{rules}lifecycle: ops/lifecycle.yml\n"),
            new StandInFile("ops/lifecycle.yml", "name: mine\nstages:\n  - {name: All, status: Complete, gate: {name: Intake handoff, decided-by: [client-intake-manager], own-work: true}, skip: with-reason}\n"),
            new StandInFile($"{ShopDelivery.Folder}/runbook.md", "# Runbook\n\n## Steps\n\n```sh\n" + touch + "```\n"),
            new StandInFile("templates/record.md", "{{ secrets }}"),
            new StandInFile($"{ShopDelivery.Folder}/checklists/intake-handoff.md", "../../../etc/passwd", "120000"),
            new StandInFile($"{ShopDelivery.Folder}/messages", "/etc", "120000"),
            new StandInFile($"{ShopDelivery.Folder}/vendor", new string('a', 40), "160000"),
            new StandInFile(".github/workflows/delivery-check.yml", "on: pull_request_target\njobs: {x: {runs-on: ubuntu-latest, steps: [{run: 'touch " + canary + "'}]}}\n"),
            new StandInFile(".gitattributes", "*.md export-ignore\ndelivery.yml export-subst\n* filter=evil\n"),
            new StandInFile(".gitconfig", $"[filter \"evil\"]\n\tsmudge = touch {canary}\n[core]\n\thooksPath = hooks\n\tfsmonitor = {canary}\n"),
            new StandInFile("hooks/post-checkout", touch, "100755"),
            new StandInFile("Makefile", $"all:\n\ttouch {canary}\n"),
            new StandInFile("global.json", "{\"sdk\": {\"version\": \"0.0.1\"}}"),
            new StandInFile("Deliveries/Acme-Support-Bot/record.md", record),
            new StandInFile("Delivery.yml", rules),
        ], "pablo");
        var number = _shop.Shop.OpenPull("everything", "Small things", "pablo");
        _shop.Shop.Review(number, "mallory", "APPROVED");

        var judged = await _shop.ShouldBeClosedAsync(number, "it names iris, who has not approved the pull request");

        judged.Verdict.ShouldBe(PullVerdict.Refused);
        var said = string.Join('\n', judged.Diagnostics);
        said.ShouldContain("it names iris, who has not approved the pull request", customMessage: said);
        said.ShouldContain("this change touches rules and deliveries at once");
        said.ShouldContain("pablo is no policy-owner by the rules of the base");
        said.ShouldContain("the status moved to \"Complete\"");
        said.ShouldContain("the checklist of a delivery that goes on was made a link");
        said.ShouldContain("on some machines both are one file");
        judged.Remarks.ShouldContain("the review of mallory does not count: mallory has no role in this delivery");
        _shop.Conclusions(judged.Pull.Head.Sha).ShouldBe(["failure"]);
        File.Exists(canary).ShouldBeFalse();
        _shop.ReadRecord().Gates.Rows.ShouldBeEmpty();
    }

    [Fact]
    public async Task Names_that_lead_elsewhere_lead_nowhere()
    {
        _shop.Shop.Push("names",
        [
            new StandInFile($"{ShopDelivery.Folder}/../../delivery.yml", "roles: {}\n"),
            new StandInFile("deliveries/../record.md", _shop.Shop.Read("main", ShopDelivery.RecordPath)),
            new StandInFile($"{ShopDelivery.Folder}/.git/config", "[core]\n"),
            new StandInFile($"{ShopDelivery.Folder}/a\u202Eb\n::error::x.md", "# Notes\n"),
            new StandInFile($"{ShopDelivery.Folder}/-rf.md", "# Notes\n"),
            new StandInFile("deliveries/$(touch x)/record.md", _shop.Shop.Read("main", ShopDelivery.RecordPath)),
        ], "pablo");

        var judged = await _shop.CheckAsync(_shop.Shop.OpenPull("names", "Names", "pablo"));

        judged.Change.Parts.SelectMany(p => p.Transitions).ShouldAllBe(t => !(t.Transition is Transition.RulesChanged));
        await _shop.ReconcileAsync();
        _shop.Shop.Read("main", "delivery.yml")!.ShouldContain("login: iris");
    }

    [Fact]
    public async Task Whatever_a_change_does_to_rules_the_verdict_about_its_row_stays_what_it_is_without()
    {
        const int cases = 40;
        var random = new Random(20261130);
        var row = _shop.Shop.Read("main", ShopDelivery.RecordPath)!.WithRow("| Intake handoff | Passed | iris | 2026-03-02 | #1 |");
        _shop.Shop.Push("rules", new Dictionary<string, string?> { [ShopDelivery.RecordPath] = row }, "pablo");
        var number = _shop.Shop.OpenPull("rules", "Rules", "pablo");
        _shop.Shop.Review(number, "pablo", "APPROVED");
        var before = AboutTheRow(await _shop.JudgeAsync(number));
        before.ShouldNotBeEmpty();
        var start = _shop.Shop.Tip("rules")!;

        for (var i = 0; i < cases; i++)
        {
            _shop.Shop.SetBranch("rules", start, "pablo");
            _shop.Shop.Push("rules", new Dictionary<string, string?> { [Any(random, "delivery.yml", "delivery.yml", "ops/lifecycle.yml", ".github/CODEOWNERS", "CODEOWNERS", ".github/workflows/x.yml")] = Mutate(random) }, "pablo");
            _shop.Shop.Review(number, "pablo", "APPROVED");

            var judged = await _shop.JudgeAsync(number);
            judged.Verdict.ShouldBeOneOf(PullVerdict.Waiting, PullVerdict.Refused);
            AboutTheRow(judged).ShouldBe(before, $"seed 20261130, case {i}: {_shop.Shop.Read("rules", "delivery.yml")}");
        }

        output.WriteLine($"{cases} changes of rules");
    }

    [Theory]
    [InlineData("opened by an owner, with commits of somebody else", "clara", "pablo", false)]
    [InlineData("opened by an owner, pushed by somebody else in their name", "clara", "forged", false)]
    [InlineData("opened and written by the owner", "clara", "clara", true)]
    [InlineData("opened and written by somebody else", "pablo", "pablo", false)]
    public async Task Rules_change_by_those_who_own_them(string how, string opener, string author, bool isAllowed)
    {
        _shop.Shop.Push("rules", new Dictionary<string, string?> { ["CODEOWNERS"] = "* @acme/all\n" }, author == "forged" ? "clara" : author);
        if (author == "forged")
        {
            var mine = _shop.Shop.Tip("rules")!;
            _shop.Shop.SetBranch("elsewhere", mine);
            await _shop.ForgeAsync("rules", "pablo", "clara@acme.example", "clara@acme.example");
        }

        var number = _shop.Shop.OpenPull("rules", "Rules", opener);

        var judged = await _shop.CheckAsync(number);
        (judged.Verdict == PullVerdict.Allowed).ShouldBe(isAllowed, $"{how}: {_shop.Said()}");
    }

    [Fact]
    public async Task An_owner_approves_a_change_of_the_rules_unless_another_objects()
    {
        _shop.ChangeRules(rules => rules.Replace("policy-owner: [", string.Create(CultureInfo.InvariantCulture, $"policy-owner: [{{login: dana, id: {_shop.IdOf("dana")}}}, "), StringComparison.Ordinal));
        _shop.Shop.Push("rules", new Dictionary<string, string?> { ["CODEOWNERS"] = "* @acme/all\n" }, "pablo");
        var number = _shop.Shop.OpenPull("rules", "Rules", "pablo");
        _shop.Shop.Review(number, "clara", "APPROVED");
        (await _shop.CheckAsync(number)).Verdict.ShouldBe(PullVerdict.Allowed, _shop.Said());

        _shop.Shop.Review(number, "dana", "CHANGES_REQUESTED", "not like this");
        (await _shop.CheckAsync(number)).Verdict.ShouldBe(PullVerdict.Refused);
        _shop.Said().ShouldContain("dana asks for changes");
    }

    [Fact]
    public async Task An_owner_without_a_number_owns_nothing_here()
    {
        _shop.ChangeRules(rules => rules.Replace("policy-owner: [{login: clara, id: " + _shop.IdOf("clara").ToString(CultureInfo.InvariantCulture) + ", email: clara@studio.example}]", "policy-owner: [{login: clara}]", StringComparison.Ordinal));
        _shop.Shop.Read("main", "delivery.yml")!.ShouldContain("policy-owner: [{login: clara}]");
        _shop.Shop.Push("rules", new Dictionary<string, string?> { ["CODEOWNERS"] = "* @acme/all\n" }, "pablo");
        var number = _shop.Shop.OpenPull("rules", "Rules", "pablo");
        _shop.Shop.Review(number, "clara", "APPROVED");

        await _shop.ShouldBeClosedAsync(number, "is no policy-owner by the rules of the base");
    }

    [Fact]
    public async Task Rules_that_the_base_has_changed_meanwhile_are_looked_at_again()
    {
        _shop.Shop.Push("rules", new Dictionary<string, string?> { ["delivery.yml"] = _shop.Shop.Read("main", "delivery.yml") + "# more\n", [".github/x.yml"] = "a: 1\n" }, "clara");
        var number = _shop.Shop.OpenPull("rules", "Rules", "clara");
        _shop.ChangeRules(rules => $"# less\n{rules}");

        await _shop.ShouldBeClosedAsync(number, "the base has changed this file, too");
    }

    private static List<string> AboutTheRow(JudgedPull judged) =>
        [.. judged.Change.Parts.Where(p => p.Path == ShopDelivery.RecordPath).SelectMany(p => p.Transitions).SelectMany(t => t.Against).Select(d => d.ToString()).Concat(judged.Remarks)];

    private string Mutate(Random random)
    {
        var rules = _shop.Shop.Read("main", "delivery.yml")!;
        return random.Next(6) switch
        {
            0 => rules.Replace(Any(random, "iris", "dana", "quinn"), "pablo", StringComparison.Ordinal),
            1 => rules.Replace($"id: {_shop.IdOf("iris")}", $"id: {_shop.IdOf("pablo")}", StringComparison.Ordinal).Replace("login: iris", "login: pablo", StringComparison.Ordinal),
            2 => $"{rules}lifecycle: ops/lifecycle.yml\n",
            3 => rules[..random.Next(rules.Length)],
            4 => string.Concat(Enumerable.Repeat("[", random.Next(1, 500))),
            _ => $"{rules}acknowledgements: {{expire-after: 9999d}}\ndeliveries: {Any(random, "other/*/record.md", "deliveries/*/record.md")}\n",
        };
    }

    private static string Any(Random random, params string[] some) => some[random.Next(some.Length)];
}
