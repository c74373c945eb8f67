using System.Text.Json;
using DeliveryAsCode.Diagnostics;

namespace DeliveryAsCode.Cli.Reporting;

/// <summary>For programs: the contract <c>templates/schemas/output/check.schema.json</c>.</summary>
public static class JsonReport
{
    private const int SchemaVersion = 1;

    public static void Write(TextWriter output, Findings findings) => Json.Write(output, json =>
    {
        json.WriteStartObject();
        json.WriteNumber("schemaVersion", SchemaVersion);
        json.WriteStartArray("diagnostics");
        foreach (var diagnostic in findings.Diagnostics)
            Write(json, diagnostic);
        json.WriteEndArray();
        if (findings.Change is { } change)
            ChangeReport.Write(json, change);
        json.WriteStartObject("summary");
        json.WriteNumber("errors", findings.Errors);
        json.WriteNumber("warnings", findings.Warnings);
        json.WriteNumber("files", findings.Files);
        json.WriteEndObject();
        json.WriteEndObject();
    });

    /// <summary>One diagnostic, as other JSON outputs that hold some show it, too.</summary>
    public static void Write(Utf8JsonWriter json, Diagnostic diagnostic)
    {
        var (start, end) = (diagnostic.Location.Start, diagnostic.Location.End);
        json.WriteStartObject();
        json.WriteString("code", diagnostic.Code);
        json.WriteString("severity", Report.Word(diagnostic.Severity));
        json.WriteString("message", Json.WellFormed(diagnostic.Message));
        json.WriteString("path", Json.WellFormed(diagnostic.Location.Path));
        WriteRange(json, new LineRange(start, end));
        if (diagnostic.Help is { } help)
            json.WriteString("help", Json.WellFormed(help));
        if (LocatedFix.Of(diagnostic) is { } fix)
            Write(json, fix);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, LocatedFix fix)
    {
        json.WriteStartObject("fix");
        json.WriteString("title", Json.WellFormed(fix.Title));
        json.WriteStartArray("edits");
        foreach (var edit in fix.Edits)
        {
            json.WriteStartObject();
            WriteRange(json, edit.Range);
            json.WriteString("newText", Json.WellFormed(edit.NewText));
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteRange(Utf8JsonWriter json, LineRange range)
    {
        json.WriteNumber("line", range.Start.Line);
        json.WriteNumber("column", range.Start.Column);
        json.WriteNumber("endLine", range.End.Line);
        json.WriteNumber("endColumn", range.End.Column);
    }
}
