using System.Runtime.CompilerServices;
using DeliveryAsCode.Cli.Tests.Infra;

namespace DeliveryAsCode.Cli.Tests.Commands;

public class ResumeTests
{
    [Theory]
    [InlineData("done", 0, "Succeeded", "started")]
    [InlineData("again", 0, "Succeeded", "started started")]
    [InlineData("failed", 1, "Rolled back", "started undone")]
    public async Task After_kill_9_a_person_says_what_became_of_the_step(string answer, int exitCode, string printed, string done)
    {
        using var repository = await Killed();
        repository.As("quinn").Refuses(1, "quinn may not", "resume", "--step", "deploy", "--as", answer, "--reason", "seen");
        repository.As("dana").Refuses(1, "the outcome of \"other\" is not unknown", "resume", "--step", "other", "--as", answer, "--reason", "seen");

        repository.Tell("resume", "--step", "deploy", "--as", answer, "--reason", "looked at the server").ExitsWith(exitCode).Prints(printed);

        repository.Done().ShouldBe(done.Split(' '));
        repository.Read(repository.Journal()).ShouldContain("looked at the server");
        Delivery.In(repository).Run("log", "verify", repository.Journal()).ExitsWith(0);
    }

    [Fact]
    public async Task Without_an_answer_it_asks_and_names_the_command()
    {
        using var repository = await Killed();

        repository.Tell("resume").ExitsWith(0).Prints("Waiting: ").Prints($"next: delivery resume {Acme.RunbookPath} --step application/deploy --as done|failed|again");
        var journal = repository.ReadBytes(repository.Journal());
        repository.Tell("resume").ExitsWith(0);

        repository.ReadBytes(repository.Journal()).ShouldBe(journal);
        repository.Done().ShouldBe(["started"]);
    }

    [Theory]
    [InlineData("--step|deploy", "--step and --as belong together")]
    [InlineData("--as|done", "--step and --as belong together")]
    [InlineData("--step|deploy|--as|done", "--as needs --reason")]
    [InlineData("--step|deploy|--as|maybe|--reason|x", "\"maybe\" is not an answer")]
    [InlineData("--lift-hold", "--lift-hold needs --reason")]
    [InlineData("--lift-hold|--reason| ", "--lift-hold needs --reason")]
    [InlineData("--now|2026-05-12", "does not pretend that it is another time")]
    public void Options_that_do_not_go_together_are_refused(string options, string complaint)
    {
        using var repository = Plans.Repository(Plans.Asking, nameof(Options_that_do_not_go_together_are_refused));
        repository.Start().ExitsWith(0);

        repository.Refuses(2, complaint, "resume", options.Split('|')).PrintsNothing().Complains("= help: ");
    }

    [Fact]
    public void Nothing_open_is_said()
    {
        using var repository = Acme.Repository();
        repository.Refuses(1, "no execution of deliveries/acme-support-bot/runbook.md is open", "resume");

        repository.Start().ExitsWith(0);

        repository.Refuses(1, "the last one, ended as succeeded", "resume");
        repository.Refuses(1, "ended as succeeded", "resume", "--lift-hold", "--reason", "x");
    }

    [Fact]
    public void A_runbook_that_was_changed_goes_on_only_as_a_recorded_deviation()
    {
        using var repository = Plans.Repository(Plans.Asking, nameof(A_runbook_that_was_changed_goes_on_only_as_a_recorded_deviation));
        repository.HalfWay();
        repository.Write(Acme.RunbookPath, repository.Read(Acme.RunbookPath).Replace("echo finished", "echo really finished", StringComparison.Ordinal));

        repository.Go();
        repository.Refuses(1, "the runbook was changed since execution", "resume").Complains("--reason");
        repository.Refuses(1, "the runbook was changed since execution", "resume", "--reason", " ");
        repository.Tell("resume", "--reason", "a word was missing").ExitsWith(0);

        repository.Done().ShouldBe(["deployed", "really finished"]);
        repository.Read(Path.ChangeExtension(repository.Journal(), "md")).ShouldContain("the runbook was changed during the execution: a word was missing");
    }

    [Fact]
    public void What_was_rolled_back_is_set_free_by_a_person_with_a_reason()
    {
        using var repository = Acme.Repository().Write("broken", "");
        repository.Start().ExitsWith(1).Prints($"next: delivery resume {Acme.RunbookPath} --lift-hold");
        File.Delete(Path.Combine(repository.Path, "broken"));

        repository.Refuses(1, "holds the environment", "run", "--yes", "--again", "--reason", "repaired");
        repository.As("quinn").Refuses(1, "quinn may not", "resume", "--lift-hold", "--reason", "the file is gone");
        repository.As("dana").Tell("resume", "--lift-hold", "--reason", "the file is gone").ExitsWith(0).Prints("is lifted, and the environment is free");
        repository.Read(Acme.RunbookPath).ShouldContain("), rolled back <!--");
        repository.Refuses(1, "is open", "resume", "--lift-hold", "--reason", "the file is gone");
        repository.Refuses(1, "--again --reason", "run", "--yes");

        repository.Tell("run", "--yes", "--again", "--reason", "repaired").ExitsWith(0);
        repository.Done().ShouldBe(["deployed", "undone", "deployed"]);
    }

    [Fact]
    public void An_undo_that_failed_is_tried_again_once_the_hold_is_lifted()
    {
        using var repository = FailedUndo();
        repository.Write("fixed", "");

        repository.Tell("resume", "--lift-hold", "--reason", "the disk has room").ExitsWith(1).Prints("Rolled back");

        repository.Done().ShouldBe(["deployed", "undone"]);
        repository.Tell("resume", "--lift-hold", "--reason", "all is as before").ExitsWith(0).Prints("the environment is free");
    }

    [Fact]
    public void An_undo_that_failed_may_be_done_by_hand()
    {
        using var repository = FailedUndo();

        repository.Tell("resume", "--step", "Deploy", "--as", "done", "--lift-hold", "--reason", "did it by hand").ExitsWith(1).Prints("Rolled back");

        repository.Done().ShouldBe(["deployed"]);
        repository.Read(repository.Journal()).ShouldContain("did it by hand");
    }

    private static DeliveryRepository FailedUndo([CallerMemberName] string test = "")
    {
        var repository = Acme.Repository(test).Write("broken", "")
            .Write(Acme.RunbookPath, Acme.Runbook.Replace("echo undone >> done", "test -e fixed\necho undone >> done", StringComparison.Ordinal));
        repository.Start().ExitsWith(1).Prints("On hold, a person has to look: the undo of \"Deploy\" failed");
        return repository;
    }

    private static async Task<DeliveryRepository> Killed([CallerMemberName] string test = "")
    {
        var repository = Plans.Repository(Plans.Slow, test);
        using var run = StartedDelivery.Start(Delivery.In(repository), "run", "acme-support-bot", "--yes");
        await run.Until(() => repository.Done().Length == 1);
        await run.End("KILL");
        return repository.Write("go", "");
    }
}
