using DeliveryAsCode.Cli.Tests.Infra;

namespace DeliveryAsCode.Cli.Tests.Commands;

/// <summary>Nothing that changes the world runs twice by accident.</summary>
public class RunAgainTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(9)]
    public void A_journal_that_its_log_knows_to_have_been_longer_is_not_continued(int lines)
    {
        using var repository = Finished();
        var journal = repository.Read(repository.Journal()).Split('\n');
        repository.Write(repository.Journal(), string.Concat(journal.Take(lines).Select(l => l + "\n")));

        Delivery.In(repository).Run("run", "acme-support-bot", "--yes").ExitsWith(1).Complains("truncated");

        repository.Done().Length.ShouldBe(1);
    }

    [Fact]
    public void A_journal_that_is_gone_while_its_log_is_there_is_not_forgotten()
    {
        using var repository = Finished();
        File.Delete(Path.Combine(repository.Path, repository.Journal()));

        Delivery.In(repository).Run("run", "acme-support-bot", "--yes").ExitsWith(1).Complains("truncated");

        repository.Done().Length.ShouldBe(1);
    }

    [Fact]
    public void A_plan_that_was_renamed_is_still_the_plan()
    {
        using var repository = Finished();
        var renamed = Acme.RunbookPath.Replace("runbook.md", "runbooks/again.md", StringComparison.Ordinal);
        repository.Write(renamed, repository.Read(Acme.RunbookPath));
        File.Delete(Path.Combine(repository.Path, Acme.RunbookPath));

        Delivery.In(repository).Run("run", renamed, "--yes").ExitsWith(0).Prints("Nothing to do");

        repository.Done().Length.ShouldBe(1);
    }

    private static DeliveryRepository Finished([System.Runtime.CompilerServices.CallerMemberName] string test = "")
    {
        var repository = Acme.Repository(test);
        Delivery.In(repository).Run("run", "acme-support-bot", "--yes").ExitsWith(0);
        return repository;
    }
}
