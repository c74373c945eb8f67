using DeliveryAsCode.Execution;
using DeliveryAsCode.Runbooks;
using FsCheck;
using FsCheck.Fluent;
using static DeliveryAsCode.Tests.Execution.ARunbook;
using Outcome = DeliveryAsCode.Execution.Outcome;

namespace DeliveryAsCode.Tests.Execution;

public class RunbookExecutionTests
{
    private static readonly Step _check = Step("healthy", Bash("check"));
    private static readonly Step _migrate = Step("migrate", Bash("up"), Bash("probe"), Bash("down"));
    private static readonly Step _switch = Step("switch", Bash("switch"), null, Bash("back"));
    private static readonly Step _smoke = Step("home", Bash("curl"));
    private static readonly Step _after = Step("old-version-answers", Bash("curl"));

    private static Runbook Whole { get; } = Of(
        Phase(PhaseKind.AfterRollback, _after),
        Phase(PhaseKind.SmokeTests, _smoke),
        Phase(PhaseKind.FinalChecks, _check),
        Phase(PhaseKind.Execution, _migrate, _switch));

    [Fact]
    public void Phases_run_by_their_kind_and_a_step_is_verified() =>
        Play.Of(Whole).ToEnd().Blocks.ShouldBe(
            ["final-checks/healthy", "execution/migrate", "execution/migrate verify", "execution/switch", "smoke-tests/home"]);

    [Fact]
    public void A_failed_final_check_starts_nothing_and_undoes_nothing()
    {
        var play = Play.Of(Whole).Failing("final-checks/healthy").ToEnd();

        play.Blocks.ShouldBe(["final-checks/healthy"]);
        play.Conclusion.ShouldBe(Conclusion.Failed);
        play.Execution.Rollback.ShouldBeNull();
        play.Execution.Phases["final-checks"].ShouldBe(Outcome.Failed);
    }

    [Fact]
    public void A_failed_step_is_undone_and_so_is_everything_before_it_from_the_end()
    {
        var play = Play.Of(Whole).Failing("execution/switch").ToEnd();

        play.Blocks.Skip(4).ShouldBe(["execution/switch undo", "execution/migrate undo", "after-rollback/old-version-answers"]);
        play.Conclusion.ShouldBe(Conclusion.RolledBack);
        play.Execution.IsHeld.ShouldBeTrue();
    }

    [Fact]
    public void A_failed_verify_fails_its_step_and_only_what_was_started_is_undone() =>
        Play.Of(Whole).Failing("execution/migrate verify").ToEnd().Blocks.Skip(3)
            .ShouldBe(["execution/migrate undo", "after-rollback/old-version-answers"]);

    [Fact]
    public void A_failed_smoke_test_starts_the_rollback_at_once()
    {
        var play = Play.Of(Whole).Failing("smoke-tests/home").ToEnd();

        play.Conclusion.ShouldBe(Conclusion.RolledBack);
        play.Execution.Rollback!.Cause.ShouldBe("\"home\" failed");
    }

    [Fact]
    public void A_failing_undo_stops_and_lists_what_is_left()
    {
        var play = Play.Of(Whole).Failing("smoke-tests/home").Failing("execution/switch undo").ToEnd();

        play.Conclusion.ShouldBe(Conclusion.OnHold);
        play.Blocks.ShouldNotContain("execution/migrate undo");
        play.Execution.Ended!.Outcome.ShouldBe("the undo of \"switch\" failed; not undone yet: \"migrate\"");
    }

    [Fact]
    public void A_check_that_fails_after_the_rollback_leaves_the_execution_on_hold() =>
        Play.Of(Whole).Failing("smoke-tests/home").Failing("after-rollback/old-version-answers").ToEnd().Conclusion.ShouldBe(Conclusion.OnHold);

    [Fact]
    public void A_step_is_tried_as_often_as_it_says()
    {
        var runbook = Of(Phase(PhaseKind.Execution, Step("flaky", Bash("x", o => o with { Retries = 2, Backoff = TimeSpan.FromSeconds(5) }))));

        Play.Of(runbook).Failing("execution/flaky", times: 2).ToEnd().Conclusion.ShouldBe(Conclusion.Succeeded);
        var play = Play.Of(runbook).Failing("execution/flaky").ToEnd();
        play.Blocks.ShouldBe(["execution/flaky", "execution/flaky", "execution/flaky"]);
        play.Pauses.ShouldBe([TimeSpan.Zero, TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(5)]);
    }

    [Fact]
    public void A_failure_that_the_runbook_allows_is_a_deviation()
    {
        var runbook = Of(Phase(PhaseKind.Execution, Step("warm-up", Bash("x", o => o with { ContinueOnError = true }), Bash("probe")), _switch));

        var play = Play.Of(runbook).Failing("execution/warm-up").ToEnd();

        play.Blocks.ShouldBe(["execution/warm-up", "execution/switch"]);
        play.Conclusion.ShouldBe(Conclusion.Succeeded);
        play.Journal.Entries.Count(e => e.Event is Deviation).ShouldBe(1);
    }

