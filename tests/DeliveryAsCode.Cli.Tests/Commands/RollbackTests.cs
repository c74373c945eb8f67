using System.Runtime.CompilerServices;
using DeliveryAsCode.Cli.Tests.Infra;

namespace DeliveryAsCode.Cli.Tests.Commands;

public class RollbackTests
{
    private const string Freeze = "acme-production:\n    freezes: [{from: 2020-01-01, to: 2099-12-31, why: the move}]";

    [Fact]
    public void What_waits_half_way_is_undone_and_held()
    {
        using var repository = Asking().HalfWay();

        Back(repository).ExitsWith(1).Prints("Rolling back: the client asked").Prints("Rolled back: ");

        repository.Done().ShouldBe(["deployed", "undeployed"]);
        repository.Read(Acme.RecordPath).ShouldContain("❌ Failed");
        repository.Refuses(1, "there is nothing to roll back", "rollback", "--reason", "again");
        repository.Start().ExitsWith(1).Complains("holds the environment");
    }

    [Fact]
    public void What_has_succeeded_is_undone_too_and_once()
    {
        using var repository = Acme.Repository();
        repository.Start().ExitsWith(0);

        Back(repository).ExitsWith(1).Prints("Rolled back: ");

        repository.Done().ShouldBe(["deployed", "undone"]);
        repository.Read(Acme.RunbookPath).ShouldContain("), rolled back <!--");
        repository.Refuses(1, "there is nothing to roll back", "rollback", "--reason", "again");
        repository.Tell("status").ExitsWith(0).Prints("was rolled back, and nothing is decided since");
    }

    [Fact]
    public void Before_the_first_change_it_ends_and_there_is_nothing_to_undo()
    {
        using var repository = Asking();
        repository.Start().ExitsWith(0);

        Back(repository).ExitsWith(1).Prints("Failed, and nothing was changed");

        repository.Done().ShouldBeEmpty();
    }

    [Fact]
    public void It_takes_a_role_and_a_reason()
    {
        using var repository = Asking().HalfWay();

        repository.As("quinn").Refuses(1, "quinn may not: this takes one of the roles", "rollback", "--reason", "no");
        repository.As("dana").Refuses(2, "--reason", "rollback");
        repository.Refuses(2, "--reason is empty", "rollback", "--reason", " ");
    }

    [Fact]
    public async Task A_run_that_lives_is_not_interfered_with()
    {
        using var repository = Plans.Repository(Plans.Slow, nameof(A_run_that_lives_is_not_interfered_with));
        using var run = StartedDelivery.Start(Delivery.In(repository), "run", "acme-support-bot", "--yes");
        await run.Until(() => repository.Done().Length == 1);

        Back(repository).ExitsWith(1).Complains("is in use");
        await run.End("KILL");
        repository.Write("go", "");
        Back(repository).ExitsWith(1).Prints("Rolled back");

        repository.Done().ShouldBe(["started", "undone"]);
    }

    [Fact]
    public void A_target_stays_as_it_is()
    {
        using var repository = Asking().HalfWay();
        repository.Go();
        repository.Tell("resume").ExitsWith(0);

        repository.Refuses(1, "the step \"nothing\" was not started", "rollback", "--reason", "x", "--target", "nothing");
        Back(repository, "--target", "Deploy").ExitsWith(1);

        repository.Done().ShouldBe(["deployed", "finished", "unfinished"]);
    }

    [Fact]
    public void Nothing_is_taken_back_over_a_point_of_no_return()
    {
        using var repository = Plans.Repository(Plans.Asking.Replace("```bash run\necho deployed", "```bash run point-of-no-return=\"rows are gone\"\necho deployed", StringComparison.Ordinal), nameof(Nothing_is_taken_back_over_a_point_of_no_return)).HalfWay();
        repository.Go();
        repository.Tell("resume").ExitsWith(0);

        repository.Refuses(1, "\"Deploy\" is a point of no return (rows are gone)", "rollback", "--reason", "x").Complains("--target application/deploy");
        Back(repository, "--target", "application/deploy").ExitsWith(1);

        repository.Done().ShouldBe(["deployed", "finished", "unfinished"]);
    }

