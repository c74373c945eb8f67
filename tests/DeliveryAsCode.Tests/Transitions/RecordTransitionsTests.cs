using DeliveryAsCode.Lifecycles;
using DeliveryAsCode.Tests.Infra;
using DeliveryAsCode.Transitions;
using FsCheck;
using FsCheck.Fluent;

namespace DeliveryAsCode.Tests.Transitions;

public class RecordTransitionsTests
{
    private const string Intake = "| Intake handoff | Passed | iris | 2026-03-03 | #12 |";
    private const string Failed = "| QA gate | Failed | quinn | 2026-04-22 | #31 report |";

    private static readonly Gen<string[]> Rows = Gen.ListOf(Gen.Elements("A: Passed", "A: Failed", "B: Passed", "B: Skipped")).Select(rows => rows.Take(4).ToArray());

    private static readonly Lifecycle Lifecycle = BuiltInLifecycles.Find("client-delivery")!;

    [Theory]
    [InlineData("Cache answers", "Cache more", "")]
    [InlineData("| 3 of 41 scenarios fail |", "| 3 of 41 Scenarios fail |", "")]
    [InlineData("**Status:** QA", "**Status:** In Production", "")]
    [InlineData("**Status:** QA", "**Status:** Handover", "status from \"QA\" to \"Handover\"")]
    [InlineData("**Status:** QA", "**Status:** On hold", "status from \"QA\" to \"On hold\"")]
    [InlineData("| QA certified | 2026-04-24 | |", "| QA certified | 2026-04-24 | 2026-04-24 |", "actual date of \"QA certified\" from none to 2026-04-24")]
    [InlineData("| Intake handoff | 2026-03-02 | 2026-03-03 |", "| Intake handoff | 2026-03-02 | |", "actual date of \"Intake handoff\" from 2026-03-03 to none")]
    [InlineData("| Deployment start | | | |", "| Deployment start | | 2026-05-12 | |", "")]
    [InlineData("| Deployment start | | | |", "| QA certified | | 2026-05-12 | |", "actual date of \"QA certified\" from none to 2026-05-12")]
    [InlineData("| clara | open |", "| clara | solved |", "the escalation \"3 of 41 scenarios fail\" is resolved")]
    [InlineData("| 2026-04-23 | 3 of 41 scenarios fail | clara | open |\n", "", "the escalation \"3 of 41 scenarios fail\" is resolved")]
    [InlineData(Failed, Failed + "\n| QA gate | Passed | quinn | 2026-04-24 | #33 |", "\"QA gate: Passed\" by quinn")]
    [InlineData(Failed, Failed + "\n" + Failed, "\"QA gate: Failed\" by quinn")]
    [InlineData(Failed, "| QA gate | Passed | quinn | 2026-04-22 | #31 report |", "the row \"QA gate: Failed\" by quinn is changed")]
    [InlineData(Failed, "| QA gate  |  Failed | quinn | 2026-04-22 | #31 report |", "")]
    [InlineData(Intake + "\n", "", "the row \"Intake handoff: Passed\" by iris is gone")]
    [InlineData(Intake + "\n" + Failed, Failed + "\n" + Intake, "the row \"Intake handoff: Passed\" by iris does not stand at the end")]
    public void What_a_change_does_to_a_record_is_found(string old, string replacement, string found) =>
        Found(ARecord.Text, ARecord.With(old, replacement)).ShouldBe(found);

    [Theory]
    [InlineData("complex", "simple", 1)]
    [InlineData("complex", "**Complex**", 0)]
    public void The_complexity_is_planned_as_stages_and_items_depend_on_it(string from, string to, int changes)
    {
        const string Status = "- **Status:** QA";
        string Of(string complexity) => ARecord.With(Status, $"- **Complexity:** {complexity}\n{Status}");

        var transitions = new RecordTransitions(ARecord.Read(Of(from)).Value!, ARecord.Read(Of(to)).Value!, Lifecycle, isPlanned: true).Find();

        transitions.OfType<Transition.Replanned>().SelectMany(r => r.Changes).Count().ShouldBe(changes);
    }

    [Fact]
    public void A_row_between_older_ones_is_new_and_out_of_place() =>
        Found(ARecord.Text, ARecord.With(Intake, Intake + "\n| QA gate | Skipped | dana | 2026-03-04 | no time |"))
            .ShouldBe("the row \"QA gate: Skipped\" by dana does not stand at the end; \"QA gate: Skipped\" by dana");

    [Theory]
    [InlineData("first-line questions", "all questions", "Scope")]
    [InlineData("**Agreed delivery date:** 2026-05-15", "**Agreed delivery date:** 2026-06-15", "Agreed delivery date")]
    [InlineData("| QA certified | 2026-04-24 |", "| QA certified | 2026-04-28 |", "target date of \"QA certified\"")]
    public void A_plan_changes_only_after_planning(string old, string replacement, string what)
    {
        Find(ARecord.Text, ARecord.With(old, replacement), isPlanned: false).ShouldBeEmpty();
        Find(ARecord.Text, ARecord.With(old, replacement), isPlanned: true).ShouldHaveSingleItem().ShouldBeOfType<Transition.Replanned>().Changes.ShouldHaveSingleItem().What.ShouldBe(what);
    }

    [Fact]
    public void A_new_record_has_nothing_behind_it() =>
        RecordTransitions.OfNew(ARecord.Read(), Lifecycle).Select(TransitionText.Summary).ShouldBe(
        [
            "the record is new, and has the row \"Intake handoff: Passed\" by iris",
            "the record is new, and has the row \"QA gate: Failed\" by quinn",
            "the record is new, and has the status \"QA\"",
        ]);

    [Fact]
    public void Rows_that_are_only_appended_are_the_only_ones_that_are_no_harm_to_the_past() =>
        Prop.ForAll(Arb.From(from before in Rows from after in Rows select (before, after)), pair =>
        {
            var (before, after) = (ARecord.WithGates(pair.before), ARecord.WithGates(pair.after));
            var found = new RecordTransitions(before, after, Lifecycle, isPlanned: false).Find();
            var isHarm = found.Any(t => t is Transition.GateRowChanged or Transition.GateRowRemoved or Transition.GateRowMoved);
            return isHarm == !pair.after.Take(pair.before.Length).SequenceEqual(pair.before);
        }).QuickCheckThrowOnFailure();

    private static string Found(string before, string after) => string.Join("; ", Find(before, after, isPlanned: false).Select(TransitionText.Summary));

    private static IEnumerable<Transition> Find(string before, string after, bool isPlanned) =>
        new RecordTransitions(ARecord.Read(before).Value!, ARecord.Read(after).Value!, Lifecycle, isPlanned).Find();
}
