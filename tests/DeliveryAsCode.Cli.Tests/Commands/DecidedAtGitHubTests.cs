using DeliveryAsCode.Cli.Tests.Infra;

namespace DeliveryAsCode.Cli.Tests.Commands;

/// <summary>A clone of a repository whose gates are decided by reviews at GitHub.</summary>
public class DecidedAtGitHubTests
{
    [Fact]
    public void A_commit_decides_no_gate()
    {
        using var repository = Clone("Plan");

        repository.Says("pablo", "--gate", "Build").ExitsWith(2).Complains("decided by reviews at GitHub").Complains("/delivery ready");
        repository.LastRow().ShouldContain("| Plan |");
    }

    [Fact]
    public void Rows_stand_as_they_were_merged()
    {
        using var repository = Clone("Plan");

        repository.Stands().ShouldBe("Build: undecided; the gate \"Build\" waits for the acknowledgement of production-line-architect");
    }

    [Fact]
    public void A_row_that_is_only_in_the_work_tree_is_nobodys_word()
    {
        using var repository = Clone("Plan");
        repository.Write(Gatehouse.RecordPath, $"{repository.Read(Gatehouse.RecordPath)}| Build | Passed | pablo | 2026-03-02 | #7 |\n");

        repository.Stands().ShouldStartWith("Build: undecided");
    }

    [Fact]
    public void A_change_that_brings_a_row_is_not_judged_here()
    {
        using var repository = Clone("Plan");
        repository.Git("checkout", "--quiet", "-b", "change");
        repository.Write(Gatehouse.RecordPath, $"{repository.Read(Gatehouse.RecordPath)}| Build | Passed | pablo | 2026-03-02 | #7 |\n").Commit("Pass it");

        Delivery.In(repository).Run("check", "--base", "main").ExitsWith(1).Prints("DAC0332");
    }

    [Fact]
    public void A_deployment_does_not_start_from_a_clone()
    {
        using var repository = Acme.Begun(Acme.Cleared, nameof(A_deployment_does_not_start_from_a_clone)).Write(Acme.RunbookPath, Acme.GatedRunbook);
        repository.Write("delivery.yml", repository.Read("delivery.yml").Replace("version: 1\n", "version: 1\nforge: github\n", StringComparison.Ordinal)).Commit("Plan");

        Delivery.In(repository).Run("run", "acme-support-bot", "--yes").ExitsWith(1).Complains("a review at GitHub").Complains("Delivery deploy");
    }

    private static DeliveryRepository Clone(params string[] passed)
    {
        var repository = Gatehouse.With(passed);
        return repository.Write("delivery.yml", Gatehouse.Rules.Replace("version: 1\n", "version: 1\nforge: github\n", StringComparison.Ordinal)).Commit("Decide at GitHub");
    }
}
