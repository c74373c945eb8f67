using DeliveryAsCode.Cli.Running;
using DeliveryAsCode.Execution;

namespace DeliveryAsCode.Cli.Tests.Running;

public class EnvironmentLockTests
{
    private static readonly ProcessIdentity _dead = ProcessTable.Identify(Environment.ProcessId)! with { StartTime = 1 };

    [Fact]
    public void Who_holds_it_is_said_to_everybody_else()
    {
        using var folder = new RunFolder();
        using var held = Acquire(folder, "one").Lock;

        Acquire(folder, "two").Refusal.ShouldNotBeNull().ShouldStartWith("acme is in use: execution one of runbook.md holds it since 2026-03-04 21:05 UTC (process ");
    }

    [Fact]
    public void What_was_released_is_free()
    {
        using var folder = new RunFolder();
        Acquire(folder, "one").Lock!.Release();

        using var second = Acquire(folder, "two").Lock;

        second.ShouldNotBeNull();
    }

    [Fact]
    public void A_run_that_changed_nothing_leaves_nothing_behind()
    {
        using var folder = new RunFolder();
        Acquire(folder, "one").Lock!.Dispose();

        File.Exists(Path.Combine(folder.Locks, "acme")).ShouldBeFalse();
    }

    [Fact]
    public void A_reservation_outlives_its_run_and_belongs_to_its_execution()
    {
        using var folder = new RunFolder();
        Leave(folder, "one", isReserved: true);

        Acquire(folder, "two").Refusal.ShouldNotBeNull().ShouldContain("it has changed the environment and did not end");
        using var same = Acquire(folder, "one").Lock;
        same.ShouldNotBeNull();
        same.Dispose();
        Acquire(folder, "two").Lock.ShouldBeNull();
    }

    [Fact]
    public void A_dead_holder_that_changed_nothing_is_in_nobody_s_way()
    {
        using var folder = new RunFolder();
        Leave(folder, "one", isReserved: false, _dead);

        using var other = Acquire(folder, "two").Lock;

        other.ShouldNotBeNull();
    }

    [Fact]
    public void Whether_another_machine_still_works_on_it_cannot_be_seen()
    {
        using var folder = new RunFolder();
        Leave(folder, "one", isReserved: true, _dead with { Host = "elsewhere" });

        Acquire(folder, "one").Refusal.ShouldNotBeNull().ShouldContain("whether that machine still works on it cannot be seen from here");
    }

    [Fact]
    public void A_lock_that_cannot_be_read_is_not_guessed_about()
    {
        using var folder = new RunFolder();
        Directory.CreateDirectory(folder.Locks);
        File.WriteAllText(Path.Combine(folder.Locks, "acme"), "{");

        Should.Throw<IOException>(() => Acquire(folder, "one")).Message.ShouldContain("make sure that no deployment is under way, then delete it");
    }

    [Fact]
    public async Task Of_many_that_want_it_at_once_one_gets_it()
    {
        using var folder = new RunFolder();

        var results = await Task.WhenAll(Enumerable.Range(0, 16).Select(i => Task.Run(() => Acquire(folder, $"{i}"))));

        results.Count(r => r.Lock is not null).ShouldBe(1);
        results.Single(r => r.Lock is not null).Lock!.Dispose();
    }

    [Fact]
    public void The_term_grows_with_every_run_that_takes_it_and_survives_the_release()
    {
        using var folder = new RunFolder();
        List<int> terms = [];
        foreach (var execution in new[] { "one", "two", "two", "three" })
        {
            using var held = Acquire(folder, execution).Lock.ShouldNotBeNull();
            terms.Add(held.Term);
            if (execution != "two")
                held.Release();
        }

        terms.ShouldBe([1, 2, 3, 4]);
    }

