using DeliveryAsCode.Cli.Hosts;
using DeliveryAsCode.Diagnostics;

namespace DeliveryAsCode.Cli.Reporting;

/// <summary>
/// Annotations of GitHub Actions:
/// https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands#setting-an-error-message.
/// GitHub shows ten of a kind a step and drops the rest without a word, so the rest is written as plain lines.
/// </summary>
public static class GitHubReport
{
    private const int ShownOfAKind = 10;

    public static void Write(TextWriter output, Findings findings)
    {
        foreach (var kind in findings.Diagnostics.GroupBy(d => d.Severity).OrderBy(g => g.Key))
            WriteKind(output, [.. kind]);
        output.Write($"{findings.Summary}\n");
    }

    private static void WriteKind(TextWriter output, Diagnostic[] diagnostics)
    {
        foreach (var diagnostic in diagnostics.Take(ShownOfAKind))
            output.Write($"{Annotation(diagnostic)}\n");
        if (diagnostics.Length > ShownOfAKind)
            output.Write($"GitHub annotates {ShownOfAKind} of a kind; {diagnostics.Length - ShownOfAKind} more:\n");
        foreach (var diagnostic in diagnostics.Skip(ShownOfAKind))
            output.Write($"{Report.OneLine(diagnostic)}\n");
    }

    private static string Annotation(Diagnostic diagnostic)
    {
        var (path, start, end) = (diagnostic.Location.Path, diagnostic.Location.Start, diagnostic.Location.End);
        // GitHub takes columns for a range of one line only.
        (string, string)[] columns = start.Line == end.Line ? [("col", $"{start.Column}"), ("endColumn", $"{end.Column}")] : [];
        return WorkflowCommand.Of(Command(diagnostic.Severity), Report.MessageAndHelp(diagnostic, "\n", "\n"),
            [("file", path), ("line", $"{start.Line}"), ("endLine", $"{end.Line}"), .. columns, ("title", $"{diagnostic.Code}: {diagnostic.Descriptor.Title}")]);
    }

    private static string Command(Severity severity) => severity switch
    {
        Severity.Error => "error",
        Severity.Warning => "warning",
        Severity.Note => "notice",
    };
}
