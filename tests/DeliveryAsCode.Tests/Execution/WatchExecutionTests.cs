using DeliveryAsCode.Execution;
using DeliveryAsCode.Metrics;
using DeliveryAsCode.Runbooks;
using static DeliveryAsCode.Tests.Execution.ARunbook;

namespace DeliveryAsCode.Tests.Execution;

/// <summary>A canary of 25 and 100 per cent, watched in between, and a watch of two days behind it.</summary>
public class WatchExecutionTests
{
    private const string Watched = "execution/shift@25-watch";

    private static readonly Metric _errors = new(
        "error rate", new CommandSource("./errors.sh"), new Threshold(Comparison.Greater, 0.01), null, Verdict.Inconclusive, 2, 0, false, Here);

    private static readonly Watch _bake = new(TimeSpan.FromMinutes(3), TimeSpan.FromMinutes(1), WhileWaiting.ShiftBack, TimeSpan.FromMinutes(30), [_errors], false, Here);

    private static Runbook Canary { get; } = Of(
        Phase(PhaseKind.Execution, Step("migrate", Bash("up"), null, Bash("down")), Part("shift@25", Bash("to 0", o => o with { IsIdempotent = true })), BakeStep, Part("shift@100", null)),
        Phase(PhaseKind.SmokeTests, Step("home", Bash("curl"))),
        Phase(PhaseKind.Monitoring, Step("extended") with { Watch = _bake with { For = TimeSpan.FromHours(48), Every = TimeSpan.FromHours(24), IsExtended = true } }));

    private static Step BakeStep => Step("shift@25-watch") with { Watch = _bake, Part = new StrategyPart("execution/shift", ShiftsBackBy: "execution/shift@25") };

    [Fact]
    public void Good_samples_let_it_go_on_and_an_extended_watch_ends_the_run()
    {
        var play = Play.Of(Canary).ToEnd();

        play.Blocks.ShouldBe(["execution/migrate", "execution/shift@25", "execution/shift@100", "smoke-tests/home"]);
        play.Execution.WatchVerdicts[Watched].Verdict.ShouldBe(Verdict.Pass);
        play.Waiting.ShouldNotBeNull().For.ShouldBe(RunbookExecution.ExtendedWatch);
        play.Execution.HasChanged.ShouldBeTrue();
    }

    [Fact]
    public void Later_runs_continue_the_extended_watch_to_its_end()
    {
        var play = Play.Of(Canary).ToEnd();
        for (var day = 0; day < 2; day++)
        {
            play.Add(play.Waiting!);
            play.Journal.Now = play.Waiting!.Until!.Value;
            play.Add(new Resumed(null)).ToEnd();
        }

        play.Conclusion.ShouldBe(Conclusion.Succeeded);
        play.Journal.Entries.Count(e => e.Event is SampleTaken { Step: "monitoring/extended" }).ShouldBe(2);
    }

    [Fact]
    public void Samples_that_break_the_rule_roll_everything_back_and_the_cause_has_the_numbers()
    {
        var play = Play.Of(Canary);
        play.Metrics["error rate"] = new Measured(0.2);

        play.ToEnd();

        play.Blocks.ShouldBe(["execution/migrate", "execution/shift@25", "execution/shift@25 undo", "execution/migrate undo"]);
        play.Conclusion.ShouldBe(Conclusion.RolledBack);
        play.Execution.Rollback!.Cause.ShouldEndWith("\": error rate failed: 3 of 3 samples broke \"> 0.01\", the last was 0.2");
    }

    [Fact]
    public void Without_data_traffic_is_shifted_back_and_a_person_decides()
    {
        var play = Play.Of(Canary);
        play.Metrics["error rate"] = new NoData("no series");

        play.ToEnd();

        play.Blocks.ShouldBe(["execution/migrate", "execution/shift@25", "execution/shift@25 shift-back"]);
        play.Question.ShouldBeOfType<WatchQuestion>().IsIntervention.ShouldBeTrue();
        play.Execution.Rollback.ShouldBeNull();
    }