    [Fact]
    public void What_is_on_hold_is_kept_for_its_execution_until_the_hold_is_lifted()
    {
        using var folder = new RunFolder();
        Acquire(folder, "one").Lock!.Keep("it was rolled back");

        var refusal = Acquire(folder, "two").Refusal.ShouldNotBeNull();
        refusal.ShouldStartWith("acme is not free: execution one of runbook.md holds it since 2026-03-04 21:05 UTC");
        refusal.ShouldContain(": it was rolled back; lift the hold (delivery resume runbook.md --lift-hold --reason \"…\"), undo it (delivery rollback runbook.md --reason \"…\")");
        refusal.ShouldContain("(delivery unlock acme --term 1 --reason \"…\")");
        using (var same = Acquire(folder, "one").Lock.ShouldNotBeNull())
            same.Holder.Held.ShouldBe("it was rolled back");
        using (var lifting = Acquire(folder, "one").Lock.ShouldNotBeNull())
        {
            lifting.LiftHold();
            lifting.Release();
        }

        using var other = Acquire(folder, "two").Lock;
        other.ShouldNotBeNull().Holder.IsReserved.ShouldBeFalse();
    }

    [Fact]
    public void What_a_dead_writer_left_is_swept_and_what_belongs_to_others_is_not()
    {
        using var folder = new RunFolder();
        Directory.CreateDirectory(folder.Locks);
        foreach (var name in new[] { "acme.4711.new", "acme%2Eeu.4711.new" })
            File.WriteAllText(Path.Combine(folder.Locks, name), "{");

        Acquire(folder, "one").Lock!.Release();

        Directory.EnumerateFiles(folder.Locks).Select(Path.GetFileName).Order(StringComparer.Ordinal).ShouldBe(["acme%2Eeu.4711.new", "acme.lease"]);
    }

    [Fact]
    public void An_execution_that_is_kept_at_a_remote_does_not_go_on_without_it()
    {
        using var folder = new RunFolder();
        Leave(folder, "one", isReserved: true, remote: "origin");

        Acquire(folder, "one").Refusal.ShouldNotBeNull().ShouldEndWith("its journal is kept at the remote \"origin\": continue it with --remote origin");
    }

    [Fact]
    public void A_person_frees_what_nobody_works_on_and_names_the_term()
    {
        using var folder = new RunFolder();
        Leave(folder, "one", isReserved: true);

        Break(folder, 7).ShouldNotBeNull().ShouldStartWith("acme is not held in term 7: execution one of runbook.md");
        Break(folder, 1).ShouldBeNull();
        Break(folder, 1).ShouldBe("acme is free: nobody holds it");
        using var other = Acquire(folder, "two").Lock;
        other.ShouldNotBeNull().Term.ShouldBe(2);
        Break(folder, 2).ShouldNotBeNull().ShouldStartWith("acme is in use, and its process lives: execution two of runbook.md");
    }

    [Fact]
    public void A_lock_of_the_first_version_has_no_term_and_is_read()
    {
        using var folder = new RunFolder();
        Directory.CreateDirectory(folder.Locks);
        File.WriteAllText(Path.Combine(folder.Locks, "acme"), """{"execution":"one","runbook":"runbook.md","host":"elsewhere","boot":"b","pid":7,"started":1,"since":"2026-03-04T21:05:00+00:00","reserved":true}""");

        Break(folder, 0).ShouldBeNull();
    }

    private static string? Break(RunFolder folder, int term) => EnvironmentLock.Break(folder.Locks, "acme", term, holder => holder.Term.ShouldBe(term));

    private static (EnvironmentLock? Lock, string? Refusal) Acquire(RunFolder folder, string execution, ProcessIdentity? process = null, string? remote = null) =>
        EnvironmentLock.Acquire(folder.Locks, "acme", new LockHolder(
            execution, "runbook.md", process ?? ProcessTable.Identify(Environment.ProcessId)!, new DateTimeOffset(2026, 3, 4, 21, 5, 0, TimeSpan.Zero), false) { Remote = remote });

    /// <summary>As a killed run leaves it: the file is there, the kernel's lock is not.</summary>
    private static void Leave(RunFolder folder, string execution, bool isReserved, ProcessIdentity? process = null, string? remote = null)
    {
        using var left = Acquire(folder, execution, process, remote).Lock!;
        if (isReserved)
            left.Reserve();
        var bytes = File.ReadAllBytes(Path.Combine(folder.Locks, "acme"));
        left.Dispose();
        File.WriteAllBytes(Path.Combine(folder.Locks, "acme"), bytes);
    }
}
