using System.Security.Cryptography;
using DeliveryAsCode.Text;

namespace DeliveryAsCode.Runbooks;

/// <summary>
/// What an approval and an execution are bound to: the bytes of the runbook, without the link to its last execution log
/// that the program itself keeps in it.
/// </summary>
public static class RunbookDigest
{
    /// <summary>Ends the generated line. It stands at the end because a line that begins with a comment is no Markdown.</summary>
    public const string LogLinkMark = "<!-- delivery:last-execution -->";

    /// <summary>Line breaks at the end do not count either: a file that had none gets one with the link.</summary>
    /// <returns><c>sha256:</c> and lower-case hex.</returns>
    public static string Of(SourceText source)
    {
        var content = FindLogLink(source) is { } link ? source.Apply(new TextEdit(link, "")) : source;
        var end = content.Text.AsSpan().TrimEnd("\r\n").Length;
        var trimmed = content.Apply(new TextEdit(TextSpan.FromBounds(end, content.Length), ""));
        return $"sha256:{Convert.ToHexStringLower(SHA256.HashData(trimmed.Encode()))}";
    }

    /// <summary>The generated line with its line break, and the empty line before it.</summary>
    public static TextSpan? FindLogLink(SourceText source)
    {
        var mark = source.Text.LastIndexOf(LogLinkMark, StringComparison.Ordinal);
        if (mark < 0)
            return null;

        var line = source.GetLineIndex(mark);
        var isAfterEmptyLine = line > 0 && source.GetLine(line - 1).IsEmpty;
        return TextSpan.FromBounds(source.GetLine(isAfterEmptyLine ? line - 1 : line).Start, source.GetLineWithBreak(line).End);
    }
}
