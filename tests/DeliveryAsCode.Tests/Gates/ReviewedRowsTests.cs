using System.Collections.Immutable;
using DeliveryAsCode.Deliveries;
using DeliveryAsCode.Gates;
using DeliveryAsCode.Planning;
using DeliveryAsCode.Tests.Infra;
using DeliveryAsCode.Transitions;
using NodaTime;

namespace DeliveryAsCode.Tests.Gates;

/// <summary>Rows that came with pull requests: they count by their reviews, and are completed from them once.</summary>
public class ReviewedRowsTests
{
    private const string Planning = "delivery/acme-support-bot/gate-delivery-planning";

    [Theory]
    [InlineData("pablo diego", true)]
    [InlineData("diego pablo", true)]
    [InlineData("pablo", false)]
    [InlineData("diego", false)]
    [InlineData("quinn", false)]
    [InlineData("pablo quinn", false)]
    [InlineData("", false)]
    public void A_gate_is_passed_when_the_reviews_fill_all_that_it_asks_for(string approved, bool isPassed) =>
        Case(approved).Decisions.IsSettled("Delivery planning").ShouldBe(isPassed);

    [Fact]
    public void A_row_that_names_nobody_and_has_no_reviews_is_nobodys_word() =>
        ACase.Of(Record(), rows: [new RowEvidence.Standing(), new RowEvidence.Nobody("it names no pull request")]).Decisions.IsSettled("Delivery planning").ShouldBeFalse();

    [Fact]
    public void A_row_that_stands_on_the_base_is_the_word_of_all_whom_it_names()
    {
        var decisions = ACase.Of(Record("| Delivery planning | Passed | pablo, diego | 2026-03-06 | #15 |"), rows: [new RowEvidence.Standing(), new RowEvidence.Standing()]).Decisions;

        decisions.StateOf("Delivery planning").Deciders.Select(p => p.Name).ShouldBe(["pablo", "diego"]);
    }

