using System.Collections.Immutable;
using System.Text;
using DeliveryAsCode.Execution;
using DeliveryAsCode.Metrics;
using DeliveryAsCode.Runbooks;
using FsCheck;
using FsCheck.Fluent;
using Outcome = DeliveryAsCode.Execution.Outcome;

namespace DeliveryAsCode.Tests.Execution;

public class JournalTests
{
    public static TheoryData<int> EveryEvent => [.. Enumerable.Range(0, AllEvents.Length)];

    private static ImmutableArray<JournalEvent> AllEvents { get; } =
    [
        new ExecutionStarted("2026-03-04T21-05Z-1", "deliveries/acme/runbook.md", "sha256:00", "acme-production", "acme",
            new Release("4f2c9d1", "sha256:9c1e"), "sha256:11", "4f2c9d1", "0.1.0", "again", "https://ci.example/1"),
        new RehearsalStarted("2026-03-04T21-05Z-2", "deliveries/acme/runbook.md", "sha256:00", "acme-production", "acme", new Release("4f2c9d1", "sha256:9c1e"), "4f2c9d1", "0.1.0"),
        new StepRehearsed("application/shift-traffic", WayBackKind.CompatibleNoReturn, "why"),
        new RehearsalEnded(Outcome.Succeeded),
        new PhaseStarted("final-checks"),
        new PhaseEnded("final-checks", Outcome.Succeeded),
        new ActionStarted(ActionKind.Step, "application/shift-traffic", 1, "0123"),
        new ActionProcess(ActionKind.Verify, "application/shift-traffic", 2, new ProcessIdentity("host", "boot", 42, 4242)),
        new ActionEnded(ActionKind.Undo, "application/shift-traffic", 3,
            new ActionResult(Outcome.TimedOut, TimeSpan.FromMilliseconds(1500), 1, 200, "sha256:22", "why", "a\nb", "value")),
        new ConfirmationAsked("final-checks/announce", "deployment-specialist"),
        new ConfirmationGiven("final-checks/announce", null),
        new Decision("final-checks/go-or-no-go", DecisionChoice.NoGo, "weekend"),
        new Issue(null, "slow", "restarted"),
        new Deviation("application/shift-traffic", "by hand"),
        new RollbackStarted("smoke test", "application/shift-traffic"),
        new Hold("rolled back"),
        new HoldLifted("repaired"),
        new Paused("confirmation", "final-checks/announce", "Announce"),
        new Paused("watch-decision", "application/shift@25-watch", "Go on?", JournalBuilder.Start),
        new StepSkipped("application/seed", "\"data-persistence\" is false"),
        new WatchStarted("monitoring/watch"),
        new BaselineTaken("monitoring/watch", "error rate", [0.001, 0.0025], "30 min before the first change"),
        new SampleTaken("monitoring/watch", "error rate", 0.034, Verdict.Fail, "0.034 > 0.01"),
        new SampleTaken("monitoring/watch", "error rate", null, Verdict.Inconclusive, "no series"),
        new WatchEnded("monitoring/watch", Verdict.Fail, "error rate failed"),
        new Escalated("application/shift@25-watch", "cto"),
        new LockTaken(3),
        new LockBroken(4, "the runner is gone"),
        new RollbackStarted("orders stopped", "application/migrate", ByPerson: true),
        new Interrupted("SIGTERM"),
        new Resumed("a torn line was cut"),
        new Answered(ActionKind.Step, "application/shift-traffic", UnknownAnswer.Again, "it is safe"),
        new ExecutionEnded(Conclusion.RolledBack, "smoke test"),
    ];

    [Theory]
    [MemberData(nameof(EveryEvent))]
    public void Every_event_is_read_as_it_was_written(int which)
    {
        var written = new JournalBuilder().Add(AllEvents[which]);

        var journal = Journal.Read(written.Bytes);

        journal.State.ShouldBe(new Intact());
        journal.Entries.ShouldBe(written.Entries);
    }

    [Fact]
    public void Every_kind_of_event_has_an_example_here() =>
        typeof(JournalEvent).Assembly.GetTypes()
            .Where(t => t.IsSubclassOf(typeof(JournalEvent)) && t != typeof(UnknownEvent))
            .ShouldBe(AllEvents.Select(e => e.GetType()).Distinct(), ignoreOrder: true);

