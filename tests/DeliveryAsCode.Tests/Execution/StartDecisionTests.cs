using DeliveryAsCode.Execution;
using DeliveryAsCode.Runbooks;
using static DeliveryAsCode.Tests.Execution.ARunbook;

namespace DeliveryAsCode.Tests.Execution;

public class StartDecisionTests
{
    private static readonly Runbook _runbook = Of(Phase(PhaseKind.Execution, Step("a", Bash("a"))));
    private static readonly DateTimeOffset _now = new(2026, 3, 4, 21, 5, 40, TimeSpan.Zero);

    [Fact]
    public void The_first_run_starts() =>
        StartDecision.Of(_runbook, [], StartIntent.Run, isAgain: false, null, _now).ShouldBe(new StartExecution("2026-03-04T21-05Z-1", null));

    [Fact]
    public void An_id_that_is_taken_is_not_given_again()
    {
        var other = Earlier("2026-03-04T21-05Z-1", _runbook with { Path = "other.md", Digest = "sha256:bb" }, Conclusion.Succeeded);

        StartDecision.Of(_runbook, [other], StartIntent.Run, isAgain: false, null, _now).ShouldBe(new StartExecution("2026-03-04T21-05Z-2", null));
    }

    [Fact]
    public void An_open_execution_is_continued()
    {
        var open = Earlier("2026-03-04T20-00Z-1", _runbook, null);

        StartDecision.Of(_runbook, [open], StartIntent.Run, isAgain: false, null, _now).ShouldBe(new ContinueExecution(open, null));
        StartDecision.Of(_runbook, [open], StartIntent.Run, isAgain: true, "again please", _now).ShouldBe(new ContinueExecution(open, null));
    }

    [Fact]
    public void A_plan_that_succeeded_is_not_run_twice()
    {
        var done = Earlier("2026-03-04T20-00Z-1", _runbook, Conclusion.Succeeded);

        StartDecision.Of(_runbook, [done], StartIntent.Run, isAgain: false, null, _now).ShouldBe(new NothingToDo(done));
        StartDecision.Of(_runbook, [done], StartIntent.Run, isAgain: true, "cache lost", _now).ShouldBe(new StartExecution("2026-03-04T21-05Z-1", "cache lost"));
    }

    [Theory]
    [InlineData(Conclusion.Failed, "failed")]
    [InlineData(Conclusion.RolledBack, "rolled-back")]
    [InlineData(Conclusion.OnHold, "on-hold")]
    public void A_plan_that_did_not_succeed_needs_a_reason_to_start_again(Conclusion conclusion, string said) =>
        StartDecision.Of(_runbook, [Earlier("2026-03-04T20-00Z-1", _runbook, conclusion)], StartIntent.Run, isAgain: false, null, _now)
            .ShouldBeOfType<RefuseStart>().Reason.ShouldContain($"ended as {said}");

    [Fact]
    public void A_changed_plan_or_another_release_starts()
    {
        var done = Earlier("2026-03-04T20-00Z-1", _runbook, Conclusion.RolledBack);

        StartDecision.Of(_runbook with { Digest = "sha256:bb" }, [done], StartIntent.Run, isAgain: false, null, _now).ShouldBeOfType<StartExecution>();
        StartDecision.Of(_runbook with { Release = new Release("77ab021", null) }, [done], StartIntent.Run, isAgain: false, null, _now).ShouldBeOfType<StartExecution>();
    }

    [Fact]
    public void A_plan_that_was_changed_while_it_runs_goes_on_only_as_a_deviation()
    {
        var open = Earlier("2026-03-04T20-00Z-1", _runbook, null);
        var changed = _runbook with { Digest = "sha256:bb" };

        StartDecision.Of(changed, [open], StartIntent.Run, isAgain: false, null, _now).ShouldBeOfType<RefuseStart>().Reason.ShouldContain("changed since execution 2026-03-04T20-00Z-1");
        StartDecision.Of(changed, [open], StartIntent.Run, isAgain: false, "typo in the probe", _now)
            .ShouldBe(new ContinueExecution(open, "the runbook was changed during the execution: typo in the probe"));
    }

    [Fact]
    public void A_broken_journal_stops_everything()
    {
        var bytes = JournalBuilder.For(_runbook).Add(new PhaseStarted("execution")).Bytes;
        bytes[^20] ^= 1;

        StartDecision.Of(_runbook, [new EarlierExecution("2026-03-04T20-00Z-1", Journal.Read(bytes))], StartIntent.Run, isAgain: true, "force", _now)
            .ShouldBeOfType<RefuseStart>().Reason.ShouldContain("broken at entry 2");
    }

