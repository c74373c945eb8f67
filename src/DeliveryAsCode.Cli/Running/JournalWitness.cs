using System.Globalization;
using System.Text;
using DeliveryAsCode.Execution;
using Microsoft.Win32.SafeHandles;

namespace DeliveryAsCode.Cli.Running;

/// <summary>
/// What the git directory knows of a journal: how long it was, and its last hash. It is written after the journal and not
/// flushed, so it may be behind; a journal that is behind it was cut. Outside of git there is none.
/// </summary>
/// <remarks>It stands in the work tree's own part of the git directory: every work tree has journals of its own.</remarks>
internal sealed class JournalWitness : IDisposable
{
    private readonly SafeFileHandle _file;

    private JournalWitness(SafeFileHandle file) => _file = file;

    /// <summary>Null where there is no git, or nothing can be written: to be behind is legal.</summary>
    /// <param name="journal">Path of the journal.</param>
    public static JournalWitness? Open(string journal)
    {
        try
        {
            if (PathOf(journal) is not { } path)
                return null;

            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            return new JournalWitness(File.OpenHandle(path, FileMode.OpenOrCreate, FileAccess.Write, FileShare.ReadWrite));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Whether there is git, and it knows nothing of the journal: it was written elsewhere.</summary>
    public static bool IsMissing(string journal) => PathOf(journal) is { } path && !File.Exists(path);

    /// <summary>As it is known; null if nothing is.</summary>
    public static JournalHead? Find(string journal) =>
        PathOf(journal) is { } path && File.Exists(path) && File.ReadAllText(path).Split(' ', '\n') is [var count, { Length: 71 } hash, ""]
            && int.TryParse(count, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? new JournalHead(number, hash)
            : null;

    /// <summary>Full paths of the journals that are known in a folder, whether they are still there or not.</summary>
    public static IEnumerable<string> KnownIn(string folder) =>
        PathOf(folder) is { } known && Directory.Exists(known)
            ? Directory.EnumerateFiles(known, $"*{JournalFile.Extension}").Select(file => Path.Combine(folder, Path.GetFileName(file)))
            : [];

    /// <summary>Always as many bytes, in one call: nobody reads a half of it.</summary>
    public void Write(JournalHead head)
    {
        try
        {
            RandomAccess.Write(_file, Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{head.Count:D10} {head.Hash}\n")), 0);
        }
        catch (IOException)
        {
            // The entry is durable, and a witness that is behind says nothing wrong.
        }
    }

    public void Dispose() => _file.Dispose();

    private static string? PathOf(string path)
    {
        var full = Path.GetFullPath(path);
        for (var root = Path.GetDirectoryName(full); root is not null; root = Path.GetDirectoryName(root))
        {
            if (GitDirectoryOf(root) is { } directory)
                return Path.Combine(directory, "delivery", "journals", Path.GetRelativePath(root, full));
        }

        return null;
    }

    /// <summary>A linked work tree has a file that names its part of the git directory.</summary>
    private static string? GitDirectoryOf(string root)
    {
        var git = Path.Combine(root, ".git");
        if (Directory.Exists(git))
            return git;

        return File.Exists(git) && File.ReadAllText(git) is ['g', 'i', 't', 'd', 'i', 'r', ':', ' ', .. var link]
            ? Path.GetFullPath(link.TrimEnd('\n'), root)
            : null;
    }
}
