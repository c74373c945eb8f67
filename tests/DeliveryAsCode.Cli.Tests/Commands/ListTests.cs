using DeliveryAsCode.Cli.Tests.Infra;

namespace DeliveryAsCode.Cli.Tests.Commands;

public class ListTests
{
    private static readonly OutputSchema Schema = OutputSchema.Of("list");

    [Fact]
    public void Each_delivery_has_a_line()
    {
        using var repository = Acme.Repository();

        Delivery.In(repository).Run("list").ExitsWith(0).DoesNotComplain().Output.ShouldBe("acme-support-bot  Deployment  Deployment coordination  Acme Corp\n");
    }

    [Theory]
    [InlineData("Complete", 1, 0)]
    [InlineData("Deployment", 1, 1)]
    public void Of_the_active_ones_the_json_is_what_the_schema_says(string status, int all, int active)
    {
        using var repository = Acme.Repository();
        var (gates, risks) = (Acme.Record.IndexOf("## Gates", StringComparison.Ordinal), Acme.Record.IndexOf("## Risk register", StringComparison.Ordinal));
        // Where gates say otherwise, a status that somebody typed closes nothing.
        repository.Write(Acme.RecordPath, Acme.Record.Remove(gates, risks - gates).Replace("**Status:** Deployment", $"**Status:** {status}", StringComparison.Ordinal));

        Count("list", "--json").ShouldBe(all);
        Count("list", "--json", "--active").ShouldBe(active);

        int Count(params string[] arguments)
        {
            var outcome = Delivery.In(repository).Run(arguments).ExitsWith(0);
            Schema.Accepts(outcome.Output);
            return outcome.Json.GetProperty("deliveries").GetArrayLength();
        }
    }

    [Fact]
    public void A_record_that_cannot_be_read_is_not_left_out_in_silence()
    {
        using var repository = Acme.Repository();
        repository.Write("deliveries/unreadable/record.md", "nothing\n");

        Delivery.In(repository).Run("list").ExitsWith(2).Prints("acme-support-bot").Complains("deliveries/unreadable/record.md");
    }
}
