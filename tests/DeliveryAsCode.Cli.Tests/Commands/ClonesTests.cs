using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using DeliveryAsCode.Cli.Running;
using DeliveryAsCode.Cli.Tests.Infra;
using DeliveryAsCode.Execution;

namespace DeliveryAsCode.Cli.Tests.Commands;

/// <summary>An execution whose journal a remote keeps is continued in another clone.</summary>
public class ClonesTests
{
    private const string Name = $"none:{Acme.RunbookPath}";
    private const string Ref = "refs/heads/delivery/env/none%3Adeliveries%2Facme-support-bot%2Frunbook%2Emd";

    [Fact]
    public async Task A_run_that_was_killed_in_one_is_unlocked_and_finished_in_another()
    {
        using var a = Origin(Plans.Slow);
        using var b = Clone(a);
        using (var run = StartedDelivery.Start(Delivery.In(a), "run", "acme-support-bot", "--yes", "--remote", "origin"))
        {
            await run.Until(() => a.Done().Length == 1);
            await run.End("KILL");
        }

        a.Write("go", "");
        var term = Regex.Match(Delivery.In(b).Run("unlock", Name, "--remote", "origin").ExitsWith(2).Error, "term ([0-9]+)").Groups[1].Value;
        Delivery.In(b).Run("unlock", Name, "--remote", "origin", "--term", term, "--reason", "that machine is gone").ExitsWith(0);
        b.Tell("resume", "--remote", "origin").ExitsWith(0).Prints("Waiting: ");
        b.Tell("resume", "--remote", "origin", "--step", "deploy", "--as", "done", "--reason", "seen").ExitsWith(0).Prints("Succeeded");

        var journal = b.Read(b.Journal());
        journal.ShouldContain("that machine is gone");
        Delivery.In(b).Run("log", "verify", b.Journal()).ExitsWith(0);
        b.Has("done").ShouldBeFalse();
    }

    [Fact]
    public void Words_are_given_in_a_third_clone()
    {
        using var a = Origin(Plans.Asking);
        using var b = Clone(a);
        using var c = Clone(a);
        a.Tell("run", "--yes", "--remote", "origin").ExitsWith(0).Prints("Waiting: Tell support");

        c.Tell("confirm", "tell-support", "--remote", "origin").ExitsWith(0);
        c.Tell("decide", "--go", "--reason", "go", "--remote", "origin").ExitsWith(0);
        b.Tell("resume", "--remote", "origin").ExitsWith(0).Prints("Waiting: Still go");
        c.Tell("decide", "--go", "--reason", "still", "--remote", "origin").ExitsWith(0);
        a.Tell("resume", "--remote", "origin").ExitsWith(0).Prints("Succeeded");

        (string.Join(" ", a.Done()), string.Join(" ", b.Done()), c.Has("done")).ShouldBe(("finished", "deployed", false));
    }

    [Theory]
    [InlineData("../../x")]
    [InlineData("/elsewhere")]
    [InlineData("..")]
    [InlineData("a/b")]
    public void An_id_that_is_a_path_is_refused(string id)
    {
        using var a = Origin(Plans.Asking);
        Push(a, id, Acme.RunbookPath, null);
        a.Write("mark", "");

        a.Refuses(3, "which is no execution's id", "run", "--yes", "--remote", "origin");
        a.Refuses(3, "which is no execution's id", "resume", "--remote", "origin");
    }

    [Fact]
    public void A_journal_of_something_else_is_refused()
    {
        using var a = Origin(Plans.Asking);
        Push(a, "2026-03-04T21-05Z-1", Acme.RunbookPath, new ExecutionStarted("2026-03-04T21-05Z-1", "other.md", "sha256:0", "none", null, null, null, null, "1", null, null));
        a.Refuses(1, "is of another runbook, other.md", "run", "--yes", "--remote", "origin");
        a.Refuses(1, "is of another runbook, other.md", "confirm", "tell-support", "--remote", "origin");
    }

    [Fact]
    public void Nothing_is_written_through_a_link()
    {
        using var a = Origin(Plans.Asking);
        using var b = Clone(a);
        a.Tell("run", "--yes", "--remote", "origin").ExitsWith(0);
        Directory.CreateSymbolicLink(Path.Combine(b.Path, Acme.Folder, "executions"), b.Home);

        b.Tell("resume", "--remote", "origin").ExitCode.ShouldNotBe(0);

        Directory.GetFiles(b.Home, "*.jsonl").ShouldBeEmpty();
    }

    private static DeliveryRepository Origin(string runbook, [CallerMemberName] string test = "")
    {
        var repository = Plans.Repository(runbook, test);
        repository.Git("init", "--quiet", "--bare", "../remote.git");
        repository.Git("remote", "add", "origin", Path.GetFullPath(Path.Combine(repository.Path, "../remote.git")));
        repository.Git("push", "--quiet", "origin", "main");
        return repository;
    }

    private static DeliveryRepository Clone(DeliveryRepository origin, [CallerMemberName] string test = "")
    {
        var clone = DeliveryRepository.WithoutGit(test);
        clone.Git("clone", "--quiet", "--branch", "main", origin.Git("remote", "get-url", "origin"), ".");
        return clone.As("dana");
    }

    /// <summary>Writes to the ref what the program would never write.</summary>
    private static void Push(DeliveryRepository origin, string id, string runbook, ExecutionStarted? started)
    {
        using var evil = Clone(origin, "evil");
        evil.Git("checkout", "--quiet", "--orphan", "evil");
        evil.Git("rm", "--quiet", "-r", "-f", ".");
        evil.Write("lock.json", $$"""{"v":1,"term":1,"owner":"x","execution":"{{id}}","runbook":"{{runbook}}"}""");
        if (started is not null)
        {
            Directory.CreateDirectory(Path.Combine(evil.Path, "executions"));
            using var journal = JournalFile.Create(Path.Combine(evil.Path, "executions", $"{id}.jsonl"));
            journal.Append(DateTimeOffset.UnixEpoch, "eve", started);
        }

        evil.Commit("evil").Git("push", "--quiet", "origin", $"HEAD:{Ref}");
    }
}
