using System.Collections.Immutable;
using System.Text.Json;
using DeliveryAsCode.Diagnostics;

namespace DeliveryAsCode.Cli.Reporting;

/// <summary>Who speaks in a SARIF report, and what the codes of its results mean.</summary>
internal static class SarifTool
{
    private static readonly string Version = typeof(SarifTool).Assembly.GetName().Version!.ToString(3);

    public static void Write(Utf8JsonWriter json, ImmutableArray<DiagnosticDescriptor> rules, Func<DiagnosticDescriptor, Explanation> explain)
    {
        json.WriteStartObject("tool");
        json.WriteStartObject("driver");
        json.WriteString("name", "delivery");
        json.WriteString("semanticVersion", Version);
        json.WriteStartArray("rules");
        foreach (var rule in rules)
            WriteRule(json, rule, explain(rule));
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteRule(Utf8JsonWriter json, DiagnosticDescriptor rule, Explanation explanation)
    {
        json.WriteStartObject();
        json.WriteString("id", rule.Code);
        SarifReport.WriteText(json, "shortDescription", rule.Title);
        SarifReport.WriteText(json, "fullDescription", explanation.Prose);
        json.WriteStartObject("help");
        json.WriteString("text", explanation.Prose);
        json.WriteString("markdown", explanation.Page);
        json.WriteEndObject();
        json.WriteStartObject("defaultConfiguration");
        json.WriteString("level", Report.Word(rule.Severity));
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
