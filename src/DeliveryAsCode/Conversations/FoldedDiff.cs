using System.Globalization;

namespace DeliveryAsCode.Conversations;

/// <summary>A diff that is there for whoever wants it, and in nobody's way.</summary>
internal static class FoldedDiff
{
    /// <summary>More than a page or two belongs under <em>Files changed</em>.</summary>
    private const int ShownLines = 200;

    private const int ShownLength = 20_000;

    /// <returns>Nothing for an empty diff.</returns>
    public static string Of(string summary, string diff)
    {
        var lines = diff.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n');
        if (diff.Length == 0)
            return "";

        var changed = lines.Count(l => l is ['+' or '-', ..] && !l.StartsWith("+++ ", StringComparison.Ordinal) && !l.StartsWith("--- ", StringComparison.Ordinal));
        var shown = Shown(lines);
        var more = shown.Length < lines.Length ? $"\n\nThe other {(lines.Length - shown.Length).ToString(CultureInfo.InvariantCulture)} lines are under *Files changed*." : "";
        return $"<details>\n<summary>{summary} ({changed.ToString(CultureInfo.InvariantCulture)} {(changed == 1 ? "line" : "lines")})</summary>\n\n{MarkdownText.Fence(string.Join('\n', shown), "diff")}{more}\n\n</details>\n\n";
    }

    private static string[] Shown(string[] lines)
    {
        var length = 0;
        return [.. lines.Take(ShownLines).TakeWhile(line => (length += line.Length + 1) <= ShownLength)];
    }
}
