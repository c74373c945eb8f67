using System.Collections.Immutable;
using DeliveryAsCode.Deliveries;
using DeliveryAsCode.Gates;
using DeliveryAsCode.Lifecycles;
using DeliveryAsCode.Tests.Infra;
using DeliveryAsCode.Text;
using DeliveryAsCode.Transitions;

namespace DeliveryAsCode.Tests.Transitions;

public class TransitionJudgeTests
{
    private static readonly Lifecycle Lifecycle = LifecycleReader.Read(SourceText.From("ops/lifecycle.yml", """
        name: two-steps
        stages:
          - name: Build
            status: QA
            owner: delivery-manager
            gate: {name: Build, opens-when: [{fields: [Scope]}], decided-by: [qa-engineer], bound-to: ["field:Scope"]}
            skip: with-reason
          - name: Ship
            status: Deployment
            owner: delivery-manager
            gate: {name: Ship, opens-when: [{fields: [Scope]}], decided-by: [deployment-specialist], bound-to: ["field:Scope"]}
            skip: never

        """)).Value!;

    [Theory]
    [InlineData("Build: Passed", "quinn: qa-engineer", "")]
    [InlineData("Build: Passed", "dana: delivery-manager", "DAC0332")]
    [InlineData("Build: Passed", "nobody", "DAC0332")]
    [InlineData("Build: Passed", "unknown", "DAC0332")]
    [InlineData("Build: Passed", "adopted", "DAC0332")]
    [InlineData("Ship: Passed", "diego: deployment-specialist", "DAC0331")]
    [InlineData("Ship: Acknowledged", "diego: deployment-specialist", "")]
    [InlineData("Ship: Failed", "diego: deployment-specialist", "")]
    [InlineData("Ship: Failed", "quinn: qa-engineer", "DAC0332")]
    [InlineData("Build: Skipped", "dana: delivery-manager", "")]
    [InlineData("Ship: Skipped", "dana: delivery-manager", "DAC0331")]
    [InlineData("Build: On hold", "dana: delivery-manager", "")]
    [InlineData("Build: On hold", "quinn: qa-engineer", "DAC0332")]
    [InlineData("Build: Reopened", "dana: delivery-manager", "")]
    [InlineData("Build: Re-plan", "dana: delivery-manager", "")]
    [InlineData("Training: Passed", "quinn: qa-engineer", "DAC0331")]
    public void A_row_counts_as_the_word_of_whoever_may_say_it_when_they_may(string row, string evidence, string refused) =>
        Codes(Added(ARecord.WithGates(row), evidence)).ShouldBe(refused);

    [Fact]
    public void Rows_of_one_change_count_in_their_order()
    {
        var record = ARecord.WithGates("Build: Passed", "Ship: Passed");
        var delivery = Case(record, "quinn: qa-engineer", "diego: deployment-specialist");

        Codes(Judge(delivery, new Transition.GateRowAdded(record.Gates.Rows[1], 1))).ShouldBe("");
    }

    [Fact]
    public void What_cannot_be_told_is_undecided() => Added(ARecord.WithGates("Build: Passed"), "unknown").IsUndecided.ShouldBeTrue();

    [Fact]
    public void A_word_on_something_else_than_what_stands_there_now_is_refused()
    {
        var (then, now) = (ARecord.WithGates("Build: Passed"), Changed(ARecord.WithGates("Build: Passed"), "first-line questions", "all questions"));
        var delivery = Case(then, "quinn: qa-engineer");
        var after = ACase.Of(now, lifecycle: Lifecycle, rows: delivery.Evidence.Rows);

        var judged = new TransitionJudge(new ChangeEvidence(after, ImmutableDictionary<int, DeliveryCase>.Empty.Add(0, delivery), _ => [])).Judge(new Transition.GateRowAdded(now.Gates.Rows[0], 0));

        judged.Against.ShouldHaveSingleItem().Message.ShouldStartWith("the row \"Build: Passed\" by dana is refused: what it speaks of changed after it: field \"Scope\"");
    }

    [Fact]
    public void Nothing_is_cancelled_while_an_execution_is_open()
    {
        var record = ARecord.WithGates("Build: Cancelled");
        var open = new ExecutionSummary("1", "executions/1.md", "sha256:0", "acme-production", null, null, 0, false, "diego", ACase.Now, null);
        var delivery = ACase.Of(record, lifecycle: Lifecycle, rows: Case(record, "dana: delivery-manager").Evidence.Rows, evidence: Evidence.None with { Executions = [open] });

        Codes(Judge(delivery, new Transition.DeliveryDecided(record.Gates.Rows[0], 0))).ShouldBe("DAC0331");
    }

