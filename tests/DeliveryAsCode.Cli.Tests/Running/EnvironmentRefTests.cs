using DeliveryAsCode.Cli.Running;
using DeliveryAsCode.Execution;

namespace DeliveryAsCode.Cli.Tests.Running;

public class EnvironmentRefTests
{
    private static readonly DateTimeOffset _start = new(2026, 3, 4, 21, 5, 0, TimeSpan.Zero);

    [Fact]
    public async Task Of_two_that_want_it_at_once_exactly_one_gets_it_and_the_other_says_who()
    {
        using var clones = new TwoClones();
        for (var round = 1; round <= 20; round++)
        {
            using EnvironmentRef a = TwoClones.Open(clones.A), b = TwoClones.Open(clones.B);

            var refusals = await Task.WhenAll(
                Task.Run(() => a.Claim(TwoClones.Holder($"a{round}", "here"), [])),
                Task.Run(() => b.Claim(TwoClones.Holder($"b{round}", "there"), [])));

            refusals.Count(r => r is null).ShouldBe(1);
            var winner = refusals[0] is null ? $"a{round}" : $"b{round}";
            refusals.OfType<string>().Single().ShouldContain($"acme is in use at the remote \"origin\": execution {winner} of runbook.md holds it since 2026-03-04 21:05 UTC");
            using var look = TwoClones.Open(clones.A);
            look.Known.Lock.Holder!.Execution.ShouldBe(winner);
            look.Known.Lock.Term.ShouldBe(round);
            (refusals[0] is null ? a : b).Release();
        }
    }

    [Fact]
    public void A_lease_that_has_expired_is_suspect_and_not_free()
    {
        using var clones = new TwoClones();
        var clock = new HandSetClock(_start);
        using var a = TwoClones.Open(clones.A, clock);
        a.Claim(TwoClones.Holder("one", "elsewhere"), []).ShouldBeNull();
        a.Reserve();
        a.Append("one\n"u8, isIntent: true);

        using (var early = TwoClones.Open(clones.B, clock))
        {
            early.Claim(TwoClones.Holder("one", "here"), "one\n"u8.ToArray()).ShouldNotBeNull().ShouldContain("its lease runs until 21:06:30 UTC");
            early.Break(1, "diego", "it is gone").ShouldNotBeNull().ShouldContain("end that run first");
        }

        clock.Now += TimeSpan.FromSeconds(91);
        using var late = TwoClones.Open(clones.B, clock);
        late.Claim(TwoClones.Holder("one", "here"), "one\n"u8.ToArray()).ShouldNotBeNull()
            .ShouldEndWith("then free it (delivery unlock acme --term 1 --remote origin --reason \"…\")");
        late.Break(2, "diego", "it is gone").ShouldNotBeNull().ShouldContain("acme is not held in term 2");
        late.Break(1, "diego", "it is gone").ShouldBeNull();
        late.Break(1, "diego", "it is gone").ShouldNotBeNull().ShouldContain("is free at the remote");
        late.Claim(TwoClones.Holder("two", "here"), []).ShouldBeNull();
        late.Known.Lock.Term.ShouldBe(2);
    }

    [Fact]
    public void A_stale_holder_publishes_no_intent_any_more_and_changes_nothing()
    {
        using var clones = new TwoClones();
        var clock = new HandSetClock(_start);
        using var a = TwoClones.Open(clones.A, clock);
        a.Claim(TwoClones.Holder("one", "elsewhere"), []).ShouldBeNull();
        a.Append("intent\n"u8, isIntent: true);
        clock.Now += TimeSpan.FromSeconds(91);
        using var b = TwoClones.Open(clones.B, clock);
        b.Break(1, "diego", "it is gone").ShouldBeNull();
        b.Claim(TwoClones.Holder("two", "there"), []).ShouldBeNull();
        var tip = clones.Tip("acme");

        a.Append("outcome\n"u8, isIntent: false);
        for (var i = 0; i < 2; i++)
        {
            var lost = Should.Throw<EnvironmentLost>(() => a.Append("intent\n"u8, isIntent: true));
            lost.IsTaken.ShouldBeTrue();
            lost.Message.ShouldBe($"acme was taken away at the remote \"origin\": {TwoClones.Holder("two", "there")}, term 2");
        }

        a.Dispose();
        clones.Tip("acme").ShouldBe(tip);
    }

