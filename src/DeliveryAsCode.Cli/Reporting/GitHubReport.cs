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
        var columns = start.Line == end.Line ? $",col={start.Column},endColumn={end.Column}" : "";
        return $"::{Command(diagnostic.Severity)} file={Property(path)},line={start.Line},endLine={end.Line}{columns},"
            + $"title={Property($"{diagnostic.Code}: {diagnostic.Descriptor.Title}")}::{Data(Report.MessageAndHelp(diagnostic, "\n", "\n"))}";
    }

    private static string Command(Severity severity) => severity switch
    {
        Severity.Error => "error",
        Severity.Warning => "warning",
        Severity.Note => "notice",
    };

    private static string Data(string text) => text.Replace("%", "%25").Replace("\r", "%0D").Replace("\n", "%0A");

    private static string Property(string text) => Data(text).Replace(":", "%3A").Replace(",", "%2C");
}
