using DeliveryAsCode.Cli.Tests.Infra;

namespace DeliveryAsCode.Cli.Tests.Commands;

public class StatusTests
{
    private static readonly OutputSchema Schema = OutputSchema.Of("status");

    [Fact]
    public void One_delivery_is_told_in_full()
    {
        using var repository = Acme.Repository().Write(Acme.RecordPath, Told).Commit();

        Delivery.In(repository).Run("status", "acme-support-bot", "--now", "2026-05-13T09:00Z").ExitsWith(0).DoesNotComplain().PrintsAsIn("Status/one.txt");
    }

    [Fact]
    public void Its_first_line_says_whether_to_worry()
    {
        using var repository = Acme.Repository();

        Lines(repository, "acme-support-bot", "2026-05-11")[0].ShouldBe("AMBER: the escalation \"3 of 41 scenarios fail\" is open");
        Lines(repository, "acme-support-bot", "2026-05-16")[0].ShouldBe("RED: the agreed delivery date, 2026-05-15, was 1 day ago");
    }

    [Fact]
    public void Where_only_a_word_is_missing_it_says_how_to_give_it()
    {
        using var repository = Acme.Repository();
        repository.Write("lifecycle.yml", """
            name: short
            stages:
              - {name: Build, status: In Production, owner: delivery-manager, milestones: [Intake handoff], gate: {name: Build, opens-when: [{milestones: [Intake handoff]}], decided-by: [delivery-manager], own-work: true}, skip: never}
            """).Write("delivery.yml", Acme.Rules + "lifecycle: lifecycle.yml\n").Commit();

        Delivery.In(repository).Run("status", "acme-support-bot").ExitsWith(0)
            .Prints("Build: undecided").Prints("delivery acknowledge acme-support-bot --gate \"Build\"");
    }

    [Fact]
    public void A_status_written_by_hand_does_not_make_a_delivery_complete()
    {
        using var repository = Acme.Repository().Write(Acme.RecordPath, Acme.Record.Replace("**Status:** Deployment", "**Status:** Complete", StringComparison.Ordinal)).Commit();

        Lines(repository, "acme-support-bot", "2026-05-11")[0].ShouldBe("RED: its status says Complete, and the gate \"Deployment plan\" is not passed");
    }

    [Fact]
    public void A_row_that_somebody_wrote_by_hand_counts_for_nothing_and_is_shown()
    {
        using var repository = Acme.Repository();
        repository.Write(Acme.RecordPath, Acme.Cleared).Commit();

        Delivery.In(repository).Run("status", "acme-support-bot").ExitsWith(0)
            .Prints("Deployment plan: blocked").Prints("Deployment plan: counts for nothing: commit ").Prints("QA gate: counts, unverified");
    }

    [Fact]
    public void What_a_record_says_does_not_act_on_the_terminal()
    {
        using var repository = Acme.Repository();
        repository.Write(Acme.RecordPath, Acme.Record.Replace("3 of 41 scenarios fail", "3 of \e[2J41", StringComparison.Ordinal).Replace("Acme Corp\n", "Acme \e[31mCorp\n", StringComparison.Ordinal)).Commit();

        Delivery.In(repository).Run("status", "--now", "2026-05-11T09:00Z").DoesNotPrint("\e").Prints("\\u{1B}[2J41");
        Delivery.In(repository).Run("status", "acme-support-bot").DoesNotPrint("\e").Prints("Acme \\u{1B}[31mCorp");
    }

    [Fact]
    public void All_deliveries_have_a_line_each_the_worst_first()
    {
        using var repository = Acme.Repository();
        repository.Write("deliveries/a-first/record.md", Quiet).Write("deliveries/b-second/record.md", Acme.Record.Replace("2026-05-15", "2026-05-12", StringComparison.Ordinal)).Commit();

        var lines = Lines(repository, "2026-05-13");

        lines[0].ShouldBe("RED    b-second          5/7  Deployment coordination  the agreed delivery date, 2026-05-12, was 1 day ago");
        lines[1].ShouldStartWith("AMBER  acme-support-bot  5/7  Deployment coordination  \"Deployment start\" is 1 day overdue");
        lines[2].ShouldBe("green  a-first           5/7  Deployment coordination  next: Deployment start, 2026-05-20 (in 7 days)");
        lines[4].ShouldBe("3 deliveries: 1 red, 1 amber, 1 green");
    }

    [Fact]
    public void Many_deliveries_are_one_screen_of_what_needs_attention()
    {
        using var repository = Acme.Repository();
        for (var number = 1; number <= 40; number++)
            repository.Write($"deliveries/delivery-{number:00}/record.md", number % 10 == 0 ? Quiet : Acme.Record);
        repository.Commit();

        var lines = Lines(repository, "2026-05-13");

        lines.Length.ShouldBeLessThan(24);
        lines[..20].ShouldAllBe(line => line.StartsWith("AMBER  ", StringComparison.Ordinal));
        lines[20..].ShouldBe(["and 17 more that need attention, 4 that are fine: delivery list", "", "41 deliveries: 0 red, 37 amber, 4 green"]);
    }

