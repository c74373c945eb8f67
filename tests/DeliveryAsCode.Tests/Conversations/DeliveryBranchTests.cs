using System.Diagnostics;
using DeliveryAsCode.Conversations;
using DeliveryAsCode.Tests.Infra;
using FsCheck;
using FsCheck.Fluent;

namespace DeliveryAsCode.Tests.Conversations;

public class DeliveryBranchTests
{
    [Theory]
    [InlineData("QA gate", 1, "delivery/acme-support-bot/gate-qa-gate")]
    [InlineData("qa-Gate", 2, "delivery/acme-support-bot/gate-qa-gate-2")]
    [InlineData("✅ Go / no-go", 1, "delivery/acme-support-bot/gate-go-no-go")]
    [InlineData("QA 2", 1, "delivery/acme-support-bot/gate-qa-2-1")]
    [InlineData("QA 2", 2, "delivery/acme-support-bot/gate-qa-2-2")]
    [InlineData("QA", 2, "delivery/acme-support-bot/gate-qa-2")]
    [InlineData("2", 1, "delivery/acme-support-bot/gate-2")]
    [InlineData("refs.lock", 1, "delivery/acme-support-bot/gate-refs-lock")]
    public void A_gate_has_a_branch_of_its_own(string gate, int attempt, string branch) =>
        DeliveryBranch.OfGate("acme-support-bot", gate, attempt).Name.ShouldBe(branch);

    [Theory]
    [InlineData("Prüfung")]
    [InlineData("品質ゲート")]
    [InlineData("المراجعة")]
    [InlineData("!?")]
    [InlineData("a gate with so long a name that no branch could ever be called like it without becoming unreadable")]
    public void A_name_that_a_branch_cannot_spell_has_a_digest(string gate)
    {
        var slug = GateSlug.Of(gate);

        slug.ShouldMatch("^([a-z0-9]+-)*x[0-9a-f]{8}$");
        GateSlug.Of(gate + " zwei").ShouldNotBe(slug);
        DeliveryBranch.Parse(DeliveryBranch.OfGate("acme", gate).Name).ShouldBe(new DeliveryBranch.Gate("acme", slug, 1));
    }

    [Fact]
    public void A_gate_is_found_again_by_its_slug()
    {
        foreach (var gate in ACase.ClientDelivery.Gates)
            GateSlug.FindIn(ACase.ClientDelivery, GateSlug.Of(gate.Name)).ShouldBeSameAs(gate);
    }

    [Fact]
    public void Whatever_a_gate_is_called_its_branch_says_which_it_is() =>
        Prop.ForAll(Arb.From(from gate in Names() from attempt in Gen.Choose(1, 12) select (gate, attempt)), c =>
        {
            var branch = DeliveryBranch.OfGate("acme-support-bot", c.gate, c.attempt);
            var failed = DeliveryBranch.OfFailure("acme-support-bot", c.gate, c.attempt);
            return branch.Slug == GateSlug.Of(c.gate) && branch.Attempt == c.attempt && DeliveryBranch.Parse(branch.Name) == branch && DeliveryBranch.Parse(failed.Name) == failed;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(3000));

    [Theory]
    [InlineData("delivery/acme/updates")]
    [InlineData("delivery/acme/intake")]
    [InlineData("delivery/acme/failed-qa-gate-3")]
    [InlineData("delivery/acme/log-2026-03-04T21-05Z-1")]
    public void A_branch_of_ours_is_read_as_it_was_written(string name) => DeliveryBranch.Parse(name)!.Name.ShouldBe(name);

    [Theory]
    [InlineData("main")]
    [InlineData("delivery/acme")]
    [InlineData("delivery/acme/")]
    [InlineData("delivery//updates")]
    [InlineData("delivery/acme/updates/x")]
    [InlineData("delivery/acme/gate-")]
    [InlineData("delivery/acme/gate-QA")]
    [InlineData("delivery/acme/gate-qa--2")]
    [InlineData("delivery/acme/gate-qa-1")]
    [InlineData("delivery/acme/gate-qa-02")]
    [InlineData("delivery/acme/gate-qa-0")]
    [InlineData("delivery/acme/gate-qa-99999999999")]
    [InlineData("delivery/acme/log-../x")]
    [InlineData("delivery/acme/log-")]
    [InlineData("delivery/a..b/updates")]
    [InlineData("delivery/-/gate-é")]
    [InlineData("Delivery/acme/updates")]
    [InlineData("refs/heads/delivery/acme/updates")]
    public void Any_other_branch_is_none_of_ours(string name) => DeliveryBranch.Parse(name).ShouldBeNull();

    [Theory]
    [InlineData("a/b")]
    [InlineData("")]
    [InlineData("a b")]
    [InlineData("..")]
    [InlineData("a.lock")]
    [InlineData("a\nb")]
    public void A_delivery_that_no_branch_can_name_is_refused(string id) => Should.Throw<ArgumentException>(() => new DeliveryBranch.Updates(id));

    [Fact]
    public void Git_takes_every_name_that_is_taken_here()
    {
        var marks = Gen.Frequency((6, Gen.Elements("a", "b-1", "/x", "_")), (1, Gen.Elements("a", "B", "1", ".", "..", "/", "-", "@", "@{", "{", "~", "^", ":", "?", "*", "[", "\\", " ", ".lock", "HEAD", "x", "_", "é", "\u007F")));
        var names = Gen.ListOf(marks).Select(string.Concat).Sample(1000, 8).Where(n => n.Length > 0).Distinct()
            .Concat(Names().Sample(100, 20).Select(gate => DeliveryBranch.OfGate("acme", gate).Name)).ToList();
        var taken = names.Where(BranchName.IsValid).ToList();

        taken.Count.ShouldBeGreaterThan(100);
        GitRefuses(taken).ShouldBeEmpty();
    }

    private static string[] GitRefuses(IReadOnlyList<string> names)
    {
        using var shell = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", "while IFS= read -r name; do git check-ref-format --branch \"$name\" >/dev/null 2>&1 || printf '%s\\n' \"$name\"; done"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        foreach (var name in names)
            shell.StandardInput.WriteLine(name);
        shell.StandardInput.Close();
        return shell.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    private static Gen<string> Names() => Gen.ListOf(Gen.Elements("QA", "gate", " ", "-", "2", "10", "é", "質", "✅", "x", "/", ".lock", "@{", "a", "Z", "\u0301", "--", "\n", "~")).Select(string.Concat);
}
