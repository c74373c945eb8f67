using System.Security.Cryptography;

namespace DeliveryAsCode.Execution;

/// <summary>One line of the journal.</summary>
/// <param name="Number">From 1, without gaps.</param>
/// <param name="At">To the millisecond, in UTC.</param>
/// <param name="By">Who speaks: the person who runs the runbook, or who answered.</param>
/// <param name="Previous">The hash before; the first entry has <see cref="JournalHead.Empty"/>'s.</param>
/// <param name="Hash">Over the exact bytes of the line without itself.</param>
public sealed record JournalEntry(int Version, int Number, DateTimeOffset At, string By, JournalEvent Event, string Previous, string Hash)
{
    public const int CurrentVersion = 1;
}

/// <summary>How long a journal is and what its last hash is: whoever knows it notices a truncation.</summary>
public readonly record struct JournalHead(int Count, string Hash)
{
    /// <summary>The hash before the first entry: sixty-four zeros.</summary>
    public static readonly JournalHead Empty = new(0, "sha256:" + new string('0', 2 * SHA256.HashSizeInBytes));

    public static JournalHead After(JournalEntry entry) => new(entry.Number, entry.Hash);
}
