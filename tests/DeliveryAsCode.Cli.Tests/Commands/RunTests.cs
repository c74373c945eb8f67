using DeliveryAsCode.Cli.Tests.Infra;

namespace DeliveryAsCode.Cli.Tests.Commands;

public class RunTests
{
    private static readonly OutputSchema Schema = OutputSchema.Of("run");

    [Fact]
    public void A_run_that_succeeds_is_written_back()
    {
        using var repository = Acme.Repository();
        var delivery = Delivery.In(repository);

        Run(repository).ExitsWith(0).Prints("environment none: ungated").Prints("Succeeded: execution ").Prints("log deliveries/acme-support-bot/executions/").DoesNotComplain();

        repository.Done().ShouldBe(["deployed"]);
        repository.Read(Acme.RecordPath).ShouldMatch(@"\| Deployment start \| 2026-05-12 \| \d{4}-\d\d-\d\d \| ✅ Done \|\n\| Deployment complete \| 2026-05-12 \| \d{4}-\d\d-\d\d \| ✅ Done \|");
        repository.Read(Acme.RunbookPath).ShouldMatch(@"\nLast execution: \[(.+)\]\(executions/\1\.md\), succeeded <!-- .* -->\n$");
        repository.Has(Path.ChangeExtension(repository.Journal(), "md")).ShouldBeTrue();
        delivery.Run("log", "verify", repository.Journal()).ExitsWith(0).Prints("intact");
        delivery.Run("check").ExitsWith(0);
        repository.Git("log", "--oneline").Split('\n').Length.ShouldBe(1);
    }

    [Fact]
    public void A_smoke_test_that_fails_undoes_what_was_done()
    {
        using var repository = Acme.Repository().Write("broken", "");

        Run(repository).ExitsWith(1).Prints("Rolling back: \"It answers\" failed").Prints("Rolled back: ");

        repository.Done().ShouldBe(["deployed", "undone"]);
        repository.Read(Acme.RecordPath).ShouldMatch(@"\| Deployment start \| 2026-05-12 \| \d{4}-\d\d-\d\d \| ✅ Done \|\n\| Deployment complete \| 2026-05-12 \| \| ❌ Failed \|");
        repository.Read(Acme.RunbookPath).ShouldContain("), rolled back <!--");
    }

    [Fact]
    public void What_was_rolled_back_runs_again_only_with_a_reason()
    {
        using var repository = Acme.Repository().Write("broken", "");
        Run(repository).ExitsWith(1);
        File.Delete(Path.Combine(repository.Path, "broken"));

        Run(repository).ExitsWith(1).Complains("lift the hold");
        Delivery.In(repository).Run("resume", "acme-support-bot", "--lift-hold", "--reason", "the file is found").ExitsWith(0);
        Run(repository).ExitsWith(1).Complains("--again --reason");
        Run(repository, "--again").ExitsWith(2).Complains("--again needs --reason");
        repository.Done().ShouldBe(["deployed", "undone"]);

        Run(repository, "--again", "--reason", "the file is repaired").ExitsWith(0);
        repository.Done().ShouldBe(["deployed", "undone", "deployed"]);
    }

    [Theory]
    [InlineData("--dry-run")]
    [InlineData("--yes")]
    public void No_title_is_a_command_to_the_host(string option)
    {
        using var repository = Acme.Repository()
            .Write(Acme.RunbookPath, Acme.Runbook.Replace("## Application", "## ::add-mask::a", StringComparison.Ordinal));

        var printed = Delivery.In(repository).Run("run", "acme-support-bot", option).ExitsWith(0).Prints("| ::add-mask::a").Output;

        printed.Split('\n').ShouldNotContain(line => line.TrimStart().StartsWith("::", StringComparison.Ordinal));
    }

    [Fact]
    public void A_final_check_that_fails_changes_nothing()
    {
        using var repository = Acme.Repository()
            .Write(Acme.RunbookPath, Acme.Runbook.Replace("## Application", "## Final checks\n\n### Healthy\n\n```bash\nexit 7\n```\n\n## Application", StringComparison.Ordinal));

        Run(repository).ExitsWith(1).Prints("Failed, and nothing was changed");

        repository.Done().ShouldBeEmpty();
        repository.Read(Acme.RecordPath).ShouldBe(Acme.Record);
    }

    [Fact]
    public void The_same_again_does_nothing()
    {
        using var repository = Acme.Repository();
        Run(repository).ExitsWith(0);
        var before = repository.Tree();

        var again = Run(repository, "--json").ExitsWith(0);

        again.Json.GetProperty("conclusion").GetString().ShouldBe("nothing-to-do");
        Schema.Accepts(again.Output);
        repository.Tree().ShouldBe(before);
    }

