using DeliveryAsCode.Execution;
using DeliveryAsCode.Metrics;
using DeliveryAsCode.Runbooks;
using static DeliveryAsCode.Tests.Execution.ARunbook;
using Outcome = DeliveryAsCode.Execution.Outcome;

namespace DeliveryAsCode.Tests.Execution;

public class AnnouncementTests
{
    private static Runbook Bot { get; } = Of(
        Phase(PhaseKind.FinalChecks, Step("healthy", Bash("./secret-check"))),
        Phase(PhaseKind.Execution, Step("migrate", Bash("up"), undo: Bash("down"))),
        Phase(PhaseKind.SmokeTests, Step("home", Bash("curl"))));

    [Fact]
    public void A_release_that_succeeds_is_told_phase_by_phase() => Told(Play.Of(Bot).ToEnd()).ShouldBe(
    [
        "Support Bot 1.4.0 has started",
        "FinalChecks: started",
        "FinalChecks: done",
        "Execution: started",
        "Execution: done",
        "SmokeTests: started",
        "SmokeTests: done",
        "Support Bot 1.4.0 has succeeded",
    ]);

    [Fact]
    public void A_rollback_is_told_without_what_failed_inside()
    {
        var told = Told(Play.Of(Bot).Failing("smoke-tests/home").ToEnd());

        told[^4..].ShouldBe(
        [
            "SmokeTests: failed",
            "Support Bot 1.4.0 is being rolled back",
            "Support Bot 1.4.0 is on hold: nothing goes on until a person has looked",
            "Support Bot 1.4.0 is rolled back",
        ]);
        told.ShouldAllBe(text => !text.Contains("home") && !text.Contains("migrate"));
    }

    [Theory]
    [InlineData("confirmation", "waits for a confirmation")]
    [InlineData("decision", "waits for a decision")]
    [InlineData("unknown", "waits for a decision")]
    [InlineData("resume", "waits to be continued")]
    [InlineData(RunbookExecution.ExtendedWatch, "is being watched, the next time at 2026-03-04 22:00 UTC")]
    public void What_it_waits_for_is_told_without_the_question(string what, string told) =>
        Announced(new Paused(what, "execution/migrate", "a secret detail", new(2026, 3, 4, 22, 0, 0, TimeSpan.Zero)))
            .ShouldBe(new Announcement(AnnouncementKind.Waiting, "Support Bot 1.4.0", $"Support Bot 1.4.0 {told}"));

    [Fact]
    public void Where_it_is_deployed_is_told_and_what_a_step_does_is_not()
    {
        Announced(new ExecutionStarted("x", "runbook.md", "sha256:", "production", null, null, null, null, "1", null, null))!.Text.ShouldBe("Support Bot 1.4.0 has started in production");
        Announced(new RollbackStarted("by hand", "execution/migrate", ByPerson: true))!.Text.ShouldBe("Support Bot 1.4.0 is being rolled back in part");
        Announced(new HoldLifted("found"))!.Kind.ShouldBe(AnnouncementKind.HoldLifted);
        Announced(new PhaseStarted("gone"))!.Text.ShouldBe("gone: started");
        Announced(new ActionStarted(ActionKind.Step, "execution/migrate", 1, "key")).ShouldBeNull();
        Announced(new SampleTaken("monitoring/watch", "error rate", 0.2, Verdict.Fail, "too high")).ShouldBeNull();
        Announced(new PhaseEnded("execution", Outcome.Failed))!.Text.ShouldBe("Execution: failed");
    }

    private static string[] Told(Play play) => [.. play.Journal.Entries.Select(e => Announcement.Of(e, Bot)?.Text).OfType<string>()];

    private static Announcement? Announced(JournalEvent what) => Announcement.Of(new JournalBuilder().Add(what).Entries[0], Bot);
}
