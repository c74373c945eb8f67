using DeliveryAsCode.Cli.Forges.GitHub.Api;

namespace DeliveryAsCode.Cli.Forges.GitHub;

/// <summary>Anybody can write the marker of a comment of ours: one is ours if our account wrote it.</summary>
internal static class OwnComments
{
    /// <param name="viewer">Who we are; null where GitHub does not say, and then at least no person wrote it.</param>
    /// <returns>The first; null if there is none.</returns>
    public static Comment? FirstOf(IEnumerable<Comment> marked, Account? viewer) =>
        marked.FirstOrDefault(c => c.User?.IsOf(viewer) == true);
}
