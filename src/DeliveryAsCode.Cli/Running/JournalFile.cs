using System.Collections.Immutable;
using DeliveryAsCode.Execution;

namespace DeliveryAsCode.Cli.Running;

/// <summary>
/// The journal on disk. An entry is there when <see cref="Append"/> returns, also after a power cut. The environment's
/// lock sees to it that nobody else writes.
/// </summary>
internal sealed class JournalFile : IDisposable
{
    public const string Extension = ".jsonl";

    private readonly FileStream _stream;

    private JournalFile(FileStream stream, JournalHead head)
    {
        _stream = stream;
        Head = head;
    }

    public string Path => _stream.Name;

    public JournalHead Head { get; private set; }

    /// <summary>A new journal; the folder's entry is durable too.</summary>
    public static JournalFile Create(string path)
    {
        var folder = System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(path))!;
        Directory.CreateDirectory(folder);
        var stream = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
        Posix.FlushFolder(folder);
        return new JournalFile(stream, JournalHead.Empty);
    }

    /// <summary>
    /// Goes on with a journal. What a crash tore at its end is repaired, and <paramref name="repair"/> says so.
    /// </summary>
    public static JournalFile Open(string path, Journal journal, out string? repair)
    {
        var stream = new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
        repair = Repair(stream, journal.State);
        stream.Flush(flushToDisk: true);
        stream.Seek(0, SeekOrigin.End);
        return new JournalFile(stream, journal.Head);
    }

    public static Journal Read(string path) => Journal.Read(File.ReadAllBytes(path));

    public static ImmutableArray<EarlierExecution> ReadAll(string folder) => Directory.Exists(folder)
        ? [.. Directory.EnumerateFiles(folder, "*" + Extension).Order(StringComparer.Ordinal).Select(ReadExecution)]
        : [];

    public JournalEntry Append(DateTimeOffset at, string by, JournalEvent what)
    {
        var (entry, line) = JournalFormat.Write(Head, at, by, what);
        Write(line);
        Head = JournalHead.After(entry);
        return entry;
    }

    public void Dispose() => _stream.Dispose();

    /// <summary>The whole line or nothing: half a line on a full disk must not stand before the next one.</summary>
    private void Write(byte[] line)
    {
        var start = _stream.Position;
        try
        {
            _stream.Write(line);
            _stream.Flush(flushToDisk: true);
        }
        catch (IOException)
        {
            _stream.SetLength(start);
            throw;
        }
    }

    private static EarlierExecution ReadExecution(string path) => new(System.IO.Path.GetFileNameWithoutExtension(path), Read(path));

    private static string? Repair(FileStream stream, JournalState state)
    {
        switch (state)
        {
            case TornTail torn:
                stream.SetLength(torn.Start);
                return "the last line of the journal was torn by a crash, before anything was done for it, and was cut";
            case MissingLineFeed:
                stream.Seek(0, SeekOrigin.End);
                stream.WriteByte((byte)'\n');
                return "the line feed after the last line of the journal was missing and was added";
            case Corrupt corrupt:
                throw new InvalidOperationException($"Entry {corrupt.Number} of {stream.Name} is corrupt: such a journal is not continued.");
            default:
                return null;
        }
    }
}