    [Fact]
    public void No_freeze_no_gate_and_no_changed_script_stands_in_its_way()
    {
        using var repository = Plans.Repository(Plans.Gated, nameof(No_freeze_no_gate_and_no_changed_script_stands_in_its_way)).HalfWay();
        repository.Write("delivery.yml", Acme.Rules.Replace("acme-production:", Freeze, StringComparison.Ordinal))
            .Write(Acme.RecordPath, repository.Read(Acme.RecordPath).Replace("| #40 |\n", "| #40 |\n| Deployment plan | Reopened | dana | 2026-05-11 | no |\n", StringComparison.Ordinal))
            .Commit("Freeze")
            .Write("ops/deploy.sh", "echo other >> done\n");

        repository.Go();
        repository.Tell("resume").ExitsWith(1).Complains("ops/deploy.sh is not as in the last commit");
        Back(repository).ExitsWith(1).Prints("Rolled back: ");

        repository.Done().ShouldBe(["deployed", "undone"]);
        repository.Read(Path.ChangeExtension(repository.Journal(), "md")).ShouldContain("taken back with files that are not as they were approved: ops/deploy.sh");
    }

    [Fact]
    public void What_has_changed_the_environment_goes_on_in_a_freeze()
    {
        using var repository = Plans.Repository(Plans.Gated, nameof(What_has_changed_the_environment_goes_on_in_a_freeze)).HalfWay();
        repository.Write("delivery.yml", Acme.Rules.Replace("acme-production:", Freeze, StringComparison.Ordinal)).Commit("Freeze");

        repository.Go();
        repository.Tell("resume").ExitsWith(0).Prints("Succeeded");
    }

    [Fact]
    public void What_has_changed_nothing_is_stopped_by_a_freeze_and_by_a_changed_script()
    {
        using var repository = Plans.Repository(Plans.Gated, nameof(What_has_changed_nothing_is_stopped_by_a_freeze_and_by_a_changed_script));
        repository.Start().ExitsWith(0);
        repository.Go();

        repository.Write("ops/deploy.sh", "echo other >> done\n");
        repository.Refuses(1, "ops/deploy.sh is not as in the last commit", "resume");
        repository.Write("ops/deploy.sh", "echo deployed >> done\n").Write("delivery.yml", Acme.Rules.Replace("acme-production:", Freeze, StringComparison.Ordinal)).Commit("Freeze");
        repository.Refuses(1, "there is a freeze, the move", "resume");

        repository.Done().ShouldBeEmpty();
    }

    [Fact]
    public void Another_runbook_waits_until_the_hold_is_lifted()
    {
        const string Other = "deliveries/globex/runbook.md";
        using var repository = Plans.Repository(Plans.Gated, nameof(Another_runbook_waits_until_the_hold_is_lifted))
            .Write("deliveries/globex/record.md", Acme.Cleared).Write("deliveries/globex/checklists/deployment.md", Acme.Checklist).Write(Other, Acme.GatedRunbook).Commit("Globex")
            .HalfWay();
        Back(repository).ExitsWith(1);
        repository.Commit("Back");

        Delivery.In(repository).Run("run", Other, "--yes").ExitsWith(1).Complains($"of {Acme.RunbookPath} holds it").Complains($"delivery resume {Acme.RunbookPath} --lift-hold");
        repository.Tell("resume", "--lift-hold", "--reason", "the cause is found").ExitsWith(0);
        repository.Commit("Lifted");
        Delivery.In(repository).Run("run", Other, "--yes").ExitsWith(0).Prints("Waiting: ");
    }

    [Fact]
    public void An_undo_whose_secret_is_not_there_is_refused_before_anything_runs()
    {
        var runbook = Plans.Gated.Replace("environment: acme-production", "environment: acme-production\nenv: [DATABASE_URL]", StringComparison.Ordinal);
        using var repository = Plans.Repository(runbook, nameof(An_undo_whose_secret_is_not_there_is_refused_before_anything_runs));
        var knowing = Delivery.In(repository).With("DATABASE_URL", "postgres-password");
        knowing.Run("run", "acme-support-bot", "--yes").ExitsWith(0);
        repository.Go();
        knowing.Run("resume", "acme-support-bot").ExitsWith(0).Prints("Waiting: Still go");

        repository.Refuses(1, "\"DATABASE_URL\" cannot be given to the steps: it has no value here", "rollback", "--reason", "x");
        knowing.Run("rollback", "acme-support-bot", "--reason", "x").ExitsWith(1).Prints("Rolled back");

        repository.Done().ShouldBe(["deployed", "undone"]);
        repository.Tell("resume", "--lift-hold", "--reason", "needs no secret").ExitsWith(0);
    }

    private static DeliveryRepository Asking([CallerMemberName] string test = "") => Plans.Repository(Plans.Asking, test);

    private static Outcome Back(DeliveryRepository repository, params string[] more) => repository.Tell("rollback", ["--reason", "the client asked", .. more]);
}
