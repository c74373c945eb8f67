using DeliveryAsCode.Cli.Tests.Infra;

namespace DeliveryAsCode.Cli.Tests.Commands;

/// <summary>What the git directory knows of journals, when somebody changes journal and log together.</summary>
public class WitnessTests
{
    [Fact]
    public void A_journal_that_was_deleted_with_its_log_is_missed()
    {
        using var repository = AfterRun(out var journal);
        File.Delete(Full(repository, journal));
        File.Delete(Path.ChangeExtension(Full(repository, journal), "md"));

        Delivery.In(repository).Run("log", "verify", journal).ExitsWith(1).Prints("the journal is gone: it is known to have had ");
        Delivery.In(repository).Run("log", "verify", Acme.Folder + "/executions").ExitsWith(1).Prints(journal);
        Delivery.In(repository).Run("run", "acme-support-bot", "--yes").ExitsWith(1).Complains("is broken at entry 1, the journal was truncated");
        repository.Has("done").ShouldBeTrue();
        repository.Read("done").ShouldBe("deployed\n");
    }

    [Fact]
    public void A_journal_that_was_cut_with_its_log_is_found()
    {
        using var repository = AfterRun(out var journal);
        var lines = repository.Read(journal).Split('\n');
        repository.Write(journal, string.Join('\n', lines[..3]) + "\n");
        File.Delete(Path.ChangeExtension(Full(repository, journal), "md"));

        Delivery.In(repository).Run("log", "verify", journal).ExitsWith(1).Prints("entry 4: the journal was truncated");
        Delivery.In(repository).Run("run", "acme-support-bot", "--yes").ExitsWith(1).Complains("is broken at entry 4");
        repository.Read("done").ShouldBe("deployed\n");
    }

    [Fact]
    public void A_witness_that_is_behind_or_not_there_says_nothing()
    {
        using var repository = AfterRun(out var journal);
        var witness = Path.Combine(repository.Path, ".git/delivery/journals", journal);
        var first = System.Text.RegularExpressions.Regex.Match(repository.Read(journal).Split('\n')[0], "\"hash\":\"([^\"]*)\"").Groups[1].Value;

        File.WriteAllText(witness, $"0000000001 {first}\n");
        Delivery.In(repository).Run("log", "verify", journal).ExitsWith(0);
        File.WriteAllText(witness, "");
        Delivery.In(repository).Run("log", "verify", journal).ExitsWith(0);
        File.Delete(witness);
        Delivery.In(repository).Run("log", "verify", journal).ExitsWith(0);
    }

    [Fact]
    public void Every_work_tree_has_witnesses_of_its_own()
    {
        using var repository = AfterRun(out var journal);
        repository.Git("worktree", "add", "--quiet", "../other");
        var other = Path.GetFullPath("../other", repository.Path);

        Delivery.In(repository).At(other).Run("run", "acme-support-bot", "--yes").ExitsWith(0);

        File.Exists(Path.Combine(repository.Path, ".git/worktrees/other/delivery/journals", Acme.Folder, "executions", Directory.GetFiles(Path.Combine(other, Acme.Folder, "executions"), "*.jsonl").Select(Path.GetFileName).Single()!)).ShouldBeTrue();
        Delivery.In(repository).Run("log", "verify", journal).ExitsWith(0);
    }

    private static DeliveryRepository AfterRun(out string journal, [System.Runtime.CompilerServices.CallerMemberName] string test = "")
    {
        var repository = Acme.Repository(test);
        Delivery.In(repository).Run("run", "acme-support-bot", "--yes").ExitsWith(0);
        journal = repository.Journal();
        return repository;
    }

    private static string Full(DeliveryRepository repository, string path) => Path.Combine(repository.Path, path);
}
