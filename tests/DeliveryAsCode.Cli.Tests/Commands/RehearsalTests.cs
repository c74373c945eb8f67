using DeliveryAsCode.Cli.Tests.Infra;

namespace DeliveryAsCode.Cli.Tests.Commands;

public class RehearsalTests
{
    private const string NothingRun = "the order of undoing was walked through, no block was run";

    [Fact]
    public void It_walks_through_the_order_of_undoing_and_runs_nothing()
    {
        using var repository = Acme.Repository().Write(Acme.RunbookPath, WithSecondStep).Commit("Second step");

        Delivery.In(repository).Run("run", "acme-support-bot", "--dry-run", "--rehearse-rollback").ExitsWith(0)
            .Prints("  ↶ Warm the cache\n  ↶ Deploy\n").Prints(NothingRun).Prints($"log {Acme.Folder}/executions/");
        repository.Done().ShouldBeEmpty();
    }

    [Fact]
    public void It_is_recorded_as_a_rehearsal_and_dates_nothing()
    {
        using var repository = Acme.Repository();
        var (record, runbook) = (repository.Read(Acme.RecordPath), repository.Read(Acme.RunbookPath));

        Delivery.In(repository).Run("run", "acme-support-bot", "--dry-run", "--rehearse-rollback").ExitsWith(0);

        repository.Read(repository.Journal()).ShouldContain("\"event\":\"rehearsal-started\"");
        repository.Read(Path.ChangeExtension(repository.Journal(), ".md")).ShouldStartWith("# Rehearsal of the rollback: Deployment plan: Support Bot 1.4.0\n");
        (repository.Read(Acme.RecordPath), repository.Read(Acme.RunbookPath)).ShouldBe((record, runbook));
        Delivery.In(repository).Run("log", "verify", repository.Journal()).ExitsWith(0).Prints("intact, 3 entries, a rehearsal: no block was run");
        Delivery.In(repository).Run("log", "render", repository.Journal()).ExitsWith(0).Prints("no block was run");
    }

    [Fact]
    public void A_log_of_a_rehearsal_that_somebody_changed_is_found()
    {
        using var repository = Acme.Repository();
        Delivery.In(repository).Run("run", "acme-support-bot", "--dry-run", "--rehearse-rollback").ExitsWith(0);
        var log = Path.ChangeExtension(repository.Journal(), ".md");
        repository.Write(log, repository.Read(log).Replace("no block was run", "every block was run", StringComparison.Ordinal));

        Delivery.In(repository).Run("log", "verify", repository.Journal()).ExitsWith(1).Prints("DAC0501");
    }

    [Fact]
    public void It_can_be_committed_and_every_rehearsal_has_an_id_of_its_own()
    {
        using var repository = Acme.Repository();

        for (var i = 0; i < 2; i++)
            Delivery.In(repository).Run("run", "acme-support-bot", "--dry-run", "--rehearse-rollback", "--commit").ExitsWith(0).Prints(", commit ");

        repository.Git("status", "--porcelain").ShouldBeEmpty();
        Directory.GetFiles(Path.Combine(repository.Path, Acme.Folder, "executions"), "*.jsonl").Length.ShouldBe(2);
    }

    [Fact]
    public void It_starts_no_execution_and_stops_none()
    {
        using var repository = Acme.Repository();
        Delivery.In(repository).Run("run", "acme-support-bot", "--dry-run", "--rehearse-rollback").ExitsWith(0);

        Delivery.In(repository).Run("run", "acme-support-bot", "--yes").ExitsWith(0).Prints("Succeeded");
        repository.Done().ShouldBe(["deployed"]);
    }

    [Fact]
    public void A_gate_does_not_stand_in_its_way()
    {
        using var repository = Acme.Repository().Write(Acme.RunbookPath, Acme.GatedRunbook).Commit("Plan");

        Delivery.In(repository).Run("run", "acme-support-bot", "--dry-run").ExitsWith(1);
        Delivery.In(repository).Run("run", "acme-support-bot", "--dry-run", "--rehearse-rollback").ExitsWith(0);
        repository.Done().ShouldBeEmpty();
    }

    [Fact]
    public void A_step_without_a_way_back_is_refused_and_nothing_recorded()
    {
        using var repository = Acme.Repository().Write(Acme.RunbookPath, Acme.Runbook.Replace("```bash undo\necho undone >> done\n```\n", "", StringComparison.Ordinal)).Commit("No way back");

        Delivery.In(repository).Run("run", "acme-support-bot", "--dry-run", "--rehearse-rollback").ExitsWith(1)
            .Complains("DAC0505").Complains("\"Deploy\" can neither be undone nor is it a point of no return").Complains("nothing was recorded");
        repository.Has($"{Acme.Folder}/executions").ShouldBeFalse();
    }

    [Fact]
    public void It_is_a_part_of_the_dry_run()
    {
        using var repository = Acme.Repository();

        Delivery.In(repository).Run("run", "acme-support-bot", "--rehearse-rollback").ExitsWith(2).Complains("--rehearse-rollback runs nothing, and so needs --dry-run");
    }

    private static string WithSecondStep => Acme.Runbook.Replace(
        "## Smoke tests", "### Warm the cache\n\n```bash run\necho warm >> done\n```\n\n```bash undo\necho cold >> done\n```\n\n## Smoke tests", StringComparison.Ordinal);
}
