using System.Text.Json;
using DeliveryAsCode.Deliveries;
using DeliveryAsCode.Planning;
using NodaTime;

namespace DeliveryAsCode.Cli.Reporting;

/// <summary>Where deliveries stand, for programs: the contract <c>status.schema.json</c>.</summary>
public static class StatusJson
{
    private const int SchemaVersion = 1;

    public static void Write(TextWriter output, IEnumerable<DeliveryProgress> deliveries) => Json.Write(output, json =>
    {
        json.WriteStartObject();
        json.WriteNumber("schemaVersion", SchemaVersion);
        json.WriteStartArray("deliveries");
        foreach (var progress in deliveries)
            Write(json, progress);
        json.WriteEndArray();
        json.WriteEndObject();
    });

    private static void Write(Utf8JsonWriter json, DeliveryProgress progress)
    {
        json.WriteStartObject();
        json.WriteString("id", progress.Record.Id);
        json.WriteString("client", Json.WellFormed(progress.Record.Client ?? ""));
        json.WriteString("name", Json.WellFormed(progress.Record.Name ?? ""));
        json.WriteString("status", StatusWords.OfStatus(progress));
        json.WriteString("health", StatusWords.Of(progress.Health.State).Replace(' ', '-'));
        json.WriteString("healthReason", Json.WellFormed(progress.Health.Reason));
        json.WriteString("stage", progress.Stage?.Name ?? progress.Lifecycle.Stages[^1].Name);
        if (progress.Gate is { } gate)
            json.WriteString("gate", gate.Name);
        json.WriteString("verdict", StatusWords.Of(progress.Verdict));
        GateReasonJson.Write(json, "missing", progress.Missing);
        Array(json, "overdue", progress.Overdue, (j, o) => Write(j, o.Milestone, progress.Record, o.DaysLate));
        if (progress.NextMilestone is { } next)
        {
            json.WritePropertyName("nextMilestone");
            Write(json, next, progress.Record, null);
        }

        Write(json, progress.Forecast);
        Write(json, progress.Deliverables);
        Write(json, progress.Metrics);
        Array(json, "rows", progress.Remarks, Write);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, Milestone milestone, DeliveryRecord record, int? daysLate)
    {
        json.WriteStartObject();
        json.WriteString("name", Json.WellFormed(milestone.Name));
        Date(json, "targetDate", milestone.Target);
        if (daysLate is { } late)
            json.WriteNumber("daysLate", late);
        json.WriteString("path", Json.WellFormed(record.Path));
        json.WriteNumber("line", milestone.Location.Start.Line);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, DeliveryForecast forecast)
    {
        json.WriteStartObject("forecast");
        Date(json, "deliveryDate", forecast.Delivery);
        Date(json, "agreedDate", forecast.Agreed);
        json.WriteBoolean("isDelivered", forecast.IsDelivered);
        json.WriteNumber("workingDaysLate", forecast.WorkingDaysLate);
        Array(json, "milestones", forecast.Milestones, (j, m) =>
        {
            j.WriteStartObject();
            j.WriteString("name", Json.WellFormed(m.Milestone.Name));
            Date(j, "expectedDate", m.Expected);
            j.WriteNumber("workingDaysLate", m.WorkingDaysLate);
            j.WriteEndObject();
        });
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, DeliverableTally deliverables)
    {
        json.WriteStartObject("deliverables");
        json.WriteNumber("done", deliverables.Done);
        json.WriteNumber("total", deliverables.Total);
        Texts(json, "missing", deliverables.Missing.Select(d => d.Name));
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, MetricTally metrics)
    {
        json.WriteStartObject("metrics");
        Texts(json, "met", metrics.Met.Select(m => m.Name));
        Texts(json, "notMet", metrics.NotMet.Select(m => m.Name));
        Texts(json, "unknown", metrics.Unknown.Select(m => m.Name));
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, RowRemark remark)
    {
        json.WriteStartObject();
        json.WriteString("gate", Json.WellFormed(remark.Row.Gate));
        json.WriteString("standing", Standing(remark));
        json.WriteString("message", Json.WellFormed(StatusRemarks.Of(remark)));
        json.WriteNumber("line", remark.Row.Location.Start.Line);
        json.WriteEndObject();
    }

    private static string Standing(RowRemark remark) => remark switch
    {
        RowRemark.Adopted => "adopted",
        RowRemark.Attested => "attested",
        RowRemark.ChangedSince => "changed-since",
        RowRemark.Nobodys => "nobody",
        RowRemark.Unknown => "unknown",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static void Date(Utf8JsonWriter json, string name, LocalDate? date)
    {
        if (date is { } known)
            json.WriteString(name, Documents.DocumentDate.Format(known));
    }

    private static void Texts(Utf8JsonWriter json, string name, IEnumerable<string> texts) =>
        Array(json, name, texts, (j, text) => j.WriteStringValue(Json.WellFormed(text)));

    private static void Array<T>(Utf8JsonWriter json, string name, IEnumerable<T> items, Action<Utf8JsonWriter, T> write)
    {
        json.WriteStartArray(name);
        foreach (var item in items)
            write(json, item);
        json.WriteEndArray();
    }
}
