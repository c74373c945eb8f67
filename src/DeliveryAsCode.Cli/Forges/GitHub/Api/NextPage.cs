using System.Text.RegularExpressions;

namespace DeliveryAsCode.Cli.Forges.GitHub.Api;

/// <summary>Where a list goes on, as the header <c>Link</c> says it.</summary>
internal static partial class NextPage
{
    /// <returns>Null on the last page.</returns>
    public static string? Of(GitHubAnswer answer) =>
        answer.Link is { } link && Next().Match(link) is { Success: true } match ? match.Groups["address"].Value : null;

    [GeneratedRegex("""<(?<address>[^>]*)>\s*;[^<]*?\brel\s*=\s*"?next\b""", RegexOptions.NonBacktracking | RegexOptions.IgnoreCase)]
    private static partial Regex Next();
}
