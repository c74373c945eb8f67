using System.Text;
using DeliveryAsCode.Cli.Tests.Infra;
using DeliveryAsCode.Cli.Tests.Workspaces;
using DeliveryAsCode.Templates;

namespace DeliveryAsCode.Cli.Tests.Transitions;

/// <summary>Every way around the QA gate, and the one way through it.</summary>
public class SkippingQaTests
{
    private const string Certified = "| QA gate | Passed | quinn | 2026-11-20 | all scenarios |";

    [Fact]
    public void The_certificate_that_quinn_commits_is_allowed()
    {
        using var repository = Certifiable.Repository().Acknowledge("quinn", "QA gate");

        repository.Check().ExitsWith(0).Prints("\"QA gate: Passed\" by quinn: allowed");
    }

    [Theory]
    [InlineData("mallory")]
    [InlineData("dana")]
    [InlineData("quinn")]
    public void A_row_by_hand_is_nobodys_word_whoever_commits_it(string person)
    {
        using var repository = Certifiable.Repository().AddRow(Certified).CommitAs(person, "QA is done");

        repository.Refusals().ShouldBe("DAC0332");
    }

    [Fact]
    public void A_row_that_is_not_committed_is_nobodys_word()
    {
        using var repository = Certifiable.Repository().AddRow(Certified);

        repository.Check().ExitsWith(1).Prints("error DAC0332: the row \"QA gate: Passed\" by quinn is nobody's word: the row is not committed").Prints("= who: quinn");
    }

    [Fact]
    public void A_skip_by_hand_is_refused()
    {
        using var repository = Certifiable.Repository().AddRow("| QA gate | Skipped | dana | 2026-11-20 | no time |").CommitAs("dana", "Skip QA");

        repository.Refusals().ShouldBe("DAC0307 DAC0332");
    }

    [Fact]
    public void The_status_by_hand_is_refused()
    {
        using var repository = Certifiable.Repository().Edit("**Status:** QA", "**Status:** Deployment").CommitAs("dana", "Go on");

        repository.Check().ExitsWith(1).Prints("error DAC0334: the status moved to \"Deployment\", and by its gate decisions the delivery is in \"QA\"");
    }

    [Fact]
    public void The_milestone_dated_by_hand_is_refused()
    {
        using var repository = Certifiable.Repository().Edit("| QA certified | 2026-12-01 | |", "| QA certified | 2026-12-01 | 2026-11-20 |").CommitAs("dana", "Certified");

        repository.Check().ExitsWith(1).Prints("error DAC0335: \"QA certified\" is dated by hand, and the gate \"QA gate\" is not passed");
    }

    [Fact]
    public void A_lifecycle_without_the_gate_in_the_same_change_is_refused_and_not_used()
    {
        using var repository = WithoutQa().Edit("**Status:** QA", "**Status:** Deployment").CommitAs("clara", "Work without QA");

        repository.Check().ExitsWith(1)
            .Prints("error DAC0334").Prints("error DAC0342: this change touches rules and deliveries at once: delivery.yml and")
            .Prints("note DAC0344: \"QA gate\" is no longer needed for acme-production")
            .DoesNotPrint("DAC0341");
    }

    [Fact]
    public void A_role_that_somebody_gives_themselves_does_not_count()
    {
        using var repository = Certifiable.Repository()
            .Edit("qa-engineer: [{login: quinn", "qa-engineer: [{login: mallory, email: mallory@studio.example}, {login: quinn", "delivery.yml").CommitAs("mallory", "Help out")
            .Acknowledge("mallory", "QA gate");

        repository.Check().ExitsWith(1)
            .Prints("error DAC0332: the row \"QA gate: Passed\" by mallory is nobody's word: mallory, who committed it")
            .Prints("error DAC0341: the rules in delivery.yml change, and mallory is no policy-owner by the rules of the base")
            .Prints("note DAC0344: mallory may now speak for qa-engineer");
    }

    [Fact]
    public void Somebody_elses_address_in_the_role_map_does_not_count()
    {
        using var repository = Certifiable.Repository().Edit("email: quinn@studio.example", "email: mallory@studio.example", "delivery.yml").CommitAs("mallory", "Correct an address").As("mallory");
        Delivery.In(repository).Run("acknowledge", Certifiable.Id, "--gate", "QA gate").ExitsWith(0);

        repository.Refusals().ShouldBe("DAC0332 DAC0341 DAC0342");
    }

    [Fact]
    public void A_certificate_by_easier_rules_of_the_branch_does_not_count()
    {
        using var repository = Certifiable.Repository().Edit("- [x]", "- [ ]", $"{Certifiable.Folder}/checklists/qa.md").CommitAs("quinn", "Not yet");
        repository.Write("ops/lifecycle.yml", Lifecycle().Replace("        - checklist: qa\n", "", StringComparison.Ordinal)).Write("delivery.yml", Certifiable.Rules + "lifecycle: ops/lifecycle.yml\n").CommitAs("clara", "Ask for less")
            .Acknowledge("quinn", "QA gate");

        repository.Refusals().ShouldBe("DAC0332 DAC0342");
    }

    [Fact]
    public void What_was_certified_may_not_change_before_it_is_merged()
    {
        using var repository = Certifiable.Repository().Acknowledge("quinn", "QA gate").Edit("PASS", "PASS with a note", $"{Certifiable.Folder}/qa-report.md").CommitAs("pablo", "A note");

        repository.Check().ExitsWith(1).Prints("error DAC0331").Prints($"what it speaks of changed after it: {Certifiable.Folder}/qa-report.md");
    }

    private static DeliveryRepository WithoutQa()
    {
        var text = Lifecycle();
        var start = text.IndexOf("  - name: QA gate\n", StringComparison.Ordinal);
        var end = text.IndexOf("  - name: Deployment coordination\n", StringComparison.Ordinal);
        return Certifiable.Repository().Write("ops/lifecycle.yml", text.Remove(start, end - start)).Write("delivery.yml", Certifiable.Rules + "lifecycle: ops/lifecycle.yml\n");
    }

    private static string Lifecycle() => Encoding.UTF8.GetString(BuiltInTemplates.Find("lifecycles/client-delivery.yml")!);
}
