using DeliveryAsCode.Cli.Forges.GitHub.Api;

namespace DeliveryAsCode.Cli.Forges.GitHub;

/// <summary>Everybody whose work a commit is, as it says itself: author, committer and co-authors.</summary>
internal static class CommitAuthors
{
    private const string CoAuthor = "Co-authored-by:";

    /// <summary>The address under which GitHub commits what people do on its pages.</summary>
    private const string Pages = "noreply@github.com";

    public static IEnumerable<(Account? Account, GitIdentity Identity)> Of(ComparedCommit commit)
    {
        yield return (commit.Author, commit.GitAuthor);
        if (!string.Equals(commit.GitCommitter.Email, Pages, StringComparison.OrdinalIgnoreCase))
            yield return (commit.Committer, commit.GitCommitter);
        foreach (var line in commit.Message.Split('\n').Where(l => l.StartsWith(CoAuthor, StringComparison.OrdinalIgnoreCase)))
            yield return (null, IdentityIn(line[CoAuthor.Length..]));
    }

    /// <summary>Whether an account made them, and nobody with it: who amends a commit leaves its author as it was.</summary>
    /// <param name="account">Null where GitHub does not say who we are, and then at least no person made them.</param>
    public static bool AreAllOf(IEnumerable<ComparedCommit> commits, Account? account) =>
        commits.SelectMany(Of).All(by => by.Account?.IsOf(account) == true);

    private static GitIdentity IdentityIn(string text) =>
        text.Split('<') is [var name, var rest] && rest.TrimEnd().EndsWith('>') ? new GitIdentity(name.Trim(), rest.TrimEnd()[..^1].Trim()) : new GitIdentity(text.Trim());
}
