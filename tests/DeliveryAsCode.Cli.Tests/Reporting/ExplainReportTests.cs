using DeliveryAsCode.Cli.Reporting;
using DeliveryAsCode.Cli.Tests.Infra;
using DeliveryAsCode.Diagnostics;

namespace DeliveryAsCode.Cli.Tests.Reporting;

public class ExplainReportTests
{
    private const string Page = """"
        A heading is one letter away from one the program knows, so what stands under it is not read, and nobody notices until a gate stays shut.

        Write the heading as the template has it.

        ## Before

        ```console
        $ delivery check deliveries
        ```

        ````markdown deliveries/acme/record.md
        ## Mile stones

        ```text
        inner fence
        ```
        ````

        ## After

        ```markdown deliveries/acme/record.md
        ## Milestones
        ```
        """";

    private static readonly DiagnosticDescriptor NearMiss = new("DAC0299", Severity.Warning, "A heading looks like a slip");

    [Fact]
    public void A_terminal_gets_prose_in_its_width_and_the_examples() =>
        Golden.Match(Explained(Terminal.None with { IsInteractive = true, Width = 60 }), "TestData/explain.txt");

    [Fact]
    public void A_file_gets_markdown() =>
        Explained(Terminal.None).ShouldBe($"# DAC0299 (warning): A heading looks like a slip\n\n{Page}\n");

    private static string Explained(Terminal terminal)
    {
        var output = new StringWriter();
        ExplainReport.Write(output, NearMiss, Explanation.Parse(Page), terminal);
        return output.ToString();
    }
}
