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

    [Fact]
    public void A_forge_that_this_version_does_not_know_is_refused()
    {
        using var repository = DeliveryRepository.Create();

        Delivery.In(repository).Run("init", "--forge", "gitlab").ExitsWith(2).Complains("local");

        repository.Tree().ShouldBeEmpty();
    }
}
