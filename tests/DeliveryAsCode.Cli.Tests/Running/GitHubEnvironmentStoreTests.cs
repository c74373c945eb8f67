using System.Diagnostics;
using DeliveryAsCode.Cli.Running;
using DeliveryAsCode.StandIns.GitHub;
using Xunit.Abstractions;

namespace DeliveryAsCode.Cli.Tests.Running;

/// <summary>What only GitHub's way to the ref has to show.</summary>
public class GitHubEnvironmentStoreTests(ITestOutputHelper output)
{
    private static readonly DateTimeOffset _start = new(2026, 3, 4, 21, 5, 0, TimeSpan.Zero);

    [Fact]
    public async Task Of_thirty_two_that_race_for_a_lock_exactly_one_gets_it_a_thousand_times()
    {
        const int racers = 32, rounds = 1000;
        using var place = new GitHubPlace();
        EnvironmentStore[] stores = [.. Enumerable.Range(0, racers).Select(_ => place.Store())];
        var watch = Stopwatch.StartNew();
        var (seen, overtaken) = (stores[0].Read(), 0);

        for (var round = 1; round <= rounds; round++)
        {
            var before = seen;
            var outcomes = await AtOnce.Do(racers, racer => stores[racer].Move(before, [], LockOf(racer), []));

            var won = outcomes.OfType<Moved>().ToList();
            won.Count.ShouldBe(1, $"round {round}");
            overtaken += outcomes.OfType<Overtaken>().Count();
            seen = won[0].Content;
            place.Tip.ShouldBe(seen.Tip);
            place.GitHub.ForgetRequests();
        }

        overtaken.ShouldBe(rounds * (racers - 1));
        output.WriteLine($"{rounds} rounds of {racers}: one winner each, {overtaken} were told that they were late; {place.Exchanges.Count():N0} requests in {watch.Elapsed.TotalSeconds:0.0} s");
    }

    [Fact]
    public async Task Of_thirty_two_that_claim_at_once_one_holds_it_and_the_others_know_who()
    {
        const int racers = 32, rounds = 10;
        using var place = new GitHubPlace();
        for (var round = 1; round <= rounds; round++)
        {
            var runs = await AtOnce.Do(racers, _ => place.Open());

            var refusals = await AtOnce.Do(racers, racer => runs[racer].Claim(TwoClones.Holder($"r{round}-{racer}", $"m{racer}"), []));

            var winner = Array.IndexOf(refusals, null);
            refusals.Count(r => r is null).ShouldBe(1);
            refusals.OfType<string>().ShouldAllBe(r => r.Contains($"execution r{round}-{winner} of runbook.md holds it", StringComparison.Ordinal));
            runs[winner].Release();
            foreach (var run in runs)
                run.Dispose();
        }
    }

    [Fact]
    public void A_run_costs_ten_requests_and_three_for_each_append()
    {
        using var place = new GitHubPlace();
        using (var before = place.Open())
        {
            before.Claim(TwoClones.Holder("zero", "here"), []).ShouldBeNull();
            before.Release();
        }

        const int appends = 20;
        var client = place.Api();
        using (var run = EnvironmentRef.Open(new GitHubEnvironmentStore(client, EnvironmentPlace.Environment, SecretMask.None), TimeProvider.System))
        {
            run.Claim(TwoClones.Holder("one", "here"), []).ShouldBeNull();
            for (var i = 0; i < appends; i++)
            {
                run.Append("fact\n"u8, isIntent: false);
                run.Append("intent\n"u8, isIntent: true);
            }

            run.Release();
        }

        output.WriteLine($"{appends} appends: {string.Join(", ", client.Client.Log.Counts.Select(c => $"{c.Key} {c.Value}"))}: {client.Client.Log.Exchanges.Count} of at most {10 + (3 * appends)}");
        client.Client.Log.Exchanges.Count.ShouldBeLessThanOrEqualTo(10 + (3 * appends));
    }

    [Fact]
    public void A_lease_that_is_over_is_taken_from_a_run_that_has_ended_and_from_no_other()
    {
        using var place = new GitHubPlace();
        var clock = new HandSetClock(_start);
        var run = place.GitHub.Shop.AddRun(".github/workflows/deploy.yml", "diego");
        using var a = place.Open(clock);
        a.Claim(Hosted("one", run), []).ShouldBeNull();
        a.Reserve();
        a.Append("one\n"u8, isIntent: true);

        WhyNot("one").ShouldNotBeNull().ShouldContain("and its lease runs until 21:06:30 UTC");
        run.Status = "completed";
        WhyNot("one").ShouldNotBeNull().ShouldContain("and its lease runs until 21:06:30 UTC");
        clock.Now = _start + TimeSpan.FromSeconds(91);
        WhyNot("one").ShouldNotBeNull().ShouldContain($"from 21:07:30 UTC on the next run takes it over, if https://github.com/acme/shop/actions/runs/{run.Id} has ended");
        clock.Now = _start + TimeSpan.FromSeconds(151);
        run.Status = "in_progress";
        WhyNot("one").ShouldNotBeNull().ShouldContain("nobody says that its run has ended");
        place.GitHub.Faults.Add(new FaultMatch(Path: "**/actions/runs/**", Times: 1), new Fault.Forbidden());
        run.Status = "completed";
        WhyNot("one").ShouldNotBeNull().ShouldContain("nobody says that its run has ended", customMessage: "who may not look cannot tell");
        place.GitHub.Faults.Clear();
        run.Attempt = 2;
        run.Status = "in_progress";
        WhyNot("two").ShouldNotBeNull();

        run.Attempt = 1;
        run.Status = "completed";
        WhyNot("two").ShouldNotBeNull().ShouldContain("it has changed the environment and did not end", customMessage: "what is reserved stays so");
        WhyNot("one").ShouldBeNull("its own execution goes on with it");
        Should.Throw<EnvironmentLost>(() => a.Append("two\n"u8, isIntent: true)).IsTaken.ShouldBeTrue();

        string? WhyNot(string execution)
        {
            using var b = place.Open(clock);
            return b.Claim(Hosted(execution, run), "one\n"u8.ToArray());
        }
    }

