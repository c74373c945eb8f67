using System.Runtime.CompilerServices;
using DeliveryAsCode.Cli.Tests.Infra;

namespace DeliveryAsCode.Cli.Tests.Commands;

public class ConfirmAndDecideTests
{
    private static readonly OutputSchema Schema = OutputSchema.Of("run");

    [Theory]
    [InlineData("final-checks/tell-support")]
    [InlineData("tell-support")]
    [InlineData("Tell support")]
    public void A_step_is_confirmed_by_its_id_or_its_title(string named)
    {
        using var repository = Asking();
        repository.Start().ExitsWith(0).Prints("Waiting: Tell support").Prints($"next: delivery confirm {Acme.RunbookPath} final-checks/tell-support");

        repository.Tell("confirm", named).ExitsWith(0).DoesNotComplain().Prints($"next: delivery decide {Acme.RunbookPath} --go|--no-go");

        repository.Read(repository.Journal()).ShouldContain("\"event\":\"confirmation-given\",\"subject\":\"final-checks/tell-support\"");
        repository.Read(Path.ChangeExtension(repository.Journal(), "md")).ShouldContain("Waiting for a decision: go or no-go");
        repository.Read(Acme.RunbookPath).ShouldContain("), waiting <!--");
        repository.Done().ShouldBeEmpty();
    }

    [Fact]
    public void Words_take_it_to_its_end_and_only_a_runner_runs_anything()
    {
        using var repository = Asking();
        repository.HalfWay();
        repository.Read(Acme.RecordPath).ShouldMatch(@"\| Deployment complete \| 2026-05-12 \| +\| ⏳ In progress");

        repository.Go().Prints("Waiting: the word is recorded").Prints($"next: delivery resume {Acme.RunbookPath}");
        repository.Done().ShouldBe(["deployed"]);
        repository.Tell("resume").ExitsWith(0).Prints("Succeeded");

        repository.Done().ShouldBe(["deployed", "finished"]);
        repository.Read(repository.Journal()).ShouldContain("all is well");
        Delivery.In(repository).Run("log", "verify", repository.Journal()).ExitsWith(0);
    }

    [Fact]
    public void Only_what_is_waited_for_is_taken()
    {
        using var repository = Asking();
        repository.Refuses(1, "was never executed", "rollback", "--reason", "no");
        repository.Refuses(1, "is open", "confirm", "tell-support");
        repository.Start().ExitsWith(0);

        repository.Refuses(1, "no confirmation of \"deploy\" is waited for: it waits for confirmation \"final-checks/tell-support\"", "confirm", "deploy");
        repository.Refuses(1, "no such decision is waited for: it waits for confirmation", "decide", "--go", "--reason", "yes");
        repository.Tell("confirm", "tell-support").ExitsWith(0);
        repository.Refuses(1, "no confirmation of \"tell-support\" is waited for: it waits for decision", "confirm", "tell-support");
        repository.Refuses(1, "no such decision is waited for", "decide", "--undo", "--reason", "yes");
        repository.Refuses(2, "a decision is one of", "decide", "--reason", "yes");
        repository.Refuses(2, "a decision is one of", "decide", "--go", "--no-go", "--reason", "yes");
        repository.Refuses(2, "--reason", "decide", "--go");
        repository.Refuses(2, "--reason is empty", "decide", "--go", "--reason", " ");
    }

    [Fact]
    public void Only_who_holds_the_role_is_heard()
    {
        using var repository = Asking();
        repository.Start().ExitsWith(0);

        repository.As("quinn").Refuses(1, "only a delivery-manager can answer this", "confirm", "tell-support");
        repository.As("dana").Tell("confirm", "tell-support").ExitsWith(0);
        repository.As("quinn").Refuses(1, "only a delivery-manager can answer this", "decide", "--go", "--reason", "yes");
    }

    [Fact]
    public void No_go_before_the_first_change_ends_it_as_failed()
    {
        using var repository = Asking();
        repository.Start().ExitsWith(0);
        repository.Tell("confirm", "tell-support").ExitsWith(0);

        repository.Tell("decide", "--no-go", "--reason", "the client is on holiday").ExitsWith(1).Prints("Failed, and nothing was changed");

        repository.Done().ShouldBeEmpty();
        repository.Refuses(1, "is open", "resume");
        repository.Refuses(1, "ended as failed: there is nothing to roll back", "rollback", "--reason", "no");
    }

    [Fact]
    public void No_go_after_it_holds_the_environment_until_the_hold_is_lifted()
    {
        using var repository = Asking();
        repository.HalfWay();

        repository.Tell("decide", "--no-go", "--reason", "it is slow").ExitsWith(1).Prints("On hold").Prints($"next: delivery resume {Acme.RunbookPath} --lift-hold");
        repository.Refuses(1, "it is on hold", "decide", "--go", "--reason", "yes");
        repository.Start().ExitsWith(1).Complains("holds the environment");
        repository.Tell("status").ExitsWith(0).Prints("is on hold, half-way");

        repository.Tell("resume", "--lift-hold", "--reason", "it is fast again").ExitsWith(0).Prints("Waiting: Still go");
        repository.Go();
        repository.Tell("resume").ExitsWith(0);
        repository.Done().ShouldBe(["deployed", "finished"]);
    }

    [Fact]
    public void The_json_is_that_of_a_run()
    {
        using var repository = Asking();
        repository.Start().ExitsWith(0);

        var refused = repository.Tell("confirm", "nothing", "--json").ExitsWith(1);
        var confirmed = repository.Tell("confirm", "tell-support", "--json").ExitsWith(0);
        var decided = repository.Tell("decide", "--no-go", "--reason", "no", "--json").ExitsWith(1);

        foreach (var (outcome, conclusion) in new[] { (refused, "refused"), (confirmed, "waiting"), (decided, "failed") })
        {
            Schema.Accepts(outcome.Output);
            outcome.Json.GetProperty("conclusion").GetString().ShouldBe(conclusion);
        }
    }

    [Fact]
    public void A_delivery_that_waits_is_not_green()
    {
        using var repository = Asking();
        repository.Start().ExitsWith(0);

        var delivery = repository.Tell("status", "--json").ExitsWith(0).Json.GetProperty("deliveries")[0];

        delivery.GetProperty("health").GetString().ShouldNotBe("green");
        repository.Tell("status").Prints("waits: Tell support");
    }

    [Theory]
    [InlineData("acme-suport-bot", "did you mean")]
    [InlineData("initech", "has several runbooks")]
    public void A_target_that_is_none_is_refused(string target, string complaint)
    {
        using var repository = Asking().Write("deliveries/initech/record.md", Acme.Record).Write("deliveries/initech/runbook.md", Plans.Asking).Write("deliveries/initech/runbooks/b.md", Plans.Asking);
        string[][] lines = [["confirm", target, "x"], ["decide", target, "--go", "--reason", "x"], ["resume", target], ["watch", target], ["rollback", target, "--reason", "x"]];

        foreach (var line in lines)
            Delivery.In(repository).Run(line).ExitsWith(2).PrintsNothing().Complains(complaint);
    }

    private static DeliveryRepository Asking([CallerMemberName] string test = "") => Plans.Repository(Plans.Asking, test);
}
