using DeliveryAsCode.Cli.Running;
using DeliveryAsCode.Cli.Tests.Infra;
using DeliveryAsCode.Execution;

namespace DeliveryAsCode.Cli.Tests.Commands;

public class UnlockTests
{
    [Fact]
    public void Without_term_or_reason_it_says_who_holds_it()
    {
        using var repository = Acme.Repository();
        Hold(repository, Gone);

        Delivery.In(repository).Run("unlock", "acme-production").ExitsWith(2).PrintsNothing().Complains("execution 2026-03-04T21-05Z-1 of deliveries/acme-support-bot/runbook.md holds it since 2026-03-04 21:05 UTC").Complains(", term 1");
        Delivery.In(repository).Run("unlock", "acme-production", "--term", "1").ExitsWith(2).Complains("unlock needs --term and --reason");
        Delivery.In(repository).Run("unlock", "other").ExitsWith(2).Complains("other is free: nobody holds it");
        Held(repository).ShouldNotBeNull();
    }

    [Fact]
    public void A_name_that_is_mistyped_is_not_called_free()
    {
        using var repository = Acme.Repository();
        Hold(repository, Gone);

        Delivery.In(repository).Run("unlock", "acme-prodution", "--term", "1", "--reason", "gone").ExitsWith(2).Complains("delivery.yml has no such environment").Complains("did you mean \"acme-production\"?");
        Delivery.In(repository).Run("unlock", "acme-production", "--term", "one", "--reason", "gone").ExitsWith(2).Complains("\"one\" is not a term");
        Held(repository).ShouldNotBeNull();
    }

    [Fact]
    public void The_wrong_term_is_refused()
    {
        using var repository = Acme.Repository();
        Hold(repository, Gone);

        Unlock(repository, "9").ExitsWith(1).PrintsNothing().Complains("nothing was freed: acme-production is not held in term 9");
        Held(repository).ShouldNotBeNull();
    }

    [Fact]
    public void A_holder_that_lives_keeps_it()
    {
        using var repository = Acme.Repository();
        Hold(repository, ProcessTable.Identify(Environment.ProcessId)!);

        Unlock(repository).ExitsWith(1).Complains("nothing was freed: acme-production is in use, and its process lives");
        Held(repository).ShouldNotBeNull();
    }

    [Fact]
    public void It_takes_a_role()
    {
        using var repository = Acme.Repository().As("quinn");
        Hold(repository, Gone);

        Unlock(repository).ExitsWith(1).Complains("quinn may not: this takes one of the roles deployment-specialist, delivery-manager, cto");
        Held(repository).ShouldNotBeNull();
    }

    [Fact]
    public void The_journal_of_the_open_execution_says_who_broke_the_lock_and_why()
    {
        using var repository = Acme.Repository();
        using (var journal = JournalFile.Create(JournalOf(repository)))
            journal.Append(DateTimeOffset.UnixEpoch, "diego", new ExecutionStarted("2026-03-04T21-05Z-1", Acme.RunbookPath, "sha256:0", "acme-production", null, null, null, null, "1", null, null));
        Hold(repository, Gone);

        Unlock(repository.As("diego")).ExitsWith(0).DoesNotComplain().Prints("acme-production is free; the journal of execution 2026-03-04T21-05Z-1 says so");

        Held(repository).ShouldBeNull();
        var last = JournalFile.Read(JournalOf(repository)).Entries[^1];
        last.By.ShouldBe("diego");
        last.Event.ShouldBe(new LockBroken(1, "the machine burnt down"));
        Delivery.In(repository).Run("log", "verify", Acme.Folder).ExitsWith(0);
    }

    [Theory]
    [InlineData(false, "is not there, so nothing was written into it")]
    [InlineData(true, "is broken at entry 1, so nothing was written into it")]
    public void A_journal_that_is_lost_or_broken_is_in_nobody_s_way(bool isThere, string note)
    {
        using var repository = Acme.Repository();
        if (isThere)
            repository.Write($"{Acme.Folder}/executions/2026-03-04T21-05Z-1.jsonl", "{}\n");
        Hold(repository, Gone);

        Unlock(repository).ExitsWith(0).Prints(note);
        Held(repository).ShouldBeNull();
    }

    [Fact]
    public void At_a_remote_it_is_freed_by_the_term_of_the_remote()
    {
        using var repository = Acme.Repository();
        repository.Git("init", "--quiet", "--bare", "../remote.git");
        repository.Git("remote", "add", "origin", "../remote.git");
        var holder = new LockHolder("2026-03-04T21-05Z-1", Acme.RunbookPath, Gone, new DateTimeOffset(2026, 3, 4, 21, 5, 0, TimeSpan.Zero), IsReserved: true);
        using (var held = EnvironmentRef.Open(new GitEnvironmentStore(new DeliveryAsCode.Cli.Workspaces.Git(repository.Path), "origin", "acme-production"), TimeProvider.System))
            held.Claim(holder, []).ShouldBeNull();
        var delivery = Delivery.In(repository);

        delivery.Run("unlock", "acme-production", "--remote", "origin").ExitsWith(2).Complains("holds it since 2026-03-04 21:05 UTC").Complains(", term 1");
        delivery.Run("unlock", "acme-production", "--remote", "nowhere").ExitsWith(2).Complains("there is no remote \"nowhere\"");
        Unlock(repository.As("quinn"), "1", "--remote", "origin").ExitsWith(1).Complains("quinn may not");
        Unlock(repository.As("clara"), "2", "--remote", "origin").ExitsWith(1).Complains("is not held in term 2");
        Unlock(repository, "1", "--remote", "origin").ExitsWith(0).DoesNotComplain().Prints("acme-production is free at the remote \"origin\"");
        Unlock(repository, "1", "--remote", "origin").ExitsWith(1).Complains("is free at the remote");
    }

    [Fact]
    public void A_run_needs_a_remote_that_is_there()
    {
        using var repository = Acme.Repository();

        Delivery.In(repository).Run("run", "acme-support-bot", "--yes", "--remote", "nowhere").ExitsWith(2).Complains("there is no remote \"nowhere\"");
        repository.Git("remote", "add", "gone", "../gone.git");
        Delivery.In(repository).Run("run", "acme-support-bot", "--yes", "--remote", "gone").ExitsWith(3).Complains("the remote \"gone\" does not answer");
        repository.Has("done").ShouldBeFalse();
    }

    private static ProcessIdentity Gone => ProcessTable.Identify(Environment.ProcessId)! with { StartTime = 1 };

    private static Infra.Outcome Unlock(DeliveryRepository repository, string term = "1", params string[] more) =>
        Delivery.In(repository).Run(["unlock", "acme-production", "--term", term, "--reason", "the machine burnt down", .. more]);

    private static string Locks(DeliveryRepository repository) => Path.Combine(repository.Path, ".git", "delivery", "locks");

    private static string JournalOf(DeliveryRepository repository) => Path.Combine(repository.Path, Acme.Folder, "executions", "2026-03-04T21-05Z-1.jsonl");

    private static LockHolder? Held(DeliveryRepository repository) => EnvironmentLock.Find(Locks(repository), "acme-production");

    private static void Hold(DeliveryRepository repository, ProcessIdentity process)
    {
        var holder = new LockHolder("2026-03-04T21-05Z-1", Acme.RunbookPath, process, new DateTimeOffset(2026, 3, 4, 21, 5, 0, TimeSpan.Zero), IsReserved: false) { Journal = JournalOf(repository) };
        using var held = EnvironmentLock.Acquire(Locks(repository), "acme-production", holder).Lock.ShouldNotBeNull();
        held.Reserve();
    }
}
