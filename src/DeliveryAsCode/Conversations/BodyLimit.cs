using System.Globalization;
using System.Text;

namespace DeliveryAsCode.Conversations;

/// <summary>
/// Keeps a body below what a forge takes, which refuses a longer one as a whole. It is cut between two blocks, and says
/// that it was.
/// </summary>
public static class BodyLimit
{
    /// <summary>In UTF-16 units. GitHub takes 65,536, and what it counts is not told.</summary>
    public const int Most = 60_000;

    /// <param name="body">Markdown of our own making, LF between lines.</param>
    /// <param name="rest">Where the rest can be read, in Markdown of our own making: <c>the rest is in the [log](…)</c>.</param>
    public static string Cut(string body, string rest, int limit = Most)
    {
        if (body.Length <= limit)
            return body;

        var room = Math.Max(0, limit - Note(body.Length, rest).Length);
        var kept = Kept(body, room);
        return kept + Note(body.Length - kept.Length, rest);
    }

    /// <summary>The same where the limit is one of bytes of UTF-8, of which a unit of UTF-16 can take three.</summary>
    public static string CutBytes(string body, string rest, int limit) =>
        Encoding.UTF8.GetByteCount(body) <= limit ? body : Cut(body, rest, limit / 3);

    private static string Note(int left, string rest) =>
        string.Create(CultureInfo.InvariantCulture, $"\n\n---\n\n✂️ **Cut here:** {left:N0} more characters are too many for one text; {rest}.\n");

    /// <summary>Up to the last place within the room where one block ends and the next begins.</summary>
    private static string Kept(string body, int room)
    {
        var (border, inside, closing, open, isAfterBlank) = (0, 0, "", new OpenBlocks(), false);
        for (var (start, end) = (0, 0); start <= room; start = end + 1)
        {
            end = body.IndexOf('\n', start) is >= 0 and var found ? found : body.Length;
            var line = body.AsSpan(start, end - start);
            if (open.IsNone && (isAfterBlank || line.StartsWith("- ")))
                border = start;

            (open, isAfterBlank) = (open.After(line), line.IsWhiteSpace());
            if (end + open.Closing.Length > room)
                break;
            (inside, closing) = (end, open.Closing);
        }

        // One block that is larger than the room: its whole lines, and the end of what is open; of one line, what fits.
        return border > 0 ? body[..border].TrimEnd('\n') : inside > 0 ? body[..inside] + closing : body[..(char.IsLowSurrogate(body[room]) ? room - 1 : room)];
    }
}
