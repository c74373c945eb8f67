using System.Text.Json;
using Xunit.Abstractions;

namespace DeliveryAsCode.Cli.Tests.Deployments;

/// <summary>The same shop, released by strategies and watched.</summary>
[Collection(ShopServers.Name)]
public class StrategyTests(ShopServers servers, ITestOutputHelper output)
{
    [Fact]
    public void Blue_green_brings_everybody_to_what_was_tested_and_keeps_the_old_one()
    {
        using var shop = Shop.Open(servers, output, "blue-green");

        var run = shop.Deploy();

        run.ExitCode.ShouldBe(0, run.Output);
        run.Output.ShouldContain("Succeeded");
        shop.Routes.ShouldBe(["blue 100", "green 100"]);
        shop.Active.ShouldBe("green");
        shop.Runs("blue").ShouldBeTrue("the old version is kept for the way back");
        shop.Migrated.ShouldBe("orders.voucher vouchers");
        shop.Traffic.VersionsOfEveryVisitor().ShouldBe(["2.0.0"]);
        shop.Traffic.Answers.Keys.ShouldBeSubsetOf(["1.0.0 200", "2.0.0 200"], "no visitor was turned away");
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
        var broken = Samples(shop).Last(s => s.Verdict == "fail");
        broken.Value.ShouldNotBeNull().ShouldBeInRange(0.06, 0.2);
        shop.Log.ShouldContain("error rate");
        shop.Log.ShouldContain("> 0.06");
        shop.Log.ShouldContain(broken.Value.Value.ToString("G6", System.Globalization.CultureInfo.InvariantCulture));
        shop.LogIsHonest(run.Output);
    }

    [Theory]
    [InlineData("--go", 0, "Succeeded", "2.0.0")]
    [InlineData("--no-go", 1, "Rolled back", "1.0.0")]
    public void A_metric_without_data_waits_for_a_person_who_goes_on_or_goes_back(string word, int exitCode, string says, string served)
    {
        using var shop = Shop.Open(servers, output, "no-data");
        Continue(shop).ExitsWith(0).Prints("Waiting");
        Decide(shop, "--go");

        var waiting = Continue(shop, "--json").ExitsWith(0).DoesNotPrint("Succeeded");

        JsonDocument.Parse(waiting.Output.TrimEnd('\n').Split('\n')[^1]).RootElement.GetProperty("conclusion").GetString().ShouldBe("waiting");
        shop.Traffic.VersionsOfEveryVisitor().ShouldBe(["2.0.0"], "the watch holds what is there");
        Samples(shop).ShouldAllBe(s => s.Verdict == "inconclusive" && s.Value == null);
        Decide(shop, word);
        var end = Continue(shop).ExitsWith(exitCode).Prints(says);
        shop.Traffic.VersionsOfEveryVisitor().ShouldBe([served]);
        shop.Log.ShouldContain("orders a minute");
        shop.LogIsHonest(end.Output);
    }

    private static Infra.Outcome Continue(Shop shop, params string[] options) => shop.Program.Run(["run", Shop.Id, "--yes", .. options]);

    private static void Decide(Shop shop, string word) => shop.Program.Run("decide", Shop.Id, word, "--reason", "the shop was looked at").ExitsWith(0);

    /// <summary>What the journal says was measured.</summary>
    private static (double? Value, string Verdict)[] Samples(Shop shop)
    {
        var samples = shop.Journal.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => JsonDocument.Parse(line).RootElement)
            .Where(entry => entry.GetProperty("event").GetString() == "sample")
            .Select(entry => (entry.TryGetProperty("value", out var value) ? value.GetDouble() : (double?)null, entry.GetProperty("verdict").GetString()!))
            .ToArray();
        samples.ShouldNotBeEmpty();
        return samples;
    }
}
