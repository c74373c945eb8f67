using System.Collections.Immutable;
using DeliveryAsCode.Facts;
using DeliveryAsCode.Gates;
using DeliveryAsCode.Lifecycles;
using DeliveryAsCode.Tests.Infra;
using DeliveryAsCode.Text;
using NodaTime;

namespace DeliveryAsCode.Tests.Gates;

public class GateJudgeTests
{
    /// <summary>The review may start while the client has not acknowledged the handover.</summary>
    private const string Handover = """
        name: short
        stages:
          - name: Work
            status: In Production
            owner: delivery-manager
            gate: {name: Work, decided-by: [delivery-manager]}
            skip: never
          - name: Handover
            status: Handover
            owner: delivery-manager
            gate: {name: Handover, decided-by: [client]}
            skip: never
          - name: Review
            status: Handover
            owner: delivery-manager
            starts-when: {any: [{acknowledged: {role: client, gate: Handover}}, {business-days: {count: 5, after: Handover}}]}
            gate: {name: Review, decided-by: [delivery-manager]}
            skip: never
        """;

    private static readonly Lifecycle WithReview = LifecycleReader.Read(SourceText.From("ops/lifecycle.yml", Handover)).Value!;

    [Fact]
    public void All_reasons_are_given_at_once() =>
        Judge("opens-when: [{fields: [Scope, Stakeholders]}, {deliverables: all}, {execution: succeeded}], decided-by: [cto]").ShouldBeOfType<GateVerdict.Blocked>()
            .Against.Select(r => r.Descriptor.Code).ShouldBe(["DAC0302", "DAC0302", "DAC0318", "DAC0325", "DAC0301"]);

    [Fact]
    public void A_gate_for_which_only_evidence_is_missing_is_undecided() =>
        Judge("opens-when: [{execution: succeeded}], decided-by: [cto]").ShouldBeOfType<GateVerdict.Undecided>();

    [Theory]
    [InlineData("{any: [{fields: [Scope, Stakeholders]}, {fields: [Scope]}]}", "DAC0302 4: \"Scope\" is not filled")]
    [InlineData("{any: [{fields: [Scope]}, {execution: succeeded}]}", "DAC0325 1: nobody can say what was executed")]
    [InlineData("{any: [{fields: [Scope]}, {fields: [Client]}]}", "")]
    [InlineData("{any: [{all: [{fields: [Client]}, {fields: [Scope]}]}, {fields: [Stakeholders, Scope]}]}", "DAC0302 4: \"Scope\" is not filled")]
    public void Of_several_ways_the_best_one_is_shown(string condition, string told) =>
        Judge($"opens-when: [{condition}], decided-by: [delivery-manager], own-work: true", ACase.Says("dana")).Told().ShouldBe(told);

    [Theory]
    [InlineData("{not: {fields: [Scope]}}", "open")]
    [InlineData("{not: {fields: [Client]}}", "blocked")]
    [InlineData("{not: {execution: succeeded}}", "undecided")]
    [InlineData("{not: {any: [{fields: [Scope]}, {fields: [Client]}]}}", "blocked")]
    [InlineData("{not: {all: [{fields: [Scope]}, {fields: [Client]}]}}", "open")]
    [InlineData("{not: {all: [{fields: [Scope]}, {execution: succeeded}]}}", "open")]
    [InlineData("{not: {any: [{fields: [Scope]}, {execution: succeeded}]}}", "undecided")]
    [InlineData("{not: {not: {fields: [Client]}}}", "open")]
    [InlineData("{not: {not: {execution: succeeded}}}", "undecided")]
    public void What_must_not_hold_is_known_not_to_hold(string condition, string verdict) =>
        Word(Judge($"opens-when: [{condition}], decided-by: [delivery-manager], own-work: true", ACase.Says("dana"))).ShouldBe(verdict);

    [Fact]
    public void A_gate_waits_for_those_before_it() =>
        Of(WithReview, "").Before(WithReview.FindGate("Handover")!).Select(r => $"{r.Descriptor.Code} {string.Join(' ', r.Who)}: {r.Message}")
            .ShouldBe(["DAC0304 dana: the gate \"Work\" must be passed first"]);