    [Fact]
    public void A_secret_is_not_published_and_nothing_is_done_then()
    {
        using var place = new GitHubPlace();
        using var run = EnvironmentRef.Open(new GitHubEnvironmentStore(place.Api(), EnvironmentPlace.Environment, SecretMask.Of(["s3cr3t-value"])), TimeProvider.System, RemoteTimes.Default with { Retry = TimeSpan.FromMilliseconds(1) });
        run.Claim(TwoClones.Holder("one", "here"), []).ShouldBeNull();
        var tip = place.Tip;

        var lost = Should.Throw<EnvironmentLost>(() => run.Append("{\"reason\":\"s3cr3t-value\"}\n"u8, isIntent: true));

        lost.Message.ShouldContain("executions/one.jsonl holds the value of a declared secret, and is not published");
        place.Tip.ShouldBe(tip);
    }

    public static TheoryData<string, string> Faults()
    {
        var all = new TheoryData<string, string>();
        foreach (var operation in (string[])["git/get-ref", "git/create-tree", "git/create-commit", "git/create-ref", "git/update-ref"])
        {
            foreach (var fault in _faults.Keys)
                all.Add(operation, fault);
        }

        return all;
    }

    /// <summary>Whatever happens to one call, once or from then on: what was said to be published is, in order and once, and nothing else counts.</summary>
    [Theory]
    [MemberData(nameof(Faults))]
    public void No_fault_makes_a_lie_of_what_was_said_to_be_published(string operation, string fault)
    {
        foreach (var times in (int[])[1, int.MaxValue])
        {
            for (var at = 1; at <= 3; at++)
            {
                using var place = new GitHubPlace();
                place.GitHub.Faults.Add(FaultMatch.Of(operation, first: at, times), _faults[fault]);
                var said = Publish(place);

                place.GitHub.Faults.Clear();
                using var look = place.Open();
                var there = System.Text.Encoding.UTF8.GetString(look.Known.Journal).Split('\n', StringSplitOptions.RemoveEmptyEntries);
                there.Take(said.Count).ShouldBe(said, $"{operation}, {fault}, the {at}th, {times} times");
                there.Length.ShouldBeLessThanOrEqualTo(said.Count + 1, "only what nobody heard the end of may be there, too");
            }
        }
    }

    private static readonly Dictionary<string, Fault> _faults = new()
    {
        ["reset before"] = new Fault.ConnectionReset(),
        ["reset after"] = new Fault.ConnectionReset(AfterEffect: true),
        ["500"] = new Fault.Status(500),
        ["502 after"] = new Fault.Status(502, AfterEffect: true),
        ["secondary limit"] = new Fault.SecondaryLimit(TimeSpan.FromSeconds(1)),
        ["429"] = new Fault.TooMany(TimeSpan.FromSeconds(1)),
        ["401"] = new Fault.Unauthorized(),
        ["403"] = new Fault.Forbidden(),
        ["404"] = new Fault.NotFound(),
        ["409"] = new Fault.Conflict409(),
        ["422"] = new Fault.Unprocessable422(),
        ["truncated"] = new Fault.TruncatedJson(),
        ["page"] = new Fault.HtmlBody(),
        ["page after"] = new Fault.HtmlBody(200, AfterEffect: true),
    };

    private static List<string> Publish(GitHubPlace place)
    {
        List<string> said = [];
        try
        {
            using var run = place.Open(times: RemoteTimes.Default with { Retry = TimeSpan.FromMilliseconds(1) });
            if (run.Claim(TwoClones.Holder("one", "here"), []) is not null)
                return said;

            for (var i = 1; i <= 3; i++)
            {
                run.Append(System.Text.Encoding.UTF8.GetBytes($"{i}\n"), isIntent: true);
                said.Add($"{i}");
            }
        }
        catch (Exception e) when (e is CommandException or EnvironmentLost)
        {
            // Nothing more was done.
        }

        return said;
    }

    /// <summary>The same in each round: what differs is the commit that it stands on.</summary>
    private static RemoteLock LockOf(int racer) =>
        new(racer, $"{racer}", _start, TwoClones.Holder($"r{racer}", $"m{racer}"), $"r{racer}", "runbook.md");

    private static LockHolder Hosted(string execution, StandIns.GitHub.WorkflowRun run) =>
        TwoClones.Holder(execution, "elsewhere") with { Run = new HostedRun(run.Id, 1, $"https://github.com/acme/shop/actions/runs/{run.Id}") };
}
