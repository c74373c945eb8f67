using DeliveryAsCode.Cli.Tests.Infra;

namespace DeliveryAsCode.Cli.Tests.Commands;

public class LogTests
{
    [Fact]
    public void A_journal_is_intact_alone_and_in_its_folder()
    {
        using var repository = AfterRun();
        var delivery = Delivery.In(repository);

        delivery.Run("log", "verify", repository.Journal()).ExitsWith(0).Output.ShouldMatch($"^{repository.Journal()}: intact, [0-9]+ entries\n$");
        delivery.At(Acme.Folder).Run("log", "verify", "executions").ExitsWith(0).Prints("intact");
        delivery.Run("log", "verify", repository.Journal(), "--quiet").ExitsWith(0).PrintsNothing();
        OutputSchema.Of("check").Accepts(delivery.Run("log", "verify", repository.Journal(), "--json").ExitsWith(0).Output);
    }

    [Theory]
    [InlineData("\"by\":\"dana\"", "\"by\":\"diego\"")]
    [InlineData("application/deploy", "application/other")]
    [InlineData("\n{\"v\":1,\"seq\":3,", "\n{\"v\":1,\"seq\":4,")]
    public void An_entry_that_was_changed_is_found(string old, string replacement)
    {
        using var repository = AfterRun();
        var journal = repository.Read(repository.Journal());
        journal.ShouldContain(old);
        var at = journal.IndexOf(old, StringComparison.Ordinal);
        var line = journal[..(at + old.Length)].Count(c => c == '\n') + 1;
        repository.Write(repository.Journal(), $"{journal[..at]}{replacement}{journal[(at + old.Length)..]}");

        Delivery.In(repository).Run("log", "verify", repository.Journal()).ExitsWith(1).Prints($"{repository.Journal()}:{line}:1");
        Delivery.In(repository).Run("check").ExitsWith(1).Prints($"{repository.Journal()}:{line}:1");
    }

    [Fact]
    public void A_line_that_was_taken_out_is_found()
    {
        using var repository = AfterRun();
        var lines = repository.Read(repository.Journal()).Split('\n').ToList();
        lines.RemoveAt(2);
        repository.Write(repository.Journal(), string.Join('\n', lines));

        Delivery.In(repository).Run("log", "verify", repository.Journal()).ExitsWith(1).Prints($"{repository.Journal()}:3:1");
    }

    [Fact]
    public void A_log_is_rendered_from_the_journal_alone()
    {
        using var repository = AfterRun();
        var delivery = Delivery.In(repository);

        delivery.Run("log", "render", repository.Journal()).ExitsWith(0).DoesNotComplain().Output.ShouldNotBeEmpty();
    }

    [Fact]
    public void What_is_rendered_obeys_no_title_and_is_the_log_else()
    {
        using var repository = Acme.Repository()
            .Write(Acme.RunbookPath, Acme.Runbook.Replace("# Deployment plan", "# \u202ERunbook", StringComparison.Ordinal));
        Delivery.In(repository).Run("run", "acme-support-bot", "--yes").ExitsWith(0);
        using var plain = AfterRun();

        Delivery.In(repository).Run("log", "render", repository.Journal()).ExitsWith(0).Prints(@"&#8238;Runbook").Output.ShouldNotContain('\u202E');
        Delivery.In(plain).Run("log", "render", plain.Journal()).ExitsWith(0).Output.ShouldBe(plain.Read(Path.ChangeExtension(plain.Journal(), "md")));
    }

    [Theory]
    [InlineData("verify", "nothing.jsonl", "error DAC0140: there is no such file")]
    [InlineData("render", "nothing.jsonl", "error DAC0140: there is no such file")]
    [InlineData("verify", "ops", "there is no journal in ops")]
    [InlineData("render", "ops", "this is a folder")]
    [InlineData("render", "ops/deploy.sh", "holds no entry that could be read")]
    [InlineData("verify", "../a.jsonl", "lies outside the repository")]
    public void What_is_no_journal_is_refused(string command, string path, string complaint)
    {
        using var repository = Acme.Repository();

        Delivery.In(repository).Run("log", command, path).ExitsWith(2).PrintsNothing().Complains(complaint);
    }

    private static DeliveryRepository AfterRun([System.Runtime.CompilerServices.CallerMemberName] string test = "")
    {
        var repository = Acme.Repository(test);
        Delivery.In(repository).Run("run", "acme-support-bot", "--yes").ExitsWith(0);
        return repository;
    }

    [Fact]
    public void A_log_that_was_edited_is_found()
    {
        using var repository = Acme.Repository();
        Delivery.In(repository).Run("run", "acme-support-bot", "--yes").ExitsWith(0);
        var log = Path.ChangeExtension(repository.Journal(), ".md");
        Delivery.In(repository).Run("log", "verify", "deliveries").ExitsWith(0);

        repository.Write(log, repository.Read(log).Replace("✅ done", "✅ fine", StringComparison.Ordinal));

        Delivery.In(repository).Run("log", "verify", "deliveries").ExitsWith(1).Prints("the execution log is not what its journal makes").Prints(log);
    }
}
