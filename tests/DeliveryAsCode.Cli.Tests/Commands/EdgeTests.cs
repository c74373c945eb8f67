using DeliveryAsCode.Cli.Tests.Infra;

namespace DeliveryAsCode.Cli.Tests.Commands;

/// <summary>What people do by accident, and what others do on purpose.</summary>
public class EdgeTests
{
    [Theory]
    [InlineData("check")]
    [InlineData("status")]
    [InlineData("acknowledge", "acme")]
    [InlineData("run", "acme")]
    [InlineData("set", "acme", "field:Scope", "New")]
    [InlineData("new", "acme", "--client", "Acme Corp", "--name", "Bot")]
    public void A_folder_that_has_to_do_with_no_delivery_is_probably_the_wrong_one(params string[] arguments)
    {
        using var folder = DeliveryRepository.WithoutGit().Write("notes.md", "# Notes\n");
        var before = folder.Tree();

        Delivery.In(folder).Run(arguments).ExitsWith(2).Complains("neither a git repository nor a delivery.yml");

        folder.Tree().ShouldBe(before);
    }

    [Theory]
    [InlineData("check", "pipe.md")]
    [InlineData("check", ".")]
    [InlineData("run", "pipe.md")]
    public void A_pipe_is_not_waited_for(string command, string path)
    {
        using var repository = Acme.Repository();
        Infra.Finished.Of("mkfifo", [Path.Combine(repository.Path, "pipe.md")], repository.Path, CleanEnvironment.In(repository.Home)).ExitCode.ShouldBe(0);

        Delivery.In(repository).Run(command, path).ExitCode.ShouldBeOneOf(0, 1, 2);
    }

    [Theory]
    [InlineData("deliveries/")]
    [InlineData("deliveries/acme-support-bot/")]
    [InlineData("./")]
    public void A_folder_with_a_slash_at_its_end_is_checked(string path)
    {
        using var repository = Acme.Repository().Write(Acme.RecordPath, "nothing\n");
        Delivery.In(repository).Run("check", path).ExitsWith(1).Prints($"{Acme.RecordPath}:1:1");
    }

    [Fact]
    public void New_writes_the_record_where_the_rules_look_for_it()
    {
        using var repository = DeliveryRepository.Create().Write("delivery.yml", "version: 1\ndeliveries: clients/*/delivery.md\n");
        Delivery.In(repository).Run("new", "acme", "--client", "Acme", "--name", "Bot").ExitsWith(0);
        Delivery.In(repository).Run("status", "acme").ExitsWith(0);
    }

    [Fact]
    public void Rules_that_would_call_every_delivery_the_same_are_refused()
    {
        using var repository = DeliveryRepository.Create().Write("delivery.yml", "version: 1\ndeliveries: docs/*/delivery/record.md\n");
        Delivery.In(repository).Run("check").ExitsWith(1).Prints("delivery.yml:2:13");
        Delivery.In(repository).Run("new", "acme", "--client", "Acme", "--name", "Bot").ExitsWith(2);
    }

    [Theory]
    [InlineData("failed")]
    [InlineData("waiting")]
    public void Run_json_is_what_the_schema_says_also_when_steps_were_not_started(string what)
    {
        using var repository = Acme.Begun(what == "waiting" ? Acme.Cleared : Acme.Record);
        if (what == "waiting")
            repository.Write(Acme.RunbookPath, Acme.GatedRunbook).Commit("Plan");
        else
            repository.Write(Acme.RunbookPath, Acme.Runbook.Replace("echo deployed >> done", "exit 1", StringComparison.Ordinal));
        var outcome = Delivery.In(repository).Run("run", "acme-support-bot", "--yes", "--json");
        OutputSchema.Of("run").Accepts(outcome.Output);
    }

    [Fact]
    public void Run_json_names_the_journal_from_the_root_of_the_repository()
    {
        using var repository = Acme.Repository();
        Delivery.In(repository).Run("run", "acme-support-bot", "--yes", "--json").Json.GetProperty("journal").GetString().ShouldBe(repository.Journal());
    }

