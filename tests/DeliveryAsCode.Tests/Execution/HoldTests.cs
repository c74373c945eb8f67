using DeliveryAsCode.Execution;
using DeliveryAsCode.Runbooks;
using static DeliveryAsCode.Tests.Execution.ARunbook;

namespace DeliveryAsCode.Tests.Execution;

public class HoldTests
{
    private static Runbook Whole { get; } = Of(
        Phase(PhaseKind.FinalChecks, Step("go") with { Decide = "delivery-manager" }),
        Phase(PhaseKind.Execution, Step("migrate", Bash("up"), null, Bash("down")), Step("switch", Bash("switch"), null, Bash("back"))),
        Phase(PhaseKind.SmokeTests, Step("home", Bash("curl"))),
        Phase(PhaseKind.AfterRollback, Step("old-version-answers", Bash("curl"))));

    private static readonly Decision _go = new("final-checks/go", DecisionChoice.Go, "quiet");

    [Fact]
    public void Lifting_the_hold_of_what_is_rolled_back_only_sets_the_environment_free()
    {
        var play = Play.Of(Whole).Failing("smoke-tests/home").ToEnd().Answer(_go).ToEnd();
        play.Conclusion.ShouldBe(Conclusion.RolledBack);

        play.Add(new HoldLifted("the certificate was renewed")).ToEnd();

        (play.Conclusion, play.Execution.IsHeld).ShouldBe((Conclusion.RolledBack, false));
    }

    [Fact]
    public void Lifting_the_hold_of_a_failed_undo_tries_it_anew()
    {
        var play = Play.Of(Whole).Failing("smoke-tests/home").Failing("execution/switch undo", times: 1).ToEnd().Answer(_go).ToEnd();
        play.Conclusion.ShouldBe(Conclusion.OnHold);

        play.Add(new HoldLifted("the proxy is back")).ToEnd();

        play.Conclusion.ShouldBe(Conclusion.RolledBack);
        play.Blocks.Count(b => b == "execution/switch undo").ShouldBe(2);
        play.Blocks.Count(b => b == "execution/migrate undo").ShouldBe(1);
    }

    [Fact]
    public void An_undo_that_a_person_did_by_hand_is_not_tried_again()
    {
        var play = Play.Of(Whole).Failing("smoke-tests/home").Failing("execution/switch undo").ToEnd().Answer(_go).ToEnd();
        var word = new Answered(ActionKind.Undo, "execution/switch", UnknownAnswer.Done, "switched in the console");
        play.Execution.WhyRefused(word).ShouldBeNull();

        play.Add(word).Add(new HoldLifted("switched in the console")).ToEnd();

        play.Conclusion.ShouldBe(Conclusion.RolledBack);
        play.Blocks.Count(b => b == "execution/switch undo").ShouldBe(1);
    }

    [Fact]
    public void A_check_that_failed_after_the_rollback_runs_again_when_the_hold_is_lifted() =>
        Play.Of(Whole).Failing("smoke-tests/home").Failing("after-rollback/old-version-answers", times: 1).ToEnd().Answer(_go).ToEnd()
            .Add(new HoldLifted("DNS was late")).ToEnd().Conclusion.ShouldBe(Conclusion.RolledBack);

    [Fact]
    public void A_person_rolls_back_what_has_succeeded()
    {
        var play = Play.Of(Whole).ToEnd().Answer(_go).ToEnd();
        play.Conclusion.ShouldBe(Conclusion.Succeeded);
        var word = new RollbackStarted("orders stopped", null, ByPerson: true);
        play.Execution.WhyRefused(word).ShouldBeNull();

        play.Add(word).ToEnd();

        play.Conclusion.ShouldBe(Conclusion.RolledBack);
        play.Blocks.Skip(3).ShouldBe(["execution/switch undo", "execution/migrate undo", "after-rollback/old-version-answers"]);
        play.Execution.WhyRefused(word).ShouldBe("it was rolled back already: what is left is lifting the hold");
    }