    [Theory]
    [InlineData(DecisionChoice.RollForward, Conclusion.Succeeded, "smoke-tests/home")]
    [InlineData(DecisionChoice.Undo, Conclusion.RolledBack, "execution/after undo")]
    [InlineData(DecisionChoice.Hold, Conclusion.OnHold, "execution/after")]
    public void After_a_point_of_no_return_a_person_chooses(DecisionChoice choice, Conclusion conclusion, string last)
    {
        var point = Step("drop", Bash("x", o => o with { PointOfNoReturn = "the column is gone" }), null, Bash("no"));
        var runbook = Of(Phase(PhaseKind.Execution, _migrate, point, Step("after", Bash("x"), null, Bash("y"))), Phase(PhaseKind.SmokeTests, _smoke));

        var play = Play.Of(runbook).Failing("execution/after").ToEnd();
        var question = play.Question.ShouldBeOfType<RollbackQuestion>();
        play.Answer(new Decision(question.Subject, choice, "because")).ToEnd();

        play.Conclusion.ShouldBe(conclusion);
        play.Blocks[^1].ShouldBe(last);
        play.Blocks.ShouldNotContain("execution/migrate undo");
    }

    [Fact]
    public void A_point_of_no_return_that_the_previous_version_can_live_with_is_undone()
    {
        var point = Step("widen", Bash("x", o => o with { PointOfNoReturn = "new column", PreviousVersionCompatible = true }), null, Bash("y"));

        Play.Of(Of(Phase(PhaseKind.Execution, point, _switch))).Failing("execution/switch").ToEnd().Conclusion.ShouldBe(Conclusion.RolledBack);
    }

    [Fact]
    public void Unknown_and_idempotent_runs_again()
    {
        var play = Play.Of(Of(Phase(PhaseKind.Execution, Step("copy", Bash("x", o => o with { IsIdempotent = true })))));

        play.CrashIn("execution/copy").ToEnd().Conclusion.ShouldBe(Conclusion.Succeeded);

        play.Blocks.ShouldBe(["execution/copy", "execution/copy"]);
        play.Journal.Entries.Select(e => e.Event).OfType<ActionStarted>().Select(e => e.Attempt).ShouldBe([1, 2]);
        play.Journal.Entries.Select(e => e.Event).OfType<ActionStarted>().Select(e => e.Key).Distinct().Count().ShouldBe(1);
    }

    [Fact]
    public void An_unknown_final_check_is_looked_at_again() =>
        Play.Of(Whole).CrashIn("final-checks/healthy").ToEnd().Conclusion.ShouldBe(Conclusion.Succeeded);

    [Theory]
    [InlineData(false, Conclusion.Succeeded)]
    [InlineData(true, Conclusion.RolledBack)]
    public void Unknown_with_a_probe_is_judged_by_the_probe_and_never_run_again(bool probeFails, Conclusion conclusion)
    {
        var play = Play.Of(Whole).CrashIn("execution/migrate");
        if (probeFails)
            play.Failing("execution/migrate verify");

        play.ToEnd().Conclusion.ShouldBe(conclusion);

        play.Blocks.Count(b => b == "execution/migrate").ShouldBe(1);
        play.Blocks.Contains("execution/migrate undo").ShouldBe(probeFails);
    }

    [Theory]
    [InlineData(UnknownAnswer.Done, Conclusion.Succeeded, 1)]
    [InlineData(UnknownAnswer.Again, Conclusion.Succeeded, 2)]
    [InlineData(UnknownAnswer.Failed, Conclusion.RolledBack, 1)]
    public void Unknown_otherwise_is_a_person_s_to_answer(UnknownAnswer answer, Conclusion conclusion, int runs)
    {
        var play = Play.Of(Whole).CrashIn("execution/switch").ToEnd();

        play.Question.ShouldBeOfType<UnknownQuestion>().Step.ShouldBe("execution/switch");
        play.Answer(new Answered(ActionKind.Step, "execution/switch", answer, "looked at the proxy")).ToEnd();

        play.Conclusion.ShouldBe(conclusion);
        play.Blocks.Count(b => b == "execution/switch").ShouldBe(runs);
    }

    [Fact]
    public void An_unknown_undo_is_not_run_again_unless_it_says_that_it_may()
    {
        var play = Play.Of(Whole).Failing("smoke-tests/home").CrashIn("execution/switch undo").ToEnd();

        play.Question.ShouldBeOfType<UnknownQuestion>().Action.ShouldBe(ActionKind.Undo);
        play.Answer(new Answered(ActionKind.Undo, "execution/switch", UnknownAnswer.Done, "seen")).ToEnd();

        play.Conclusion.ShouldBe(Conclusion.RolledBack);
        play.Blocks.Count(b => b == "execution/switch undo").ShouldBe(1);
    }

