namespace DeliveryAsCode.Conversations;

/// <summary>All that is said by a pull request of the program.</summary>
/// <param name="CommitMessage">Of the commit that it brings.</param>
public sealed record PullRequestText(DeliveryBranch Branch, string Title, string Body, string CommitMessage);
