using System.Globalization;
using System.Text.Json;
using Xunit.Abstractions;

namespace DeliveryAsCode.Cli.Tests.Deployments;

/// <summary>The same shop, released by strategies and watched.</summary>
[Collection(ShopServers.Name)]
public class StrategyTests(ShopServers servers, ITestOutputHelper output)
{
    private const string Why = "the shop was looked at";

    [Fact]
    public void Blue_green_brings_everybody_to_what_was_tested_and_later_runs_watch_it_to_the_end()
    {
        using var shop = Shop.Open(servers, output, "blue-green");

        var run = shop.Deploy();

        run.ExitCode.ShouldBe(0, run.Output);
        run.Output.ShouldContain("Waiting: \"Extended watch\" goes on until");
        shop.Routes.ShouldBe(["blue 100", "green 100"]);
        shop.Active.ShouldBe("green");
        shop.Runs("blue").ShouldBeTrue("the old version is kept for the way back");
        shop.Migrated.ShouldBe("orders.voucher vouchers");
        shop.Traffic.VersionsOfEveryVisitor().ShouldBe(["2.0.0"]);
        shop.Traffic.Answers.Keys.ShouldBeSubsetOf(["1.0.0 200", "2.0.0 200"], "no visitor was turned away");

        Shop.Eventually(() => shop.Program.Run("watch", Shop.Id).ExitsWith(0).Output.Contains("Succeeded", StringComparison.Ordinal));
        Samples(shop, "monitoring/extended-watch").Length.ShouldBeGreaterThanOrEqualTo(2);
        Samples(shop).ShouldAllBe(s => s.Verdict == "pass");
        shop.LogIsHonest(run.Output);
    }

    [Fact]
    public void A_canary_that_fails_for_too_many_is_taken_back_and_the_log_says_why()
    {
        using var shop = Shop.Open(servers, output, "canary", failsEvery: 2);

        var run = shop.Deploy();

        run.ExitCode.ShouldBe(1, run.Output);
        run.Output.ShouldContain("Rolled back");
        shop.Routes.ShouldBe(["blue 100", "green 5", "green 25", "green 0"]);
        shop.Active.ShouldBe("blue");
        shop.Runs("green").ShouldBeFalse();
        shop.Migrated.ShouldBe("");
        Postgres.Query(shop.DatabaseUrl, "select count(*) from orders").ShouldBe("100");
        shop.Traffic.VersionsOfEveryVisitor().ShouldBe(["1.0.0"]);
        var broken = Samples(shop, "application/shift-traffic@25-watch").Last(s => s.Verdict == "fail");
        broken.Value.ShouldNotBeNull().ShouldBeInRange(0.06, 0.2);
        shop.Log.ShouldContain($"broke \"> 0.06\", the last was {broken.Value.Value.ToString("G6", CultureInfo.InvariantCulture)}");
        shop.Log.ShouldContain("| Shift traffic: watch at 25 % | error rate failed:");
        shop.Log.Split('\n').Single(row => row.Contains("Shift traffic (25 %)", StringComparison.Ordinal)).ShouldEndWith("| ✅ done, undone later |");
        shop.LogIsHonest(run.Output);
    }

    [Fact]
    public void A_canary_without_data_is_shifted_back_until_a_person_says_go()
    {
        using var shop = Shop.Open(servers, output, "canary", edit: text => WithoutData(ToAQuarterFirst(text)));
        AgreeToBegin(shop);

        IsWaiting(shop.Program.Run("resume", Shop.Id, "--json"));

        shop.Routes.ShouldBe(["blue 100", "green 25", "green 0"]);
        shop.Traffic.VersionsOfEveryVisitor().ShouldBe(["1.0.0"]);
        shop.Runs("green").ShouldBeTrue("it waits, and is not rolled back");
        shop.Program.Run("decide", Shop.Id, "--go", "--reason", Why).ExitsWith(0).Prints("next: delivery resume");
        IsWaiting(shop.Program.Run("resume", Shop.Id, "--json"));

        shop.Routes.Skip(3).ShouldBe(["green 25", "green 100", "green 100"]);
        Samples(shop).ShouldAllBe(s => s.Verdict == "inconclusive" && s.Value == null);
        var end = shop.Program.Run("decide", Shop.Id, "--go", "--reason", Why).ExitsWith(0).Prints("Succeeded");
        shop.Traffic.VersionsOfEveryVisitor().ShouldBe(["2.0.0"]);
        shop.Log.ShouldContain($"go by dana: {Why}");
        shop.LogIsHonest(end.Output);
    }