    [Fact]
    public void After_a_go_the_part_that_was_reached_runs_again_and_the_rest_follows()
    {
        var play = Play.Of(Canary);
        play.Metrics["error rate"] = new NoData("no series");
        play.ToEnd();
        play.Metrics.Clear();

        play.Answer(new Decision(Watched, DecisionChoice.Go, "the dashboard was down")).ToEnd();

        play.Blocks.Skip(3).ShouldBe(["execution/shift@25", "execution/shift@100", "smoke-tests/home"]);
        play.Execution.OutcomeOf(Canary.Steps.Single(s => s.Id == Watched)).ShouldBe(StepOutcome.Tolerated);
    }

    [Fact]
    public void After_a_no_go_it_is_on_hold_and_only_a_person_turns_it_back()
    {
        var play = Play.Of(Canary);
        play.Metrics["error rate"] = new Unmeasured("connection refused");

        play.ToEnd().Answer(new Decision(Watched, DecisionChoice.NoGo, "blind")).ToEnd();

        play.Conclusion.ShouldBe(Conclusion.OnHold);
        play.Execution.Rollback.ShouldBeNull();
        play.Add(new RollbackStarted("blind for too long", null, ByPerson: true)).ToEnd().Conclusion.ShouldBe(Conclusion.RolledBack);
        play.Blocks.Skip(3).ShouldBe(["execution/shift@25 undo", "execution/migrate undo"]);
    }

    [Fact]
    public void Nobody_answers_in_time_and_somebody_above_is_told_once()
    {
        var play = Play.Of(Canary);
        play.Metrics["error rate"] = new NoData("no series");
        play.ToEnd();
        play.Add(play.Question!.ToPause(play.Journal.Now));
        play.Execution.Next(play.Journal.Now).ShouldBeOfType<Ask>();

        play.Journal.Now += TimeSpan.FromMinutes(31);
        play.ToEnd();

        play.Journal.Entries.Select(e => e.Event).OfType<Escalated>().Single().ShouldBe(new Escalated(Watched, "cto"));
        play.Question.ShouldBeOfType<WatchQuestion>();
    }

    [Fact]
    public void Asked_for_samples_an_extended_watch_takes_them_once_although_they_are_not_due()
    {
        var play = Play.Of(Canary).ToEnd();
        play.Add(play.Waiting!).Add(new Resumed(null));
        play.SamplesNow();

        play.ToEnd();

        play.Journal.Entries.Count(e => e.Event is SampleTaken { Step: "monitoring/extended" }).ShouldBe(1);
        play.Waiting.ShouldNotBeNull();
    }

    [Fact]
    public void Asked_after_its_time_an_extended_watch_is_sampled_before_it_is_judged()
    {
        var play = Play.Of(Canary).ToEnd();
        play.Add(play.Waiting!);
        play.Journal.Now += TimeSpan.FromDays(7);
        play.Add(new Resumed(null));
        play.SamplesNow();

        play.ToEnd();

        play.Journal.Entries.Count(e => e.Event is SampleTaken { Step: "monitoring/extended" }).ShouldBe(1);
        play.Execution.WatchVerdicts["monitoring/extended"].Verdict.ShouldBe(Verdict.Inconclusive);
    }

    [Fact]
    public void A_watch_behind_the_strategy_shifts_back_too_and_forward_again_to_where_traffic_was()
    {
        var runbook = Of(
            Phase(PhaseKind.Execution, Part("shift@25", Bash("to 0", o => o with { IsIdempotent = true })), Part("shift@100", null)),
            Phase(PhaseKind.Monitoring, Step("watch") with { Watch = _bake }));
        var play = Play.Of(runbook);
        play.Metrics["error rate"] = new NoData("no series");

        play.ToEnd().Answer(new Decision("monitoring/watch", DecisionChoice.Go, "seen by hand")).ToEnd();

        play.Conclusion.ShouldBe(Conclusion.Succeeded);
        play.Blocks.ShouldBe(["execution/shift@25", "execution/shift@100", "execution/shift@25 shift-back", "execution/shift@100"]);
    }

