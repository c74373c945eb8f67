using DeliveryAsCode.Cli.Running;
using DeliveryAsCode.Execution;

namespace DeliveryAsCode.Cli.Tests.Running;

/// <summary>What holds wherever the ref is kept.</summary>
public abstract class EnvironmentRefTests
{
    internal abstract EnvironmentPlace NewPlace();

    private static readonly DateTimeOffset _start = new(2026, 3, 4, 21, 5, 0, TimeSpan.Zero);

    [Fact]
    public async Task Of_two_that_want_it_at_once_exactly_one_gets_it_and_the_other_says_who()
    {
        using var place = NewPlace();
        for (var round = 1; round <= 20; round++)
        {
            using EnvironmentRef a = place.Open(), b = place.Open();

            var refusals = await Task.WhenAll(
                Task.Run(() => a.Claim(TwoClones.Holder($"a{round}", "here"), [])),
                Task.Run(() => b.Claim(TwoClones.Holder($"b{round}", "there"), [])));

            refusals.Count(r => r is null).ShouldBe(1);
            var winner = refusals[0] is null ? $"a{round}" : $"b{round}";
            refusals.OfType<string>().Single().ShouldContain($"acme is in use at {place.Name}: execution {winner} of runbook.md holds it since 2026-03-04 21:05 UTC");
            using var look = place.Open();
            look.Known.Lock.Holder!.Execution.ShouldBe(winner);
            look.Known.Lock.Term.ShouldBe(round);
            (refusals[0] is null ? a : b).Release();
        }
    }

    [Fact]
    public void A_lease_that_has_expired_is_suspect_and_not_free()
    {
        using var place = NewPlace();
        var clock = new HandSetClock(_start);
        using var a = place.Open(clock);
        a.Claim(TwoClones.Holder("one", "elsewhere"), []).ShouldBeNull();
        a.Reserve();
        a.Append("one\n"u8, isIntent: true);

        using (var early = place.Open(clock))
        {
            early.Claim(TwoClones.Holder("one", "here"), "one\n"u8.ToArray()).ShouldNotBeNull().ShouldContain("its lease runs until 21:06:30 UTC");
            early.Break(1, "diego", "it is gone").ShouldNotBeNull().ShouldContain("end that run first");
        }

        clock.Now += TimeSpan.FromSeconds(91);
        using var late = place.Open(clock);
        late.Claim(TwoClones.Holder("one", "here"), "one\n"u8.ToArray()).ShouldNotBeNull()
            .ShouldEndWith("then free it (delivery unlock acme --term 1 --remote origin --reason \"…\")");
        late.Break(2, "diego", "it is gone").ShouldNotBeNull().ShouldContain("acme is not held in term 2");
        late.Break(1, "diego", "it is gone").ShouldBeNull();
        late.Break(1, "diego", "it is gone").ShouldNotBeNull().ShouldContain("is free at ");
        late.Claim(TwoClones.Holder("two", "here"), []).ShouldBeNull();
        late.Known.Lock.Term.ShouldBe(2);
    }

    [Fact]
    public void A_stale_holder_publishes_no_intent_any_more_and_changes_nothing()
    {
        using var place = NewPlace();
        var clock = new HandSetClock(_start);
        using var a = place.Open(clock);
        a.Claim(TwoClones.Holder("one", "elsewhere"), []).ShouldBeNull();
        a.Append("intent\n"u8, isIntent: true);
        clock.Now += TimeSpan.FromSeconds(91);
        using var b = place.Open(clock);
        b.Break(1, "diego", "it is gone").ShouldBeNull();
        b.Claim(TwoClones.Holder("two", "there"), []).ShouldBeNull();
        var tip = place.Tip;

        a.Append("outcome\n"u8, isIntent: false);
        for (var i = 0; i < 2; i++)
        {
            var lost = Should.Throw<EnvironmentLost>(() => a.Append("intent\n"u8, isIntent: true));
            lost.IsTaken.ShouldBeTrue();
            lost.Message.ShouldBe($"acme was taken away at {place.Name}: {TwoClones.Holder("two", "there")}, term 2");
        }

        a.Dispose();
        place.Tip.ShouldBe(tip);
    }

    [Fact]
    public void An_open_journal_learns_that_its_lock_was_broken()
    {
        using var place = NewPlace();
        var clock = new HandSetClock(_start);
        using var a = place.Open(clock);
        a.Claim(TwoClones.Holder("one", "elsewhere"), []).ShouldBeNull();
        a.Append(JournalFormat.Write(JournalHead.Empty, _start, "dana", new PhaseStarted("execution")).Line, isIntent: true);
        clock.Now += TimeSpan.FromSeconds(91);
        using var b = place.Open(clock);

        b.Break(1, "diego", "it is gone").ShouldBeNull();

        var journal = Journal.Read(System.Text.Encoding.UTF8.GetBytes(place.Show("executions/one.jsonl") + "\n"));
        journal.State.ShouldBeOfType<Intact>();
        journal.Entries[^1].Event.ShouldBe(new LockBroken(1, "it is gone"));
    }

    [Fact]
    public async Task The_lease_is_renewed_while_the_run_lives()
    {
        using var place = NewPlace();
        var clock = new HandSetClock(_start);
        using var a = place.Open(clock, RemoteTimes.Default with { Renewal = TimeSpan.FromMilliseconds(50) });
        a.Claim(TwoClones.Holder("one", "elsewhere"), []).ShouldBeNull();
        a.Append("fact\n"u8, isIntent: false);
        clock.Now += TimeSpan.FromMinutes(5);

        await Waiting.Eventually(() => a.Known.Lock.Expires == clock.Now + TimeSpan.FromSeconds(90));
        a.Dispose();

        place.Show("executions/one.jsonl").ShouldBe("fact");
        using var b = place.Open(clock);
        b.Known.Lock.Holder.ShouldBeNull();
    }