    [Theory]
    [InlineData("", "QA", "Deployment", "DAC0334")]
    [InlineData("Build: Passed", "QA", "Deployment", "")]
    [InlineData("Build: Passed", "QA", "Complete", "DAC0334")]
    [InlineData("Build: Passed; Ship: Passed", "QA", "Complete", "")]
    [InlineData("Build: Passed", "QA", "Handover", "DAC0334")]
    [InlineData("", "QA", "Cancelled", "DAC0334")]
    [InlineData("Build: Cancelled", "QA", "Cancelled", "")]
    [InlineData("Build: On hold", "QA", "On hold", "")]
    [InlineData("Build: On hold", "On hold", "QA", "DAC0334")]
    [InlineData("Build: On hold; Build: Resumed", "On hold", "QA", "")]
    [InlineData("", "On hold", "QA", "DAC0334")]
    public void The_status_goes_as_far_as_the_gates(string rows, string from, string to, string refused)
    {
        var record = Changed(ARecord.WithGates(rows.Split("; ", StringSplitOptions.RemoveEmptyEntries)), "**Status:** QA", $"**Status:** {to}");
        var transition = new Transition.StatusAdvanced(Wording.OfStatus.Find(from), Wording.OfStatus.Find(to)!.Value, record.Title);

        Codes(Judge(ACase.Of(record, lifecycle: Lifecycle), transition)).ShouldBe(refused);
    }

    [Theory]
    [InlineData("dana", "")]
    [InlineData("clara", "")]
    [InlineData("quinn", "DAC0338")]
    [InlineData("", "DAC0338")]
    public void An_escalation_is_resolved_by_those_who_may(string person, string refused)
    {
        var delivery = ACase.Of(ARecord.Read(), lifecycle: Lifecycle);
        var evidence = new ChangeEvidence(delivery, ImmutableDictionary<int, DeliveryCase>.Empty, _ => person.Length == 0 ? [] : [delivery.People.Named(person)]);

        Codes(new TransitionJudge(evidence).Judge(new Transition.EscalationResolved(delivery.Record.Escalations.Rows[0], delivery.Record.Title))).ShouldBe(refused);
    }

    private static JudgedTransition Added(DeliveryRecord record, string evidence)
    {
        var row = record.Gates.Rows[0];
        Transition transition = row.Decision is Decision.OnHold or Decision.Reopened ? new Transition.DeliveryDecided(row, 0) : new Transition.GateRowAdded(row, 0);
        return Judge(Case(record, evidence), transition);
    }

    private static JudgedTransition Judge(DeliveryCase delivery, Transition transition)
    {
        var whenAdded = Enumerable.Range(0, delivery.Record.Gates.Rows.Length).ToImmutableDictionary(i => i, _ => delivery);
        return new TransitionJudge(new ChangeEvidence(delivery, whenAdded, _ => [])).Judge(transition);
    }

    private static string Codes(JudgedTransition judged) => string.Join(' ', judged.Against.Select(d => d.Code).Distinct());

    private static DeliveryCase Case(DeliveryRecord record, params string[] evidence) =>
        ACase.Of(record, lifecycle: Lifecycle, rows: [.. evidence.Select((said, i) => EvidenceOf(said, record.Gates.Rows[i], ACase.Of(record, lifecycle: Lifecycle)))]);

    private static RowEvidence EvidenceOf(string said, GateDecision row, DeliveryCase delivery) => said.Split(": ") switch
    {
        ["unknown"] => new RowEvidence.CannotTell("the history is cut off"),
        ["adopted"] => new RowEvidence.Adopted(),
        [var name, var role] => new RowEvidence.Given(Word(name, role, delivery.Lifecycle.FindGate(row.Label) is { } gate ? delivery.BoundSetOf(gate) : null, delivery)),
        _ => new RowEvidence.Nobody("the row is not committed"),
    };

    private static GateWord Word(string name, string role, BoundSet? bound, DeliveryCase delivery) =>
        new(delivery.People.Named(name), [role], ACase.Now, "commit 77ab021", bound?.Digest, bound, [], null, null, delivery.Lifecycle);

    private static DeliveryRecord Changed(DeliveryRecord record, string old, string replacement) =>
        ARecord.Read(record.Document.Source.Text.Replace(old, replacement, StringComparison.Ordinal)).Value!;
}
