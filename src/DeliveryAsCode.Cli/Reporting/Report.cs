using DeliveryAsCode.Diagnostics;

namespace DeliveryAsCode.Cli.Reporting;

/// <summary>The forms of <c>check --format</c>.</summary>
public enum ReportFormat
{
    Text,
    Json,
    GitHub,
    Azure,
    Sarif,
}

/// <summary>One model, a renderer for each reader.</summary>
public static class Report
{
    public static void Write(TextWriter output, Findings findings, ReportFormat format, Terminal terminal)
    {
        Action<TextWriter, Findings> write = format switch
        {
            ReportFormat.Text => (o, f) => TextReport.Write(o, f, terminal),
            ReportFormat.Json => JsonReport.Write,
            ReportFormat.GitHub => GitHubReport.Write,
            ReportFormat.Azure => AzureReport.Write,
            ReportFormat.Sarif => SarifReport.Write,
        };
        write(output, findings);
    }

    /// <summary>The word that all reports use.</summary>
    internal static string Word(Severity severity) => severity switch
    {
        Severity.Error => "error",
        Severity.Warning => "warning",
        Severity.Note => "note",
    };

    /// <summary>A finding where only one line is to be had.</summary>
    internal static string OneLine(Diagnostic diagnostic) =>
        $"{Word(diagnostic.Severity)} {diagnostic.Code} {Visible.Of(diagnostic.Location.ToString())}: {MessageAndHelp(diagnostic, " — ", "; ")}";

    internal static string MessageAndHelp(Diagnostic diagnostic, string before, string between)
    {
        var message = Visible.Of(diagnostic.Message);
        var help = string.Join(between, HelpLines(diagnostic).Select(Visible.Of));
        return help.Length == 0 ? message : message + before + help;
    }

    internal static string[] HelpLines(Diagnostic diagnostic) =>
        diagnostic.Help?.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [];
}
