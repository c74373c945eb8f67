using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using DeliveryAsCode.Diagnostics;
using DeliveryAsCode.Text;

namespace DeliveryAsCode.Cli.Reporting;

/// <summary>For code scanning: SARIF 2.1.0, https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html.</summary>
public static class SarifReport
{
    private const string Schema = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";
    private const string Root = "%SRCROOT%";

    public static void Write(TextWriter output, Findings findings) => Write(output, findings, Explanation.Of);

    internal static void Write(TextWriter output, Findings findings, Func<DiagnosticDescriptor, Explanation> explain)
    {
        ImmutableArray<DiagnosticDescriptor> rules =
            [.. findings.Diagnostics.Select(d => d.Descriptor).Distinct().OrderBy(d => d.Code, StringComparer.Ordinal)];
        Json.Write(output, json =>
        {
            json.WriteStartObject();
            json.WriteString("$schema", Schema);
            json.WriteString("version", "2.1.0");
            json.WriteStartArray("runs");
            json.WriteStartObject();
            SarifTool.Write(json, rules, explain);
            json.WriteString("columnKind", "utf16CodeUnits");
            WriteResults(json, findings, rules);
            json.WriteEndObject();
            json.WriteEndArray();
            json.WriteEndObject();
        }, indented: true);
    }

    private static void WriteResults(Utf8JsonWriter json, Findings findings, ImmutableArray<DiagnosticDescriptor> rules)
    {
        var seen = new Dictionary<string, int>();
        json.WriteStartArray("results");
        foreach (var diagnostic in findings.Diagnostics)
            WriteResult(json, diagnostic, rules.IndexOf(diagnostic.Descriptor), Fingerprint(diagnostic, seen));
        json.WriteEndArray();
    }

    private static void WriteResult(Utf8JsonWriter json, Diagnostic diagnostic, int rule, string fingerprint)
    {
        json.WriteStartObject();
        json.WriteString("ruleId", diagnostic.Code);
        json.WriteNumber("ruleIndex", rule);
        json.WriteString("level", Report.Word(diagnostic.Severity));
        WriteText(json, "message", diagnostic.Help is { } help ? $"{diagnostic.Message}\n{help}" : diagnostic.Message);
        WriteLocation(json, diagnostic.Location);
        json.WriteStartObject("partialFingerprints");
        json.WriteString("primaryLocationLineHash", fingerprint);
        json.WriteEndObject();
        if (LocatedFix.Of(diagnostic) is { } fix)
            WriteFix(json, fix, diagnostic.Location.Path);
        json.WriteEndObject();
    }

    private static void WriteLocation(Utf8JsonWriter json, Location location)
    {
        json.WriteStartArray("locations");
        json.WriteStartObject();
        json.WriteStartObject("physicalLocation");
        WriteArtifact(json, location.Path);
        WriteRegion(json, "region", new LineRange(location.Start, location.End));
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndArray();
    }

    private static void WriteFix(Utf8JsonWriter json, LocatedFix fix, string path)
    {
        json.WriteStartArray("fixes");
        json.WriteStartObject();
        WriteText(json, "description", fix.Title);
        json.WriteStartArray("artifactChanges");
        json.WriteStartObject();
        WriteArtifact(json, path);
        json.WriteStartArray("replacements");
        foreach (var edit in fix.Edits)
        {
            json.WriteStartObject();
            WriteRegion(json, "deletedRegion", edit.Range);
            WriteText(json, "insertedContent", edit.NewText);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndArray();
    }

    /// <summary>A path is data, a URI is syntax: each name between the slashes is encoded.</summary>
    private static void WriteArtifact(Utf8JsonWriter json, string path)
    {
        json.WriteStartObject("artifactLocation");
        json.WriteString("uri", string.Join('/', path.Split('/').Select(Uri.EscapeDataString)));
        json.WriteString("uriBaseId", Root);
        json.WriteEndObject();
    }

    private static void WriteRegion(Utf8JsonWriter json, string name, LineRange range)
    {
        json.WriteStartObject(name);
        json.WriteNumber("startLine", range.Start.Line);
        json.WriteNumber("startColumn", range.Start.Column);
        json.WriteNumber("endLine", range.End.Line);
        json.WriteNumber("endColumn", range.End.Column);
        json.WriteEndObject();
    }

    internal static void WriteText(Utf8JsonWriter json, string name, string text)
    {
        json.WriteStartObject(name);
        json.WriteString("text", Json.WellFormed(text));
        json.WriteEndObject();
    }

    /// <summary>
    /// Recognises a finding in a later version of the file: what was found in which line, not where the line stands.
    /// The number tells equal ones apart. GitHub looks for this name and this form.
    /// </summary>
    private static string Fingerprint(Diagnostic diagnostic, Dictionary<string, int> seen)
    {
        var what = $"{diagnostic.Location.Path}\n{diagnostic.Code}\n{diagnostic.Location.Line.Trim()}";
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(what)).AsSpan(0, 8));
        seen[hash] = seen.GetValueOrDefault(hash) + 1;
        return $"{hash}:{seen[hash]}";
    }
}