    [Fact]
    public void The_plan_completes_it_once()
    {
        var plan = Planner.Plan(Case("quinn pablo diego clara"));
        var after = plan.Files.Single(f => f.Path == Record().Path).After;
        after.Text.ShouldContain("| Delivery planning | Passed | pablo, diego | 2026-04-27 | #15 |");

        var record = ARecord.Read(after.Text).Value!;
        Planner.Plan(Case("pablo diego", record)).Changes.Where(c => c.Key.Contains("completed", StringComparison.Ordinal)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("pablo, diego", "2026-04-27", "#15", "")]
    [InlineData("pablo, quinn", "2026-04-27", "#15", "DAC0333")]
    [InlineData("pablo, diego", "2026-04-26", "#15", "DAC0333")]
    [InlineData("pablo, diego", "2026-04-27", "#16", "DAC0333")]
    public void A_change_may_complete_it_as_the_reviews_say_and_no_other_way(string by, string date, string evidence, string refused)
    {
        var before = Record();
        var after = Record($"| Delivery planning | Passed | {by} | {date} | {evidence} |");
        var delivery = Case("pablo diego", after);
        var found = new RecordTransitions(before, after, delivery.Lifecycle, isPlanned: false).Find().OfType<Transition.GateRowChanged>().ShouldHaveSingleItem();

        var judged = new TransitionJudge(new ChangeEvidence(delivery, ImmutableDictionary<int, DeliveryCase>.Empty, _ => [])
        {
            CompletionOf = row => RowCompletion.Of(row, Reviewed("pablo diego", delivery), before.Id, DateTimeZone.Utc),
        }).Judge(found);

        string.Join(' ', judged.Against.Select(d => d.Code)).ShouldBe(refused);
    }

    [Theory]
    [InlineData("", "DAC0331", true)]
    [InlineData("pablo", "DAC0331", true)]
    [InlineData("quinn clara", "DAC0331", true)]
    [InlineData("pablo diego", "", false)]
    [InlineData("pablo diego clara", "", false)]
    public void A_pull_request_that_passes_a_gate_waits_for_its_reviews(string approved, string refused, bool isWaiting)
    {
        var delivery = Case(approved);
        var row = delivery.Record.Gates.Rows[1];

        var judged = new TransitionJudge(new ChangeEvidence(delivery, ImmutableDictionary<int, DeliveryCase>.Empty.Add(1, delivery), _ => [])).Judge(new Transition.GateRowAdded(row, 1));

        string.Join(' ', judged.Against.Select(d => d.Code)).ShouldBe(refused, string.Join('\n', judged.Against));
        judged.IsUndecided.ShouldBe(isWaiting, string.Join('\n', judged.Against));
    }

    [Theory]
    [InlineData("approved in delivery/acme-support-bot/gate-qa-gate-2 (attempt 2)", "delivery/acme-support-bot/gate-qa-gate-2")]
    [InlineData("delivery/acme-other/gate-qa-gate", null)]
    [InlineData("delivery/acme-support-bot/updates", null)]
    [InlineData("#31", null)]
    public void A_row_names_the_branch_of_its_own_delivery(string evidence, string? branch) =>
        GateBranch.FirstIn(evidence, "acme-support-bot").ShouldBe(branch);

    private static DeliveryRecord Record(string row = $"| Delivery planning | Passed | production-line-architect, deployment-specialist | | {Planning} |") => ARecord.Read($"""
        # Delivery Record: Acme Corp — Support Bot

        - **Client:** Acme Corp
        - **Scope:** Answers first-line questions
        - **Intake date:** 2026-03-02
        - **Agreed delivery date:** 2026-05-15
        - **Actual delivery date:** TBD
        - **Status:** Planning

        ## Milestones

        | Milestone | Target date | Actual date | Status |
        |---|---|---|---|
        | Intake handoff | 2026-03-02 | 2026-03-03 | Done |
        | Production start | 2026-05-01 | | Planned |
        | Production complete | 2026-05-02 | | Planned |
        | QA submitted | 2026-05-03 | | Planned |
        | QA certified | 2026-05-04 | | Planned |
        | Deployment start | 2026-05-05 | | Planned |
        | Deployment complete | 2026-05-06 | | Planned |
        | Client handover | 2026-05-07 | | Planned |
        | Post-delivery review | 2026-05-08 | | Planned |

        ## Gates

        | Gate | Decision | Decided by | Date | Evidence |
        |---|---|---|---|---|
        | Intake handoff | Passed | iris | 2026-03-03 | #12 |
        {row}

        ## Risk register

        | Risk | Likelihood | Impact | Mitigation |
        |---|---|---|---|
        | No known risk | | | |

        ## Escalations

        | Date | Issue | Escalated to | Resolution |
        |---|---|---|---|

        ## Status updates sent

        | Date | Type | Summary |
        |---|---|---|

        """).Value!;

    private static DeliveryCase Case(string approved, DeliveryRecord? record = null)
    {
        var read = record ?? Record();
        var bare = ACase.Of(read);
        return ACase.Of(read, rows: [new RowEvidence.Standing(), Reviewed(approved, bare)], evidence: Evidence.None with { ComesFromReviews = true, Authors = ImmutableDictionary<string, ImmutableArray<Person>>.Empty.Add("Delivery planning", []) });
    }

    private static RowEvidence.Reviewed Reviewed(string approved, DeliveryCase delivery) => new(
        [.. approved.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(login => Word(delivery.People.Named(login), delivery))], 15);

    private static GateWord Word(Person person, DeliveryCase delivery)
    {
        var bound = delivery.BoundSetOf(delivery.Lifecycle.FindGate("Delivery planning")!);
        return new GateWord(person, delivery.People.RolesOf(person, delivery.Record.Id), ACase.Now, "review 7 of #15", bound.Digest, bound, [], null, null, delivery.Lifecycle);
    }
}