    [Theory]
    [InlineData("", "", "DAC0321")]
    [InlineData("", "2026-04-20 | Handover | The package", "")]
    [InlineData("", "2026-04-21 | Handover | The package", "DAC0321")]
    [InlineData("", "2026-04-20 | Weekly status | Nothing", "DAC0321")]
    [InlineData("| Handover | Passed | anna | 2026-04-24 | #9 |\n", "", "")]
    [InlineData("| Handover | Acknowledged | anna | 2026-04-24 | #9 |\n", "", "")]
    [InlineData("| Handover | Acknowledged | omar | 2026-04-24 | #9 |\n", "", "DAC0301 DAC0321")]
    public void A_stage_starts_by_what_it_says_even_while_the_gate_before_it_is_open(string row, string update, string either)
    {
        var rows = $"| Work | Passed | dana | 2026-04-17 | #8 |\n{row}";
        var before = Of(WithReview, rows, update).Before(WithReview.FindGate("Review")!);

        // Either of the two ways is as long as the other.
        string.Join(' ', before.Select(r => r.Descriptor.Code)).ShouldBeOneOf(either.Length == 0 ? [""] : ["DAC0301", "DAC0321"]);
    }

    [Fact]
    public void A_stage_that_starts_by_itself_still_waits_for_the_gates_before_that() =>
        Of(WithReview, "", "2026-04-13 | Handover | The package").Before(WithReview.FindGate("Review")!).Select(r => r.Message).ShouldBe(["the gate \"Work\" must be passed first"]);

    [Theory]
    [InlineData("code-changed", "docs/a.md", true)]
    [InlineData("code-changed", "src/a.cs", false)]
    [InlineData("code-changed", null, false)]
    public void A_stage_is_left_out_where_its_facts_are_known_not_to_hold(string when, string? changed, bool isSkipped)
    {
        var lifecycle = ACase.OneGate("decided-by: [delivery-manager]", skip: "with-reason", stage: $"owner: delivery-manager\n    when: {when}");
        var facts = FactSheet.Of(new FactInputs { ChangedPaths = changed is null ? null : [changed] });

        (ACase.Of(ACase.Record(), lifecycle: lifecycle, evidence: Evidence.None with { Facts = facts }).JudgeWork() is GateVerdict.Skipped).ShouldBe(isSkipped);
    }

    [Fact]
    public void Rows_that_nobody_can_trace_leave_a_gate_undecided()
    {
        var record = ACase.Record(ACase.Table("Gates", "Gate | Decision | Decided by | Date | Evidence", "Work | Passed | dana | 2026-04-17 | #8"));
        var verdict = ACase.Of(record, lifecycle: ACase.OneGate("decided-by: [delivery-manager]"), rows: [new RowEvidence.CannotTell("the history is cut off")]).JudgeWork();

        verdict.ShouldBeOfType<GateVerdict.Undecided>().Told().ShouldBe(
            "DAC0325 14: nobody can say whether a row about it counts: the history is cut off; DAC0301 14: the gate \"Work\" waits for the acknowledgement of delivery-manager");
    }

    private static GateVerdict Judge(string gate, params ImmutableArray<PendingWord> words) =>
        ACase.Of(ACase.Record(), lifecycle: ACase.OneGate(gate), evidence: Evidence.None with { Pending = words }).JudgeWork();

    /// <summary>On Monday, 2026-04-27, five working days after the Monday before.</summary>
    private static DeliveryCase Of(Lifecycle lifecycle, string rows, string update = "")
    {
        var gates = ACase.Table("Gates", "Gate | Decision | Decided by | Date | Evidence") + rows;
        var updates = ACase.Table("Status updates sent", "Date | Type | Summary", update.Length == 0 ? [] : [update]);
        return ACase.Of(ACase.Record($"{gates}\n{updates}"), lifecycle: lifecycle, now: Instant.FromUtc(2026, 4, 27, 9, 0));
    }

    private static string Word(GateVerdict verdict) => verdict switch
    {
        GateVerdict.Open => "open",
        GateVerdict.Blocked => "blocked",
        GateVerdict.Undecided => "undecided",
        _ => "skipped",
    };
}
