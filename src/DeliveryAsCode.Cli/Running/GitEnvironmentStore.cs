using DeliveryAsCode.Cli.Workspaces;

namespace DeliveryAsCode.Cli.Running;

/// <summary>The ref at a git remote, moved by compare-and-swap push.</summary>
internal sealed class GitEnvironmentStore(Git git, string remote, string name) : EnvironmentStore(name)
{
    public override string Place => $"the remote \"{remote}\"";

    public override string Remote => remote;

    protected override string WhenSilent => "check the network and your access with \"git ls-remote\", then run the command again";

    private string Reference => $"refs/{Branch}";

    /// <summary>Git knows commits and no runs.</summary>
    public override bool HasEnded(LockHolder holder) => false;

    public override EnvironmentContent Read()
    {
        if (!git.HasRemote(remote))
            throw CommandException.Unusable($"there is no remote \"{remote}\"", "see \"git remote\"");

        for (var attempt = 0; attempt < 5; attempt++)
        {
            var tip = git.TipOf(remote, Reference, out var why) ?? throw NoAnswer(why);
            if (tip.Length == 0)
                return EnvironmentContent.None;
            if (git.Fetch(remote, Reference) is { Succeeded: false, Error: var error })
                throw NoAnswer(error.Trim());
            if (git.Resolve(tip) is not null)
                return Parse(tip, FilesAt(tip));
        }

        throw CommandException.World($"{Reference} of {Place} changes while it is read", "try again");
    }

    protected override string? Tip(out string why) => git.TipOf(remote, Reference, out why);

    protected override string IdOf(byte[] content) => git.WriteBlob(content);

    protected override byte[] ReadBlob(string id) => git.RequireBytes("cat-file", "blob", id);

    protected override string Commit(string? parent, IReadOnlyList<RefFile> files, string message)
    {
        List<string> entries = [];
        foreach (var folder in files.GroupBy(f => Path.GetDirectoryName(f.Path)!))
        {
            var blobs = folder.Select(f => $"100644 blob {f.Id ?? git.WriteBlob(f.Content)}\t{Path.GetFileName(f.Path)}");
            entries.AddRange(folder.Key.Length == 0 ? blobs : [$"040000 tree {git.WriteTree(blobs)}\t{folder.Key}"]);
        }

        return git.WriteCommit(git.WriteTree(entries), parent, message);
    }

    protected override bool Push(string commit, string? parent, out string said)
    {
        var push = git.PushExactly(remote, Reference, commit, parent);
        said = $"{push.Output.Trim()} {push.Error.Trim()}".Trim();
        return push.Succeeded;
    }

    private Dictionary<string, string> FilesAt(string tip)
    {
        // Each line is mode, kind and id, and a path behind a tab.
        var listed = git.Require("ls-tree", "-r", "-z", "--full-tree", tip).Split('\0', StringSplitOptions.RemoveEmptyEntries);
        return listed.Select(line => line.Split('\t', 2)).Where(line => line[0].StartsWith("100644 blob ", StringComparison.Ordinal))
            .ToDictionary(line => line[1], line => line[0]["100644 blob ".Length..]);
    }
}