    [Fact]
    public void Rolled_forward_the_rest_of_the_phase_follows()
    {
        var runbook = Of(Phase(
            PhaseKind.Execution,
            Step("drop", Bash("x", o => o with { PointOfNoReturn = "it is gone" })), Step("fails", Bash("x"), null, Bash("y")), Step("rest", Bash("x"), null, Bash("y"))));

        var play = Play.Of(runbook).Failing("execution/fails").ToEnd();
        play.Answer(new Decision("rollback:execution/fails", DecisionChoice.RollForward, "seen")).ToEnd();

        play.Conclusion.ShouldBe(Conclusion.Succeeded);
        play.Blocks.ShouldBe(["execution/drop", "execution/fails", "execution/rest"]);
        play.Execution.Phases["execution"].ShouldBe(Outcome.Succeeded);
    }

    [Fact]
    public void A_probe_does_not_vouch_for_what_a_step_had_to_give_to_later_ones()
    {
        var runbook = Of(Phase(PhaseKind.Execution, Step("build", Bash("x", o => o with { Output = "RELEASE" }), Bash("probe"), Bash("y")), Step("use", Bash("x"), null, Bash("y"))));

        Play.Of(runbook).CrashIn("execution/build").ToEnd().Question.ShouldBeOfType<UnknownQuestion>().Step.ShouldBe("execution/build");
    }

    [Fact]
    public void A_no_go_before_the_first_change_ends_it_as_failed()
    {
        var play = Play.Of(WithDecision()).ToEnd();

        play.Answer(new Decision("final-checks/go", DecisionChoice.NoGo, "too busy")).ToEnd();

        play.Conclusion.ShouldBe(Conclusion.Failed);
        play.Execution.Ended!.Outcome.ShouldBe("no-go");
        play.Blocks.ShouldBe(["final-checks/healthy"]);
    }

    [Fact]
    public void Final_checks_that_are_no_longer_fresh_after_a_wait_run_again()
    {
        var play = Play.Of(WithDecision()).ToEnd();
        play.Add(play.Question!.ToPause(play.Journal.Now));
        play.Journal.Now += TimeSpan.FromHours(2);

        play.Add(new Resumed(null)).Answer(new Decision("final-checks/go", DecisionChoice.Go, null)).ToEnd();

        play.Conclusion.ShouldBe(Conclusion.Succeeded);
        play.Blocks.ShouldBe(["final-checks/healthy", "final-checks/healthy", "execution/switch"]);
    }

    [Fact]
    public void A_confirmation_waits_for_its_role()
    {
        var runbook = Of(Phase(PhaseKind.FinalChecks) with
        {
            Confirmations = [new Confirmation("final-checks/announce", "Announce the start", "deployment-specialist", Here)],
        });

        var play = Play.Of(runbook).ToEnd();

        play.Question.ShouldBe(new ConfirmationQuestion("final-checks/announce", "deployment-specialist", "Announce the start"));
        play.Answer(new ConfirmationGiven("final-checks/announce", "deployment-specialist")).ToEnd().Conclusion.ShouldBe(Conclusion.Succeeded);
        play.Journal.Entries.Count(e => e.Event is ConfirmationAsked).ShouldBe(1);
    }

    [Fact]
    public void Whatever_happens_it_ends_legally_and_nothing_runs_twice_by_accident() =>
        Prop.ForAll(Arb.From(Gen.Choose(0, int.MaxValue)), seed =>
        {
            var play = Play.Of(Whole).AtRandom(seed);
            var undone = play.Blocks.Where(b => b.EndsWith(" undo", StringComparison.Ordinal)).ToList();
            var started = play.Execution.StartedSteps.Where(s => s != "smoke-tests/home").Reverse().Select(s => $"{s} undo");
            play.Blocks.Where(b => b != "final-checks/healthy" && !b.EndsWith("verify", StringComparison.Ordinal)).ShouldBeUnique();
            undone.ShouldBe(started.Take(undone.Count));
            if (play.Conclusion == Conclusion.RolledBack)
                undone.Count.ShouldBe(started.Count());
            (play.Conclusion == Conclusion.Succeeded).ShouldBe(play.Blocks.Contains("smoke-tests/home") && play.Execution.Rollback is null && !play.Execution.IsHeld);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(2000));

    [Fact]
    public void A_journal_cut_after_any_byte_is_a_legal_state_or_a_named_fault()
    {
        var bytes = Play.Of(Whole).Failing("smoke-tests/home").ToEnd().Journal.Bytes;
        for (var length = 0; length < bytes.Length; length++)
        {
            var journal = Journal.Read(bytes.AsSpan(..length));
            journal.State.ShouldBeAssignableTo<JournalState>().ShouldNotBeOfType<Corrupt>();
            var next = RunbookExecution.Fold(Whole, journal.Entries).Next(JournalBuilder.Start);
            (next is Refuse).ShouldBe(journal.Entries.IsEmpty);
        }
    }

    private static Runbook WithDecision() => Of(
        Phase(PhaseKind.FinalChecks, _check, Step("go") with { Decide = "delivery-manager" }),
        Phase(PhaseKind.Execution, _switch));
}
