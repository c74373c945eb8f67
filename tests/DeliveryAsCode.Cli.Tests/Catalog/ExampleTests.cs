using System.Text.RegularExpressions;
using DeliveryAsCode.Cli.Tests.Infra;
using DeliveryAsCode.Diagnostics;

namespace DeliveryAsCode.Cli.Tests.Catalog;

/// <summary>Every example of every explanation is run by the built program in a real repository.</summary>
public class ExampleTests
{
    public static TheoryData<string> Codes => CatalogTests.Codes;

    [Theory]
    [MemberData(nameof(Codes))]
    public void The_example_before_is_reported_with_its_place_and_the_one_after_is_not(string code)
    {
        var explanation = Explanation.Of(DiagnosticCatalog.Find(code)!);

        Places(explanation.Before, code).ShouldNotBeEmpty($"{code} is not reported by its own example");
        Places(explanation.After, code).ShouldBeEmpty($"{code} is still reported after the repair");
    }

    /// <summary>Where the code is reported: <c>path:line:column</c>.</summary>
    private static string[] Places(Example example, string code)
    {
        using var repository = DeliveryRepository.Create();
        foreach (var file in example.Files)
            repository.Write(file.Path, file.Encode());
        repository.Commit();

        var arguments = CommandLine.Split(example.Command ?? "delivery check")[1..];
        var outcome = arguments[0] == "check"
            ? Delivery.In(repository).Run([.. arguments, "--json"])
            : Delivery.In(repository).Run(arguments);
        outcome.ExitCode.ShouldBeInRange(0, 2, outcome.ToString());
        return arguments[0] == "check" ? PlacesInJson(outcome, code) : PlacesInText(outcome, code);
    }

    private static string[] PlacesInJson(Outcome outcome, string code) =>
        [.. outcome.Json.GetProperty("diagnostics").EnumerateArray()
            .Where(d => d.GetProperty("code").GetString() == code)
            .Select(d => $"{d.GetProperty("path")}:{d.GetProperty("line")}:{d.GetProperty("column")}")];

    private static string[] PlacesInText(Outcome outcome, string code) =>
        [.. Regex.Matches(outcome.Output + outcome.Error, $@"(?:error|warning|note) {code}: .*\n *--> (.+:[0-9]+:[0-9]+)\n").Select(m => m.Groups[1].Value)];
}
