using DeliveryAsCode.Cli.Tests.Infra;

namespace DeliveryAsCode.Cli.Tests.Commands;

public class NewTests
{
    private static readonly string[] Names = ["--client", "Acme Corp", "--name", "Support Bot"];

    [Fact]
    public void It_makes_a_folder_that_check_finds_correct()
    {
        using var repository = DeliveryRepository.Create();
        var delivery = Delivery.In(repository);

        delivery.Run(["new", "acme", .. Names, "--scope", "Answers | questions", "--target", "2026-05-15", "--now", "2026-03-02T10:00Z"])
            .ExitsWith(0).Prints("wrote deliveries/acme/record.md").DoesNotComplain();

        var record = repository.Read("deliveries/acme/record.md");
        record.ShouldStartWith("# Delivery Record: Acme Corp — Support Bot\n");
        record.ShouldContain("- **Intake date:** 2026-03-02\n- **Agreed delivery date:** 2026-05-15\n");
        record.ShouldContain("- **Scope:** Answers | questions\n");
        delivery.Run("check").ExitsWith(0).DoesNotPrint("error");
    }

    [Fact]
    public void The_intake_day_is_that_of_the_calendar()
    {
        using var repository = DeliveryRepository.Create().Write("delivery.yml", "version: 1\ncalendar: {time-zone: Asia/Tokyo}\n");

        Delivery.In(repository).Run(["new", "acme", .. Names, "--now", "2026-03-02T20:00Z"]).ExitsWith(0);

        repository.Read("deliveries/acme/record.md").ShouldContain("**Intake date:** 2026-03-03");
    }

    [Fact]
    public void It_goes_where_the_rules_say()
    {
        using var repository = DeliveryRepository.Create().Write("delivery.yml", "version: 1\ndeliveries: clients/*/record.md\n");

        Delivery.In(repository).Run(["new", "acme", .. Names]).ExitsWith(0);

        repository.Has("clients/acme/record.md").ShouldBeTrue();
    }

    [Fact]
    public void Checklists_and_runbooks_come_from_another_delivery_unticked()
    {
        using var repository = Acme.Repository().Write(Acme.ChecklistPath, Acme.Checklist.Replace("[ ]", "[x]", StringComparison.Ordinal));

        Delivery.In(repository).Run(["new", "globex", .. Names, "--from", "acme-support-bot"]).ExitsWith(0);

        repository.Read("deliveries/globex/checklists/deployment.md").ShouldBe(Acme.Checklist);
        repository.Read("deliveries/globex/runbook.md").ShouldBe(Acme.Runbook);
        repository.Has("deliveries/globex/checklists/intake-handoff.md").ShouldBeFalse();
        repository.Read("deliveries/globex/record.md").ShouldContain("| Deployment start     |             |");
    }

    [Theory]
    [InlineData("Acme Corp", "", "use small letters, digits and hyphens: acme-corp")]
    [InlineData("../acme", "", "use small letters, digits and hyphens: acme")]
    [InlineData("acme-support-bot", "", "exists already")]
    [InlineData("globex", "--from acme-suport-bot", "did you mean \"acme-support-bot\"?")]
    [InlineData("globex", "--from nobody", "there is no delivery \"nobody\"")]
    [InlineData("globex", "--target 15.05.2026", "write 2026-05-15")]
    [InlineData("globex", "--target soon", "YYYY-MM-DD")]
    public void What_cannot_be_made_is_refused_and_nothing_is_written(string id, string more, string complaint)
    {
        using var repository = Acme.Repository();
        var before = repository.Tree();

        Delivery.In(repository).Run(["new", id, .. Names, .. more.Split(' ', StringSplitOptions.RemoveEmptyEntries)])
            .ExitsWith(2).PrintsNothing().Complains(complaint);

        repository.Tree().ShouldBe(before);
    }

    [Theory]
    [InlineData("Acme\nCorp")]
    [InlineData("\\")]
    [InlineData("| a | b |")]
    [InlineData("Müller & Söhne \"GmbH\"")]
    public void Whatever_the_client_is_called_check_has_no_error(string client)
    {
        using var repository = DeliveryRepository.Create();
        var delivery = Delivery.In(repository);

        delivery.Run("new", "acme", "--client", client, "--name", "Bot", "--scope", client).ExitsWith(0);

        delivery.Run("check").ExitsWith(0);
        delivery.Run("status", "--json").ExitsWith(0).Json.GetProperty("deliveries")[0].GetProperty("client").GetString().ShouldBe(client);
    }

    [Fact]
    public void One_file_that_is_already_there_stops_all_of_them()
    {
        using var repository = DeliveryRepository.Create().Write("deliveries/acme/runbook.md", "mine\n");

        Delivery.In(repository).Run(["new", "acme", .. Names]).ExitsWith(2).Complains("deliveries/acme/runbook.md exists already");

        repository.Tree().Split('\n').Length.ShouldBe(3);
        repository.Read("deliveries/acme/runbook.md").ShouldBe("mine\n");
    }

    [Fact]
    public void Who_it_is_for_and_what_it_is_must_be_told()
    {
        using var repository = DeliveryRepository.Create();

        Delivery.In(repository).Run("new", "acme").ExitsWith(2).Complains("--client").Complains("--name").Complains("see \"delivery new --help\"");
    }
}
