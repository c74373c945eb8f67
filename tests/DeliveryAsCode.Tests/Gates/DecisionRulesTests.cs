using System.Collections.Immutable;
using DeliveryAsCode.Configuration;
using DeliveryAsCode.Deliveries;
using DeliveryAsCode.Facts;
using DeliveryAsCode.Gates;
using DeliveryAsCode.Lifecycles;
using DeliveryAsCode.Tests.Infra;

namespace DeliveryAsCode.Tests.Gates;

public class DecisionRulesTests
{
    private const string Rows = "Gate | Decision | Decided by | Date | Evidence";

    private static readonly DeliveryConfiguration Rules = ACase.Read("""
        version: 1
        roles:
          delivery-manager: [{login: dana, email: dana@studio.example}, {login: omar, email: omar@studio.example}]
          cto: [{login: omar, email: omar@studio.example}, {login: clara, email: clara@studio.example}]
        """);

    [Theory]
    [InlineData("decided-by: [cto]", "clara", "Passed as cto")]
    [InlineData("decided-by: [cto, delivery-manager]", "clara", "Acknowledged as cto, waits for delivery-manager")]
    [InlineData("decided-by: [cto]", "dana", "refused: DAC0324 dana is not cto of this delivery, but delivery-manager")]
    [InlineData("decided-by: [cto]", "paul", "refused: DAC0324 paul is not cto of this delivery, and has no role in it")]
    [InlineData("decided-by: [cto, delivery-manager]", "omar", "incomplete: omar could say this as delivery-manager or cto")]
    [InlineData("opens-when: [{fields: [Scope]}], decided-by: [cto, delivery-manager]", "clara", "refused: DAC0302 \"Scope\" is not filled")]
    public void A_person_passes_a_gate_in_a_role_that_it_needs(string gate, string by, string outcome) =>
        Tell(Decide(gate, by)).ShouldBe(outcome);

    [Fact]
    public void The_role_in_which_somebody_speaks_can_be_said() =>
        Tell(Decide("decided-by: [cto, delivery-manager]", "omar", asRole: "cto")).ShouldBe("Acknowledged as cto, waits for delivery-manager");

    [Fact]
    public void The_author_of_what_is_acknowledged_is_refused() =>
        Tell(Decide("decided-by: [cto]", "clara", isAuthor: true)).ShouldBe("refused: DAC0324 the word of clara does not count: clara wrote what is acknowledged");

    [Theory]
    [InlineData("Work | Passed | clara | 2026-04-20 | #1", "nothing: the gate \"Work\" is passed already")]
    [InlineData("Work | Skipped | clara | 2026-04-20 | too small", "nothing: the gate \"Work\" is passed already")]
    [InlineData("Work | Failed | clara | 2026-04-20 | #1", "Passed as cto")]
    [InlineData("Work | On hold | dana | 2026-04-20 | #1", "refused: DAC0309 the delivery is on hold")]
    [InlineData("Work | Cancelled | dana | 2026-04-20 | #1", "refused: DAC0309 the delivery was cancelled")]
    public void What_stands_there_decides_what_can_follow(string row, string outcome) =>
        Tell(Decide("decided-by: [cto]", "clara", rows: [row])).ShouldBe(outcome);

    [Theory]
    [InlineData(Decision.Failed, null, "incomplete: \"Failed\" needs a reason")]
    [InlineData(Decision.Failed, "3 of 41 fail", "Failed as cto")]
    [InlineData(Decision.Skipped, null, "incomplete: \"Skipped\" needs a reason")]
    [InlineData(Decision.Resumed, "again", "refused: DAC0324 clara is not delivery-manager of this delivery, but cto")]
    public void Every_decision_but_a_pass_has_a_reason(Decision decision, string? reason, string outcome) =>
        Tell(Decide("decided-by: [cto]", "clara", decision: decision, reason: reason)).ShouldBe(outcome);

    [Theory]
    [InlineData("never", "refused: DAC0307 the gate \"Work\" may never be skipped")]
    [InlineData("with-reason", "Skipped as cto")]
    public void A_stage_says_whether_it_may_be_skipped(string skip, string outcome) =>
        Tell(Decide("decided-by: [cto]", "clara", decision: Decision.Skipped, reason: "too small", skip: skip)).ShouldBe(outcome);

    [Theory]
    [InlineData("README.md", "Skipped as cto")]
    [InlineData("src/app.cs", "refused: DAC0307 the gate \"Work\" may be skipped only by a fact: documentation-only is false: src/app.cs changed")]
    public void A_stage_is_skipped_by_a_fact(string changed, string outcome) =>
        Tell(Decide("decided-by: [cto]", "clara", decision: Decision.Skipped, reason: "too small", skip: "{facts: [documentation-only]}", changed: changed)).ShouldBe(outcome);

