using DeliveryAsCode.Cli.Tests.Infra;

namespace DeliveryAsCode.Cli.Tests.Commands;

public class GatedRunTests
{
    [Fact]
    public void Without_its_gates_it_is_refused()
    {
        using var repository = Gated(Acme.Record).Commit("Plan");

        Refused(repository, "DAC0301").Complains("the gate \"Deployment plan\" waits for the acknowledgement of deployment-specialist").Complains($"{Acme.RecordPath}:18:4").Complains("who: diego");
    }

    [Fact]
    public void Everything_that_a_plan_lacks_is_named_at_once()
    {
        using var repository = Gated(Acme.Record).Write(Acme.RunbookPath, ToBeRehearsed).Commit("Plan");

        Refused(repository, "DAC0301").Complains("\"Deployment window\" is not filled").Complains("was never rehearsed").Complains($"nobody watches after {Acme.RunbookPath}");
    }

    [Fact]
    public void Without_a_rehearsal_of_its_rollback_it_is_refused_and_with_one_it_starts()
    {
        using var repository = Gated(Acme.Cleared).Write(Acme.RunbookPath, ToBeRehearsed).Commit("Plan");
        Refused(repository, "DAC0322").Complains($"the rollback of {Acme.RunbookPath} was never rehearsed").Complains("--dry-run --rehearse-rollback");

        Delivery.In(repository).Run("run", "acme-support-bot", "--dry-run", "--rehearse-rollback", "--commit").ExitsWith(0);

        Delivery.In(repository).Run("run", "acme-support-bot", "--yes").ExitsWith(0).Prints("Waiting");
    }

    [Fact]
    public void A_rehearsal_of_the_plan_as_it_was_before_does_not_count()
    {
        using var repository = Gated(Acme.Cleared).Write(Acme.RunbookPath, ToBeRehearsed).Commit("Plan");
        Delivery.In(repository).Run("run", "acme-support-bot", "--dry-run", "--rehearse-rollback", "--commit").ExitsWith(0);
        repository.Write(Acme.RunbookPath, ToBeRehearsed.Replace("echo undone", "echo really undone", StringComparison.Ordinal)).Commit("Repair");

        Refused(repository, "DAC0322").Complains("was not rehearsed with the runbook as it is now");
    }

    [Fact]
    public void While_an_incident_is_open_it_is_refused()
    {
        const string Incident = "## Incidents\n\n| Date | Incident | Severity | Resolution |\n|------|----------|----------|------------|\n| 2026-05-12 | Checkout fails | high | open |\n\n## Status updates sent";
        using var repository = Gated(Acme.Cleared.Replace("## Status updates sent", Incident, StringComparison.Ordinal)).Commit("Plan");

        Refused(repository, "DAC0322").Complains("the incident \"Checkout fails\" is open");
    }

    [Fact]
    public void Decisions_count_only_as_they_are_committed()
    {
        using var repository = Gated(Acme.Record).Commit("Plan").Write(Acme.RecordPath, Acme.Cleared);

        Refused(repository, "DAC0301");
    }

    [Fact]
    public void A_script_that_differs_from_what_was_approved_is_refused()
    {
        using var repository = Gated(Acme.Cleared).Commit("Plan").Write("ops/deploy.sh", "echo something else >> done\n");

        Refused(repository, "DAC0306").Complains("ops/deploy.sh is not as in the last commit");
    }

    [Fact]
    public void So_are_rules_and_a_plan_that_differ()
    {
        using var repository = Gated(Acme.Cleared).Commit("Plan")
            .Write("delivery.yml", Acme.Rules + "# more\n")
            .Write(Acme.RunbookPath, Acme.GatedRunbook.Replace("deploy.sh", "deploy.sh now", StringComparison.Ordinal));

        Refused(repository, "DAC0306").Complains("delivery.yml is not as").Complains($"{Acme.RunbookPath} is not as");
    }

    [Fact]
    public void So_is_a_script_that_was_never_committed()
    {
        using var repository = Gated(Acme.Cleared).Commit("Plan").Write("ops/helper.sh", "exit 0\n");

        Refused(repository, "DAC0306").Complains("ops/helper.sh is not as in the last commit");
    }

    [Theory]
    [InlineData("--assume-unchanged")]
    [InlineData("--skip-worktree")]
    public void So_is_one_of_which_git_was_told_to_look_away(string told)
    {
        using var repository = Gated(Acme.Cleared).Commit("Plan");
        repository.Git("update-index", told, "ops/deploy.sh");
        repository.Write("ops/deploy.sh", "echo something else >> done\n");

        Refused(repository, "DAC0306").Complains("ops/deploy.sh is not as in the last commit");
    }

    [Fact]
    public void So_is_one_beside_the_journals()
    {
        using var repository = Gated(Acme.Cleared).Commit("Plan").Write("deliveries/acme-support-bot/executions/deploy.sh", "echo something else >> done\n");

        Refused(repository, "DAC0306");
    }

    [Fact]
    public void Another_repository_cannot_be_asked_in_place_of_this_one()
    {
        using var cleared = Gated(Acme.Cleared, "cleared").Commit("Plan");
        using var repository = Gated(Acme.Record).Commit("Plan");

        Delivery.In(repository).With("GIT_DIR", Path.Combine(cleared.Path, ".git")).Run("run", "acme-support-bot", "--yes").ExitsWith(1).Complains("DAC0301");
    }