    /// <summary>Journals that were written once stay readable for ever: the files of <c>Journals/</c> are never written again.</summary>
    [Fact]
    public void Version_1_is_read_as_it_was_written()
    {
        var file = Path.Combine(TestFiles.Journals, "v1.jsonl");

        var journal = Journal.Read(File.ReadAllBytes(file));

        journal.State.ShouldBe(new Intact());
        journal.Entries.Select(e => e.Version).Distinct().ShouldBe([1]);
        journal.Entries.Select(e => e.Event).ShouldBeSubsetOf(AllEvents);
        journal.Head.Hash.ShouldBe("sha256:32082ba31df4b6640d3ea76b06e5b28caeeac4f8e2c984bb2d5294d342e8c7c4");
    }

    [Fact]
    public void A_line_looks_as_the_documentation_says()
    {
        var journal = JournalBuilder.For(ARunbook.Of()).Add(new ActionStarted(ActionKind.Step, "database-migrations/001-conversation-index", 1, "9c1e"));

        var line = Encoding.UTF8.GetString(journal.Bytes).Split('\n')[1];

        line.ShouldBe(
            """{"v":1,"seq":2,"at":"2026-03-04T21:05:12.123Z","by":"diego","event":"step-started","step":"database-migrations/001-conversation-index","attempt":1,"key":"9c1e","prev":"HASH","hash":"OWN"}"""
                .Replace("HASH", journal.Entries[0].Hash, StringComparison.Ordinal)
                .Replace("OWN", journal.Entries[1].Hash, StringComparison.Ordinal));
    }

    [Fact]
    public void A_journal_of_version_1_stays_readable() =>
        Journal.Read(Encoding.UTF8.GetBytes(Version1)).ShouldSatisfyAllConditions(
            j => j.State.ShouldBe(new Intact()),
            j => j.Entries[0].Previous.ShouldBe(JournalHead.Empty.Hash),
            j => j.Entries[1].Event.ShouldBe(new ExecutionEnded(Conclusion.Succeeded, "all phases are done")));

    [Fact]
    public void Ten_thousand_random_changes_are_all_found()
    {
        var bytes = AJournal();
        var head = Journal.Read(bytes).Head;
        Prop.ForAll(
            Arb.From(Mutations(bytes)),
            mutated => mutated.AsSpan().SequenceEqual(bytes) || Journal.Verify(mutated, head) is not null)
            .Check(Config.QuickThrowOnFailure.WithMaxTest(10_000));
    }

    [Fact]
    public void Without_a_known_head_only_whole_lines_cut_from_the_end_go_unnoticed()
    {
        var bytes = AJournal();
        var silent = Enumerable.Range(0, bytes.Length).Where(n => Journal.Verify(bytes.AsSpan(..n)) is null);

        silent.ShouldBe(Enumerable.Range(0, bytes.Length).Where(n => n == 0 || bytes[n - 1] == '\n'));
    }

    [Theory]
    [InlineData("\r\n", 1)]
    [InlineData("\n\n", 2)]
    [InlineData(" \n", 1)]
    public void Another_line_ending_is_a_change(string ending, int bad)
    {
        var text = Encoding.UTF8.GetString(AJournal()).Replace("\n", ending, StringComparison.Ordinal);

        Journal.Verify(Encoding.UTF8.GetBytes(text))!.Number.ShouldBe(bad);
    }

    [Fact]
    public void An_entry_that_was_changed_is_named()
    {
        var text = Encoding.UTF8.GetString(AJournal()).Replace("\"exit-code\":0", "\"exit-code\":1", StringComparison.Ordinal);

        Journal.Verify(Encoding.UTF8.GetBytes(text))!.ToString()
            .ShouldBe("entry 4: the entry does not match its hash: it was changed after it was written");
    }

    [Fact]
    public void An_entry_that_was_removed_is_named()
    {
        var lines = Encoding.UTF8.GetString(AJournal()).Split('\n').ToList();
        lines.RemoveAt(2);

        Journal.Verify(Encoding.UTF8.GetBytes(string.Join('\n', lines)))!.ToString().ShouldBe("entry 3: entry 3 is expected here, this is entry 4");
    }

    [Fact]
    public void A_journal_that_has_grown_since_its_head_was_written_down_is_legal()
    {
        var journal = JournalBuilder.For(ARunbook.Of());
        var head = journal.Head;

        Journal.Verify(journal.Add(new PhaseStarted("a")).Bytes, head).ShouldBeNull();
    }

    [Fact]
    public void A_last_line_without_its_line_feed_is_kept()
    {
        var bytes = AJournal();

        var journal = Journal.Read(bytes.AsSpan(..^1));

        journal.State.ShouldBe(new MissingLineFeed());
        journal.Head.ShouldBe(Journal.Read(bytes).Head);
    }

