using DeliveryAsCode.Cli.Tests.Infra;

namespace DeliveryAsCode.Cli.Tests.Commands;

public class StatusTests
{
    private static readonly OutputSchema Schema = OutputSchema.Of("status");

    [Fact]
    public void One_delivery_is_told_in_full()
    {
        using var repository = Acme.Repository();

        Delivery.In(repository).Run("status", "acme-support-bot", "--now", "2026-05-13T09:00Z").ExitsWith(0).DoesNotComplain()
            .Prints("acme-support-bot  Acme Corp — Support Bot\n")
            .Prints("■■■■□□□  Deployment coordination\n")
            .Prints("Deployment plan: blocked\n")
            .Prints("Deployment start, 2026-05-12 (yesterday)")
            .Prints("2026-05-15 (in 2 days)")
            .Prints($"open: All tests passing (quinn) — checklists/deployment.md:5:7")
            .Prints("the gate \"Deployment plan\" waits for a decision (diego)");
    }

    [Fact]
    public void All_deliveries_have_a_line_each_the_overdue_ones_first()
    {
        using var repository = Acme.Repository();
        repository.Write("deliveries/a-first/record.md", Acme.Record.Replace("2026-05-12 | |", "2026-05-20 | |", StringComparison.Ordinal));

        var lines = Delivery.In(repository).Run("status", "--now", "2026-05-13T09:00Z").ExitsWith(0).Output.Split('\n');

        lines[0].ShouldStartWith("acme-support-bot  ■■■■□□□  Deployment coordination  blocked");
        lines[0].ShouldEndWith("overdue: Deployment start (yesterday)");
        lines[1].ShouldStartWith("a-first ");
        lines.ShouldContain("2 deliveries: 1 overdue, 0 closed");
    }

    [Theory]
    [InlineData("")]
    [InlineData("acme-support-bot")]
    [InlineData("--now 2026-05-13T09:00Z")]
    public void The_json_is_what_the_schema_says(string arguments)
    {
        using var repository = Acme.Repository();

        var outcome = Delivery.In(repository).Run(["status", "--json", .. arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries)]).ExitsWith(0);

        Schema.Accepts(outcome.Output);
        var delivery = outcome.Json.GetProperty("deliveries").EnumerateArray().ShouldHaveSingleItem();
        delivery.GetProperty("stage").GetString().ShouldBe("Deployment coordination");
        delivery.GetProperty("gate").GetString().ShouldBe("Deployment plan");
        delivery.GetProperty("verdict").GetString().ShouldBe("blocked");
        delivery.GetProperty("missing").EnumerateArray().Select(m => m.GetProperty("code").GetString()).ShouldContain("DAC0301");
    }

    [Theory]
    [InlineData("")]
    [InlineData("| Deployment plan | Passed | dana | 2026-05-20 | |\n| Deployment | Passed | dana | 2026-05-20 | |\n| Client handover | Passed | dana | 2026-05-20 | |\n| Post-delivery review | Passed | dana | 2026-05-20 | |\n")]
    public void So_it_is_for_an_empty_repository_and_a_complete_delivery(string rows)
    {
        using var repository = rows.Length == 0 ? DeliveryRepository.Create() : Acme.Repository();
        if (rows.Length > 0)
            repository.Write(Acme.RecordPath, Acme.Record.Replace("| #31 |\n", "| #31 |\n" + rows, StringComparison.Ordinal));

        var outcome = Delivery.In(repository).Run("status", "--json").ExitsWith(0);

        Schema.Accepts(outcome.Output);
        outcome.Json.GetProperty("deliveries").EnumerateArray().Select(d => d.GetProperty("verdict").GetString()).ShouldBe(rows.Length == 0 ? [] : ["complete"]);
    }

    [Fact]
    public void Without_a_delivery_it_says_how_to_begin_one()
    {
        using var repository = DeliveryRepository.Create();

        Delivery.In(repository).Run("status").ExitsWith(0).Prints("delivery new ID");
    }

    [Fact]
    public void A_record_that_cannot_be_read_is_not_left_out_in_silence()
    {
        using var repository = Acme.Repository().Write("deliveries/unreadable/record.md", "nothing\n");

        Delivery.In(repository).Run("status").ExitsWith(2).Prints("acme-support-bot").Complains("DAC0201").Complains("deliveries/unreadable/record.md:1:1");
    }

    [Fact]
    public void An_unknown_delivery_and_a_time_that_is_none_are_refused()
    {
        using var repository = Acme.Repository();

        Delivery.In(repository).Run("status", "acme-suport-bot").ExitsWith(2).PrintsNothing().Complains("did you mean \"acme-support-bot\"?");
        Delivery.In(repository).Run("status", "--now", "soon").ExitsWith(2).PrintsNothing().Complains("2026-11-20T09:00Z");
    }
}
