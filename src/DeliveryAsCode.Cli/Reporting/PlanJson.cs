using System.Text.Json;
using DeliveryAsCode.Planning;

namespace DeliveryAsCode.Cli.Reporting;

/// <summary>A plan as the contract <c>plan.schema.json</c>, of <c>plan</c> and of <c>reconcile</c>.</summary>
internal static class PlanJson
{
    private const int SchemaVersion = 1;

    public static void Write(TextWriter output, Plan plan) => Json.Write(output, json =>
    {
        json.WriteStartObject();
        json.WriteNumber("schemaVersion", SchemaVersion);
        json.WriteString("base", plan.BaseCommit);
        json.WriteStartArray("changes");
        foreach (var change in plan.Changes)
            Write(json, change);
        json.WriteEndArray();
        json.WriteStartArray("verdicts");
        foreach (var verdict in plan.Verdicts)
            Write(json, verdict);
        json.WriteEndArray();
        json.WriteStartArray("notes");
        foreach (var note in plan.Notes)
            Write(json, note);
        json.WriteEndArray();
        json.WriteEndObject();
    });

    private static void Write(Utf8JsonWriter json, Change change)
    {
        json.WriteStartObject();
        json.WriteString("key", Json.WellFormed(change.Key));
        json.WriteString("kind", change is Change.EditFile ? "edit" : "create");
        json.WriteString("path", Json.WellFormed(change.Path));
        json.WriteString("summary", Json.WellFormed(change.Summary));
        json.WriteString("reason", Json.WellFormed(change.Reason));
        if (change is Change.EditFile edit)
            WriteEdits(json, edit);
        json.WriteString("result", Change.DigestOf(change.After));
        json.WriteEndObject();
    }

    private static void WriteEdits(Utf8JsonWriter json, Change.EditFile edit)
    {
        json.WriteString("against", edit.Against);
        json.WriteStartArray("edits");
        foreach (var part in edit.Edits)
        {
            json.WriteStartObject();
            json.WriteNumber("start", part.Span.Start);
            json.WriteNumber("length", part.Span.Length);
            json.WriteString("text", Json.WellFormed(part.NewText));
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, PlannedVerdict planned)
    {
        json.WriteStartObject();
        json.WriteString("delivery", Json.WellFormed(planned.DeliveryId));
        if (planned.Stage is { } stage)
            json.WriteString("stage", Json.WellFormed(stage.Name));
        if (planned.Gate is { } gate)
            json.WriteString("gate", Json.WellFormed(gate.Name));
        json.WriteString("verdict", PlanReport.Word(planned.Verdict));
        GateReasonJson.Write(json, "missing", planned.Verdict.Reasons);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, PlanNote note)
    {
        json.WriteStartObject();
        json.WriteString("delivery", Json.WellFormed(note.DeliveryId));
        json.WriteString("message", Json.WellFormed(note.Message));
        json.WriteEndObject();
    }
}
