using System.Globalization;
using System.Text.RegularExpressions;

namespace DeliveryAsCode.Execution;

public sealed partial class ExecutionLog
{
    /// <summary>
    /// How long the journal was when a page was made from it, and what its last hash was. The page is a witness: a journal
    /// that has become shorter since was cut.
    /// </summary>
    /// <returns>Null if the page does not say.</returns>
    public static JournalHead? FindHead(string page) =>
        Head().Match(page) is { Success: true } match
        && int.TryParse(match.Groups["count"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            ? new JournalHead(count, match.Groups["hash"].Value)
            : null;

    [GeneratedRegex(@"^- \*\*Journal:\*\* \[(?<count>[0-9]+) entr(y|ies)\]\([^)\n]*\), head `(?<hash>sha256:[0-9a-f]{64})`", RegexOptions.Multiline | RegexOptions.NonBacktracking)]
    private static partial Regex Head();
}
