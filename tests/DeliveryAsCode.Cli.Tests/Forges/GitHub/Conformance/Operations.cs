using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace DeliveryAsCode.Cli.Tests.Forges.GitHub.Conformance;

/// <summary>The operations that the contract in front of the emulator lets through, from its <c>operations.txt</c>.</summary>
internal static partial class Operations
{
    /// <summary>Whose body is one of several kinds: their unknown fields pass.</summary>
    public static readonly IReadOnlyList<(string Method, string Path)> OfAlternatives =
    [
        ("PATCH", "/repos/acme/shop/check-runs/1"),
        ("POST", "/repos/acme/shop/issues/1/labels"),
        ("PUT", "/repos/acme/shop/issues/1/labels"),
    ];

    /// <summary>Each with values in place of its parameters.</summary>
    public static IEnumerable<(string Method, string Path)> WithBody([CallerFilePath] string here = "") =>
        File.ReadLines(Path.Combine(Path.GetDirectoryName(here)!, "../../../../stand-ins/emulator/operations.txt"))
            .Select(line => Line().Match(line))
            .Where(line => line.Success)
            .Select(line => (line.Groups["method"].Value, Value(line.Groups["path"].Value)));

    private static string Value(string path) => Parameter().Replace(
        path.Replace("{owner}/{repo}", "acme/shop", StringComparison.Ordinal),
        parameter => parameter.Value.Contains("number", StringComparison.Ordinal) || parameter.Value.Contains("id", StringComparison.Ordinal) ? "1" : "x");

    [GeneratedRegex(@"^(mock|fill)?\s+(?<method>POST|PUT|PATCH)\s+(?<path>\S+)$")]
    private static partial Regex Line();

    [GeneratedRegex(@"\{[^}]+\}")]
    private static partial Regex Parameter();
}
