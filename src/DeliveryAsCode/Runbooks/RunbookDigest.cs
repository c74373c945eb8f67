using System.Security.Cryptography;
using System.Text.RegularExpressions;
using DeliveryAsCode.Text;

namespace DeliveryAsCode.Runbooks;

/// <summary>
/// What an approval and an execution are bound to: the bytes of the runbook, without the link to its last execution log
/// that the program itself keeps in it.
/// </summary>
public static partial class RunbookDigest
{
    /// <summary>Ends the generated line. It stands at the end because a line that begins with a comment is no Markdown.</summary>
    public const string LogLinkMark = "<!-- delivery:last-execution -->";

    /// <summary>Line breaks at the end do not count either: a file that had none gets one with the link.</summary>
    /// <returns><c>sha256:</c> and lower-case hex.</returns>
    public static string Of(SourceText source) => $"sha256:{Convert.ToHexStringLower(SHA256.HashData(ContentOf(source).Encode()))}";

    /// <summary>What the digest is over.</summary>
    public static SourceText ContentOf(SourceText source)
    {
        var content = FindLogLink(source) is { } link ? source.Apply(new TextEdit(link, "")) : source;
        var end = content.Text.AsSpan().TrimEnd("\r\n").Length;
        return content.Apply(new TextEdit(TextSpan.FromBounds(end, content.Length), ""));
    }

    /// <summary>
    /// The generated line with its line break, and the empty line before it. Only the last line of the file can be it, and
    /// only if it has exactly the generated form: anything else that holds the mark is a part of the plan.
    /// </summary>
    public static TextSpan? FindLogLink(SourceText source)
    {
        var line = source.LineCount - 1;
        while (line > 0 && source.GetLine(line).IsEmpty)
            line--;
        if (!Generated().IsMatch(source.Slice(source.GetLine(line))) || line == 0 || !source.GetLine(line - 1).IsEmpty)
            return null;

        return TextSpan.FromBounds(source.GetLine(line - 1).Start, source.GetLineWithBreak(line).End);
    }

    [GeneratedRegex(@"^Last execution: \[[0-9A-Za-z:-]+\]\([0-9A-Za-z:./_-]+\), [a-z ]+ <!-- delivery:last-execution -->$", RegexOptions.NonBacktracking)]
    private static partial Regex Generated();
}
