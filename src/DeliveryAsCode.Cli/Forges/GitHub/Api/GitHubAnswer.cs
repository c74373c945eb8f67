namespace DeliveryAsCode.Cli.Forges.GitHub.Api;

/// <summary>What came back, with those of the headers that mean something here.</summary>
/// <param name="Date">The clock of the server.</param>
/// <param name="RetryAfter">How long we are told to wait.</param>
/// <param name="Remaining">Requests that are left until <paramref name="Reset"/>.</param>
/// <param name="Link">Where a list goes on.</param>
/// <param name="AcceptedPermissions">What a token needs for this, in GitHub's words.</param>
internal sealed record GitHubAnswer(
    int Status,
    byte[] Body,
    string? MediaType = null,
    DateTimeOffset? Date = null,
    TimeSpan? RetryAfter = null,
    int? Remaining = null,
    DateTimeOffset? Reset = null,
    string? Link = null,
    string? ETag = null,
    Uri? Location = null,
    string? AcceptedPermissions = null)
{
    public bool IsSuccess => Status is >= 200 and < 300;

    public bool IsRedirect => Status is 301 or 302 or 303 or 307 or 308;

    public bool IsJson => MediaType is { } type && type.Contains("json", StringComparison.OrdinalIgnoreCase);

    /// <summary>Too many requests: GitHub says so with 429, or with a 403 that tells it in a header or in words.</summary>
    public bool IsLimit =>
        Status == 429
        || Status == 403 && (RetryAfter is not null || Remaining == 0 || ErrorText.Of(this) is { } said && (said.Contains("rate limit", StringComparison.OrdinalIgnoreCase) || said.Contains("abuse", StringComparison.OrdinalIgnoreCase)));
}