    [Fact]
    public void An_event_of_a_later_version_is_kept_and_stops_this_program()
    {
        var runbook = ARunbook.Of();
        var journal = JournalBuilder.For(runbook);
        var line = Encoding.UTF8.GetString(new JournalBuilder().Add(new Hold("x")).Bytes);
        var (later, _) = JournalFormat.Read(Resign(line, journal.Head, "\"event\":\"hold\"", "\"event\":\"teleported\""));

        later!.Event.ShouldBe(new UnknownEvent("teleported"));
        RunbookExecution.Fold(runbook, [.. journal.Entries, later]).Next(journal.Now)
            .ShouldBeOfType<Refuse>().Reason.ShouldContain("later version");
    }

    private const string Version1 =
        """
        {"v":1,"seq":1,"at":"2026-03-04T21:05:11.123Z","by":"diego","event":"execution-started","execution":"2026-03-04T21-05Z-1","runbook":"runbook.md","runbook-digest":"sha256:aaaa","environment":"none","tool":"0.1.0","prev":"sha256:0000000000000000000000000000000000000000000000000000000000000000","hash":"sha256:f4d6171d9736b43da596dba434b3b45a434978288b29df6989ead3fd0383d827"}
        {"v":1,"seq":2,"at":"2026-03-04T21:05:12.123Z","by":"diego","event":"execution-ended","conclusion":"succeeded","outcome":"all phases are done","prev":"sha256:f4d6171d9736b43da596dba434b3b45a434978288b29df6989ead3fd0383d827","hash":"sha256:e37999123a48e3526f8eff893aaf61fcbe73344d5b7a99d513f7ba471946c591"}

        """;

    private static byte[] AJournal() => JournalBuilder.For(ARunbook.Of())
        .Add(new PhaseStarted("application"))
        .Add(new ActionStarted(ActionKind.Step, "application/añadir 🚀", 1, "00ff"))
        .Add(new ActionEnded(ActionKind.Step, "application/añadir 🚀", 1, new ActionResult(Outcome.Succeeded, TimeSpan.FromSeconds(1), ExitCode: 0)))
        .Add(new PhaseEnded("application", Outcome.Succeeded))
        .Add(new ExecutionEnded(Conclusion.Succeeded, "all phases are done"))
        .Bytes;

    private static byte[] Resign(string line, JournalHead head, string old, string @new)
    {
        var covered = line[..line.IndexOf(",\"hash\":", StringComparison.Ordinal)]
            .Replace("\"seq\":1", $"\"seq\":{head.Count + 1}", StringComparison.Ordinal)
            .Replace(JournalHead.Empty.Hash, head.Hash, StringComparison.Ordinal)
            .Replace(old, @new, StringComparison.Ordinal);
        var hash = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes(covered + "}")));
        return Encoding.UTF8.GetBytes($"{covered},\"hash\":\"sha256:{hash}\"}}");
    }

    private static Gen<byte[]> Mutations(byte[] bytes)
    {
        var place = Gen.Choose(0, bytes.Length - 1);
        var flip = from at in place from mask in Gen.Choose(1, 255) select With(bytes, b => b[at] ^= (byte)mask);
        var remove = from at in place from count in Gen.Choose(1, 40) select (byte[])[.. bytes[..at], .. bytes[Math.Min(at + count, bytes.Length)..]];
        var insert = from at in place from value in Gen.Choose(0, 255) select (byte[])[.. bytes[..at], (byte)value, .. bytes[at..]];
        var cut = from at in place select bytes[..at];
        var grow = from value in Gen.Choose(0, 255) select (byte[])[.. bytes, (byte)value];
        var swap = from a in Gen.Choose(0, 5) from b in Gen.Choose(0, 5) select Lines(bytes, l => (l[a], l[b]) = (l[b], l[a]));
        var repeat = from a in Gen.Choose(0, 5) from b in Gen.Choose(0, 5) select Lines(bytes, l => l.Insert(b, l[a]));
        return Gen.OneOf(flip, remove, insert, cut, grow, swap, repeat);
    }

    private static byte[] With(byte[] bytes, Action<byte[]> change)
    {
        var copy = bytes.ToArray();
        change(copy);
        return copy;
    }

    private static byte[] Lines(byte[] bytes, Action<List<string>> change)
    {
        var lines = Encoding.UTF8.GetString(bytes).Split('\n').ToList();
        change(lines);
        return Encoding.UTF8.GetBytes(string.Join('\n', lines));
    }
}
