using System.Text;
using System.Text.RegularExpressions;
using DeliveryAsCode.Cli.Reporting;
using DeliveryAsCode.Cli.Tests.Infra;

namespace DeliveryAsCode.Cli.Tests.Reporting;

public partial class ReportTests
{
    [Theory]
    [InlineData(ReportFormat.Text, "report.txt")]
    [InlineData(ReportFormat.Json, "report.json")]
    [InlineData(ReportFormat.GitHub, "report.github.txt")]
    [InlineData(ReportFormat.Azure, "report.azure.txt")]
    public void Every_renderer_shows_the_same_findings(ReportFormat format, string golden) =>
        Golden.Match(OneAFinding(Written(format, Samples.Findings)), $"TestData/{golden}");

    [Fact]
    public void Sarif_shows_them_too() => Golden.Match(Sarif(), "TestData/report.sarif");

    [Theory]
    [InlineData(ReportFormat.Text)]
    [InlineData(ReportFormat.GitHub)]
    [InlineData(ReportFormat.Azure)]
    public void A_clean_check_says_so_in_one_line(ReportFormat format) =>
        Written(format, Findings.Of([], files: 7)).ShouldBe("nothing found in 7 files\n");

    [Theory]
    [InlineData(ReportFormat.Text)]
    [InlineData(ReportFormat.Json)]
    [InlineData(ReportFormat.GitHub)]
    [InlineData(ReportFormat.Azure)]
    public void No_text_of_a_document_becomes_a_command_or_a_control_sequence(ReportFormat format)
    {
        var lines = Written(format, Samples.Findings).Split('\n');

        lines.SelectMany(l => l.EnumerateRunes()).Where(r => Rune.IsControl(r) || r.Value is 0x202E || r == Rune.ReplacementChar).ShouldBeEmpty();
        lines.Where(l => AzureCommand().Count(l) > (l.StartsWith("##vso[task.logissue ", StringComparison.Ordinal) ? 1 : 0)).ShouldBeEmpty();
        lines.Where(l => l.TrimStart().StartsWith("::", StringComparison.Ordinal) && !GitHubAnnotation().IsMatch(l)).ShouldBeEmpty();
    }

    [Fact]
    public void GitHub_gets_ten_annotations_of_a_kind_and_the_rest_as_lines()
    {
        var lines = Written(ReportFormat.GitHub, Samples.Many(14)).TrimEnd().Split('\n');

        lines.Count(l => l.StartsWith("::error ", StringComparison.Ordinal)).ShouldBe(10);
        lines[10].ShouldBe("GitHub annotates 10 of a kind; 4 more:");
        lines[14].ShouldBe("error DAC0399 deliveries/acme/record.md:6:13: number 14");
        lines[15].ShouldBe("14 errors in 1 file");
    }

    [Fact]
    public void Colours_only_decorate()
    {
        var (plain, coloured) = (new StringWriter(), new StringWriter());

        TextReport.Write(plain, Samples.Findings, Terminal.None);
        TextReport.Write(coloured, Samples.Findings, Terminal.None with { HasColours = true });

        coloured.ToString().ShouldStartWith("\e[1;31merror DAC0399\e[0m");
        Colour().Replace(coloured.ToString(), "").ShouldBe(plain.ToString());
    }

    /// <summary>JSON comes as one line, in which nobody sees a difference.</summary>
    private static string OneAFinding(string report) => report.Replace("{\"code\"", "\n{\"code\"");

    private static string Written(ReportFormat format, Findings findings)
    {
        var output = new StringWriter();
        Report.Write(output, findings, format, Terminal.None);
        return output.ToString();
    }

    internal static string Sarif()
    {
        var output = new StringWriter();
        SarifReport.Write(output, Samples.Findings, Samples.Explain);
        return output.ToString();
    }

    [GeneratedRegex(@"##(vso)?\[")]
    private static partial Regex AzureCommand();

    [GeneratedRegex("^::(error|warning|notice) file=[^:,]+,line=")]
    private static partial Regex GitHubAnnotation();

    [GeneratedRegex("\e\\[[0-9;]*m")]
    private static partial Regex Colour();
}
