using DeliveryAsCode.Cli.Forges;
using DeliveryAsCode.Deliveries;

namespace DeliveryAsCode.Cli.Reporting;

/// <summary>Says which decision was recorded, and what the gate still waits for.</summary>
internal static class AcknowledgeReport
{
    private const int SchemaVersion = 1;

    public static void WriteText(TextWriter output, GateCommit decision, string commit)
    {
        output.Write($"{Visible.Of(decision.Request.Gate.Name)}: {Wording.OfDecision.WordFor(decision.Granted.Decision)} by {Visible.Of(decision.Granted.DecidedBy)} ({decision.Granted.Role}), commit {commit}\n");
        foreach (var note in decision.Granted.Notes)
            output.Write($"  note     {Visible.Of(note)}\n");
        foreach (var missing in decision.Granted.StillMissing)
            output.Write($"  missing  {Visible.Of(missing.Message)} ({string.Join(", ", missing.Who.Select(Visible.Of))})\n");
    }

    public static void WriteJson(TextWriter output, GateCommit decision, string commit) => Json.Write(output, json =>
    {
        json.WriteStartObject();
        json.WriteNumber("schemaVersion", SchemaVersion);
        json.WriteString("delivery", decision.Delivery.Record.Id);
        json.WriteString("gate", decision.Request.Gate.Name);
        json.WriteString("decision", Wording.OfDecision.WordFor(decision.Granted.Decision));
        json.WriteString("by", Json.WellFormed(decision.Granted.DecidedBy));
        json.WriteString("role", decision.Granted.Role);
        json.WriteString("commit", commit);
        json.WriteStartArray("missing");
        foreach (var missing in decision.Granted.StillMissing)
            json.WriteStringValue(Json.WellFormed(missing.Message));
        json.WriteEndArray();
        json.WriteEndObject();
    });
}
