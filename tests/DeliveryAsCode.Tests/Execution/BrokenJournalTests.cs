using System.Text;
using DeliveryAsCode.Execution;
using DeliveryAsCode.Runbooks;
using Xunit.Abstractions;
using static DeliveryAsCode.Tests.Execution.ARunbook;
using Outcome = DeliveryAsCode.Execution.Outcome;

namespace DeliveryAsCode.Tests.Execution;

/// <summary>Journals of executions that went every way, cut and changed anywhere.</summary>
public class BrokenJournalTests(ITestOutputHelper report)
{
    private const int Changes = 10_000;
    private const int Executions = 40;

    private static Runbook Whole { get; } = Of(
        Phase(PhaseKind.FinalChecks, Step("healthy", Bash("check")), Step("go") with { Decide = "delivery-manager" }),
        Phase(PhaseKind.Execution,
            Step("migrate", Bash("up"), Bash("probe"), Bash("down")),
            Step("mails", Bash("send", o => o with { PointOfNoReturn = "they are sent" })),
            Step("switch", Bash("switch", o => o with { IsIdempotent = true, Retries = 1 }), null, Bash("back", o => o with { IsIdempotent = true }))),
        Phase(PhaseKind.SmokeTests, Step("home", Bash("curl")) with { Confirm = "qa-engineer" }),
        Phase(PhaseKind.AfterRollback, Step("old-version-answers", Bash("curl"))));

    [Fact]
    public void Cut_after_any_byte_it_is_a_legal_state_or_a_named_fault()
    {
        var ends = new Dictionary<string, int>();
        foreach (var journal in Enumerable.Range(1, Executions).Select(seed => Play(seed)).DistinctBy(EndOf))
        {
            ends[EndOf(journal)] = journal.Bytes.Length;
            CutAnywhere(journal);
        }

        report.WriteLine(string.Join(", ", ends.Select(e => $"{e.Key}: cut {e.Value} times")));
        ends.Keys.ShouldBe(["Succeeded", "Failed", "RolledBack", "OnHold", "open"], ignoreOrder: true);
    }

    /// <summary>The head is known, as it stands in the log's footer.</summary>
    [Fact]
    public void Ten_thousand_changes_are_all_found_where_they_begin()
    {
        var chance = new Random(20261120);
        var journals = Enumerable.Range(1, Executions).Select(seed => Play(seed)).ToList();
        var kinds = new Dictionary<string, int>();
        for (var i = 0; i < Changes; i++)
        {
            var journal = journals[i % journals.Count];
            var (kind, bytes, first) = Change(journal, chance);
            if (bytes.AsSpan().SequenceEqual(journal.Bytes))
                continue;

            var fault = Journal.Verify(bytes, journal.Head).ShouldNotBeNull($"{kind}, change {i}");
            fault.Number.ShouldBe(first, $"{kind}, change {i}: {fault.Reason}");
            kinds[kind] = kinds.GetValueOrDefault(kind) + 1;
        }

        report.WriteLine(string.Join(", ", kinds.Select(k => $"{k.Key} {k.Value}")));
        kinds.Values.Sum().ShouldBeGreaterThan(Changes * 9 / 10);
    }

    private static void CutAnywhere(JournalBuilder journal)
    {
        var bytes = journal.Bytes;
        var whole = 0;
        for (var length = 0; length <= bytes.Length; length++)
        {
            whole += length > 0 && bytes[length - 1] == '\n' ? 1 : 0;
            var read = Journal.Read(bytes.AsSpan(..length));
            var isWhole = length == 0 || bytes[length - 1] == '\n';
            var isOnlyLineFeedMissing = length < bytes.Length && bytes[length] == '\n';

            read.Entries.Length.ShouldBe(whole + (isOnlyLineFeedMissing ? 1 : 0));
            read.State.ShouldBe(isWhole ? new Intact() : isOnlyLineFeedMissing ? new MissingLineFeed() : new TornTail(StartOfLine(bytes, length)));
            if (isWhole || isOnlyLineFeedMissing)
                (RunbookExecution.Fold(Whole, read.Entries).Next(journal.Now) is Refuse).ShouldBe(read.Entries.IsEmpty);
        }
    }

    private static int StartOfLine(byte[] bytes, int length) => bytes.AsSpan(..length).LastIndexOf((byte)'\n') + 1;