    [Fact]
    public void A_rollback_stops_at_its_target()
    {
        var play = Play.Of(Whole).ToEnd().Answer(_go).ToEnd();

        play.Add(new RollbackStarted("only the switch", "execution/migrate", ByPerson: true)).ToEnd();

        play.Blocks.ShouldContain("execution/switch undo");
        play.Blocks.ShouldNotContain("execution/migrate undo");
    }

    [Fact]
    public void Rolling_back_before_the_first_change_ends_it_as_failed()
    {
        var play = Play.Of(Whole).ToEnd();

        play.Add(new RollbackStarted("the client called it off", null, ByPerson: true)).ToEnd();

        (play.Conclusion, play.Execution.Ended!.Outcome, play.Blocks.Count).ShouldBe((Conclusion.Failed, "the client called it off", 0));
    }

    [Fact]
    public void After_a_point_of_no_return_a_rollback_needs_a_target_behind_it()
    {
        var point = Step("drop", Bash("x", o => o with { PointOfNoReturn = "the column is gone" }), null, Bash("no"));
        var play = Play.Of(Of(Phase(PhaseKind.Execution, Step("before", Bash("x"), null, Bash("y")), point, Step("after", Bash("x"), null, Bash("y"))))).ToEnd();

        play.Execution.WhyRefused(new RollbackStarted("x", null, true)).ShouldBe("\"drop\" is a point of no return (the column is gone): only what was started after it can be undone, with --target execution/drop");
        play.Execution.WhyRefused(new RollbackStarted("x", "execution/before", true)).ShouldNotBeNull();
        play.Execution.WhyRefused(new RollbackStarted("x", "execution/nothing", true)).ShouldBe("the step \"execution/nothing\" was not started, so nothing can be taken back to it");
        play.Execution.WhyRefused(new RollbackStarted("x", "execution/drop", true)).ShouldBeNull();
        play.Add(new RollbackStarted("x", "execution/drop", true)).ToEnd().Blocks.Skip(3).ShouldBe(["execution/after undo"]);
    }

    [Fact]
    public void A_no_go_that_holds_is_asked_again_when_the_hold_is_lifted()
    {
        var runbook = Of(Phase(PhaseKind.Execution, Step("migrate", Bash("up"), null, Bash("down")), Step("go-on") with { Decide = "cto" }, Step("switch", Bash("x"), null, Bash("y"))));
        var play = Play.Of(runbook).ToEnd().Answer(new Decision("execution/go-on", DecisionChoice.NoGo, "too slow")).ToEnd();
        play.Conclusion.ShouldBe(Conclusion.OnHold);

        play.Add(new HoldLifted("faster now")).ToEnd().Answer(new Decision("execution/go-on", DecisionChoice.Go, "fine")).ToEnd();

        play.Conclusion.ShouldBe(Conclusion.Succeeded);
        play.Blocks.ShouldBe(["execution/migrate", "execution/switch"]);
    }

    [Fact]
    public void A_no_go_after_the_rollback_is_no_go()
    {
        var runbook = Of(
            Phase(PhaseKind.Execution, Step("switch", Bash("x"), null, Bash("y"))), Phase(PhaseKind.SmokeTests, Step("home", Bash("curl"))),
            Phase(PhaseKind.AfterRollback, Step("tell") with { Decide = "cto" }, Step("mail", Bash("mail"))));

        var play = Play.Of(runbook).Failing("smoke-tests/home").ToEnd().Answer(new Decision("after-rollback/tell", DecisionChoice.NoGo, "not yet")).ToEnd();

        play.Conclusion.ShouldBe(Conclusion.OnHold);
        play.Blocks.ShouldNotContain("after-rollback/mail");
    }

    [Fact]
    public void A_word_is_taken_only_if_it_is_waited_for()
    {
        var play = Play.Of(Whole).ToEnd();

        play.Execution.WhyRefused(_go).ShouldBeNull();
        play.Execution.WhyRefused(new Decision("final-checks/other", DecisionChoice.Go, null)).ShouldBe("it waits for something else (decision \"final-checks/go\"): go");
        play.Execution.WhyRefused(new HoldLifted("x")).ShouldBe("nothing is held");
        play.Answer(_go).ToEnd().Execution.WhyRefused(_go).ShouldBe("it does not wait for anybody's word");
    }
}
