using System.Text.Json;
using DeliveryAsCode.Cli.Tests.Infra;

namespace DeliveryAsCode.Cli.Tests.Commands;

public class CheckTests
{
    private const string Broken = "- **Status:** Deploymnt";

    [Fact]
    public void A_repository_in_order_is_in_order()
    {
        using var repository = Acme.Repository();
        var before = repository.Tree();

        Delivery.In(repository).Run("check").ExitsWith(0).DoesNotPrint("error").DoesNotComplain();
        Delivery.In(repository).Run("check", "--quiet").ExitsWith(0).PrintsNothing();

        repository.Tree().ShouldBe(before);
    }

    [Fact]
    public void A_mistake_is_shown_where_it_is_with_what_to_do()
    {
        using var repository = WithMistake();

        Delivery.In(repository).Run("check", "--quiet").ExitsWith(1).DoesNotComplain()
            .Prints("error DAC0203: \"Deploymnt\" is not a delivery status\n")
            .Prints($"--> {Acme.RecordPath}:8:15\n")
            .Prints("8 | - **Status:** Deploymnt\n")
            .Prints("did you mean \"Deployment\"?");
    }

    [Theory]
    [InlineData("json", "\"code\":\"DAC0203\"")]
    [InlineData("github", "::error file=deliveries/acme-support-bot/record.md,line=8,")]
    [InlineData("azure", "##vso[task.logissue type=error;sourcepath=deliveries/acme-support-bot/record.md;linenumber=8;columnnumber=15;code=DAC0203;]")]
    [InlineData("text", "error DAC0203")]
    public void Every_format_tells_the_same(string format, string text)
    {
        using var repository = WithMistake();

        var outcome = Delivery.In(repository).Run("check", "--format", format).ExitsWith(1);

        outcome.Output.Replace("\": ", "\":", StringComparison.Ordinal).ShouldContain(text, Case.Sensitive);
        if (format == "json")
            JsonDocument.Parse(outcome.Output).RootElement.ValueKind.ShouldBe(JsonValueKind.Object);
    }

    [Fact]
    public void The_json_is_what_the_schema_says()
    {
        using var repository = WithMistake();

        var outcome = Delivery.In(repository).Run("check", "--json").ExitsWith(1);

        OutputSchema.Of("check").Accepts(outcome.Output);
        outcome.Json.GetProperty("summary").GetProperty("errors").GetInt32().ShouldBe(1);
    }

    [Theory]
    [InlineData("deliveries", 1)]
    [InlineData("deliveries/acme-support-bot", 1)]
    [InlineData("deliveries/acme-support-bot/record.md", 1)]
    [InlineData("./deliveries/../deliveries/acme-support-bot", 1)]
    [InlineData("deliveries/globex", 0)]
    [InlineData("deliveries/acme-support-bot/checklists", 0)]
    [InlineData("deliveries/acme-support-bot/runbook.md", 0)]
    [InlineData("delivery.yml", 0)]
    [InlineData("deliveries/globex deliveries/acme-support-bot/record.md", 1)]
    [InlineData("nothing.md", 2)]
    [InlineData("..", 2)]
    [InlineData("/etc/hostname", 2)]
    public void Only_what_is_named_is_checked(string paths, int exitCode)
    {
        using var repository = WithMistake();

        Delivery.In(repository).Run(["check", .. paths.Split(' ')]).ExitsWith(exitCode);
    }

    [Fact]
    public void Paths_are_seen_from_the_folder_one_stands_in()
    {
        using var repository = WithMistake();

        Delivery.In(repository).At("deliveries/globex").Run("check", ".").ExitsWith(0);
        Delivery.In(repository).At("deliveries/globex").Run("check", "../acme-support-bot").ExitsWith(1).Prints($"{Acme.RecordPath}:8:15");
        Delivery.In(repository).At("deliveries/globex").Run("check").ExitsWith(1);
    }

    [Fact]
    public void Another_repository_is_named_with_an_option()
    {
        using var repository = WithMistake();
        using var elsewhere = DeliveryRepository.WithoutGit();

        Delivery.In(elsewhere).Run("check", "--repo", repository.Path).ExitsWith(1).Prints($"{Acme.RecordPath}:8:15");
        Delivery.In(elsewhere).Run("check", "--repo", "nowhere").ExitsWith(2).Complains("there is no folder").Complains("nowhere\"");
    }

    [Fact]
    public void A_folder_without_git_is_checked_as_it_is()
    {
        using var folder = DeliveryRepository.WithoutGit();
        folder.Write("delivery.yml", Acme.Rules).Write(Acme.RecordPath, Acme.Record.Replace("- **Status:** Deployment", Broken, StringComparison.Ordinal));

        Delivery.In(folder).Run("check").ExitsWith(1).Prints($"{Acme.RecordPath}:8:15");
        Delivery.In(folder).At("deliveries").Run("check").ExitsWith(1).Prints($"{Acme.RecordPath}:8:15");
    }

    [Fact]
    public void A_status_that_contradicts_the_gates_is_only_warned_of()
    {
        using var repository = Acme.Repository().Write(Acme.RecordPath, Acme.Record.Replace("**Status:** Deployment", "**Status:** Handover", StringComparison.Ordinal));

        Delivery.In(repository).Run("check").ExitsWith(0).Prints("warning DAC0213: ").Prints($"{Acme.RecordPath}:8:15").Prints("set it to \"Deployment\"");
    }

    [Fact]
    public void What_git_ignores_and_what_was_deleted_is_not_checked()
    {
        using var repository = WithMistake().Write(".gitignore", "drafts\n").Commit();
        repository.Write("drafts/a.md", "- [ ] a <!-- id: x -->\n- [ ] b <!-- id: x -->\n");
        File.Delete(Path.Combine(repository.Path, Acme.RecordPath));

        Delivery.In(repository).Run("check").ExitsWith(0);
    }

    [Fact]
    public void New_files_are_checked_before_they_are_committed()
    {
        using var repository = Acme.Repository().Write("deliveries/new/record.md", "nothing\n");

        Delivery.In(repository).Run("check").ExitsWith(1).Prints("deliveries/new/record.md:1:1");
    }

    [Fact]
    public void Broken_rules_are_reported_as_a_document_and_the_rest_is_still_checked()
    {
        using var repository = WithMistake().Write("delivery.yml", "version: 1\nroless: {}\n");

        Delivery.In(repository).Run("check").ExitsWith(1).Prints("delivery.yml:2:1").Prints($"{Acme.RecordPath}:8:15");
    }

    private static DeliveryRepository WithMistake([System.Runtime.CompilerServices.CallerMemberName] string test = "") =>
        Acme.Repository(test)
            .Write(Acme.RecordPath, Acme.Record.Replace("- **Status:** Deployment", Broken, StringComparison.Ordinal))
            .Write("deliveries/globex/record.md", Acme.Record);
}
