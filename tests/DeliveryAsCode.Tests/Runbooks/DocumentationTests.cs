using System.Text.RegularExpressions;
using DeliveryAsCode.Diagnostics;
using DeliveryAsCode.Documents;
using DeliveryAsCode.Runbooks;
using DeliveryAsCode.Text;

namespace DeliveryAsCode.Tests.Runbooks;

/// <summary>What people copy from the documentation is right.</summary>
public partial class DocumentationTests
{
    [Fact]
    public void The_runbook_of_the_readme_has_nothing_to_complain_about() =>
        Read(Blocks(TestFiles.OfRepository("README.md")).Single(b => b.StartsWith("---", StringComparison.Ordinal))).Diagnostics.ShouldBeEmpty();

    [Fact]
    public void The_strategy_and_the_watch_of_the_reference_make_a_runbook()
    {
        var page = TestFiles.OfRepository("docs/runbooks.md");
        var strategy = Blocks(page).Single(b => b.Contains("yaml strategy", StringComparison.Ordinal));
        var watch = Watch().Match(page).Value.Replace(" example", "", StringComparison.Ordinal);

        var (runbook, diagnostics) = Read($"---\nenvironment: none\n---\n# Plan\n\n## Application\n\n{strategy}\n## Smoke tests\n\n### It answers\n\n```bash\ntrue\n```\n\n## Monitoring\n\n{watch}\n");

        diagnostics.ShouldBeEmpty();
        runbook.Steps.Select(s => s.Id).ShouldBe(
        [
            "application/shift-traffic@5", "application/shift-traffic@5-watch", "application/shift-traffic@25", "application/shift-traffic@25-watch",
            "application/shift-traffic@50", "application/shift-traffic@50-watch", "application/shift-traffic@100", "smoke-tests/it-answers",
            "monitoring/watch", "monitoring/extended-watch",
        ]);
    }

    private static ReadResult<Runbook> Read(string text) => RunbookReader.Read(MarkdownDocument.Read(SourceText.From("runbook.md", text)).Value);

    private static IEnumerable<string> Blocks(string page) => Block().Matches(page).Select(m => m.Groups["content"].Value);

    [GeneratedRegex("^````markdown\n(?<content>.*?)^````$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();

    [GeneratedRegex("^```yaml watch example\n.*?^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Watch();
}
