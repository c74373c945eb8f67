using DeliveryAsCode.Execution;
using DeliveryAsCode.Facts;
using DeliveryAsCode.Runbooks;
using static DeliveryAsCode.Tests.Execution.ARunbook;

namespace DeliveryAsCode.Tests.Execution;

public class ParallelStepsTests
{
    private static Runbook Whole { get; } = Of(Phase(
        PhaseKind.Execution,
        Step("first", Bash("x"), null, Bash("y")),
        Step("a", Bash("x"), Bash("probe"), Bash("y")) with { IsParallel = true },
        Step("b", Bash("x"), null, Bash("y")) with { IsParallel = true },
        Step("last", Bash("x"), null, Bash("y"))));

    [Fact]
    public void Neighbours_that_may_run_together_begin_together_and_the_next_waits_for_both()
    {
        var play = Play.Of(Whole).ToEnd();

        play.Blocks.ShouldBe(["execution/first", "execution/a", "execution/b", "execution/a verify", "execution/last"]);
        var events = play.Journal.Entries.Select(e => e.Event).ToList();
        events.FindIndex(e => e is ActionStarted { Step: "execution/b" }).ShouldBeLessThan(events.FindIndex(e => e is ActionEnded { Step: "execution/a" }));
    }

    [Fact]
    public void When_one_fails_the_other_ends_and_both_are_undone() =>
        Play.Of(Whole).Failing("execution/b").ToEnd().Blocks.Skip(3).ShouldBe(["execution/b undo", "execution/a undo", "execution/first undo"]);

    [Fact]
    public void A_crash_in_one_of_them_leaves_only_that_one_unknown()
    {
        var play = Play.Of(Whole).CrashIn("execution/b").ToEnd();

        play.Question.ShouldBeOfType<UnknownQuestion>().Step.ShouldBe("execution/b");
        play.Answer(new Answered(ActionKind.Step, "execution/b", UnknownAnswer.Done, "seen")).ToEnd().Conclusion.ShouldBe(Conclusion.Succeeded);
        play.Blocks.ShouldBeUnique();
    }

    [Fact]
    public void A_step_whose_condition_does_not_hold_is_passed_over_and_never_undone()
    {
        var fact = new FactExpression.Equal(FactNames.Environment, "production");
        var runbook = Of(Phase(
            PhaseKind.Execution,
            Step("seed", Bash("x"), null, Bash("y")) with { When = new StepCondition("environment == production", fact, [], Here) },
            Step("switch", Bash("x"), null, Bash("y"))));

        var play = Play.Of(runbook, FactSheet.Of(new FactInputs { Environments = ["staging"] })).Failing("execution/switch").ToEnd();

        play.Blocks.ShouldBe(["execution/switch", "execution/switch undo"]);
        play.Execution.OutcomeOf(runbook.Steps.First()).ShouldBe(StepOutcome.Skipped);
        play.Execution.Skipped["execution/seed"].ShouldBe("environment is staging");
        Play.Of(runbook, FactSheet.Of(new FactInputs { Environments = ["production"] })).ToEnd().Blocks.ShouldBe(["execution/seed", "execution/switch"]);
    }
}
