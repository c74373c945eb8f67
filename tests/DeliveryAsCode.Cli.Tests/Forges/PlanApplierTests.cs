using DeliveryAsCode.Cli.Forges;
using DeliveryAsCode.Cli.Tests.Commands;
using DeliveryAsCode.Cli.Tests.Infra;
using DeliveryAsCode.Cli.Workspaces;
using DeliveryAsCode.Planning;
using NodaTime;

namespace DeliveryAsCode.Cli.Tests.Forges;

public class PlanApplierTests
{
    [Fact]
    public void A_plan_is_not_applied_to_a_file_that_has_changed_since()
    {
        using var repository = Acme.Repository();
        var (plan, workspace) = PlanOf(repository);
        var changed = repository.Read(Acme.RecordPath) + "\n";
        repository.Write(Acme.RecordPath, changed);

        Should.Throw<CommandException>(() => PlanApplier.Apply(plan, workspace)).ExitCode.ShouldBe(1);

        repository.Read(Acme.RecordPath).ShouldBe(changed);
    }

    [Fact]
    public void Nor_on_another_commit()
    {
        using var repository = Acme.Repository();
        var (plan, workspace) = PlanOf(repository);
        repository.Write("notes.txt", "new").Commit("Go on");

        Should.Throw<CommandException>(() => PlanApplier.Apply(plan, workspace)).ExitCode.ShouldBe(1);
    }

    [Fact]
    public void Nor_over_a_file_that_came_meanwhile_and_then_nothing_else_is_written_either()
    {
        using var repository = Acme.Repository();
        File.Delete(Path.Combine(repository.Path, Acme.ChecklistPath));
        repository.Commit("Without its checklist");
        var (plan, workspace) = PlanOf(repository);
        repository.Write(Acme.ChecklistPath, "mine");

        Should.Throw<CommandException>(() => PlanApplier.Apply(plan, workspace)).ExitCode.ShouldBe(1);

        repository.Read(Acme.ChecklistPath).ShouldBe("mine");
        repository.Read(Acme.RecordPath).ShouldBe(Acme.Record);
    }

    [Fact]
    public void What_is_as_it_was_is_changed_as_planned()
    {
        using var repository = Acme.Repository();
        var (plan, workspace) = PlanOf(repository);

        PlanApplier.Apply(plan, workspace);

        repository.Read(Acme.RecordPath).ShouldBe(plan.Files.ShouldHaveSingleItem().After.Text);
    }

    private static (Plan Plan, Workspace Workspace) PlanOf(DeliveryRepository repository)
    {
        var portfolio = Portfolio.Open(Workspace.Open(repository.Path, isExact: true));
        var plan = LocalPlan.Of(portfolio, portfolio.RecordPaths(), Instant.FromUtc(2026, 5, 13, 9, 0)).Plan;
        plan.Changes.ShouldNotBeEmpty();
        return (plan, portfolio.Workspace);
    }
}
