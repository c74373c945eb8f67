using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using DeliveryAsCode.Checking;
using DeliveryAsCode.Diagnostics;
using DeliveryAsCode.Documents;
using DeliveryAsCode.Text;

namespace DeliveryAsCode.Cli.Workspaces;

/// <summary>A repository's files on this machine. Paths are from its root, with forward slashes.</summary>
public sealed class Workspace
{
    /// <summary>As long as many that all want to write may need one after the other on a busy machine.</summary>
    private static readonly TimeSpan MostWaiting = TimeSpan.FromMinutes(2);

    private Workspace(string root, bool isGit)
    {
        Root = root;
        IsGit = isGit;
        Git = new Git(root);
        Objects = new ObjectReader(Git);
    }

    /// <summary>Absolute path, without a slash at the end.</summary>
    public string Root { get; }

    public bool IsGit { get; }

    public Git Git { get; }

    /// <summary>What git keeps. Its process starts when it is first asked, and ends with the program.</summary>
    public ObjectReader Objects { get; }

    /// <summary>The files as they are in a commit.</summary>
    /// <param name="revision">Anything that git understands: a branch, a tag, <c>HEAD~2</c>.</param>
    /// <exception cref="CommandException">There is no such commit.</exception>
    public Revision Revision(string revision) => Objects.At(Git.RequireCommit(revision));

    /// <summary>What became of the files below these pathspecs up to a commit.</summary>
    public GitHistory History(string revision, params IReadOnlyCollection<string> pathspecs) => GitHistory.Read(Git, revision, pathspecs);

    /// <param name="directory">Where to look.</param>
    /// <param name="isExact">Whether somebody named it: then it must exist, and it is the root even without git.</param>
    public static Workspace Open(string directory, bool isExact)
    {
        var start = Path.TrimEndingDirectorySeparator(Path.GetFullPath(directory));
        if (!Directory.Exists(start))
            throw CommandException.Unusable($"there is no folder \"{directory}\"", "name the folder of a repository with --repo DIR");

        for (var folder = start; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (Path.Exists(Path.Combine(folder, ".git")))
                return new Workspace(folder, isGit: true);
            if (!isExact && File.Exists(Path.Combine(folder, RepositoryLayout.ConfigurationPath)))
                return new Workspace(folder, isGit: false);
        }

        return new Workspace(start, isGit: false);
    }

    /// <exception cref="CommandException">Nothing says that the folder has to do with deliveries: it is probably the wrong one.</exception>
    public Workspace RequireProject() =>
        IsGit || Exists(RepositoryLayout.ConfigurationPath)
            ? this
            : throw CommandException.Unusable($"there is neither a git repository nor a {RepositoryLayout.ConfigurationPath} in {Root} or above",
                "go to the repository, name it with --repo DIR, or begin one with \"delivery init\"");

    public string FullPath(string path) => Path.Combine(Root, path);

    public bool Exists(string path) => File.Exists(FullPath(path));

