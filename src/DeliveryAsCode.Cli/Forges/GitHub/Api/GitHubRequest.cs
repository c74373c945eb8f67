using System.Collections.Immutable;

namespace DeliveryAsCode.Cli.Forges.GitHub.Api;

/// <summary>One question to GitHub.</summary>
/// <param name="Asked">For people, after "cannot": "read the ref heads/main of acme/shop".</param>
/// <param name="Path">Below the address of the API, with the query; or a whole address on the same host, as a next page has.</param>
internal sealed record GitHubRequest(GitHubOperation Operation, string Asked, string Path)
{
    public const int LargestAnswer = 32 * 1024 * 1024;

    public byte[]? Body { get; init; }

    /// <summary>Statuses beside 2xx that are an answer, and not an error.</summary>
    public ImmutableArray<int> Expected { get; init; } = [];

    /// <summary>In bytes, unpacked.</summary>
    public int MostBytes { get; init; } = LargestAnswer;

    /// <summary>Whether the answer is bytes, and not JSON; then a redirect may lead to another host, which does not get the token.</summary>
    public bool IsDownload { get; init; }

    /// <summary>Whether it is asked as the GitHub App itself, and not as its installation.</summary>
    public bool IsOfApp { get; init; }
}
