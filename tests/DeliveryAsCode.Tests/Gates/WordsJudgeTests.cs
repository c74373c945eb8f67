using System.Collections.Immutable;
using DeliveryAsCode.Configuration;
using DeliveryAsCode.Gates;
using DeliveryAsCode.Lifecycles;
using DeliveryAsCode.Tests.Infra;
using NodaTime;

namespace DeliveryAsCode.Tests.Gates;

public class WordsJudgeTests
{
    private const string Waits = "DAC0301 1: the gate \"Work\" waits for the acknowledgement of ";

    private static readonly DeliveryConfiguration TwoManagers = ACase.Read("""
        version: 1
        roles:
          delivery-manager: [{login: dana, email: dana@studio.example}, {login: omar, email: omar@studio.example}]
          cto: [{login: clara, email: clara@studio.example}]
          qa-engineer: [{login: omar, email: omar@studio.example}]
        acknowledgements: {expire-after: 14d}
        """);

    [Theory]
    [InlineData("decided-by: [delivery-manager]", "dana", "")]
    [InlineData("decided-by: [delivery-manager]", "clara", Waits + "delivery-manager")]
    [InlineData("decided-by: [delivery-manager, cto]", "dana", Waits + "cto")]
    [InlineData("decided-by: [delivery-manager, cto]", "dana clara", "")]
    [InlineData("opens-when: [{acknowledged: {role: delivery-manager, quorum: 2}}]", "dana", Waits + "delivery-manager")]
    [InlineData("opens-when: [{acknowledged: {role: delivery-manager, quorum: 2}}]", "dana dana", Waits + "delivery-manager")]
    [InlineData("opens-when: [{acknowledged: {role: delivery-manager, quorum: 2}}]", "dana omar", "")]
    [InlineData("opens-when: [{acknowledged: {role: delivery-manager, quorum: 2}}]", "", "DAC0301 1: the gate \"Work\" waits for the acknowledgement of 2 people of delivery-manager")]
    [InlineData("decided-by: [delivery-manager, qa-engineer]", "omar", Waits + "qa-engineer")]
    [InlineData("decided-by: [delivery-manager, qa-engineer]", "omar dana", "")]
    [InlineData("opens-when: [{any: [{acknowledged: cto}, {acknowledged: qa-engineer}]}]", "omar", "")]
    public void Every_demand_needs_a_person_of_its_own(string gate, string people, string told) =>
        Judge(gate, [.. people.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(p => ACase.Says(p, TwoManagers))]).Told().ShouldBe(told);

    [Fact]
    public void What_is_missing_is_asked_of_those_who_have_not_spoken()
    {
        var reason = Judge("opens-when: [{acknowledged: {role: delivery-manager, quorum: 2}}]", ACase.Says("dana", TwoManagers)).Reasons.ShouldHaveSingleItem();

        reason.Who.ShouldBe(["omar"]);
        reason.Next.ShouldBe("delivery acknowledge acme-support-bot --gate \"Work\"");
        reason.IsUndecided.ShouldBeTrue();
    }

    [Fact]
    public void Nobody_acknowledges_their_own_work_unless_the_gate_allows_it()
    {
        var own = ACase.Says("dana", TwoManagers, with: w => w with { Authors = [w.By] });

        Judge("decided-by: [delivery-manager]", own).Told().ShouldBe("DAC0324 1: the word of dana does not count: dana wrote what is acknowledged; " + Waits + "delivery-manager");
        Judge("decided-by: [delivery-manager], own-work: true", own).ShouldBeOfType<GateVerdict.Open>();
    }

    [Fact]
    public void Where_nobody_can_say_who_wrote_it_nobody_is_sure_not_to_have() =>
        Judge("decided-by: [delivery-manager]", ACase.Says("dana", TwoManagers, with: w => w with { Authors = null })).ShouldBeOfType<GateVerdict.Undecided>()
            .Told().ShouldStartWith("DAC0324 1: the word of dana does not count: nobody can say whether it is dana's own work");

    [Fact]
    public void Somebody_stands_in_only_where_nobody_of_the_role_is_left()
    {
        const string gate = "opens-when: [{acknowledged: {role: cto, stand-in: delivery-manager}}]";
        var clara = new People(TwoManagers).Named("clara");

        Judge(gate, ACase.Says("dana", TwoManagers)).Told().ShouldBe(Waits + "cto");
        Judge(gate, ACase.Says("dana", TwoManagers, with: w => w with { Authors = [clara] })).ShouldBeOfType<GateVerdict.Open>();
    }

    [Theory]
    [InlineData("[{team: acme/heads}]", false)]
    [InlineData("[{team: acme/heads}, {login: clara, email: clara@studio.example}]", false)]
    [InlineData("[{team: acme/heads, for: \"globex-*\"}, {login: clara, email: clara@studio.example}]", true)]
    [InlineData("[]", true)]
    public void Nobody_stands_in_for_a_team_of_which_nobody_knows_who_is_in_it(string cto, bool standsIn)
    {
        var rules = ACase.Read($"version: 1\nroles:\n  delivery-manager: [{{login: dana, email: dana@studio.example}}]\n  cto: {cto}\n");
        var word = ACase.Says("dana", rules, with: w => w with { Authors = [new People(rules).Named("clara")] });
        var verdict = ACase.Of(ACase.Record(), rules, ACase.OneGate("opens-when: [{acknowledged: {role: cto, stand-in: delivery-manager}}]"), evidence: Evidence.None with { Pending = [word], Authors = ImmutableDictionary<string, ImmutableArray<Person>>.Empty.Add("Work", []) }).JudgeWork();

        verdict.LetsPass.ShouldBe(standsIn, verdict.Told());
    }