    [Fact]
    public void Run_json_is_printed_by_a_refusal_and_not_promised_by_a_dry_run()
    {
        using var repository = Acme.Repository().Write(Acme.RunbookPath, Acme.GatedRunbook).Commit("Plan");
        OutputSchema.Of("run").Accepts(Delivery.In(repository).Run("run", "acme-support-bot", "--yes", "--json").ExitsWith(1).Output);
        Delivery.In(repository).Run("run", "acme-support-bot", "--dry-run", "--json").ExitsWith(2).PrintsNothing();
    }

    [Fact]
    public void A_name_in_gits_configuration_is_nobodys_login()
    {
        using var repository = Acme.Begun(Acme.Cleared).Write(Acme.RunbookPath, Acme.GatedRunbook).Commit("Plan");
        repository.Git("config", "user.email", "stranger@studio.example");
        repository.Git("config", "user.name", "dana");
        var terminal = PseudoTerminal.Run(Delivery.In(repository), ["run", "acme-support-bot", "--yes"], ("go or no-go?", "go"), ("reason:", "why"));
        terminal.Output.ShouldContain("only a delivery-manager can answer this");
        repository.Done().ShouldBeEmpty();
    }

    [Theory]
    [InlineData("conflict", "DAC0106")]
    [InlineData("binary", "DAC0103")]
    [InlineData("long line", "DAC0102")]
    public void Set_refuses_a_record_that_cannot_be_read_whole(string what, string code)
    {
        using var repository = Acme.Repository();
        Damage(repository, what);
        var before = repository.Tree();
        Delivery.In(repository).Run("set", "acme-support-bot", "field:Scope", "New").ExitsWith(2).Complains(code);
        repository.Tree().ShouldBe(before);
    }

    [Fact]
    public void Status_says_that_a_record_has_conflict_markers()
    {
        using var repository = Acme.Repository();
        Damage(repository, "conflict");
        Delivery.In(repository).Run("status", "acme-support-bot").Complains("DAC0106");
    }

    [Theory]
    [InlineData("..")]
    [InlineData("../../outside")]
    public void An_id_that_is_a_path_is_no_delivery(string id)
    {
        using var repository = Acme.Repository().Write("record.md", Acme.Record).Commit("x");
        Directory.CreateDirectory(Path.Combine(repository.Path, "..", "outside"));
        File.WriteAllText(Path.Combine(repository.Path, "..", "outside", "record.md"), Acme.Record);
        Delivery.In(repository).Run("set", id, "field:Scope", "New").ExitsWith(2);
        File.ReadAllText(Path.Combine(repository.Path, "..", "outside", "record.md")).ShouldBe(Acme.Record);
        repository.Read("record.md").ShouldBe(Acme.Record);
    }

    [Fact]
    public void A_folder_that_is_a_link_out_of_the_repository_is_not_written_through()
    {
        using var repository = Acme.Repository();
        var outside = Directory.CreateDirectory(Path.Combine(repository.Path, "..", "outside")).FullName;
        File.WriteAllText(Path.Combine(outside, "record.md"), Acme.Record);
        File.CreateSymbolicLink(Path.Combine(repository.Path, "deliveries", "linked"), outside);
        Delivery.In(repository).Run("set", "linked", "field:Scope", "New").ExitsWith(2);
        File.ReadAllText(Path.Combine(outside, "record.md")).ShouldBe(Acme.Record);
    }

    [Fact]
    public void A_record_that_is_a_link_inside_the_repository_stays_one()
    {
        using var repository = Acme.Repository().Write("shared/record.md", Acme.Record);
        var link = Path.Combine(repository.Path, "deliveries", "linked", "record.md");
        Directory.CreateDirectory(Path.GetDirectoryName(link)!);
        File.CreateSymbolicLink(link, "../../shared/record.md");
        Delivery.In(repository).Run("set", "linked", "field:Scope", "New").ExitsWith(0);
        new FileInfo(link).LinkTarget.ShouldNotBeNull();
        repository.Read("shared/record.md").ShouldContain("**Scope:** New");
    }