    [Fact]
    public void Outside_of_its_windows_an_environment_is_not_deployed_to()
    {
        using var repository = Gated(Acme.Cleared).Write("delivery.yml", Acme.Rules.Replace("acme-production:", "acme-production:\n    freezes: [{from: 2020-01-01, to: 2099-12-31, why: the move}]", StringComparison.Ordinal)).Commit("Plan");

        Refused(repository, "DAC0310").Complains("there is a freeze, the move");
    }

    [Fact]
    public void A_gate_that_failed_since_is_refused()
    {
        using var repository = Gated(Acme.Cleared.Replace("| #40 |\n", "| #40 |\n| QA gate | Failed | quinn | 2026-05-11 | #41 |\n", StringComparison.Ordinal)).Commit("Plan");

        Refused(repository, "DAC0304").Complains("the gate \"QA gate\" failed");
    }

    [Fact]
    public void Gates_that_stand_twice_decide_nothing()
    {
        using var repository = Gated(Acme.Cleared.Replace("## Risk register", "## Gates\n\n## Risk register", StringComparison.Ordinal)).Commit("Plan");

        Refused(repository, "DAC0206");
    }

    [Fact]
    public void A_plan_outside_of_a_delivery_is_refused()
    {
        using var repository = Acme.Repository().Write("plan.md", Acme.GatedRunbook).Commit("Plan");

        Delivery.In(repository).Run("run", "plan.md", "--yes").ExitsWith(2).Complains("only a runbook in a delivery's folder runs on it");
    }

    [Fact]
    public void With_its_gates_passed_and_committed_it_starts_and_waits_for_the_decision()
    {
        using var repository = Gated(Acme.Cleared).Commit("Plan");

        var waiting = Run(repository).ExitsWith(0).Prints("environment acme-production").Prints("Waiting: ");

        repository.Done().ShouldBeEmpty();
        repository.Read(repository.Journal()).ShouldContain("\"paused\"");
        waiting.DoesNotPrint("Succeeded");
        Run(repository).ExitsWith(0).Prints("Waiting: ");
        Delivery.In(repository).Run("log", "verify", repository.Journal()).ExitsWith(0);
    }

    [Fact]
    public void A_person_who_holds_the_role_decides_at_the_terminal_and_it_deploys()
    {
        using var repository = Gated(Acme.Cleared).Commit("Plan");
        Run(repository).ExitsWith(0);

        var terminal = DecideAtTerminal(repository);

        terminal.ExitCode.ShouldBe(0, terminal.Output);
        terminal.Output.ShouldContain("Succeeded");
        repository.Done().ShouldBe(["deployed"]);
        repository.Read(repository.Journal()).ShouldContain("the window is open");
    }

    [Fact]
    public void After_one_that_was_rolled_back_nothing_starts_until_somebody_has_decided()
    {
        using var repository = Gated(Acme.Cleared).Write(Acme.RunbookPath, Acme.GatedRunbook.Replace("### It answers\n\n```bash\ntrue", "### It answers\n\n```bash\nfalse", StringComparison.Ordinal)).Commit("Plan");
        Run(repository).ExitsWith(0);
        DecideAtTerminal(repository).Output.ShouldContain("Rolled back");

        Delivery.In(repository).Run("run", "acme-support-bot", "--yes", "--again", "--reason", "once more").ExitsWith(1).Complains("DAC0322").Complains("ended as rolled-back, and nobody has decided what follows from it");
        repository.Done().ShouldBe(["deployed", "undone"]);
    }

    [Fact]
    public void Nobody_else_is_asked()
    {
        using var repository = Gated(Acme.Cleared).Commit("Plan");
        repository.Git("config", "user.email", "stranger@studio.example");
        repository.Git("config", "user.name", "stranger");

        var terminal = DecideAtTerminal(repository);

        terminal.Output.ShouldContain("only a delivery-manager can answer this");
        repository.Done().ShouldBeEmpty();
    }

    private static DeliveryRepository Gated(string record, [System.Runtime.CompilerServices.CallerMemberName] string test = "") =>
        Acme.Begun(record, test).Write(Acme.RunbookPath, Acme.GatedRunbook);

    private static string ToBeRehearsed => Acme.GatedRunbook.Replace(" <!-- needs-rehearsal: no, to undo it is to append a line -->", "", StringComparison.Ordinal);

    private static Outcome Run(DeliveryRepository repository) => Delivery.In(repository).Run("run", "acme-support-bot", "--yes");

    private static Outcome Refused(DeliveryRepository repository, string code)
    {
        var before = repository.Tree();
        var outcome = Run(repository).ExitsWith(1).Complains(code).Complains("nothing was run");
        repository.Tree().ShouldBe(before);
        return outcome;
    }

    private static Finished DecideAtTerminal(DeliveryRepository repository) =>
        PseudoTerminal.Run(Delivery.In(repository), ["run", "acme-support-bot", "--yes"], ("go or no-go?", "go"), ("reason:", "the window is open"));
}