    [Fact]
    public void In_quiet_only_what_needs_attention_is_said()
    {
        using var repository = Acme.Repository();
        repository.Write("deliveries/a-first/record.md", Quiet).Commit();

        Lines(repository, "--quiet", "2026-05-13").ShouldHaveSingleItem().ShouldStartWith("AMBER  acme-support-bot");
        Delivery.In(repository).Run("status", "a-first", "--quiet", "--now", "2026-05-13T09:00Z").ExitsWith(0).PrintsNothing();
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
        delivery.GetProperty("health").GetString().ShouldBeOneOf("red", "amber");
        delivery.GetProperty("missing").EnumerateArray().Select(m => m.GetProperty("code").GetString()).ShouldContain("DAC0301");
    }

    [Theory]
    [InlineData("")]
    [InlineData("| Deployment plan | Passed | dana | 2026-05-20 | |\n| Deployment | Passed | dana | 2026-05-20 | |\n| Client handover | Passed | dana | 2026-05-20 | |\n| Post-delivery review | Passed | dana | 2026-05-20 | |\n")]
    public void So_it_is_for_an_empty_repository_and_a_complete_delivery(string rows)
    {
        using var repository = DeliveryRepository.Create();
        if (rows.Length > 0)
            repository.Write(Acme.RecordPath, Acme.Record.Replace("| #31 |\n", "| #31 |\n" + rows, StringComparison.Ordinal)).Commit();

        var outcome = Delivery.In(repository).Run("status", "--json").ExitsWith(0);

        Schema.Accepts(outcome.Output);
        outcome.Json.GetProperty("deliveries").EnumerateArray().Select(d => d.GetProperty("verdict").GetString()).ShouldBe(rows.Length == 0 ? [] : ["complete"]);
    }

    [Fact]
    public void Forecast_deliverables_metrics_and_remarks_are_in_the_json()
    {
        using var repository = Acme.Repository().Write(Acme.RecordPath, Told).Commit();

        var outcome = Delivery.In(repository).Run("status", "--json", "--now", "2026-05-13T09:00Z").ExitsWith(0);

        Schema.Accepts(outcome.Output);
        var delivery = outcome.Json.GetProperty("deliveries")[0];
        delivery.GetProperty("healthReason").GetString().ShouldBe("\"Deployment start\" is 1 day overdue");
        delivery.GetProperty("overdue")[0].GetProperty("daysLate").GetInt32().ShouldBe(1);
        delivery.GetProperty("forecast").GetProperty("deliveryDate").GetString().ShouldBe("2026-05-13");
        delivery.GetProperty("deliverables").GetProperty("missing")[0].GetString().ShouldBe("User guide");
        delivery.GetProperty("metrics").GetProperty("notMet")[0].GetString().ShouldBe("Latency");
        delivery.GetProperty("rows").EnumerateArray().Select(r => r.GetProperty("standing").GetString()).Distinct().ShouldBe(["adopted", "nobody"]);
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

    /// <summary>A delivery of which nothing is to be said before the middle of May.</summary>
    private static string Quiet => Acme.Record.Replace("2026-05-12 | |", "2026-05-20 | |", StringComparison.Ordinal).Replace("2026-05-15", "2026-05-29", StringComparison.Ordinal).Replace("clara | open |", "clara | Fixed |", StringComparison.Ordinal);

    private static string Told => Acme.Record.Replace("## Risk register", """
        | Deployment plan | Failed | diego | 2026-05-11 | The way back was not rehearsed |

        ## Deliverables

        | Deliverable | Owner | Link | Status |
        |-------------|-------|------|--------|
        | Deployment Plan | diego | runbook.md | Done |
        | User guide | pablo | | In progress |

        ## Success metrics

        | Metric | Baseline | Target | Current | Source |
        |--------|----------|--------|---------|--------|
        | Completion | 61 % | >= 80 % | 83 % | analytics |
        | Latency | 900 ms | <= 800 ms | 850 ms | analytics |

        ## Risk register
        """, StringComparison.Ordinal).Replace("| #31 |\n\n", "| #31 |\n", StringComparison.Ordinal);

    private static string[] Lines(DeliveryRepository repository, params string[] argumentsAndDay) =>
        Delivery.In(repository).Run(["status", .. argumentsAndDay[..^1], "--now", $"{argumentsAndDay[^1]}T09:00Z"]).ExitsWith(0).Output.TrimEnd('\n').Split('\n');
}