    [Fact]
    public void A_metric_without_data_waits_for_a_person_whose_no_go_holds_what_is_there_until_somebody_turns_back()
    {
        using var shop = Shop.Open(servers, output, "no-data");
        AgreeToBegin(shop);

        IsWaiting(shop.Program.Run("resume", Shop.Id, "--json"));

        shop.Traffic.VersionsOfEveryVisitor().ShouldBe(["2.0.0"], "the watch holds what is there");
        Samples(shop).ShouldAllBe(s => s.Verdict == "inconclusive" && s.Value == null);
        shop.Program.Run("decide", Shop.Id, "--no-go", "--reason", Why).ExitsWith(1).Prints("On hold");
        shop.Traffic.VersionsOfEveryVisitor().ShouldBe(["2.0.0"], "a no-go rolls nothing back");
        shop.Program.Run("run", Shop.Id, "--again", "--reason", "once more", "--yes").ExitsWith(1);
        var back = shop.Program.Run("rollback", Shop.Id, "--reason", "nobody can see what is ordered").ExitsWith(1).Prints("Rolled back");
        shop.Traffic.VersionsOfEveryVisitor().ShouldBe(["1.0.0"]);
        shop.Migrated.ShouldBe("");
        shop.Log.ShouldContain("orders a minute");
        shop.Program.Run("resume", Shop.Id, "--lift-hold", "--reason", "orders are counted now").ExitsWith(0);
        shop.LogIsHonest(back.Output);
    }

    [Fact]
    public void A_run_that_is_killed_while_it_watches_a_canary_is_gone_on_with()
    {
        // Long enough to be watched on both sides of the gap.
        using var shop = Shop.Open(servers, output, "canary", edit: text => ToAQuarterFirst(text).Replace("bake: 4s", "bake: 12s", StringComparison.Ordinal));
        AgreeToBegin(shop);

        shop.GoOnUntilKilled(() => shop.Journal.Contains("\"event\":\"sample\"", StringComparison.Ordinal));
        shop.Traffic.VersionsOfEveryVisitor().Count.ShouldBe(2, "traffic stays as it was while nobody is there");
        Thread.Sleep(TimeSpan.FromSeconds(1.5));
        var end = shop.Program.Run("resume", Shop.Id).ExitsWith(0).Prints("Succeeded");

        shop.Routes.ShouldBe(["blue 100", "green 25", "green 100", "green 100"]);
        shop.Traffic.VersionsOfEveryVisitor().ShouldBe(["2.0.0"]);
        shop.Migrated.ShouldBe("orders.voucher vouchers");
        shop.Log.ShouldContain("nothing was sampled from");
        shop.Log.ShouldContain("the run was cut off without a word");
        shop.LogIsHonest(end.Output);
    }

    private static string ToAQuarterFirst(string text) => text.Replace("[5, 25, 50, 100]", "[25, 100]", StringComparison.Ordinal);

    /// <summary>Of a metric that nobody exports.</summary>
    private static string WithoutData(string text) => text.Replace("http_requests_total", "shop_orders_total", StringComparison.Ordinal);

    /// <summary>Without a terminal: the run waits, the word is recorded, and a later run goes on.</summary>
    private static void AgreeToBegin(Shop shop)
    {
        shop.Program.Run("run", Shop.Id, "--yes").ExitsWith(0).Prints("Waiting");
        shop.Program.Run("decide", Shop.Id, "--go", "--reason", "everybody is here").ExitsWith(0).Prints("next: delivery resume");
    }

    private static void IsWaiting(Infra.Outcome run)
    {
        run.ExitsWith(0);
        JsonDocument.Parse(run.Output.TrimEnd('\n').Split('\n')[^1]).RootElement.GetProperty("conclusion").GetString().ShouldBe("waiting", run.ToString());
    }

    /// <summary>What the journal says was measured.</summary>
    private static (double? Value, string Verdict)[] Samples(Shop shop, string? step = null)
    {
        var samples = shop.Journal.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => JsonDocument.Parse(line).RootElement)
            .Where(entry => entry.GetProperty("event").GetString() == "sample" && (step is null || entry.GetProperty("step").GetString() == step))
            .Select(entry => (entry.TryGetProperty("value", out var value) ? value.GetDouble() : (double?)null, entry.GetProperty("verdict").GetString()!))
            .ToArray();
        samples.ShouldNotBeEmpty();
        return samples;
    }
}
