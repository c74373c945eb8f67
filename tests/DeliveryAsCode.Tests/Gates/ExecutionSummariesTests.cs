using DeliveryAsCode.Documents;
using DeliveryAsCode.Execution;
using DeliveryAsCode.Gates;
using DeliveryAsCode.Runbooks;
using DeliveryAsCode.Tests.Execution;
using DeliveryAsCode.Text;
using Outcome = DeliveryAsCode.Execution.Outcome;

namespace DeliveryAsCode.Tests.Gates;

public class ExecutionSummariesTests
{
    private const string LogPath = "deliveries/acme/executions/2026-03-04T21-05Z-1.md";

    private const string Text = """
        ---
        environment: acme-production
        ---
        # Plan

        ## Application
        ### Switch
        ```bash
        true
        ```

        ## ✅ Smoke tests
        ### Home
        ```bash
        true
        ```
        ```bash verify
        true
        ```
        ### Login
        ```bash continue-on-error
        true
        ```

        """;

    private static readonly SourceText Source = SourceText.From("deliveries/acme/runbook.md", Text);
    private static readonly Runbook Plan = RunbookReader.Read(MarkdownDocument.Read(Source).Value).Value;

    [Fact]
    public void An_execution_is_summed_up()
    {
        var summary = Read(Succeeded())!;

        summary.ShouldBe(new ExecutionSummary("2026-03-04T21-05Z-1", LogPath, Plan.Digest, "acme-production", null, Conclusion.Succeeded, 2, false, "diego", summary.StartedAt, summary.EndedAt));
        summary.StartedAt.ToDateTimeOffset().ShouldBe(JournalBuilder.Start);
        summary.EndedAt.ShouldNotBeNull().ShouldBeGreaterThan(summary.StartedAt);
    }

    [Fact]
    public void An_execution_that_has_not_ended_has_no_conclusion()
    {
        var summary = Read(JournalBuilder.For(Plan).Add(new PhaseStarted("application")))!;

        summary.Conclusion.ShouldBeNull();
        summary.EndedAt.ShouldBeNull();
    }

    [Fact]
    public void What_one_waits_for_is_told_while_it_waits()
    {
        var waiting = JournalBuilder.For(Plan).Add(new Paused("decision", "go", "Go or no-go", null));

        Read(waiting)!.WaitsFor.ShouldBe("Go or no-go");
        Read(waiting.Add(new Resumed(null)))!.WaitsFor.ShouldBeNull();
    }

    [Fact]
    public void An_end_that_was_taken_back_is_none() =>
        Read(Succeeded().Add(new RollbackStarted("the client asked", null, ByPerson: true)))!.Conclusion.ShouldBeNull();

    [Fact]
    public void A_smoke_test_that_failed_or_could_not_be_verified_is_none()
    {
        var journal = Test(Test(JournalBuilder.For(Plan), "home", Outcome.Succeeded, verify: Outcome.Failed), "login", Outcome.Failed);

        Read(journal)!.SmokeTests.ShouldBe(0);
    }

    [Fact]
    public void Without_the_runbook_a_phase_of_the_name_holds_the_smoke_tests() =>
        ExecutionSummaries.Read(LogPath, Journal.Read(Succeeded().Bytes), _ => null)!.SmokeTests.ShouldBe(2);

    [Fact]
    public void A_runbook_that_was_changed_since_does_not_say_what_was_tested()
    {
        var changed = SourceText.From(Source.Path, Text.Replace("## Application", "## More smoke tests", StringComparison.Ordinal).Replace("## ✅ Smoke tests", "## Application", StringComparison.Ordinal));

        ExecutionSummaries.Read(LogPath, Journal.Read(Succeeded().Bytes), path => path == Source.Path ? changed : null)!.SmokeTests.ShouldBe(2);
    }

    [Fact]
    public void A_rehearsal_is_no_execution()
    {
        var started = new RehearsalStarted("2026-03-04T21-05Z-1", Source.Path, Plan.Digest, "acme-production", "acme", null, null, "0.1.0");
        var summary = Read(RollbackRehearsal.Events(Plan, started).Aggregate(new JournalBuilder(), (journal, what) => journal.Add(what)))!;

        (summary.IsRehearsal, summary.RunbookDigest, summary.SmokeTests).ShouldBe((true, Plan.Digest, 0));
        summary.Conclusion.ShouldBe(Conclusion.Failed, "a step of this runbook has no way back");
    }

