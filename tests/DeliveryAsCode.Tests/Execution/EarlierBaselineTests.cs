using System.Collections.Immutable;
using DeliveryAsCode.Execution;
using DeliveryAsCode.Metrics;
using static DeliveryAsCode.Tests.Execution.ARunbook;

namespace DeliveryAsCode.Tests.Execution;

public class EarlierBaselineTests
{
    private const string Watch = "monitoring/watch";

    [Fact]
    public void The_first_good_watch_in_the_environment_is_what_was_normal()
    {
        ImmutableArray<EarlierExecution> earlier =
        [
            Earlier("d", "acme-production", Verdict.Pass, 7),
            Earlier("a", "acme-production", Verdict.Fail, 1),
            Earlier("b", "acme-staging", Verdict.Pass, 2),
            Earlier("c", "acme-production", Verdict.Pass, 3, null, 4),
        ];

        EarlierBaseline.Of(earlier, "acme-production", "orders").ShouldSatisfyAllConditions(
            b => b.Values.ShouldBe([3, 4]),
            b => b.Source.ShouldBe("the first good watch, of execution c"));
        EarlierBaseline.Of(earlier, "acme-production", "latency").Values.ShouldBeEmpty();
        EarlierBaseline.Of([], "acme-production", "orders").Source.ShouldBe("no earlier watch of this metric has passed in this environment");
    }

    [Fact]
    public void The_very_first_watch_is_good_if_a_person_says_so()
    {
        var journal = new JournalBuilder()
            .Add(new ExecutionStarted("a", "runbook.md", Of().Digest, "acme-production", null, null, null, null, "0.1.0", null, null))
            .Add(new WatchStarted(Watch)).Add(new SampleTaken(Watch, "orders", 5, Verdict.Pass, null)).Add(new WatchEnded(Watch, Verdict.Inconclusive, "nothing to compare with"));
        EarlierBaseline.Of([new EarlierExecution("a", Journal.Read(journal.Bytes))], "acme-production", "orders").Values.ShouldBeEmpty();

        journal.Add(new Decision(Watch, DecisionChoice.Go, "looks normal"));

        EarlierBaseline.Of([new EarlierExecution("a", Journal.Read(journal.Bytes))], "acme-production", "orders").Values.ShouldBe([5]);
    }

    /// <summary>The ids are in the order of the beginnings.</summary>
    private static EarlierExecution Earlier(string id, string environment, Verdict verdict, params double?[] values)
    {
        var journal = new JournalBuilder { Now = JournalBuilder.Start.AddHours(id[0] - 'a') }
            .Add(new ExecutionStarted(id, "runbook.md", Of().Digest, environment, null, null, null, null, "0.1.0", null, null))
            .Add(new WatchStarted(Watch));
        foreach (var value in values)
            journal.Add(new SampleTaken(Watch, "orders", value, value is null ? Verdict.Inconclusive : Verdict.Pass, null));
        journal.Add(new WatchEnded(Watch, verdict, "because"));
        return new EarlierExecution(id, Journal.Read(journal.Bytes));
    }
}
