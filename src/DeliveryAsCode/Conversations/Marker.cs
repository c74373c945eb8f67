namespace DeliveryAsCode.Conversations;

/// <summary>
/// The hidden first line of what the program writes, by which it finds its own comment again, and does not answer itself.
/// It proves nothing: anybody can write it, so whoever looks for a comment asks for its author, too, and reads no state
/// back from it.
/// </summary>
public static class Marker
{
    private const string Start = "<!-- delivery:";

    /// <summary>Of the one comment about a change.</summary>
    public const string Check = "<!-- delivery:check -->";

    /// <summary>Of an answer to a comment's commands.</summary>
    public const string Reply = "<!-- delivery:reply -->";

    /// <summary>Of the pull request in which a log fills.</summary>
    public const string Log = "<!-- delivery:log -->";

    /// <summary>Of the pull requests that the program opens.</summary>
    public const string PullRequest = "<!-- delivery:pull-request -->";

    /// <summary>One by which a single comment is found again among all others.</summary>
    /// <param name="kind">One word of ours: <c>announcement</c>.</param>
    /// <param name="key">What makes it the only one of its kind: an id, a commit, a place in a journal.</param>
    public static string Of(string kind, string key) => $"{Start}{kind} {key} -->";

    public static bool IsOwn(string body) => body.TrimStart().StartsWith(Start, StringComparison.Ordinal);

    public static bool Is(string body, string marker) => body.TrimStart().StartsWith(marker, StringComparison.Ordinal);
}