    [Fact]
    public void A_journal_that_was_changed_is_not_believed()
    {
        var bytes = Succeeded().Bytes;
        bytes[200] ^= 1;

        ExecutionSummaries.Read(LogPath, Journal.Read(bytes), _ => null).ShouldBeNull();
    }

    [Fact]
    public void A_journal_that_is_shorter_than_its_log_knows_it_is_not_believed()
    {
        var journal = Succeeded();
        var log = SourceText.From(LogPath, ExecutionLog.From([.. journal.Entries], Plan));
        var cut = Journal.Read(journal.Bytes.AsSpan(0, Array.LastIndexOf(journal.Bytes, (byte)'\n', journal.Bytes.Length - 2) + 1));

        ExecutionSummaries.Read(LogPath, cut, path => path == LogPath ? log : null).ShouldBeNull();
        ExecutionSummaries.Read(LogPath, cut, _ => null).ShouldNotBeNull();
    }

    [Fact]
    public void An_empty_journal_is_not_believed() => ExecutionSummaries.Read(LogPath, Journal.Empty, _ => null).ShouldBeNull();

    [Fact]
    public void One_journal_that_cannot_be_believed_leaves_nobody_knowing_what_was_executed() =>
        ExecutionSummaries.Of([(LogPath, Journal.Read(Succeeded().Bytes)), ("other.md", new Journal([], new Corrupt(1, "torn apart")))], _ => null).ShouldBeNull();

    [Fact]
    public void A_journal_in_which_nothing_began_tells_of_nothing() =>
        ExecutionSummaries.Of([(LogPath, Journal.Read(Succeeded().Bytes)), ("other.md", Journal.Read("{\"v\":1,"u8))], _ => null)!.Value.Length.ShouldBe(1);

    [Fact]
    public void A_journal_that_was_emptied_is_not_taken_for_one_that_never_began()
    {
        var log = SourceText.From(LogPath, ExecutionLog.From([.. Succeeded().Entries], Plan));

        ExecutionSummaries.Of([(LogPath, Journal.Empty)], path => path == LogPath ? log : null).ShouldBeNull();
    }

    [Fact]
    public void The_oldest_execution_comes_first()
    {
        var later = new JournalBuilder { Now = JournalBuilder.Start.AddDays(1) }.Add(JournalBuilder.For(Plan, "later").Entries[0].Event);

        ExecutionSummaries.Of([("later.md", Journal.Read(later.Bytes)), (LogPath, Journal.Read(Succeeded().Bytes))], _ => null)!.Value.Select(s => s.Id).ShouldBe(["2026-03-04T21-05Z-1", "later"]);
    }

    private static ExecutionSummary? Read(JournalBuilder journal) =>
        ExecutionSummaries.Read(LogPath, Journal.Read(journal.Bytes), path => path == Source.Path ? Source : null);

    private static JournalBuilder Succeeded() =>
        Test(Test(JournalBuilder.For(Plan).Add(new PhaseStarted(Plan.Phases[1].Id)), "home", Outcome.Succeeded, verify: Outcome.Succeeded), "login", Outcome.Succeeded)
            .Add(new ExecutionEnded(Conclusion.Succeeded, "all steps succeeded"));

    private static JournalBuilder Test(JournalBuilder journal, string step, Outcome outcome, Outcome? verify = null)
    {
        var id = $"{Plan.Phases[1].Id}/{step}";
        journal.Add(new ActionStarted(ActionKind.Step, id, 1, "k")).Add(new ActionEnded(ActionKind.Step, id, 1, new ActionResult(outcome, TimeSpan.Zero)));
        return verify is { } verified
            ? journal.Add(new ActionStarted(ActionKind.Verify, id, 1, "v")).Add(new ActionEnded(ActionKind.Verify, id, 1, new ActionResult(verified, TimeSpan.Zero)))
            : journal;
    }
}
