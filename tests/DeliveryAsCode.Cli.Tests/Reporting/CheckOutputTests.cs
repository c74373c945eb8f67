using System.Runtime.CompilerServices;
using DeliveryAsCode.Cli.Tests.Infra;

namespace DeliveryAsCode.Cli.Tests.Reporting;

/// <summary>What the built program prints, held to the contracts that others rely on.</summary>
public class CheckOutputTests
{
    private const string Repaired = """
        # Delivery Record: Acme Corp — Support Bot

        - **Client:** Acme Corp
        - **Scope:** Answers first-line questions
        - **Intake date:** 2026-03-02
        - **Agreed delivery date:** 2026-05-15
        - **Actual delivery date:** TBD
        - **Status:** Planning

        ## Milestones

        | Milestone | Target date | Actual date | Status |
        |-----------|-------------|-------------|--------|
        | QA certified | 2026-04-24 | | Planned |

        ## Risk register

        | Risk | Likelihood | Impact | Mitigation |
        |------|------------|--------|------------|

        ## Escalations

        | Date | Issue | Escalated to | Resolution |
        |------|-------|--------------|------------|

        ## Status updates sent

        | Date | Type | Summary |
        |------|------|---------|

        """;

    /// <summary>A date that does not exist, with a command for each of the two hosts beside it.</summary>
    private static readonly string Broken = Repaired.Replace("2026-04-24", "2026-02-31 ##vso[task.complete result=Failed] \e[2J");

    [Theory]
    [InlineData("json")]
    [InlineData("sarif")]
    public void What_programs_read_is_valid(string format)
    {
        using var repository = DeliveryRepository.Create().Write("deliveries/acme/record.md", Broken).Commit();

        var outcome = Delivery.In(repository).Run("check", "--format", format).ExitsWith(1).DoesNotComplain();

        SchemaOf(format).Accepts(outcome.Output);
        outcome.DoesNotPrint("##vso[").DoesNotPrint("\e");
    }

    [Fact]
    public void Json_is_the_same_by_either_name_and_at_any_time()
    {
        using var repository = DeliveryRepository.Create().Write("deliveries/acme/record.md", Broken).Commit();

        var output = Delivery.In(repository).Run("check", "--json").ExitsWith(1).Output;

        Delivery.In(repository).Run("check", "--format", "json").Output.ShouldBe(output);
    }

    [Theory]
    [InlineData("text", "--> deliveries/acme/record.md:14:")]
    [InlineData("github", "::error file=deliveries/acme/record.md,line=14,endLine=14,col=")]
    [InlineData("azure", "##vso[task.logissue type=error;sourcepath=deliveries/acme/record.md;linenumber=14;")]
    public void What_people_and_hosts_read_names_the_place(string format, string place)
    {
        using var repository = DeliveryRepository.Create().Write("deliveries/acme/record.md", Broken).Commit();

        Delivery.In(repository).Run("check", "--format", format).ExitsWith(1).Prints(place).DoesNotPrint("\e");
    }

    [Fact]
    public void A_repaired_record_is_no_news()
    {
        using var repository = DeliveryRepository.Create().Write("deliveries/acme/record.md", Repaired).Commit();

        var outcome = Delivery.In(repository).Run("check", "--json").ExitsWith(0);

        outcome.Json.GetProperty("summary").GetProperty("errors").GetInt32().ShouldBe(0);
        OutputSchema.Of("check").Accepts(outcome.Output);
    }

    private static OutputSchema SchemaOf(string format) => format == "json" ? OutputSchema.Of("check") : OutputSchema.Parse(SarifSchema());

    private static string SarifSchema([CallerFilePath] string here = "") =>
        File.ReadAllText(Path.Combine(Path.GetDirectoryName(here)!, "TestData", "sarif-2.1.0-subset.schema.json"));
}
