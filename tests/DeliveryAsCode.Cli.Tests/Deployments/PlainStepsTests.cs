using Xunit.Abstractions;

namespace DeliveryAsCode.Cli.Tests.Deployments;

/// <summary>nginx, PostgreSQL and Prometheus, all real, and a plan of plain steps.</summary>
[Collection(ShopServers.Name)]
public class PlainStepsTests(ShopServers servers, ITestOutputHelper output)
{
    [Fact]
    public void A_release_that_works_serves_everybody()
    {
        using var shop = Shop.Open(servers, output, "steps");

        var run = shop.Deploy();

        run.ExitCode.ShouldBe(0, run.Output);
        run.Output.ShouldContain("Succeeded");
        shop.Migrated.ShouldBe("orders.voucher vouchers");
        shop.Active.ShouldBe("green");
        shop.Traffic.VersionsOfEveryVisitor().ShouldBe(["2.0.0"]);
        shop.Traffic.Answers.Keys.ShouldBeSubsetOf(["1.0.0 200", "2.0.0 200"], "no visitor was turned away");
        shop.LogIsHonest(run.Output);
    }

    [Fact]
    public void One_that_fails_its_smoke_test_is_taken_back()
    {
        using var shop = Shop.Open(servers, output, "steps", failsEvery: 1);

        var run = shop.Deploy();

        run.ExitCode.ShouldBe(1, run.Output);
        run.Output.ShouldContain("Rolled back");
        shop.Migrated.ShouldBe("");
        Postgres.Query(shop.DatabaseUrl, "select count(*) from orders").ShouldBe("100");
        shop.Active.ShouldBe("blue");
        shop.Runs("green").ShouldBeFalse();
        shop.Traffic.VersionsOfEveryVisitor().ShouldBe(["1.0.0"]);
        shop.Log.ShouldContain("| The front page welcomes | the status is 500, it must be 200 | rolled back |");
        shop.Routes.ShouldBe(["blue 100", "green 100", "blue 100"]);
        shop.LogIsHonest(run.Output);
    }

    [Fact]
    public void Nothing_changes_when_the_answer_is_no_go()
    {
        using var shop = Shop.Open(servers, output, "steps");

        var run = shop.Deploy("no-go");

        run.ExitCode.ShouldBe(1, run.Output);
        shop.Migrated.ShouldBe("");
        shop.Runs("green").ShouldBeFalse();
        shop.Traffic.VersionsOfEveryVisitor().ShouldBe(["1.0.0"]);
    }

    [Fact]
    public void Prometheus_sees_what_visitors_see()
    {
        using var shop = Shop.Open(servers, output, "steps", failsEvery: 2);

        shop.Script("ops/service.sh", "start", "green", shop.Release);
        shop.Script("ops/shift.sh", "25");

        Shop.Eventually(() => shop.ErrorRate is > 0.06 and < 0.2);
        shop.Traffic.VersionsOfEveryVisitor().Order().ShouldBe(["1.0.0", "2.0.0"]);
        shop.Script("ops/shift.sh", "0");
        shop.Traffic.VersionsOfEveryVisitor().ShouldBe(["1.0.0"]);
        Shop.Eventually(() => shop.ErrorRate == 0);
    }
}