    [Fact]
    public void What_is_held_stops_every_plan_for_the_environment_also_if_its_end_was_cut_off()
    {
        var mine = _runbook with { Environment = "acme-production" };
        var other = mine with { Path = "other.md", Digest = "sha256:bb" };
        var journal = JournalBuilder.For(mine, "2026-03-04T20-00Z-1").Add(new Hold("rolled back"));
        var held = new EarlierExecution("2026-03-04T20-00Z-1", Journal.Read(journal.Bytes));

        StartDecision.Of(other, [held], StartIntent.Run, isAgain: true, "hurry", _now).ShouldBeOfType<RefuseStart>().Reason.ShouldBe(
            "execution 2026-03-04T20-00Z-1 of runbook.md is on hold and holds the environment: find the cause, then lift the hold with delivery resume runbook.md --lift-hold --reason \"…\"");
        StartDecision.Of(other with { Environment = "acme-staging" }, [held], StartIntent.Run, isAgain: false, null, _now).ShouldBeOfType<StartExecution>();
    }

    [Fact]
    public void A_rollback_is_of_the_last_execution_that_changed_something()
    {
        var done = Earlier("2026-03-04T19-00Z-1", _runbook, Conclusion.Succeeded);
        var failed = Earlier("2026-03-04T20-00Z-1", _runbook, Conclusion.Failed);

        StartDecision.Of(_runbook, [done, failed], StartIntent.RollBack, isAgain: false, "orders stopped", _now).ShouldBe(new ContinueExecution(done, null));
        StartDecision.Of(_runbook, [failed], StartIntent.RollBack, isAgain: false, "x", _now).ShouldBeOfType<RefuseStart>().Reason.ShouldContain("there is nothing to roll back");
    }

    [Fact]
    public void What_was_started_and_is_no_longer_in_the_runbook_cannot_be_taken_back()
    {
        var journal = JournalBuilder.For(_runbook, "2026-03-04T20-00Z-1")
            .Add(new PhaseStarted("execution")).Add(new ActionStarted(ActionKind.Step, "execution/a", 1, "k")).Add(new ActionEnded(ActionKind.Step, "execution/a", 1, new ActionResult(Outcome.Succeeded, TimeSpan.Zero)));
        var earlier = new EarlierExecution("2026-03-04T20-00Z-1", Journal.Read(journal.Bytes));
        var renamed = Of(Phase(PhaseKind.Execution, Step("b", Bash("b")))) with { Digest = "sha256:bb" };

        StartDecision.Of(renamed, [earlier], StartIntent.RollBack, isAgain: false, "back", _now).ShouldBeOfType<RefuseStart>().Reason.ShouldBe(
            "\"execution/a\" was started, and the runbook no longer has that step, so nothing could take it back: restore the runbook that execution 2026-03-04T20-00Z-1 started (git checkout 4f2c9d1 -- runbook.md)");
    }

    [Fact]
    public void Going_on_over_what_another_execution_has_made_of_the_environment_is_a_deviation()
    {
        var gated = _runbook with { Environment = "acme-production" };
        var open = Earlier("2026-03-04T20-00Z-1", gated, null);
        var other = new JournalBuilder { Now = JournalBuilder.Start.AddHours(1) }
            .Add(new ExecutionStarted("2026-03-04T22-05Z-1", "other.md", "sha256:bb", "acme-production", null, null, null, null, "0.1.0", null, null))
            .Add(new ExecutionEnded(Conclusion.Succeeded, "…"));
        var later = new EarlierExecution("2026-03-04T22-05Z-1", Journal.Read(other.Bytes));

        StartDecision.Of(gated, [open, later], StartIntent.Continue, isAgain: false, null, _now).ShouldBeOfType<RefuseStart>().Reason.ShouldStartWith(
            "execution 2026-03-04T22-05Z-1 has changed the environment since 2026-03-04T20-00Z-1 stood still");
        StartDecision.Of(gated, [open, later], StartIntent.Continue, isAgain: false, "it was another table", _now).ShouldBe(
            new ContinueExecution(open, "it went on although execution 2026-03-04T22-05Z-1 had changed the environment since: it was another table"));
    }

    private static EarlierExecution Earlier(string id, Runbook runbook, Conclusion? conclusion)
    {
        var journal = JournalBuilder.For(runbook, id);
        if (conclusion is { } ended)
            journal.Add(new ExecutionEnded(ended, "…"));
        return new EarlierExecution(id, Journal.Read(journal.Bytes));
    }
}
