namespace DeliveryAsCode.Conversations;

/// <summary>
/// Told to those who look at a gate's pull request before it is put on top of what its base has become: what has changed
/// under it, so that nobody has to search for it before approving anew.
/// </summary>
/// <param name="Base">The branch that it is to be merged into.</param>
/// <param name="Commit">The one of that branch on which it will stand.</param>
/// <param name="Diff">What the base has changed in the record since, as a unified diff.</param>
public sealed record RefreshComment(string Base, string Commit, string Diff)
{
    /// <summary>One comment for each commit.</summary>
    public string Marker => Conversations.Marker.Of("refresh", Commit);

    public string Body() => BodyLimit.Cut(
        $"{Marker}\n{MarkdownText.Code(Base)} has changed the same document, so the row is put on top of that. **Whoever approved looks again, and approves again.**\n\n{FoldedDiff.Of($"What {MarkdownText.Code(Base)} has changed in the record", Diff)}",
        "the rest is under *Files changed*");
}
