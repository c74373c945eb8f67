using DeliveryAsCode.Diagnostics;

namespace DeliveryAsCode.Cli.Reporting;

/// <summary>
/// Issues of Azure Pipelines: https://learn.microsoft.com/azure/devops/pipelines/scripts/logging-commands#logissue-log-an-error-or-warning.
/// They know errors and warnings only; a note is a plain line.
/// </summary>
public static class AzureReport
{
    public static void Write(TextWriter output, Findings findings)
    {
        foreach (var diagnostic in findings.Diagnostics.OrderBy(d => d.Severity))
            output.Write($"{(diagnostic.Severity == Severity.Note ? Report.OneLine(diagnostic) : Issue(diagnostic))}\n");
        output.Write($"{findings.Summary}\n");
    }

    private static string Issue(Diagnostic diagnostic)
    {
        var (path, start) = (diagnostic.Location.Path, diagnostic.Location.Start);
        return $"##vso[task.logissue type={Report.Word(diagnostic.Severity)};sourcepath={Property(path)};linenumber={start.Line};"
            + $"columnnumber={start.Column};code={diagnostic.Code};]{Data(Report.MessageAndHelp(diagnostic, " — ", "; "))}";
    }

    /// <summary>The percent sign is <c>%AZP25</c>: the agent decodes <c>%25</c> only when it is told to.</summary>
    private static string Data(string text) => text.Replace("%", "%AZP25").Replace("\r", "%0D").Replace("\n", "%0A");

    private static string Property(string text) => Data(text).Replace("]", "%5D").Replace(";", "%3B");
}