    /// <summary>The changed bytes, and the first entry that is not what it was.</summary>
    private static (string Kind, byte[] Bytes, int First) Change(JournalBuilder journal, Random chance)
    {
        var bytes = journal.Bytes;
        var lines = Encoding.UTF8.GetString(bytes).Split('\n')[..^1].ToList();
        var (at, one, other) = (chance.Next(bytes.Length), chance.Next(lines.Count), chance.Next(lines.Count));
        switch (chance.Next(8))
        {
            case 0:
                return Changed("flip", [.. bytes[..at], (byte)(bytes[at] ^ (1 + chance.Next(255))), .. bytes[(at + 1)..]]);
            case 1:
                return Changed("insert", [.. bytes[..at], (byte)chance.Next(256), .. bytes[at..]]);
            case 2:
                return Changed("delete", [.. bytes[..at], .. bytes[Math.Min(bytes.Length, at + 1 + chance.Next(40))..]]);
            case 3:
                return Changed("truncate", bytes[..at]);
            case 4:
                (lines[one], lines[other]) = (lines[other], lines[one]);
                return Changed("swap", Join(lines));
            case 5:
                lines.RemoveRange(one, Math.Min(1 + chance.Next(3), lines.Count - one));
                return Changed("drop", Join(lines));
            case 6:
                lines.Insert(other, lines[one]);
                return Changed("repeat", Join(lines));
            default:
                // Only the next entry knows the hash that was there; of the last entry, the head that is known.
                lines[one] = Rewritten(journal, one);
                return ("rewrite", Join(lines), Math.Min(one + 2, lines.Count));
        }

        (string, byte[], int) Changed(string kind, byte[] changed) => (kind, changed, FirstDifference(bytes, changed));
    }

    /// <summary>The line in which the first changed byte is; a line feed belongs to the line that it ends.</summary>
    private static int FirstDifference(byte[] before, byte[] after)
    {
        var same = before.AsSpan().CommonPrefixLength(after);
        var line = before.AsSpan(..same).Count((byte)'\n');
        var isOnlyGrown = same == before.Length;
        return line + (isOnlyGrown && same == after.Length ? 0 : 1);
    }

    private static string Rewritten(JournalBuilder journal, int index)
    {
        var entry = journal.Entries[index];
        var head = index == 0 ? JournalHead.Empty : JournalHead.After(journal.Entries[index - 1]);
        return Encoding.UTF8.GetString(JournalFormat.Write(head, entry.At, "mallory", entry.Event).Line.AsSpan(..^1));
    }

    private static byte[] Join(List<string> lines) => Encoding.UTF8.GetBytes(string.Concat(lines.Select(l => l + "\n")));

    private static string EndOf(JournalBuilder journal) =>
        journal.Entries.Select(e => e.Event).OfType<ExecutionEnded>().LastOrDefault()?.Conclusion.ToString() ?? "open";

    /// <summary>Blocks fail or are cut off at random, questions are answered at random or not at all.</summary>
    private static JournalBuilder Play(int seed)
    {
        var chance = new Random(seed);
        var journal = JournalBuilder.For(Whole);
        while (true)
        {
            switch (RunbookExecution.Fold(Whole, journal.Entries).Next(journal.Now))
            {
                case Append append: journal.Add(append.Event); break;
                case Perform perform: Do(perform, journal, chance); break;
                case Ask { Question: var question } when chance.Next(12) == 0: return journal.Add(question.ToPause(journal.Now));
                case Ask { Question: var question }: journal.Add(Answer(question, chance), "clara"); break;
                default: return journal;
            }
        }
    }

    private static void Do(Perform perform, JournalBuilder journal, Random chance)
    {
        journal.Add(new ActionStarted(perform.Kind, perform.Step.Id, perform.Attempt, perform.Key));
        if (chance.Next(12) == 0)
            journal.Add(new Interrupted("SIGTERM")).Add(new Resumed(null));
        else
            journal.Add(new ActionEnded(perform.Kind, perform.Step.Id, perform.Attempt, new ActionResult(chance.Next(12) == 0 ? Outcome.Failed : Outcome.Succeeded, TimeSpan.FromSeconds(1), Tail: "añadido 🚀")));
    }

    private static JournalEvent Answer(Question question, Random chance) => question switch
    {
        ConfirmationQuestion q => new ConfirmationGiven(q.Subject, q.Role),
        DecisionQuestion q => new Decision(q.Subject, chance.Next(4) == 0 ? DecisionChoice.NoGo : DecisionChoice.Go, null),
        RollbackQuestion q => new Decision(q.Subject, chance.Next(2) == 0 ? DecisionChoice.Undo : DecisionChoice.Hold, "looked"),
        UnknownQuestion q => new Answered(q.Action, q.Step, chance.Next(2) == 0 ? UnknownAnswer.Done : UnknownAnswer.Again, "looked"),
        _ => throw new InvalidOperationException(question.Kind),
    };
}
