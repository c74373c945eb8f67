using System.Text.RegularExpressions;

namespace DeliveryAsCode.Cli.Tests.Catalog;

/// <summary>A command line of an example: words, or text in double quotes.</summary>
internal static partial class CommandLine
{
    public static string[] Split(string line) => [.. Word().Matches(line).Select(m => m.Value.Replace("\"", ""))];

    [GeneratedRegex("""(?:"[^"]*"|[^"\s])+""")]
    private static partial Regex Word();
}