    [Theory]
    [InlineData(14, 0, "")]
    [InlineData(14, 1, "DAC0323 1: the acknowledgement by dana is older than 14 days; " + Waits + "delivery-manager")]
    public void An_acknowledgement_expires(int days, int seconds, string told) =>
        Judge("decided-by: [delivery-manager]", ACase.Says("dana", TwoManagers, with: w => w with { At = ACase.Now - Duration.FromDays(days) - Duration.FromSeconds(seconds) })).Told().ShouldBe(told);

    [Fact]
    public void Whoever_asks_for_changes_blocks_the_gate_whoever_else_agrees()
    {
        var verdict = Judge("decided-by: [delivery-manager]", ACase.Says("dana", TwoManagers), ACase.Says("clara", TwoManagers, isYes: false));

        verdict.ShouldBeOfType<GateVerdict.Blocked>().Told().ShouldBe("DAC0324 1: clara asks for changes (review 7)");
        verdict.Reasons[0].Who.ShouldBe(["clara"]);
    }

    [Fact]
    public void The_newest_word_of_a_person_counts()
    {
        var (yes, no) = (ACase.Says("dana", TwoManagers), ACase.Says("dana", TwoManagers, isYes: false));

        Judge("decided-by: [delivery-manager]", no, yes).ShouldBeOfType<GateVerdict.Open>();
        Judge("decided-by: [delivery-manager]", yes, no).ShouldBeOfType<GateVerdict.Blocked>();
    }

    [Fact]
    public void A_word_on_another_version_is_stale_and_the_lines_are_named()
    {
        var lifecycle = ACase.OneGate("decided-by: [delivery-manager], bound-to: [\"field:Scope\", \"document:notes.md\", risks]");
        var then = Case(lifecycle, "# Notes\n\nOne.\nTwo.\n", "- **Complexity:** simple");
        var bound = then.BoundSetOf(lifecycle.FindGate("Work")!);
        var word = ACase.Says("dana", TwoManagers, with: w => w with { BoundTo = bound.Digest, Then = bound });

        Case(lifecycle, "# Notes\n\nOne.\nTwo.\n", "- **Complexity:** complex", word).JudgeWork().ShouldBeOfType<GateVerdict.Open>();
        Case(lifecycle, "# Notes\n\nOne.\nThree.\n", "- **Complexity:** simple", word).JudgeWork().Told()
            .ShouldBe("DAC0323 1: the acknowledgement by dana is stale, changed since: deliveries/acme-support-bot/notes.md (deliveries/acme-support-bot/notes.md:4:1); " + Waits + "delivery-manager");
    }

    [Fact]
    public void Other_rules_of_the_gate_make_a_word_stale()
    {
        var (old, changed) = (ACase.OneGate("decided-by: [delivery-manager]"), ACase.OneGate("decided-by: [delivery-manager], own-work: true"));
        var bound = Case(old, "", "").BoundSetOf(old.FindGate("Work")!);
        var word = ACase.Says("dana", TwoManagers, with: w => w with { BoundTo = bound.Digest, Then = bound });

        Case(changed, "", "", word).JudgeWork().Told().ShouldStartWith("DAC0323 1: the acknowledgement by dana is stale, changed since: the rules of the gate (ops/lifecycle.yml:");
    }

    [Fact]
    public void A_word_for_a_client_without_an_account_counts_as_the_clients()
    {
        var attested = ACase.Says("dana", TwoManagers, with: w => w with { SpeaksFor = [Role.Client], OnBehalfOf = "Anna", Authors = [w.By] });

        Judge("decided-by: [client]", attested).ShouldBeOfType<GateVerdict.Open>();
        Judge("decided-by: [cto]", attested).ShouldNotBeOfType<GateVerdict.Open>();
    }

    [Fact]
    public void A_word_that_lets_a_policy_pass_is_no_word_on_the_gate() =>
        Judge("decided-by: [delivery-manager]", ACase.Says("dana", TwoManagers, with: w => w with { Overrides = Policy.HighTraffic })).Told().ShouldBe(Waits + "delivery-manager");

    private static GateVerdict Judge(string gate, params ImmutableArray<PendingWord> words) =>
        ACase.Of(ACase.Record(), TwoManagers, ACase.OneGate(gate), evidence: Evidence.None with { Pending = words, Authors = ImmutableDictionary<string, ImmutableArray<Person>>.Empty.Add("Work", []) }).JudgeWork();

    private static DeliveryCase Case(Lifecycle lifecycle, string notes, string more, params ImmutableArray<PendingWord> words) =>
        ACase.Of(ACase.Record(more), TwoManagers, lifecycle, files: new Dictionary<string, string> { ["deliveries/acme-support-bot/notes.md"] = notes }, evidence: Evidence.None with { Pending = words });
}
