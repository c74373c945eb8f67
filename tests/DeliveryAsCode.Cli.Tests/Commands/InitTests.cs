using DeliveryAsCode.Cli.Tests.Infra;
using DeliveryAsCode.Templates;

namespace DeliveryAsCode.Cli.Tests.Commands;

public class InitTests
{
    [Fact]
    public void It_writes_the_rules_from_the_template_and_check_finds_them_correct()
    {
        using var repository = DeliveryRepository.Create();
        var delivery = Delivery.In(repository);

        delivery.Run("init").ExitsWith(0).Prints("wrote delivery.yml").Prints("delivery new ").DoesNotComplain();

        repository.ReadBytes("delivery.yml").ShouldBe(BuiltInTemplates.Find("delivery.yml"));
        delivery.Run("check").ExitsWith(0);
    }

    [Fact]
    public void It_never_writes_over_a_file()
    {
        using var repository = DeliveryRepository.Create().Write("delivery.yml", "version: 1\n");

        Delivery.In(repository).Run("init").ExitsWith(2).PrintsNothing().Complains("delivery.yml exists already");

        repository.Read("delivery.yml").ShouldBe("version: 1\n");
    }

    [Fact]
    public void It_works_without_git_and_says_nothing_when_quiet()
    {
        using var folder = DeliveryRepository.WithoutGit();

        Delivery.In(folder).Run("init", "--quiet").ExitsWith(0).PrintsNothing();

        folder.Has("delivery.yml").ShouldBeTrue();
    }

    private static readonly string[] GitHubFiles =
    [
        ".github/ISSUE_TEMPLATE/delivery-intake.yml", ".github/workflows/delivery-check.yml", ".github/workflows/delivery-deploy.yml",
        ".github/workflows/delivery-reconcile.yml", ".github/workflows/delivery-signal.yml", "delivery.yml",
    ];

    [Fact]
    public void For_github_it_writes_workflows_and_the_form_too()
    {
        using var repository = DeliveryRepository.Create();

        Delivery.In(repository).Run("init", "--forge", "github").ExitsWith(0).Prints("wrote .github/workflows/delivery-check.yml").Prints("@000…").Prints("gh label create delivery-intake").Prints("delivery doctor").DoesNotPrint("forge: github").DoesNotComplain();

        Files(repository).ShouldBe(GitHubFiles, ignoreOrder: true);
        repository.Commit();
        Delivery.In(repository).Run("check").ExitsWith(0);
    }

    [Fact]
    public void It_writes_what_is_missing_and_leaves_what_is_there()
    {
        using var repository = DeliveryRepository.Create().Write("delivery.yml", "version: 1\n").Write(".github/workflows/delivery-check.yml", "mine\n");
        var delivery = Delivery.In(repository);

        delivery.Run("init", "--forge", "github").ExitsWith(0).Prints("left  delivery.yml as it is").Prints("wrote .github/workflows/delivery-signal.yml").Prints("write \"forge: github\" in delivery.yml");
        delivery.Run("init", "--forge", "github").ExitsWith(2).PrintsNothing().Complains("all of it exists already");

        Files(repository).ShouldBe(GitHubFiles, ignoreOrder: true);
        repository.Read("delivery.yml").ShouldBe("version: 1\n");
        repository.Read(".github/workflows/delivery-check.yml").ShouldBe("mine\n");
    }

    [Fact]
    public void The_workflows_call_the_action_that_is_named()
    {
        using var repository = DeliveryRepository.Create();

        Delivery.In(repository).Run("init", "--forge", "github", "--action", "acme/delivery@4f2c9d1e4f2c9d1e4f2c9d1e4f2c9d1e4f2c9d1e").ExitsWith(0).DoesNotPrint("000");

        repository.Read(".github/workflows/delivery-check.yml").ShouldContain("uses: acme/delivery/action/host@4f2c9d1e4f2c9d1e4f2c9d1e4f2c9d1e4f2c9d1e\n");
        repository.Read(".github/workflows/delivery-deploy.yml").ShouldContain("uses: acme/delivery@4f2c9d1e4f2c9d1e4f2c9d1e4f2c9d1e4f2c9d1e\n");
    }

    [Theory]
    [InlineData("acme/delivery@v1")]
    [InlineData("acme/delivery")]
    [InlineData("acme/delivery/action/host@4f2c9d1e4f2c9d1e4f2c9d1e4f2c9d1e4f2c9d1e")]
    public void An_action_that_others_could_move_is_refused(string action)
    {
        using var repository = DeliveryRepository.Create();

        Delivery.In(repository).Run("init", "--forge", "github", "--action", action).ExitsWith(2).Complains("is not an action at a commit");

        repository.Tree().ShouldBeEmpty();
    }

    [Fact]
    public void An_action_without_workflows_that_call_it_is_refused()
    {
        using var repository = DeliveryRepository.Create();

        Delivery.In(repository).Run("init", "--action", "acme/delivery@4f2c9d1e4f2c9d1e4f2c9d1e4f2c9d1e4f2c9d1e").ExitsWith(2).Complains("add --forge github");

        repository.Tree().ShouldBeEmpty();
    }

    private static IEnumerable<string> Files(DeliveryRepository repository) =>
        Directory.EnumerateFiles(repository.Path, "*", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(repository.Path, f)).Where(f => !f.StartsWith(".git/", StringComparison.Ordinal));

    [Fact]
    public void A_forge_that_this_version_does_not_know_is_refused()
    {
        using var repository = DeliveryRepository.Create();

        Delivery.In(repository).Run("init", "--forge", "gitlab").ExitsWith(2).Complains("local");

        repository.Tree().ShouldBeEmpty();
    }
}
