using System.Text.Json;
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
        Lay(example, repository);
        foreach (var line in example.Preparation)
            Prepare(CommandLine.Split(line), repository);

        var arguments = CommandLine.Split(example.Command ?? "delivery check")[1..];
        var outcome = Delivery.In(repository).Run(arguments[0] == "check" ? [.. arguments, "--json"] : arguments);
        outcome.ExitCode.ShouldBeInRange(0, 2, outcome.ToString());
        return arguments switch
        {
            ["check", ..] => PlacesInCheck(outcome, code),
            ["status", .., "--json"] => PlacesInStatus(outcome, code),
            _ => PlacesInText(outcome, code),
        };
    }

    private static void Prepare(string[] line, DeliveryRepository repository)
    {
        if (line[0] == "git")
            repository.Git(line[1..]);
        else
            Delivery.In(repository).Run(line[1..]).ExitsWith(0);
    }

    /// <summary>A file that is shown a second time was changed after the commit.</summary>
    private static void Lay(Example example, DeliveryRepository repository)
    {
        foreach (var file in example.Files.DistinctBy(f => f.Path))
            Lay(file, repository);
        repository.Commit();
        foreach (var changed in example.Files.GroupBy(f => f.Path).SelectMany(g => g.Skip(1)))
            Lay(changed, repository);
    }

    /// <summary>A link is shown as <c>ls -l</c> does: <c>-> target</c>.</summary>
    private static void Lay(ExampleFile file, DeliveryRepository repository)
    {
        if (file.Text.StartsWith("-> ", StringComparison.Ordinal))
            Link(Path.Combine(repository.Path, file.Path), file.Text[3..].TrimEnd());
        else
            repository.Write(file.Path, file.Encode());
    }

    private static void Link(string path, string target)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.CreateSymbolicLink(path, target);
    }

    private static string[] PlacesInCheck(Outcome outcome, string code) =>
        [.. Of(code, outcome.Json.GetProperty("diagnostics"))
            .Select(d => $"{d.GetProperty("path")}:{d.GetProperty("line")}:{d.GetProperty("column")}")];

    private static string[] PlacesInStatus(Outcome outcome, string code) =>
        [.. outcome.Json.GetProperty("deliveries").EnumerateArray()
            .SelectMany(delivery => Of(code, delivery.GetProperty("missing")))
            .Select(m => $"{m.GetProperty("path")}:{m.GetProperty("line")}")];

    private static IEnumerable<JsonElement> Of(string code, JsonElement findings) =>
        findings.EnumerateArray().Where(f => f.GetProperty("code").GetString() == code);

    private static string[] PlacesInText(Outcome outcome, string code) =>
        [.. Regex.Matches(outcome.Output + outcome.Error, $@"(?:error|warning|note) {code}: .*\n *--> (.+:[0-9]+:[0-9]+)\n").Select(m => m.Groups[1].Value)];
}