    /// <summary>The path from the root of what somebody named on the command line, seen from their folder.</summary>
    public string RelativePath(string named, string workingDirectory)
    {
        var full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(named, workingDirectory));
        var relative = Path.GetRelativePath(Root, full).Replace('\\', '/');
        return relative == ".." || relative.StartsWith("../", StringComparison.Ordinal) || Path.IsPathRooted(relative)
            ? throw CommandException.Unusable($"\"{named}\" lies outside the repository {Root}", "name a file of the repository, or another repository with --repo DIR")
            : relative;
    }

    /// <summary>All files that belong to the repository: tracked, and new ones that are not ignored.</summary>
    public IReadOnlyList<string> ListFiles()
    {
        if (!IsGit)
            return [.. WalkFiles(Root).Order(StringComparer.Ordinal)];

        var listed = Git.Require("ls-files", "-z", "--cached", "--others", "--exclude-standard", "--deduplicate");
        return [.. listed.Split('\0', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal)];
    }

    /// <summary>The file, or null with a diagnostic that says why it cannot be read.</summary>
    public ReadResult<SourceText?> Read(string path)
    {
        var file = new FileInfo(FullPath(path));
        if (Directory.Exists(file.FullName))
            return Refused(DiagnosticCatalog.NotAFile, path, "this is a folder, not a file", "name a file in it");
        if (!file.Exists)
            return Refused(DiagnosticCatalog.FileMissing, path, "there is no such file", "check the spelling, or create it");
        if (LeadsOutside(path))
            return Refused(DiagnosticCatalog.NotAFile, path, "this is a link that leads out of the repository", "put the file itself here");

        var limit = MostBytes(path);
        if (file.Length > limit)
            return Refused(DiagnosticCatalog.FileTooLarge, path, $"the file has {file.Length:N0} bytes; at most {limit:N0} are read", "split it, or move what is not the document's out of it");

        try
        {
            return RegularFile.Read(file.FullName, limit) is { } bytes
                ? new ReadResult<SourceText?>(SourceText.Decode(path, bytes), [])
                : Refused(DiagnosticCatalog.NotAFile, path, "this is a pipe or a device, not a file", "put a file here");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return Refused(DiagnosticCatalog.NotAFile, path, $"the file cannot be read: {exception.Message}", "check its permissions, and the disk");
        }
    }

    /// <summary>The file as it is in the last commit; null if it is not in it.</summary>
    public SourceText? ReadCommitted(string path)
    {
        var result = Git.RunForBytes("cat-file", "blob", $"HEAD:{path}");
        return result is null ? null : SourceText.Decode(path, result);
    }

    /// <summary>
    /// Files that are not as in a commit, by default the last: changed, deleted, or new and not ignored. Their content is compared, and
    /// not what an index claims of it, which can be told to look away.
    /// </summary>
    public IReadOnlyList<string> ModifiedFiles(string commit = "HEAD")
    {
        var index = Path.Combine(Directory.CreateTempSubdirectory("delivery-index-").FullName, "index");
        try
        {
            var git = new Git(Root, index);
            git.Require("read-tree", commit);
            return
            [
                .. Paths(git.Require("-c", "core.checkStat=default", "-c", "core.trustctime=true", "diff", "--name-only", "--no-renames", "--no-ext-diff", "--ignore-submodules=none", "-z", commit)),
                .. Paths(git.Require("ls-files", "-z", "--others", "--exclude-standard")),
            ];
        }
        finally
        {
            Directory.Delete(Path.GetDirectoryName(index)!, recursive: true);
        }
    }

    /// <summary>Whether git, asked here, speaks of this folder and of no other.</summary>
    public bool IsRootOfGit() =>
        Git.Run("rev-parse", "--show-prefix") is { Succeeded: true, Output: "\n" };

    private static string[] Paths(string listed) => listed.Split('\0', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Files directly in a folder, in order; none if there is no such folder.</summary>
    public IReadOnlyList<string> ListFolder(string folder, string pattern) =>
        Directory.Exists(FullPath(folder))
            ? [.. Directory.EnumerateFiles(FullPath(folder), pattern).Select(file => $"{folder}/{Path.GetFileName(file)}").Order(StringComparer.Ordinal)]
            : [];

    public SourceText? TryRead(string path) => Exists(path) ? Read(path).Value : null;

    public void Write(SourceText source) => Write(source.Path, source.Encode());

    /// <exception cref="CommandException">A link would lead the write out of the repository.</exception>
    public void Write(string path, ReadOnlySpan<byte> content)
    {
        if (LeadsOutside(path))
            throw CommandException.Unusable($"{path} leads out of the repository through a link", "put the file itself here");

        Directory.CreateDirectory(Path.GetDirectoryName(FullPath(path))!);
        AtomicFile.Write(FullPath(path), content);
    }

    /// <summary>Keeps other calls of the program from editing documents until it is disposed.</summary>
    /// <exception cref="CommandException">Others have been writing for minutes.</exception>
    public IDisposable LockForWriting()
    {
        var path = LockPath();
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var waiting = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (waiting.Elapsed < MostWaiting)
            {
                Thread.Sleep(50);
            }
            catch (IOException exception)
            {
                throw CommandException.World($"this repository cannot be locked for writing: {exception.Message}", "wait until other calls of the program have ended, and run the command again");
            }
        }
    }

    /// <summary>The git directory that all work trees share; null without git.</summary>
    public string? GitDirectory() =>
        IsGit ? Path.GetFullPath(Git.Require("rev-parse", "--git-common-dir"), Root) : null;

    /// <summary>Where locks of environments are: shared by all work trees, and never in one.</summary>
    public string LocksFolder() => Path.Combine(StateFolder(), "locks");

    /// <summary>Full id of the last commit; null if there is none.</summary>
    public string? Head() => IsGit && Git.Run("rev-parse", "--verify", "--quiet", "HEAD") is { Succeeded: true } head ? head.Output.Trim() : null;

    public string? GitSetting(string name) => Git.Run("config", "--get", name) is { Succeeded: true } setting ? setting.Output.Trim() : null;

    /// <summary>Commits these files and folders, and nothing else that may be staged.</summary>
    /// <returns>Short id of the commit; null if there was nothing to commit.</returns>
    /// <param name="signed">Whether it must be signed, whatever git is configured to do.</param>
    public string? Commit(string[] paths, string message, bool signed = false)
    {
        Git.Require(["add", "--", .. paths]);
        if (Git.Run(["diff", "--cached", "--quiet", "--", .. paths]).Succeeded)
            return null;

        Git.Require(["commit", "--quiet", "--only", .. signed ? new[] { "--gpg-sign" } : [], "--message", message, "--", .. paths]);
        return Git.Require("rev-parse", "--short", "HEAD");
    }

    /// <summary>Forgets what is staged of a file; the file itself stays.</summary>
    public void Unstage(string path) => Git.Run("reset", "--quiet", "--", path);

    private string LockPath() => Path.Combine(StateFolder(), "write.lock");

    /// <summary>Never in the work tree: a lock is nobody's document.</summary>
    private string StateFolder() => GitDirectory() is { } directory
        ? Path.Combine(directory, "delivery")
        : Path.Combine(Path.GetTempPath(), $"delivery-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Root)))[..16]}");

    /// <summary>How much of a file is read at most, by its name.</summary>
    internal static int MostBytes(string path) => Path.GetExtension(path).ToLowerInvariant() switch
    {
        ".yml" or ".yaml" => DocumentLimits.YamlBytes,
        ".jsonl" => int.MaxValue,
        _ => DocumentLimits.MarkdownBytes,
    };

    /// <summary>Whether the file, or a folder on the way to it, is a link.</summary>
    public bool IsLinked(string path)
    {
        var current = Root;
        return path.Split('/').Any(name => new FileInfo(current = Path.Combine(current, name)).LinkTarget is not null);
    }

    /// <summary>Whether the file, or a folder on the way to it, is a link to somewhere else.</summary>
    private bool LeadsOutside(string path)
    {
        var current = Root;
        foreach (var name in path.Split('/'))
        {
            current = Path.Combine(current, name);
            FileSystemInfo info = Directory.Exists(current) ? new DirectoryInfo(current) : new FileInfo(current);
            if (info.LinkTarget is not null && !IsInside(info.ResolveLinkTarget(returnFinalTarget: true)?.FullName))
                return true;
        }

        return false;
    }

    private bool IsInside(string? target) =>
        target is not null && (target == Root || target.StartsWith(Root + Path.DirectorySeparatorChar, StringComparison.Ordinal)) && !$"{target}/".StartsWith(Path.Combine(Root, ".git/"), StringComparison.Ordinal);

    private static ReadResult<SourceText?> Refused(DiagnosticDescriptor descriptor, string path, string message, string help) =>
        new(null, [new Diagnostic(descriptor, Location.OfFile(path), message) { Help = help }]);

    private IEnumerable<string> WalkFiles(string folder)
    {
        foreach (var file in Directory.EnumerateFiles(folder))
            yield return Path.GetRelativePath(Root, file).Replace('\\', '/');

        foreach (var child in Directory.EnumerateDirectories(folder))
        {
            var name = Path.GetFileName(child);
            if (name is "node_modules" || name.StartsWith('.') || new DirectoryInfo(child).LinkTarget is not null)
                continue;
            foreach (var file in WalkFiles(child))
                yield return file;
        }
    }
}
