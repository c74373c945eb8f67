using System.Collections.Immutable;
using DeliveryAsCode.Cli.Workspaces;
using DeliveryAsCode.Execution;

namespace DeliveryAsCode.Cli.Running;

/// <summary>
/// The journal on disk. An entry is there when <see cref="Append"/> returns, also after a power cut. The environment's
/// lock sees to it that nobody else writes.
/// </summary>
internal sealed class JournalFile : IDisposable
{
    public const string Extension = ".jsonl";
    private const string LogExtension = ".md";

    private readonly FileStream _stream;
    private readonly JournalWitness? _witness;

    private JournalFile(FileStream stream, JournalHead head)
    {
        _stream = stream;
        _witness = JournalWitness.Open(stream.Name);
        Head = head;
    }

    public string Path => _stream.Name;

    public JournalHead Head { get; private set; }

    /// <summary>Where the entries are published too; null: nowhere.</summary>
    public EnvironmentRef? Remote { get; set; }

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
        Posix.FlushFile(stream);
        stream.Seek(0, SeekOrigin.End);
        return new JournalFile(stream, journal.Head);
    }

    public static Journal Read(string path) => Journal.Read(File.ReadAllBytes(path));

    /// <summary>As <see cref="Read"/>, and corrupt if it is not what its log or the git directory know of it.</summary>
    public static Journal ReadWitnessed(string path) =>
        ReadExecution(System.IO.Path.GetDirectoryName(path)!, System.IO.Path.GetFileNameWithoutExtension(path)).Journal;

    /// <summary>Also of the executions of which only a witness is left.</summary>
    public static ImmutableArray<EarlierExecution> ReadAll(string folder)
    {
        IEnumerable<string> there = Directory.Exists(folder) ? Directory.EnumerateFiles(folder).Where(IsOfExecution) : [];
        return [.. there.Concat(JournalWitness.KnownIn(folder)).Select(System.IO.Path.GetFileNameWithoutExtension).Distinct().Order(StringComparer.Ordinal).Select(id => ReadExecution(folder, id!))];
    }

    /// <exception cref="EnvironmentLost">It is an intent that could not be published: it is not in the journal, and nobody may act on it.</exception>
    public JournalEntry Append(DateTimeOffset at, string by, JournalEvent what)
    {
        var (entry, line) = JournalFormat.Write(Head, at, by, what);
        var start = _stream.Position;
        Write(line);
        try
        {
            Remote?.Append(line, isIntent: what is ActionStarted);
        }
        catch (EnvironmentLost)
        {
            _stream.SetLength(start);
            _stream.Seek(start, SeekOrigin.Begin);
            Posix.FlushFile(_stream);
            throw;
        }

        Head = JournalHead.After(entry);
        _witness?.Write(Head);
        return entry;
    }

    public void Dispose()
    {
        _stream.Dispose();
        _witness?.Dispose();
    }

    /// <summary>The whole line or nothing: half a line on a full disk must not stand before the next one.</summary>
    private void Write(byte[] line)
    {
        var start = _stream.Position;
        try
        {
            _stream.Write(line);
            Posix.FlushFile(_stream);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            _stream.SetLength(start);
            throw;
        }
    }

    private static bool IsOfExecution(string path) => path.EndsWith(Extension, StringComparison.Ordinal) || path.EndsWith(LogExtension, StringComparison.Ordinal);

    /// <summary>
    /// The execution's log and the git directory know how long the journal was. A journal that has become shorter since, or
    /// is gone, was cut: to go on from it would do again what has been done.
    /// </summary>
    private static EarlierExecution ReadExecution(string folder, string id)
    {
        var (path, log) = (System.IO.Path.Combine(folder, id + Extension), System.IO.Path.Combine(folder, id + LogExtension));
        var bytes = File.Exists(path) ? File.ReadAllBytes(path) : [];
        var journal = Journal.Read(bytes);
        if (journal.Entries.FirstOrDefault()?.Event is ExecutionStarted started && started.Execution != id)
            return new EarlierExecution(id, journal with { State = new Corrupt(1, $"it is the journal of execution {started.Execution} under another name: remove the copy") });

        JournalHead?[] known = [File.Exists(log) ? ExecutionLog.FindHead(File.ReadAllText(log)) : null, JournalWitness.Find(path)];
        return journal.State is not Corrupt && known.OfType<JournalHead>().Select(journal.Against).OfType<JournalFault>().FirstOrDefault() is { } fault
            ? new EarlierExecution(id, journal with { State = new Corrupt(fault.Number, fault.Reason) })
            : new EarlierExecution(id, journal);
    }

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