    [Fact]
    public void A_changed_plan_is_a_new_one()
    {
        using var repository = Acme.Repository();
        Run(repository).ExitsWith(0);
        repository.Write(Acme.RunbookPath, repository.Read(Acme.RunbookPath).Replace("echo deployed", "echo deployed again", StringComparison.Ordinal));

        Run(repository).ExitsWith(0);

        repository.Done().ShouldBe(["deployed", "deployed again"]);
    }

    [Fact]
    public void The_json_is_what_the_schema_says()
    {
        using var repository = Acme.Repository();

        var outcome = Run(repository, "--json").ExitsWith(0);

        Schema.Accepts(outcome.Output);
        outcome.Json.GetProperty("conclusion").GetString().ShouldBe("succeeded");
        outcome.Json.GetProperty("log").GetString().ShouldBe(Path.ChangeExtension(repository.Journal(), "md"));
        outcome.Json.GetProperty("steps").EnumerateArray().Select(s => $"{s.GetProperty("id")} {s.GetProperty("outcome")} {s.GetProperty("attempt")}")
            .ShouldBe(["application/deploy succeeded 1", "smoke-tests/it-answers succeeded 1"]);
    }

    [Fact]
    public void A_dry_run_shows_everything_and_runs_nothing()
    {
        using var repository = Acme.Repository().Write(Acme.RunbookPath, Acme.GatedRunbook);
        var before = repository.Tree();

        Delivery.In(repository).Run("run", "acme-support-bot", "--dry-run").ExitsWith(1)
            .Prints("environment acme-production").Prints("Go or no-go").Prints("(asks delivery-manager)").Prints("Deploy  [run, undo]").Prints("DAC0301");

        repository.Tree().ShouldBe(before);
    }

    [Fact]
    public void Without_a_terminal_nobody_can_say_that_it_may_start()
    {
        using var repository = Acme.Repository();
        var before = repository.Tree();

        Delivery.In(repository).Run("run", "acme-support-bot").ExitsWith(2).Complains("add --yes");

        repository.Tree().ShouldBe(before);
    }

    [Fact]
    public void It_commits_only_its_own_files()
    {
        using var repository = Acme.Repository().Write("notes.md", "staged\n").Write("ops/deploy.sh", "changed\n").Write("new.md", "new\n");
        repository.Git("add", "notes.md");

        Run(repository, "--commit").ExitsWith(0).Prints(", commit ");

        var journal = repository.Journal();
        repository.Git("show", "--name-only", "--format=%s").Split('\n', StringSplitOptions.RemoveEmptyEntries).ShouldBe(
            [$"Execution {Path.GetFileNameWithoutExtension(journal)}: succeeded", Path.ChangeExtension(journal, "jsonl"), Path.ChangeExtension(journal, "md"), Acme.RecordPath, Acme.RunbookPath], ignoreOrder: true);
        repository.Git("status", "--porcelain").Split('\n').ShouldBe(["A  notes.md", " M ops/deploy.sh", "?? new.md"], ignoreOrder: true);
    }

    [Theory]
    [InlineData("acme-suport-bot", "did you mean \"acme-support-bot\"?")]
    [InlineData("deliveries/acme-support-bot/nothing.md", "error DAC0140: there is no such file")]
    [InlineData("deliveries/acme-support-bot/", "this is a folder")]
    [InlineData("../outside.md", "lies outside the repository")]
    [InlineData("globex", "has no runbook")]
    [InlineData("initech", "name one of them: deliveries/initech/runbook.md, deliveries/initech/runbooks/b.md")]
    [InlineData("acme-support-bot --now 2026-05-12", "does not pretend that it is another time")]
    public void What_cannot_be_run_is_refused_and_nothing_is_written(string target, string complaint)
    {
        using var repository = Acme.Repository()
            .Write("deliveries/globex/record.md", Acme.Record)
            .Write("deliveries/initech/record.md", Acme.Record)
            .Write("deliveries/initech/runbook.md", Acme.Runbook)
            .Write("deliveries/initech/runbooks/b.md", Acme.Runbook);
        var before = repository.Tree();

        Delivery.In(repository).Run(["run", "--yes", .. target.Split(' ')]).ExitsWith(2).PrintsNothing().Complains(complaint);

        repository.Tree().ShouldBe(before);
    }

    [Fact]
    public void A_runbook_outside_of_a_delivery_runs_ungated_with_its_log_beside_it()
    {
        using var repository = Acme.Repository().Write("plans/restart.md", Acme.Runbook);

        Delivery.In(repository).At("plans").Run("run", "./restart.md", "--yes").ExitsWith(0).Prints("log plans/executions/");

        repository.Read(Acme.RecordPath).ShouldBe(Acme.Record);
    }

    private static Outcome Run(DeliveryRepository repository, params string[] more) =>
        Delivery.In(repository).Run(["run", "acme-support-bot", "--yes", .. more]);
}
