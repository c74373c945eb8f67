using System.Collections.Immutable;
using System.Text.Json;
using DeliveryAsCode.Cli.Reporting;
using DeliveryAsCode.Templates;

namespace DeliveryAsCode.Cli.Hosts;

/// <summary>What the page of a workflow run shows of a command.</summary>
internal static class ActionSummary
{
    private const int MostLines = 200;

    /// <summary>The findings of <c>check</c>, each with its place in the repository at GitHub.</summary>
    public static ImmutableArray<string> OfCheck(JsonElement report, GitHubActionsHost host)
    {
        var summary = report.GetProperty("summary");
        var found = Findings.Count(summary.GetProperty("errors").GetInt32(), summary.GetProperty("warnings").GetInt32(), notes: 0, summary.GetProperty("files").GetInt32());
        var rows = report.GetProperty("diagnostics").EnumerateArray().Select(d => Row(d, host)).ToList();
        return rows.Count == 0 ? [$"### delivery check: {found}\n"] : [$"### delivery check: {found}\n\n| | Where | What |\n|---|---|---|\n{rows[0]}", .. rows.Skip(1)];
    }

    /// <summary>The end of what a command printed.</summary>
    public static ImmutableArray<string> OfText(string command, string conclusion, string text, bool hasForgotten)
    {
        var lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(SafeOutput.WithoutColours).ToArray();
        var shown = string.Join('\n', lines.TakeLast(MostLines));
        var heading = $"### delivery {MessageText.Escape(command)}: {conclusion}\n";
        if (shown.Length == 0)
            return [heading];

        var fence = new string('`', Math.Max(3, LongestRun(shown, '`') + 1));
        var block = $"\n{fence}text\n{shown}\n{fence}\n";
        return hasForgotten || lines.Length > MostLines ? [heading, $"\nThe last {MostLines} lines; the log of the step has all.\n", block] : [heading, block];
    }

    private static string Row(JsonElement diagnostic, GitHubActionsHost host)
    {
        var (path, line) = (diagnostic.GetProperty("path").GetString()!, diagnostic.GetProperty("line").GetInt32());
        var help = diagnostic.TryGetProperty("help", out var said) ? $"<br>{MessageText.Escape(said.GetString()!)}" : "";
        return $"| {diagnostic.GetProperty("severity").GetString()} | {Place(path, line, host)} | {diagnostic.GetProperty("code").GetString()}: {MessageText.Escape(diagnostic.GetProperty("message").GetString()!)}{help} |\n";
    }

    private static string Place(string path, int line, GitHubActionsHost host)
    {
        var text = MessageText.Escape($"{path}:{line}");
        return host is { Repository: { } repository, Commit: { } commit }
            ? $"[{text}]({new Uri(host.Server, $"{repository}/blob/{commit}/{string.Join('/', path.Split('/').Select(Uri.EscapeDataString))}#L{line}").AbsoluteUri})"
            : text;
    }

    private static int LongestRun(string text, char of)
    {
        var (longest, run) = (0, 0);
        foreach (var c in text)
            longest = Math.Max(longest, run = c == of ? run + 1 : 0);
        return longest;
    }
}