    [Fact]
    public async Task Two_folders_without_git_do_not_lock_each_other()
    {
        using var one = DeliveryRepository.WithoutGit().Write("plan.md", Acme.Runbook.Replace("echo deployed >> done", "echo deployed >> done\nsleep 4", StringComparison.Ordinal));
        using var other = DeliveryRepository.WithoutGit().Write("plan.md", Acme.Runbook);
        using var run = StartedDelivery.Start(Delivery.In(one), "run", "plan.md", "--yes");
        await run.Until(() => one.Done().Length == 1);
        Delivery.In(other).Run("run", "plan.md", "--yes").ExitsWith(0);
        await run.End("TERM");
    }

    [Fact]
    public void An_unknown_option_is_no_path()
    {
        using var repository = Acme.Repository();
        Delivery.In(repository).Run("check", "--foo").ExitsWith(2).PrintsNothing().Complains("see \"delivery check --help\"");
    }

    [Fact]
    public void An_unknown_option_is_no_value()
    {
        using var repository = Acme.Repository();
        Delivery.In(repository).Run("set", "acme-support-bot", "field:Scope", "--dry-run").ExitsWith(2);
        repository.Read(Acme.RecordPath).ShouldBe(Acme.Record);
    }

    [Fact]
    public void New_does_not_pretend_another_time_on_a_ci_host()
    {
        using var repository = DeliveryRepository.Create();
        Delivery.In(repository).With("GITHUB_ACTIONS", "true").Run("new", "acme", "--client", "A", "--name", "B", "--now", "2026-03-02T10:00Z").ExitsWith(2);
    }

    [Fact]
    public void Quiet_json_is_still_json()
    {
        using var repository = Acme.Repository();
        Delivery.In(repository).Run("check", "--json", "--quiet").ExitsWith(0).Json.GetProperty("schemaVersion").GetInt32().ShouldBe(1);
    }

    [Fact]
    public void A_new_delivery_with_nothing_for_a_name_is_refused()
    {
        using var repository = DeliveryRepository.Create();
        Delivery.In(repository).Run("new", "acme", "--client", "", "--name", "Bot").ExitsWith(2);
    }

    [Theory]
    [InlineData("a\nb")]
    [InlineData("<!-- x -->")]
    [InlineData(" a ")]
    [InlineData("\u00A0")]
    [InlineData("a\tb")]
    [InlineData("\\")]
    [InlineData("a\r")]
    [InlineData("—")]
    [InlineData("A — B")]
    [InlineData("a\n\nb")]
    [InlineData("\u0001")]
    public void Whatever_a_client_is_called_the_command_ends_in_good_order(string name)
    {
        using var repository = DeliveryRepository.Create();
        Delivery.In(repository).Run("new", "acme", "--client", name, "--name", name, "--scope", name).ExitCode.ShouldBeOneOf(0, 2);
    }

    [Fact]
    public void A_client_with_a_dash_leaves_the_name_alone()
    {
        using var repository = DeliveryRepository.Create();
        Delivery.In(repository).Run("new", "acme", "--client", "Acme — Spain", "--name", "Bot").ExitsWith(0);
        Delivery.In(repository).Run("status", "--json").Json.GetProperty("deliveries")[0].GetProperty("name").GetString().ShouldBe("Bot");
    }

    private static void Damage(DeliveryRepository repository, string what) => repository.Write(Acme.RecordPath, what switch
    {
        "conflict" => Acme.Record.Replace("- **Status:** Deployment\n", "<<<<<<< HEAD\n- **Status:** Deployment\n=======\n- **Status:** QA\n>>>>>>> other\n", StringComparison.Ordinal),
        "binary" => "a\0b",
        _ => new string('[', 100_000),
    });
}
