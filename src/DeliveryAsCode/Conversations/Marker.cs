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

    /// <summary>Of what is told about a deployment.</summary>
    public const string Announcement = "<!-- delivery:announcement -->";

    /// <summary>Of the pull requests that the program opens.</summary>
    public const string PullRequest = "<!-- delivery:pull-request -->";

    public static bool IsOwn(string body) => body.TrimStart().StartsWith(Start, StringComparison.Ordinal);

    public static bool Is(string body, string marker) => body.TrimStart().StartsWith(marker, StringComparison.Ordinal);
}
