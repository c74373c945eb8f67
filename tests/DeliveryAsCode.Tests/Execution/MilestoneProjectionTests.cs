using DeliveryAsCode.Deliveries;
using DeliveryAsCode.Execution;
using DeliveryAsCode.Runbooks;
using NodaTime;
using static DeliveryAsCode.Tests.Execution.ARunbook;

namespace DeliveryAsCode.Tests.Execution;

public class MilestoneProjectionTests
{
    private static readonly Runbook Plan = Of(
        Phase(PhaseKind.FinalChecks, Step("healthy", Bash("true"))),
        Phase(PhaseKind.Execution, Step("switch", Bash("true"))));

    private static readonly LocalDate Day = new(2026, 3, 4);

    [Fact]
    public void A_final_check_starts_no_deployment() =>
        Project(Journal().Add(Started("final-checks/healthy"))).ShouldBe(new DeploymentMilestones(null, null, false));

    [Fact]
    public void The_first_step_that_changes_something_starts_it() =>
        Project(Journal().Add(Started("final-checks/healthy")).Add(Started("execution/switch"))).ShouldBe(new DeploymentMilestones(Day, null, false));

    [Theory]
    [InlineData(Conclusion.Succeeded, true, false)]
    [InlineData(Conclusion.RolledBack, false, true)]
    [InlineData(Conclusion.OnHold, false, true)]
    public void The_end_completes_it_only_with_success(Conclusion conclusion, bool isComplete, bool hasFailed) =>
        Project(Journal().Add(Started("execution/switch")).Add(new ExecutionEnded(conclusion, "over")))
            .ShouldBe(new DeploymentMilestones(Day, isComplete ? Day : null, hasFailed));

    [Fact]
    public void What_succeeded_and_was_rolled_back_since_is_not_complete()
    {
        var back = Journal().Add(Started("execution/switch")).Add(new ExecutionEnded(Conclusion.Succeeded, "over")).Add(new RollbackStarted("the client asked", null, ByPerson: true));

        Project(back).ShouldBe(new DeploymentMilestones(Day, null, false));
        Project(back.Add(new Hold("rolled back")).Add(new ExecutionEnded(Conclusion.RolledBack, "over"))).ShouldBe(new DeploymentMilestones(Day, null, true));
    }

    [Theory]
    [InlineData("UTC", 4)]
    [InlineData("Asia/Tokyo", 5)]
    public void Days_are_those_of_the_calendar(string zone, int day) =>
        Project(Journal().Add(Started("execution/switch")), zone).Started.ShouldBe(new LocalDate(2026, 3, day));

    private static JournalBuilder Journal() => JournalBuilder.For(Plan);

    private static ActionStarted Started(string step) => new(ActionKind.Step, step, 1, "key");

    private static DeploymentMilestones Project(JournalBuilder journal, string zone = "UTC") =>
        MilestoneProjection.Of(Plan, [.. journal.Entries], DateTimeZoneProviders.Tzdb[zone]);
}
