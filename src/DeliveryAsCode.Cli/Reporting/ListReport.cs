using DeliveryAsCode.Deliveries;
using DeliveryAsCode.Gates;

namespace DeliveryAsCode.Cli.Reporting;

/// <summary>A deployment that a workflow could start.</summary>
internal sealed record ListedRunbook(string Delivery, string Path, string Environment);

/// <summary>Deliveries a line each, or the contract <c>list.schema.json</c>.</summary>
internal static class ListReport
{
    private const int SchemaVersion = 1;

    public static void Write(TextWriter output, IReadOnlyCollection<DeliveryCase> deliveries)
    {
        var rows = deliveries.Select(d => new[] { Visible.Of(d.Record.Id), StatusOf(d), Visible.Of(StageOf(d)), Visible.Of(d.Record.Client ?? "") }).ToList();
        foreach (var row in rows)
            output.Write($"{string.Concat(row.Select((cell, i) => cell + new string(' ', rows.Max(r => CellWidth.Of(r[i])) - CellWidth.Of(cell) + 2)))}".TrimEnd() + "\n");
    }

    public static void WriteJson(TextWriter output, IEnumerable<DeliveryCase> deliveries, IReadOnlyCollection<ListedRunbook> runbooks) => Json.Write(output, json =>
    {
        json.WriteStartObject();
        json.WriteNumber("schemaVersion", SchemaVersion);
        json.WriteStartArray("deliveries");
        foreach (var delivery in deliveries)
        {
            json.WriteStartObject();
            json.WriteString("id", Json.WellFormed(delivery.Record.Id));
            json.WriteString("client", Json.WellFormed(delivery.Record.Client ?? ""));
            json.WriteString("name", Json.WellFormed(delivery.Record.Name ?? ""));
            json.WriteString("status", StatusOf(delivery));
            json.WriteString("stage", Json.WellFormed(StageOf(delivery)));
            json.WriteString("path", Json.WellFormed(delivery.Record.Path));
            json.WriteStartArray("environments");
            foreach (var environment in runbooks.Where(r => r.Delivery == delivery.Record.Id).Select(r => r.Environment).Distinct(StringComparer.Ordinal))
                json.WriteStringValue(Json.WellFormed(environment));
            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("runbooks");
        foreach (var runbook in runbooks)
        {
            json.WriteStartObject();
            json.WriteString("delivery", Json.WellFormed(runbook.Delivery));
            json.WriteString("path", Json.WellFormed(runbook.Path));
            json.WriteString("environment", Json.WellFormed(runbook.Environment));
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    });

    private static string StatusOf(DeliveryCase delivery) => delivery.Record.Status is { } status ? Wording.OfStatus.WordFor(status) : "unknown";

    private static string StageOf(DeliveryCase delivery) => (delivery.CurrentStage ?? delivery.Lifecycle.Stages[^1]).Name;
}