    [Fact]
    public void What_was_not_shifted_back_this_time_is_not_shifted_forward_again()
    {
        var runbook = Of(
            Phase(PhaseKind.Execution, Part("shift@25", Bash("to 0", o => o with { IsIdempotent = true })), BakeStep, Part("shift@100", null)),
            Phase(PhaseKind.Monitoring, Step("watch") with { Watch = _bake with { WhileWaiting = WhileWaiting.Hold } }));
        var play = Play.Of(runbook);
        play.Metrics["error rate"] = new NoData("no series");
        play.ToEnd().Answer(new Decision(Watched, DecisionChoice.Go, "seen by hand")).ToEnd();

        play.Answer(new Decision("monitoring/watch", DecisionChoice.Go, "seen by hand")).ToEnd();

        play.Conclusion.ShouldBe(Conclusion.Succeeded);
        play.Blocks.ShouldBe(["execution/shift@25", "execution/shift@25 shift-back", "execution/shift@25", "execution/shift@100"]);
    }

    [Fact]
    public void A_go_that_was_said_before_the_watch_is_no_word_about_what_it_found()
    {
        var runbook = Of(Phase(PhaseKind.Execution, Step("migrate", Bash("x"), null, Bash("y")), Step("look") with { Decide = "dana", Watch = _bake with { WhileWaiting = WhileWaiting.Hold } }));
        var play = Play.Of(runbook);
        play.Metrics["error rate"] = new NoData("no series");

        play.ToEnd().Answer(new Decision("execution/look", DecisionChoice.Go, "begin to look")).ToEnd();

        play.Conclusion.ShouldBeNull();
        play.Question.ShouldBeOfType<WatchQuestion>();
        play.Answer(new Decision("execution/look", DecisionChoice.Go, "looked by hand")).ToEnd().Conclusion.ShouldBe(Conclusion.Succeeded);
    }

    [Fact]
    public void A_watch_that_failed_after_the_rollback_is_watched_anew_when_the_hold_is_lifted()
    {
        var runbook = Of(
            Phase(PhaseKind.Execution, Step("switch", Bash("x"), null, Bash("y"))),
            Phase(PhaseKind.SmokeTests, Step("home", Bash("curl"))),
            Phase(PhaseKind.AfterRollback, Step("old") with { Watch = _bake with { WhileWaiting = WhileWaiting.Hold } }));
        var play = Play.Of(runbook).Failing("smoke-tests/home");
        play.Metrics["error rate"] = new Measured(0.5);
        play.ToEnd().Conclusion.ShouldBe(Conclusion.OnHold);
        play.Metrics.Clear();

        play.Add(new HoldLifted("the old version had to warm up")).ToEnd();

        play.Conclusion.ShouldBe(Conclusion.RolledBack);
    }

    [Fact]
    public void A_strategy_is_taken_back_as_a_whole_or_not_at_all()
    {
        var play = Play.Of(Of(Phase(PhaseKind.Execution, Step("before", Bash("x"), null, Bash("y")), Part("shift@25", Bash("to 0")), Part("shift@100", null)))).ToEnd();

        play.Execution.WhyRefused(new RollbackStarted("x", "execution/shift@25", ByPerson: true)).ShouldBe(
            "\"shift@100\" is taken back only by the undo of \"shift@25\", which --target execution/shift@25 leaves out: name a step before the whole strategy");
        play.Execution.WhyRefused(new RollbackStarted("x", "execution/before", ByPerson: true)).ShouldBeNull();
    }

    [Fact]
    public void What_may_run_only_once_is_not_shifted_back_and_forth()
    {
        var runbook = Of(
            Phase(PhaseKind.Execution, Part("shift@25", Bash("to 0")), Part("shift@100", null)),
            Phase(PhaseKind.Monitoring, Step("watch") with { Watch = _bake }));
        var play = Play.Of(runbook);
        play.Metrics["error rate"] = new NoData("no series");

        play.ToEnd();

        play.Question.ShouldBeOfType<WatchQuestion>();
        play.Blocks.ShouldBe(["execution/shift@25", "execution/shift@100"]);
    }

    private static Step Part(string name, StepAction? undo) =>
        Step(name, Bash("shift", o => o with { IsIdempotent = true }), null, undo) with { Part = new StrategyPart("execution/shift", undo is null ? "execution/shift@25" : null) };
}
