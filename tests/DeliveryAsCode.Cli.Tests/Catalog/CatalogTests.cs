using System.Text.RegularExpressions;
using DeliveryAsCode.Diagnostics;

namespace DeliveryAsCode.Cli.Tests.Catalog;

/// <summary>What holds for every code, present and future.</summary>
public partial class CatalogTests
{
    public static TheoryData<string> Codes => [.. DiagnosticCatalog.All.Select(d => d.Code)];

    [Fact]
    public void No_code_has_two_meanings()
    {
        var codes = DiagnosticCatalog.All.Select(d => d.Code).ToArray();

        codes.ShouldNotBeEmpty();
        codes.ShouldBeUnique();
        codes.ShouldBe(codes.Order(StringComparer.Ordinal));
        DiagnosticCatalog.All.Select(d => d.Title).ShouldBeUnique();
    }

    [Fact]
    public void No_page_explains_a_code_that_is_gone() =>
        typeof(DiagnosticCatalog).Assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith("explanations/", StringComparison.Ordinal))
            .Select(name => name["explanations/".Length..^".md".Length])
            .Order(StringComparer.Ordinal)
            .ShouldBe(DiagnosticCatalog.All.Select(d => d.Code));

    [Theory]
    [MemberData(nameof(Codes))]
    public void A_code_belongs_to_a_family(string code) => FamilyCode().IsMatch(code).ShouldBeTrue();

    [Theory]
    [MemberData(nameof(Codes))]
    public void A_title_is_one_line_without_a_full_stop(string code)
    {
        var title = DiagnosticCatalog.Find(code)!.Title;

        title.Length.ShouldBeInRange(10, 90);
        title.ShouldNotContain('\n');
        title.ShouldNotEndWith(".");
        char.IsUpper(title[0]).ShouldBeTrue();
    }

    [Theory]
    [MemberData(nameof(Codes))]
    public void A_page_has_prose_and_an_example_before_and_after(string code)
    {
        var explanation = Explanation.Of(DiagnosticCatalog.Find(code)!);

        explanation.Prose.Length.ShouldBeGreaterThan(40);
        explanation.Before.Files.ShouldNotBeEmpty();
        explanation.After.Files.ShouldNotBeEmpty();
        explanation.Before.Files.Concat(explanation.After.Files).ShouldAllBe(f => f.Path.Length > 0);
    }

    /// <summary>01 reading, 02 record, 03 gates, 04 runbook, 05 execution, 06 forge, 07 templates, 09 configuration.</summary>
    [GeneratedRegex("^DAC0[1-79][0-9]{2}$")]
    private static partial Regex FamilyCode();
}
