using DeliveryAsCode.Execution;
using DeliveryAsCode.Runbooks;

namespace DeliveryAsCode.Tests.Execution;

public class RehearsalTests
{
    private static readonly Step Undoable = ARunbook.Step("shift", ARunbook.Bash("shift"), undo: ARunbook.Bash("shift back"));
    private static readonly Step Final = ARunbook.Step("drop", ARunbook.Bash("drop", o => o with { PointOfNoReturn = "the old table is gone" }));
    private static readonly Step Index = ARunbook.Step("index", ARunbook.Bash("index"), undo: ARunbook.Bash("drop index"));

    private static readonly Runbook Complete = ARunbook.Of(
        ARunbook.Phase(PhaseKind.FinalChecks, ARunbook.Step("health", ARunbook.Bash("true"))),
        ARunbook.Phase(PhaseKind.Execution, Index, Final, Undoable, ARunbook.Step("announce")),
        ARunbook.Phase(PhaseKind.SmokeTests, ARunbook.Step("home", ARunbook.Bash("true"))));

    [Fact]
    public void Undoing_begins_with_the_last_step() =>
        WayBack.Of(Complete).Select(b => $"{b.Step.Title} {b.Kind}").ShouldBe(["shift Undo", "drop NoReturn", "index Undo"]);

    [Fact]
    public void A_step_without_a_way_back_is_a_gap() =>
        RollbackRehearsal.Gaps(ARunbook.Of(ARunbook.Phase(PhaseKind.Execution, Undoable, ARunbook.Step("index", ARunbook.Bash("index"))))).Select(g => $"{g.Code} {g.Message}")
            .ShouldBe(["DAC0505 \"index\" can neither be undone nor is it a point of no return"]);

    [Fact]
    public void A_complete_way_back_has_no_gap() => RollbackRehearsal.Gaps(Complete).ShouldBeEmpty();

    [Fact]
    public void The_journal_of_a_rehearsal_comes_back_as_it_was_written()
    {
        var journal = Rehearse(Complete);
        var read = Journal.Read(journal.Bytes);

        read.State.ShouldBeOfType<Intact>();
        read.Entries.Select(e => e.Event).ShouldBe(journal.Entries.Select(e => e.Event));
        read.Entries.Select(e => e.Event).OfType<StepRehearsed>().ShouldContain(new StepRehearsed("execution/drop", WayBackKind.NoReturn, "the old table is gone"));
        read.Entries[^1].Event.ShouldBe(new RehearsalEnded(Outcome.Succeeded));
    }

    [Fact]
    public void A_rehearsal_with_a_gap_ends_as_failed() =>
        RollbackRehearsal.Events(ARunbook.Of(ARunbook.Phase(PhaseKind.Execution, ARunbook.Step("index", ARunbook.Bash("index")))), Started(Complete)).Last().ShouldBe(new RehearsalEnded(Outcome.Failed));

    [Fact]
    public void The_log_of_a_rehearsal_is_a_witness_of_its_journal()
    {
        var journal = Rehearse(Complete);

        ExecutionLog.FindHead(ExecutionLog.From([.. journal.Entries], Complete)).ShouldBe(journal.Head);
    }

    [Fact]
    public void A_rehearsal_is_taken_for_no_execution() =>
        StartDecision.Of(Complete, [new EarlierExecution("2026-03-04T21-05Z-1", Journal.Read(Rehearse(Complete).Bytes))], StartIntent.Run, isAgain: false, null, JournalBuilder.Start)
            .ShouldBe(new StartExecution("2026-03-04T21-05Z-2", null));

    [Fact]
    public void A_rehearsal_that_was_cut_off_stops_no_execution()
    {
        var bytes = Rehearse(Complete).Bytes;
        bytes[^100] ^= 1;

        StartDecision.Of(Complete, [new EarlierExecution("2026-03-04T21-05Z-1", Journal.Read(bytes))], StartIntent.Run, isAgain: false, null, JournalBuilder.Start).ShouldBeOfType<StartExecution>();
    }

    [Fact]
    public void The_journal_of_a_rehearsal_is_never_continued() =>
        RunbookExecution.Fold(Complete, Rehearse(Complete).Entries).Next(JournalBuilder.Start).ShouldBeOfType<Refuse>();

    private static JournalBuilder Rehearse(Runbook runbook) =>
        RollbackRehearsal.Events(runbook, Started(runbook)).Aggregate(new JournalBuilder(), (journal, what) => journal.Add(what));

    private static RehearsalStarted Started(Runbook runbook) =>
        new("2026-03-04T21-05Z-1", runbook.Path, runbook.Digest, runbook.Environment, "acme", new Release("4f2c9d1e5b7a", null), "77ab021", "0.1.0");
}
