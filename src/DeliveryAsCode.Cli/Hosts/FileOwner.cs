using DeliveryAsCode.Cli.Workspaces;

namespace DeliveryAsCode.Cli.Hosts;

/// <summary>
/// Whose the workspace is. A container action is root, and the workspace belongs to the runner's user: git does not trust it,
/// and a later checkout on the same machine cannot remove what we leave there.
/// </summary>
/// <param name="Workspace">Absolute.</param>
/// <param name="Owner">Not us.</param>
/// <param name="Since">When we began.</param>
internal sealed record FileOwner(string Workspace, Posix.Ownership Owner, DateTimeOffset Since)
{
    /// <summary>Clocks of file systems are coarse.</summary>
    private static readonly TimeSpan Slack = TimeSpan.FromSeconds(2);

    /// <returns>Null if the workspace is our own, or there is none.</returns>
    public static FileOwner? Of(string workspace, TimeProvider clock) =>
        OperatingSystem.IsLinux() && Posix.FindOwnership(workspace) is { } owner && owner.User != Posix.EffectiveUser()
            ? new FileOwner(workspace, owner, clock.GetUtcNow())
            : null;

    /// <summary>
    /// Lets git work in a repository of the workspace, and in no other, from now on. The environment of this process is what
    /// its git processes get; a step gets one of its own.
    /// </summary>
    public void Trust(string repository)
    {
        var path = Posix.RealPath(repository) ?? repository;
        if (!IsInside(path))
            return;

        var count = int.TryParse(Environment.GetEnvironmentVariable("GIT_CONFIG_COUNT"), out var known) && known > 0 ? known : 0;
        Environment.SetEnvironmentVariable($"GIT_CONFIG_KEY_{count}", "safe.directory");
        Environment.SetEnvironmentVariable($"GIT_CONFIG_VALUE_{count}", path);
        Environment.SetEnvironmentVariable("GIT_CONFIG_COUNT", $"{count + 1}");
    }

    /// <summary>Gives what we have made in the workspace to its owner. What cannot be given away stays ours: no reason to fail.</summary>
    /// <returns>How many files could not be given away.</returns>
    public int GiveBack()
    {
        var own = Posix.EffectiveUser();
        var kept = 0;
        foreach (var path in Walk(Workspace))
        {
            if (Posix.FindOwnership(path) is { } file && file.User == own && file.Changed >= Since - Slack && !Posix.TryGive(path, Owner))
                kept++;
        }

        return kept;
    }

    private bool IsInside(string path) => Posix.RealPath(Workspace) is { } root && (path == root || path.StartsWith($"{root.TrimEnd('/')}/", StringComparison.Ordinal));

    /// <summary>Links are given away, and never followed.</summary>
    private static IEnumerable<string> Walk(string folder) =>
        Directory.EnumerateFileSystemEntries(folder, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = 0, IgnoreInaccessible = true, ReturnSpecialDirectories = false });
}