    [Fact]
    public void A_fact_that_nobody_can_tell_skips_nothing() =>
        Decide("decided-by: [cto]", "clara", decision: Decision.Skipped, reason: "too small", skip: "{facts: [documentation-only]}").ShouldBeOfType<DecisionOutcome.Refused>()
            .Reasons.ShouldHaveSingleItem().IsUndecided.ShouldBeTrue();

    [Theory]
    [InlineData("dana", "Anna", "mail.eml", "Passed as client, by Anna (attested by dana)")]
    [InlineData("dana", "Anna", null, "incomplete: an attested acknowledgement needs its evidence")]
    [InlineData("dana", null, "mail.eml", "incomplete: evidence belongs to an acknowledgement on behalf of somebody")]
    [InlineData("clara", "Anna", "mail.eml", "refused: DAC0324 clara is not delivery-manager of this delivery, but cto")]
    public void The_delivery_manager_attests_for_a_client_without_an_account(string by, string? client, string? evidence, string outcome) =>
        Tell(Decide("decided-by: [client], own-work: true", by, onBehalfOf: client, attestedBy: evidence), withPerson: client is not null).ShouldBe(outcome);

    [Fact]
    public void Only_a_client_can_be_spoken_for() =>
        Tell(Decide("decided-by: [cto]", "dana", asRole: "cto", onBehalfOf: "Clara", attestedBy: "mail.eml")).ShouldBe("incomplete: only a client can be spoken for");

    [Theory]
    [InlineData("clara", "month end", "Acknowledged as cto")]
    [InlineData("clara", null, "incomplete: an override needs a reason")]
    [InlineData("dana", "month end", "refused: DAC0324 dana is not cto of this delivery, but delivery-manager")]
    public void A_policy_is_overridden_by_the_role_that_the_gate_names(string by, string? reason, string outcome) =>
        Tell(Decide("opens-when: [{policy: {name: post-deployment-validation, overridable-by: cto}}], decided-by: [delivery-manager]", by, reason: reason, overrides: Policy.PostDeploymentValidation)).ShouldBe(outcome);

    [Fact]
    public void A_policy_that_nobody_may_override_is_met() =>
        Tell(Decide("opens-when: [{policy: post-deployment-validation}], decided-by: [cto]", "clara", reason: "month end", overrides: Policy.PostDeploymentValidation))
            .ShouldBe("refused: DAC0322 nobody may override post-deployment-validation at the gate \"Work\"");

    private static DecisionOutcome Decide(
        string gate,
        string by,
        string? asRole = null,
        Decision decision = Decision.Passed,
        string? reason = null,
        string skip = "with-reason",
        string[]? rows = null,
        bool isAuthor = false,
        string? changed = null,
        string? onBehalfOf = null,
        string? attestedBy = null,
        Policy? overrides = null)
    {
        var lifecycle = ACase.OneGate(gate, skip);
        var person = new People(Rules).Named(by);
        var evidence = Evidence.None with
        {
            Authors = ImmutableDictionary<string, ImmutableArray<Person>>.Empty.Add("Work", isAuthor ? [person] : []),
            Facts = FactSheet.Of(new FactInputs { ChangedPaths = changed is null ? null : [changed] }),
        };
        var delivery = ACase.Of(ACase.Record(rows is null ? "" : ACase.Table("Gates", Rows, rows)), Rules, lifecycle, evidence: evidence);
        return new DecisionRules(delivery, new DecisionRequest(lifecycle.FindGate("Work")!, person, asRole, decision, reason, onBehalfOf, attestedBy, overrides)).Decide();
    }

    private static string Tell(DecisionOutcome outcome, bool withPerson = false) => outcome switch
    {
        DecisionOutcome.Granted granted => $"{granted.Decision} as {granted.Role}{(withPerson ? $", by {granted.DecidedBy}" : "")}{string.Concat(granted.StillMissing.Select(m => $", waits for {m.Message.Split(" of ")[^1]}"))}",
        DecisionOutcome.Refused refused => $"refused: {string.Join("; ", refused.Reasons.Select(r => $"{r.Descriptor.Code} {r.Message}"))}",
        DecisionOutcome.NothingToDo nothing => $"nothing: {nothing.Why}",
        DecisionOutcome.Incomplete incomplete => $"incomplete: {incomplete.Message}",
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