    [Fact]
    public void An_open_journal_learns_that_its_lock_was_broken()
    {
        using var clones = new TwoClones();
        var clock = new HandSetClock(_start);
        using var a = TwoClones.Open(clones.A, clock);
        a.Claim(TwoClones.Holder("one", "elsewhere"), []).ShouldBeNull();
        a.Append(JournalFormat.Write(JournalHead.Empty, _start, "dana", new PhaseStarted("execution")).Line, isIntent: true);
        clock.Now += TimeSpan.FromSeconds(91);
        using var b = TwoClones.Open(clones.B, clock);

        b.Break(1, "diego", "it is gone").ShouldBeNull();

        var journal = Journal.Read(System.Text.Encoding.UTF8.GetBytes(clones.Show("executions/one.jsonl", "acme") + "\n"));
        journal.State.ShouldBeOfType<Intact>();
        journal.Entries[^1].Event.ShouldBe(new LockBroken(1, "it is gone"));
    }

    [Fact]
    public async Task The_lease_is_renewed_while_the_run_lives()
    {
        using var clones = new TwoClones();
        var clock = new HandSetClock(_start);
        using var a = TwoClones.Open(clones.A, clock, RemoteTimes.Default with { Renewal = TimeSpan.FromMilliseconds(50) });
        a.Claim(TwoClones.Holder("one", "elsewhere"), []).ShouldBeNull();
        a.Append("fact\n"u8, isIntent: false);
        clock.Now += TimeSpan.FromMinutes(5);

        await clones.A.Eventually(() => a.Known.Lock.Expires == clock.Now + TimeSpan.FromSeconds(90));
        a.Dispose();

        clones.Show("executions/one.jsonl", "acme").ShouldBe("fact");
        using var b = TwoClones.Open(clones.B, clock);
        b.Known.Lock.Holder.ShouldBeNull();
    }

    [Fact]
    public void What_is_reserved_or_on_hold_stays_so_for_every_clone()
    {
        using var clones = new TwoClones();
        using (var a = TwoClones.Open(clones.A))
        {
            a.Claim(TwoClones.Holder("one", "elsewhere"), []).ShouldBeNull();
            a.Reserve();
        }

        using (var b = TwoClones.Open(clones.B))
        {
            b.Claim(TwoClones.Holder("two", "there"), []).ShouldNotBeNull().ShouldContain("it has changed the environment and did not end");
            b.Claim(TwoClones.Holder("one", "there"), []).ShouldBeNull();
            b.Keep("it was rolled back");
        }

        using var c = TwoClones.Open(clones.A);
        c.Claim(TwoClones.Holder("two", "there"), []).ShouldNotBeNull().ShouldContain(": it was rolled back; lift the hold (delivery resume runbook.md --lift-hold");
        c.Claim(TwoClones.Holder("one", "there"), []).ShouldBeNull();
        c.LiftHold();
        c.Release();
        c.Claim(TwoClones.Holder("two", "there"), []).ShouldBeNull();
    }

    [Fact]
    public void A_server_that_does_not_answer_publishes_no_intent_and_may_answer_again()
    {
        using var clones = new TwoClones();
        using var a = TwoClones.Open(clones.A, times: RemoteTimes.Default with { Retry = TimeSpan.FromMilliseconds(1) });
        a.Claim(TwoClones.Holder("one", "elsewhere"), []).ShouldBeNull();
        Directory.Move(clones.Remote, clones.Remote + ".gone");

        Should.Throw<EnvironmentLost>(() => a.Append("one\n"u8, isIntent: true)).IsTaken.ShouldBeFalse();
        Directory.Move(clones.Remote + ".gone", clones.Remote);
        a.Append("two\n"u8, isIntent: true);

        clones.Show("executions/one.jsonl", "acme").ShouldBe("two");
    }
}
