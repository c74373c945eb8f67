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

    private static (EnvironmentLock? Lock, string? Refusal) Acquire(RunFolder folder, string execution, ProcessIdentity? process = null) =>
        EnvironmentLock.Acquire(folder.Locks, "acme", new LockHolder(
            execution, "runbook.md", process ?? ProcessTable.Identify(Environment.ProcessId)!, new DateTimeOffset(2026, 3, 4, 21, 5, 0, TimeSpan.Zero), false));

    /// <summary>As a killed run leaves it: the file is there, the kernel's lock is not.</summary>
    private static void Leave(RunFolder folder, string execution, bool isReserved, ProcessIdentity? process = null)
    {
        using var left = Acquire(folder, execution, process).Lock!;
        if (isReserved)
            left.Reserve();
        var bytes = File.ReadAllBytes(Path.Combine(folder.Locks, "acme"));
        left.Dispose();
        File.WriteAllBytes(Path.Combine(folder.Locks, "acme"), bytes);
    }
}
