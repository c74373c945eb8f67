using DeliveryAsCode.Cli.Tests.Infra;

namespace DeliveryAsCode.Cli.Tests.Commands;

public class ReconcileTests
{
    private const string Late = "2026-05-13T09:00Z";

    private static readonly OutputSchema Schema = OutputSchema.Of("plan");

    [Fact]
    public void A_plan_names_each_change_with_its_reason_and_writes_nothing()
    {
        using var repository = Acme.Repository();
        var before = repository.Tree();

        Delivery.In(repository).Run("plan", "acme-support-bot", "--now", Late).ExitsWith(0).DoesNotComplain()
            .Prints("acme-support-bot/milestone/Deployment start/status: set the status of \"Deployment start\" to Late\n  because it was planned for 2026-05-12\n")
            .Prints("2 changes to make");

        repository.Tree().ShouldBe(before);
    }

    [Fact]
    public void A_second_time_there_is_nothing_left_to_do()
    {
        using var repository = Acme.Repository();

        Delivery.In(repository).Run("reconcile", "--now", Late).ExitsWith(0).DoesNotComplain().Prints("because it was planned for 2026-05-12").Prints("2 changes made");

        repository.Read(Acme.RecordPath).ShouldBe(Acme.Record.Replace("2026-05-12 | | Planned", "2026-05-12 | | Late", StringComparison.Ordinal));
        Delivery.In(repository).Run("reconcile", "--now", Late).ExitsWith(0).Prints("nothing to do\n").DoesNotPrint(" because ");
    }

    [Theory]
    [InlineData("plan")]
    [InlineData("reconcile")]
    public void The_json_is_what_the_schema_says(string command)
    {
        using var repository = Acme.Repository();

        var outcome = Delivery.In(repository).Run(command, "--json", "--now", Late).ExitsWith(0);

        Schema.Accepts(outcome.Output);
        outcome.Json.GetProperty("base").GetString().ShouldBe(repository.Git("rev-parse", "HEAD"));
        outcome.Json.GetProperty("changes").GetArrayLength().ShouldBe(2);
        outcome.Json.GetProperty("verdicts")[0].GetProperty("gate").GetString().ShouldBe("Deployment plan");
    }

    [Fact]
    public void A_commit_holds_what_was_changed_and_says_why()
    {
        using var repository = Acme.Repository();
        repository.Write("notes.txt", "mine").Git("add", "notes.txt");

        Delivery.In(repository).Run("reconcile", "--commit", "--now", Late).ExitsWith(0).Prints("2 changes made, committed as ");

        repository.Git("show", "--name-only", "--format=", "HEAD").ShouldBe(Acme.RecordPath);
        repository.Git("log", "-1", "--format=%B").ShouldContain("- acme-support-bot/milestone/Deployment start/status: set the status of \"Deployment start\" to Late, since it was planned for 2026-05-12");
    }

    [Theory]
    [InlineData("delivery.yml", "reconcile")]
    [InlineData(Acme.RecordPath, "reconcile --commit")]
    public void What_somebody_has_changed_and_not_committed_is_neither_a_rule_nor_ours_to_commit(string path, string command)
    {
        using var repository = Acme.Repository();
        repository.Write(path, repository.Read(path) + "\n");
        var before = repository.Tree();

        Delivery.In(repository).Run([.. command.Split(' '), "--now", Late]).ExitsWith(2).Complains("DAC0306").Complains(path);

        repository.Tree().ShouldBe(before);
    }

    [Fact]
    public void Where_git_refuses_the_commit_everything_is_as_it_was()
    {
        using var repository = Acme.Repository();
        repository.Write(".git/hooks/pre-commit", "#!/bin/sh\nexit 1\n");
        Finished.Of("chmod", ["+x", ".git/hooks/pre-commit"], repository.Path, CleanEnvironment.In(repository.Home)).ExitCode.ShouldBe(0);
        var before = repository.Tree();

        Delivery.In(repository).Run("reconcile", "--commit", "--now", Late).ExitsWith(3);

        repository.Tree().ShouldBe(before);
        repository.Git("status", "--porcelain").ShouldBeEmpty();
    }

    [Fact]
    public void On_a_ci_host_nothing_is_done_for_another_time()
    {
        using var repository = Acme.Repository();

        Delivery.In(repository).With("GITHUB_ACTIONS", "true").Run("reconcile", "--now", Late).ExitsWith(2);
        Delivery.In(repository).With("GITHUB_ACTIONS", "true").Run("plan", "--now", Late).ExitsWith(0);
    }

    [Fact]
    public void In_markdown_a_plan_holds_no_words_of_a_document_that_act()
    {
        using var repository = Acme.Repository();
        repository.Write(Acme.RecordPath, Acme.Record.Replace("| Deployment start |", "| @everybody [x](http://y) <b> |", StringComparison.Ordinal));

        Delivery.In(repository).Run("plan", "--markdown", "--now", Late).ExitsWith(0)
            .Prints("| Delivery | Stage | Gate | Verdict |").Prints("## Changes")
            .DoesNotPrint("@everybody").DoesNotPrint("[x](http").DoesNotPrint("<b>");
    }

    [Fact]
    public async Task Edits_of_different_cells_at_the_same_time_are_all_made_with_a_reconcile_among_them()
    {
        using var repository = Acme.Repository();
        string[] addresses =
        [
            "field:Client", "field:Scope", "risk:1:Likelihood", "risk:1:Impact", "risk:1:Mitigation",
            "escalation:1:Issue", "escalation:1:Escalated to", "update:1:Type", "update:1:Summary", "checklist:deployment/rehearsal",
        ];
        var delivery = Delivery.In(repository);

        var outcomes = await Task.WhenAll(addresses.Select(address => Task.Run(() => delivery.Run("set", "acme-support-bot", address, address.StartsWith("checklist", StringComparison.Ordinal) ? "done" : $"new {address.Replace(':', ' ')}")))
            .Append(Task.Run(() => delivery.Run("reconcile", "--now", Late))));

        outcomes.ShouldAllBe(o => o.ExitCode == 0);
        var record = repository.Read(Acme.RecordPath);
        addresses[..9].ShouldAllBe(address => record.Contains($"new {address.Replace(':', ' ')}", StringComparison.Ordinal));
        repository.Read(Acme.ChecklistPath).ShouldContain("- [x] Rollback rehearsed");
        record.ShouldContain("| Deployment complete | 2026-05-12 | | Late |");
    }
}
