using System.Text.Json;
using DeliveryAsCode.Cli.Forges;
using DeliveryAsCode.Deliveries;
using DeliveryAsCode.Gates;

namespace DeliveryAsCode.Cli.Reporting;

/// <summary>Says what became of a decision, and what the gate still waits for.</summary>
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

    public static void WriteJson(TextWriter output, GateCommit decision, string commit) => WriteJson(output, decision.Delivery, decision.Request, "recorded", decision.Granted.StillMissing, json =>
    {
        json.WriteString("decision", Wording.OfDecision.WordFor(decision.Granted.Decision));
        json.WriteString("by", Json.WellFormed(decision.Granted.DecidedBy));
        json.WriteString("role", decision.Granted.Role);
        json.WriteString("commit", commit);
    });

    public static void WriteJson(TextWriter output, DeliveryCase delivery, DecisionRequest request, DecisionOutcome.Refused refused) =>
        WriteJson(output, delivery, request, "refused", refused.Reasons, _ => { });

    public static void WriteJson(TextWriter output, DeliveryCase delivery, DecisionRequest request, DecisionOutcome.NothingToDo nothing) =>
        WriteJson(output, delivery, request, "nothing-to-do", [], json => json.WriteString("reason", Json.WellFormed(nothing.Why)));

    private static void WriteJson(TextWriter output, DeliveryCase delivery, DecisionRequest request, string outcome, IEnumerable<GateReason> missing, Action<Utf8JsonWriter> more) => Json.Write(output, json =>
    {
        json.WriteStartObject();
        json.WriteNumber("schemaVersion", SchemaVersion);
        json.WriteString("delivery", delivery.Record.Id);
        json.WriteString("gate", Json.WellFormed(request.Gate.Name));
        json.WriteString("outcome", outcome);
        more(json);
        GateReasonJson.Write(json, "missing", missing);
        json.WriteEndObject();
    });
}
