using DeliveryAsCode.Checking;
using DeliveryAsCode.Cli.Workspaces;
using DeliveryAsCode.Diagnostics;
using DeliveryAsCode.Text;

namespace DeliveryAsCode.Cli.Forges;

/// <summary>Whether what is decided by, and about, is what the last commit says.</summary>
internal static class CommittedRules
{
    /// <summary>The rules of the repository, from its root.</summary>
    public static IEnumerable<string> PathsOf(Portfolio portfolio) =>
        new[] { RepositoryLayout.ConfigurationPath, portfolio.Configuration.Lifecycle.Path }.OfType<string>();

    /// <exception cref="CommandException">Rules, or one of the documents, are not as in the last commit, or there is none.</exception>
    public static void Require(Portfolio portfolio, params IEnumerable<string> documents)
    {
        var workspace = portfolio.Workspace;
        if (!workspace.IsGit || !workspace.IsRootOfGit())
            throw CommandException.Unusable("git does not know this folder as the root of a repository, so nobody could say who decided", "keep the deliveries in a git repository of their own");

        RequireCommitted(workspace, PathsOf(portfolio).Concat(documents));
    }

    /// <summary>For what decides nothing, and may be done before there is a commit, or without git.</summary>
    /// <exception cref="CommandException">Rules are not as in the last commit.</exception>
    public static void RequireUnlessNew(Portfolio portfolio)
    {
        if (portfolio.Workspace.Head() is not null)
            RequireCommitted(portfolio.Workspace, PathsOf(portfolio));
    }

    private static void RequireCommitted(Workspace workspace, IEnumerable<string> paths)
    {
        if (paths.FirstOrDefault(path => !IsCommitted(workspace, path)) is { } path)
        {
            throw CommandException.Unusable(new Diagnostic(DiagnosticCatalog.RulesModified, Location.OfFile(path), $"{path} is not as in the last commit")
            {
                Help = "commit it, or restore it: what is decided must be what everybody sees",
            });
        }
    }

    /// <summary>Git may check files out with other line endings than it keeps; what they say is the same.</summary>
    private static bool IsCommitted(Workspace workspace, string path) =>
        string.Equals(workspace.ReadCommitted(path)?.Text.ReplaceLineEndings("\n"), workspace.TryRead(path)?.Text.ReplaceLineEndings("\n"), StringComparison.Ordinal);
}
