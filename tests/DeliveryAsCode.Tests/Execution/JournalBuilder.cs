using DeliveryAsCode.Execution;
using DeliveryAsCode.Runbooks;

namespace DeliveryAsCode.Tests.Execution;

/// <summary>Writes a journal in memory; each entry is one second after the one before.</summary>
internal sealed class JournalBuilder
{
    private readonly List<JournalEntry> _entries = [];
    private readonly List<byte> _bytes = [];

    public static DateTimeOffset Start { get; } = new(2026, 3, 4, 21, 5, 11, 123, TimeSpan.Zero);

    public IReadOnlyList<JournalEntry> Entries => _entries;

    public byte[] Bytes => [.. _bytes];

    public JournalHead Head => _entries.Count == 0 ? JournalHead.Empty : JournalHead.After(_entries[^1]);

    public DateTimeOffset Now { get; set; } = Start;

    public static JournalBuilder For(Runbook runbook, string execution = "2026-03-04T21-05Z-1") =>
        new JournalBuilder().Add(new ExecutionStarted(
            execution, runbook.Path, runbook.Digest, runbook.Environment, "acme", runbook.Release, null, "4f2c9d1", "0.1.0", null, null));

    public JournalBuilder Add(JournalEvent what, string by = "diego")
    {
        var (entry, line) = JournalFormat.Write(Head, Now, by, what);
        _entries.Add(entry);
        _bytes.AddRange(line);
        Now += TimeSpan.FromSeconds(1);
        return this;
    }
}