    [Fact]
    public void What_is_reserved_or_on_hold_stays_so_for_every_clone()
    {
        using var place = NewPlace();
        using (var a = place.Open())
        {
            a.Claim(TwoClones.Holder("one", "elsewhere"), []).ShouldBeNull();
            a.Reserve();
        }

        using (var b = place.Open())
        {
            b.Claim(TwoClones.Holder("two", "there"), []).ShouldNotBeNull().ShouldContain("it has changed the environment and did not end");
            b.Claim(TwoClones.Holder("one", "there"), []).ShouldBeNull();
            b.Keep("it was rolled back");
        }

        using var c = place.Open();
        c.Claim(TwoClones.Holder("two", "there"), []).ShouldNotBeNull().ShouldContain(": it was rolled back; lift the hold (delivery resume runbook.md --lift-hold");
        c.Claim(TwoClones.Holder("one", "there"), []).ShouldBeNull();
        c.LiftHold();
        c.Release();
        c.Claim(TwoClones.Holder("two", "there"), []).ShouldBeNull();
    }

    [Fact]
    public void A_server_that_does_not_answer_publishes_no_intent_and_may_answer_again()
    {
        using var place = NewPlace();
        using var a = place.Open(times: RemoteTimes.Default with { Retry = TimeSpan.FromMilliseconds(1) });
        a.Claim(TwoClones.Holder("one", "elsewhere"), []).ShouldBeNull();
        place.FallSilent();

        Should.Throw<EnvironmentLost>(() => a.Append("one\n"u8, isIntent: true)).IsTaken.ShouldBeFalse();
        place.AnswerAgain();
        a.Append("two\n"u8, isIntent: true);

        place.Show("executions/one.jsonl").ShouldBe("two");
    }

    [Fact]
    public void The_last_journal_of_every_other_runbook_is_kept_until_that_runs_again()
    {
        using var place = NewPlace();
        Run(place, "one", "a/runbook.md", "of a\n");
        Run(place, "two", "b/runbook.md", "of b\n");
        Run(place, "one", "c/runbook.md", "of c\n");

        using (var look = place.Open())
        {
            look.Known.Lock.Earlier.ShouldBe([new EarlierOnRef("one", "a/runbook.md"), new EarlierOnRef("two", "b/runbook.md")]);
            look.Known.Lock.Earlier.Select(e => System.Text.Encoding.UTF8.GetString(look.ReadEarlier(e))).ShouldBe(["of a\n", "of b\n"]);
            look.Known.Knows("one", "a/runbook.md").ShouldBeTrue();
            look.Known.Knows("two", "a/runbook.md").ShouldBeFalse();
        }

        Run(place, "three", "a/runbook.md", "of a, again\n");
        using var late = place.Open();
        late.Known.Lock.Earlier.ShouldBe([new EarlierOnRef("two", "b/runbook.md"), new EarlierOnRef("one", "c/runbook.md")]);
        late.Known.Journal.ShouldBe("of a, again\n"u8.ToArray());
    }

    [Fact]
    public async Task Of_many_that_write_at_once_nobody_loses_a_line()
    {
        const int lines = 2;
        using var place = NewPlace();
        Run(place, "one", "runbook.md", "");

        EnvironmentStore[] stores = [.. Enumerable.Range(0, Writers).Select(_ => place.Store())];

        await AtOnce.Do(Writers, writer => Enumerable.Range(1, lines).Select(line => Write(stores[writer], $"{writer}.{line}\n").ShouldBeOfType<Moved>()).ToList());

        var written = place.Show("executions/one.jsonl").Split('\n');
        written.Order().ShouldBe(Enumerable.Range(0, Writers).SelectMany(w => Enumerable.Range(1, lines).Select(l => $"{w}.{l}")).Order());
        foreach (var own in written.GroupBy(l => l.Split('.')[0]))
            own.ShouldBe(Enumerable.Range(1, lines).Select(l => $"{own.Key}.{l}"), "the lines of one writer stand in their order");
    }

    private static PushOutcome Write(EnvironmentStore store, string line)
    {
        while (true)
        {
            var seen = store.Read();
            var outcome = store.Move(seen, [], seen.Lock with { Owner = $"{Guid.NewGuid():N}" }, [.. seen.Journal, .. System.Text.Encoding.UTF8.GetBytes(line)]);
            if (outcome is not Overtaken)
                return outcome;
        }
    }

    /// <summary>How many write at once: processes of git are dear, requests are not.</summary>
    protected virtual int Writers => 24;

    private static void Run(EnvironmentPlace place, string execution, string runbook, string journal)
    {
        using var run = place.Open();
        run.Claim(TwoClones.Holder(execution, "here") with { Runbook = runbook }, []).ShouldBeNull();
        if (journal.Length > 0)
            run.Append(System.Text.Encoding.UTF8.GetBytes(journal), isIntent: true);
        run.Release();
    }
}

public sealed class GitEnvironmentRefTests : EnvironmentRefTests
{
    protected override int Writers => 4;

    internal override EnvironmentPlace NewPlace() => new GitPlace();
}

public sealed class GitHubEnvironmentRefTests : EnvironmentRefTests
{
    internal override EnvironmentPlace NewPlace() => new GitHubPlace();
}
