using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace DeliveryAsCode.Execution;

/// <summary>
/// An entry as the bytes of its line and back. The hash stands last and covers everything before it, so what is hashed is
/// what is written: there is no canonical form that two programs could disagree about.
/// </summary>
public static class JournalFormat
{
    private const int HashLength = 7 + 2 * SHA256.HashSizeInBytes;

    private static readonly JsonWriterOptions _options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static ReadOnlySpan<byte> BeforeHash => ",\"hash\":\""u8;

    private static ReadOnlySpan<byte> AfterHash => "\"}"u8;

    /// <summary>The next entry of a journal that ends at <paramref name="head"/>, and its line, line feed included.</summary>
    public static (JournalEntry Entry, byte[] Line) Write(JournalHead head, DateTimeOffset at, string by, JournalEvent what)
    {
        var entry = new JournalEntry(JournalEntry.CurrentVersion, head.Count + 1, Truncate(at), by, what, head.Hash, "");
        var covered = Cover(entry);
        var hash = Hash(covered);
        byte[] line = [.. covered.AsSpan(..^1), .. BeforeHash, .. Encoding.ASCII.GetBytes(hash), .. AfterHash, (byte)'\n'];
        return (entry with { Hash = hash }, line);
    }

    /// <summary>Reads a line without its line feed.</summary>
    internal static (JournalEntry? Entry, string? Problem) Read(ReadOnlySpan<byte> line)
    {
        if (!TrySplit(line, out var covered, out var hash))
            return (null, "the line does not end in its hash");
        if (Hash(covered) != hash)
            return (null, "the entry does not match its hash: it was changed after it was written");

        var fields = EntryFields.Parse(covered);
        var entry = new JournalEntry(
            fields.Number("v"), fields.Number("seq"), fields.Instant("at"), fields.Text("by"),
            JournalEventReader.Read(fields), fields.Text("prev"), hash);
        return fields.Problem is { } problem ? (null, problem) : (entry, null);
    }

    private static bool TrySplit(ReadOnlySpan<byte> line, out byte[] covered, out string hash)
    {
        covered = [];
        hash = "";
        var at = line.Length - AfterHash.Length - HashLength - BeforeHash.Length;
        if (at < 0 || !line[at..].StartsWith(BeforeHash) || !line.EndsWith(AfterHash))
            return false;

        covered = [.. line[..at], (byte)'}'];
        hash = Encoding.Latin1.GetString(line.Slice(at + BeforeHash.Length, HashLength));
        return true;
    }

    private static byte[] Cover(JournalEntry entry)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, _options))
        {
            json.WriteStartObject();
            json.WriteNumber("v", entry.Version);
            json.WriteNumber("seq", entry.Number);
            json.WriteString("at", Write(entry.At));
            json.WriteText("by", entry.By);
            JournalEventWriter.Write(json, entry.Event);
            json.WriteString("prev", entry.Previous);
            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    private static string Hash(ReadOnlySpan<byte> covered) => "sha256:" + Convert.ToHexStringLower(SHA256.HashData(covered));

    internal static string Write(DateTimeOffset at) => at.ToString(EntryFields.InstantFormat, CultureInfo.InvariantCulture);

    private static DateTimeOffset Truncate(DateTimeOffset at) =>
        new(at.UtcTicks - at.UtcTicks % TimeSpan.TicksPerMillisecond, TimeSpan.Zero);
}
