using System.Collections.Immutable;
using DeliveryAsCode.Diagnostics;
using DeliveryAsCode.Text;

namespace DeliveryAsCode.Execution;

/// <summary>What the bytes of a journal say, as far as they can be believed.</summary>
/// <param name="Entries">Up to the first bad one.</param>
public sealed record Journal(ImmutableArray<JournalEntry> Entries, JournalState State)
{
    public static readonly Journal Empty = new([], new Intact());

    public JournalHead Head => Entries.IsEmpty ? JournalHead.Empty : JournalHead.After(Entries[^1]);

    public static Journal Read(ReadOnlySpan<byte> bytes)
    {
        var entries = ImmutableArray.CreateBuilder<JournalEntry>();
        var head = JournalHead.Empty;
        var at = 0;
        while (at < bytes.Length)
        {
            var length = bytes[at..].IndexOf((byte)'\n');
            var line = length < 0 ? bytes[at..] : bytes.Slice(at, length);
            var (entry, problem) = ReadNext(line, head);
            if (length < 0 && entry is null)
                return new Journal(entries.ToImmutable(), new TornTail(at));
            if (entry is null)
                return new Journal(entries.ToImmutable(), new Corrupt(head.Count + 1, problem!));

            entries.Add(entry);
            head = JournalHead.After(entry);
            if (length < 0)
                return new Journal(entries.ToImmutable(), new MissingLineFeed());
            at += length + 1;
        }

        return new Journal(entries.ToImmutable(), new Intact());
    }

    /// <summary>
    /// What is wrong with a finished journal, or null. Everything but <see cref="Intact"/> is, and so is a journal that is
    /// shorter than a <paramref name="known"/> head or went another way; one that has grown since is legal.
    /// </summary>
    public static JournalFault? Verify(ReadOnlySpan<byte> bytes, JournalHead? known = null)
    {
        var journal = Read(bytes);
        return journal.State switch
        {
            Intact => known is { } head ? journal.Against(head) : null,
            TornTail => new JournalFault(journal.Head.Count + 1, "the last line is torn: it was not written to its end"),
            MissingLineFeed => new JournalFault(journal.Head.Count, "the line feed after the last entry is missing"),
            Corrupt corrupt => new JournalFault(corrupt.Number, corrupt.Reason),
            _ => throw new InvalidOperationException("A state of the journal is not handled."),
        };
    }

    private static (JournalEntry? Entry, string? Problem) ReadNext(ReadOnlySpan<byte> line, JournalHead head)
    {
        var (entry, problem) = JournalFormat.Read(line);
        if (entry is null)
            return (null, problem);
        if (entry.Number != head.Count + 1)
            return (null, $"entry {head.Count + 1} is expected here, this is entry {entry.Number}");

        return entry.Previous == head.Hash
            ? (entry, null)
            : (null, "the entry does not follow the one before: an entry was removed, added, moved or written anew");
    }

    /// <summary>What is wrong with the journal, seen by somebody who knows how it was once.</summary>
    public JournalFault? Against(JournalHead known)
    {
        if (Head.Count < known.Count)
            return new JournalFault(Head.Count + 1, $"the journal was truncated: it is known to have had {known.Count} entries");

        return known.Count == 0 || Entries[known.Count - 1].Hash == known.Hash
            ? null
            : new JournalFault(known.Count, "the journal was written anew: the entry does not have the hash that is known");
    }
}

/// <summary>How far the bytes of a journal can be believed. Closed.</summary>
public abstract record JournalState;

public sealed record Intact : JournalState;

/// <summary>The program died while writing the last line. Nothing had been done for it, so it may be cut.</summary>
/// <param name="Start">Where the torn line begins, in bytes.</param>
public sealed record TornTail(int Start) : JournalState;

/// <summary>
/// The last entry is whole, only its line feed is not there. It is completed, not cut: somebody may have cut the line
/// feed of a step that ran, and a step that ran must not be forgotten.
/// </summary>
public sealed record MissingLineFeed : JournalState;

/// <param name="Number">The first bad entry, and its line, from 1.</param>
public sealed record Corrupt(int Number, string Reason) : JournalState;

/// <param name="Number">The first bad entry, and its line, from 1.</param>
public sealed record JournalFault(int Number, string Reason)
{
    public override string ToString() => $"entry {Number}: {Reason}";

    /// <param name="journal">The file that was verified.</param>
    public Diagnostic ToDiagnostic(SourceText journal)
    {
        var line = journal.GetLine(Math.Min(Number, journal.LineCount) - 1);
        return new Diagnostic(DiagnosticCatalog.JournalBroken, journal.Locate(line), ToString())
        {
            Help = "restore the journal from the repository's history, and find out who changed it",
        };
    }
}
