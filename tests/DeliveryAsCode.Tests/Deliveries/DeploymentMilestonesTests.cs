using DeliveryAsCode.Deliveries;
using DeliveryAsCode.Tests.Infra;
using NodaTime;

namespace DeliveryAsCode.Tests.Deliveries;

public class DeploymentMilestonesTests
{
    private static readonly LocalDate Day = new(2026, 5, 12);

    [Theory]
    [InlineData("| | |", "| | |", false, false, false, "nothing has been changed")]
    [InlineData("| 2026-05-12 | ✅ Done |", "| | ⏳ In progress |", true, false, false, "under way")]
    [InlineData("| 2026-05-12 | ✅ Done |", "| 2026-05-12 | ✅ Done |", true, true, false, "succeeded")]
    [InlineData("| 2026-05-12 | ✅ Done |", "| | ❌ Failed |", true, false, true, "rolled back")]
    public void An_execution_dates_what_it_has_reached(string start, string complete, bool hasStarted, bool hasCompleted, bool hasFailed, string because) =>
        Apply(Record("| | |", "| | |"), new(hasStarted ? Day : null, hasCompleted ? Day : null, hasFailed))
            .ShouldBe(Record(start, complete).Document.Source.Text, because);

    [Fact]
    public void A_second_attempt_does_not_move_the_first_day()
    {
        var record = Record("| 2026-05-11 | ✅ Done |", "| | ❌ Failed |");

        Apply(record, new(Day, Day, false)).ShouldBe(Record("| 2026-05-11 | ✅ Done |", "| 2026-05-12 | ✅ Done |").Document.Source.Text);
    }

    [Fact]
    public void What_was_completed_stays_completed_when_a_later_attempt_fails()
    {
        var record = Record("| 2026-05-11 | ✅ Done |", "| 2026-05-11 | ✅ Done |");

        Apply(record, new(Day, null, true)).ShouldBe(record.Document.Source.Text);
    }

    [Fact]
    public void Applied_again_it_changes_nothing()
    {
        var milestones = new DeploymentMilestones(Day, Day, false);
        var once = Apply(Record("| | |", "| | |"), milestones);

        Apply(ARecord.Read(once).Value!, milestones).ShouldBe(once);
    }

    [Fact]
    public void A_row_that_lacks_its_cells_gets_both()
    {
        var record = ARecord.Read(ARecord.With("| Deployment start | | | |", "| Deployment start |\n| Deployment complete |")).Value!;

        var after = ARecord.Read(Apply(record, new(Day, Day, false))).Value!;

        after.FindMilestone("Deployment complete")!.Actual.ShouldBe(Day);
        after.FindMilestone("Deployment complete")!.Status.ShouldBe(MilestoneStatus.Done);
    }

    [Fact]
    public void A_record_without_these_milestones_is_left_alone()
    {
        var record = ARecord.Read(ARecord.With("| Deployment start | | | |\n", "")).Value!;

        Apply(record, new(Day, Day, false)).ShouldBe(record.Document.Source.Text);
    }

    private static string Apply(DeliveryRecord record, DeploymentMilestones milestones) =>
        milestones.Apply(record, "Deployment start", "Deployment complete").Text;

    private static DeliveryRecord Record(string start, string complete) => ARecord.Read(ARecord.With(
        "| Deployment start | | | |", $"| Deployment start | 2026-05-12 {start}\n| Deployment complete | 2026-05-12 {complete}")).Value!;
}
