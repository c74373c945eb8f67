using System.Text.Json;
using DeliveryAsCode.Deliveries;
using DeliveryAsCode.Documents;
using DeliveryAsCode.Gates;
using DeliveryAsCode.Text;
using NodaTime;

namespace DeliveryAsCode.Cli.Reporting;

/// <summary>Where deliveries stand: one in full, many a line each, or the contract <c>status.schema.json</c>.</summary>
public static class StatusReport
{
    private const int SchemaVersion = 1;

    public static void WriteOne(TextWriter output, DeliveryProgress progress, LocalDate today, Terminal terminal)
    {
        output.Write($"{Bold(Title(progress), terminal)}\n");
        Fact(output, "stage", $"{Bar(progress)}  {progress.Stage?.Name ?? StatusWord(progress)}");
        if (progress.Gate is { } gate)
            Fact(output, "gate", $"{gate.Name}: {Word(progress.Verdict)}");
        if (progress.NextMilestone is { } next)
            Fact(output, "next", $"{Visible.Of(next.Name)}{(next.Target is { } target ? $", {DocumentDate.Format(target)}{Distance(target, today)}" : ", no target date")}");
        if (progress.Record.AgreedDate is { } agreed)
            Fact(output, "agreed", $"{DocumentDate.Format(agreed)}{Distance(agreed, today)}");

        List(output, "overdue", progress.IsPastAgreedDate ? ["the agreed delivery date is past"] : []);
        List(output, progress.IsPastAgreedDate ? "" : "overdue", progress.Overdue.Select(m => $"{Visible.Of(m.Name)}, {DocumentDate.Format(m.Target!.Value)}{Distance(m.Target.Value, today)}"));
        List(output, "missing", progress.Missing.Select(m => $"{Visible.Of(m.Message)} ({string.Join(", ", m.Who.Select(Visible.Of))}) — {Visible.Of(PlaceOf(m.Location, progress.Record))}"));
        if (progress.Verdict == ProgressVerdict.Undecided && progress.Gate is { } waiting && progress.Missing is [{ Who: [var who, ..] }, ..])
            Fact(output, "row", $"| {waiting.Name} | Passed | {Visible.Of(who)} | {DocumentDate.Format(today)} | the evidence |");
    }

    public static void WriteAll(TextWriter output, IReadOnlyList<DeliveryProgress> deliveries, LocalDate today, Terminal terminal)
    {
        if (deliveries.Count == 0)
        {
            output.Write("There is no delivery yet: \"delivery new ID --client NAME --name NAME\" begins one.\n");
            return;
        }

        var rows = deliveries.OrderByDescending(d => d.IsLate).ThenBy(d => d.Record.Id, StringComparer.Ordinal)
            .Select(d => new[] { Visible.Of(d.Record.Id), Bar(d), d.Stage?.Name ?? StatusWord(d), d.Gate is null ? "" : Word(d.Verdict), Next(d, today) })
            .ToList();
        var widths = Enumerable.Range(0, 4).Select(i => rows.Max(r => CellWidth.Of(r[i]))).ToArray();
        foreach (var row in rows)
            output.Write($"{string.Concat(row.Take(4).Select((cell, i) => cell + new string(' ', widths[i] - CellWidth.Of(cell) + 2)))}{row[4]}".TrimEnd() + "\n");

        output.Write($"\n{Bold(Counts(deliveries), terminal)}\n");
    }

    public static void WriteJson(TextWriter output, IEnumerable<DeliveryProgress> deliveries) => Json.Write(output, json =>
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
        json.WriteString("status", StatusWord(progress));
        json.WriteString("stage", progress.Stage?.Name ?? progress.Lifecycle.Stages[^1].Name);
        if (progress.Gate is { } gate)
            json.WriteString("gate", gate.Name);
        json.WriteString("verdict", Word(progress.Verdict));
        json.WriteStartArray("missing");
        foreach (var missing in progress.Missing)
            Write(json, missing);
        json.WriteEndArray();
        json.WriteStartArray("overdue");
        foreach (var milestone in progress.Overdue)
            Write(json, milestone, progress.Record);
        json.WriteEndArray();
        if (progress.NextMilestone is { } next)
        {
            json.WritePropertyName("nextMilestone");
            Write(json, next, progress.Record);
        }

        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, GateReason missing)
    {
        json.WriteStartObject();
        json.WriteString("code", missing.Descriptor.Code);
        json.WriteString("message", Json.WellFormed(missing.Message));
        json.WriteStartArray("who");
        foreach (var who in missing.Who)
            json.WriteStringValue(Json.WellFormed(who));
        json.WriteEndArray();
        json.WriteString("path", Json.WellFormed(missing.Location.Path));
        json.WriteNumber("line", missing.Location.Start.Line);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, Milestone milestone, DeliveryRecord record)
    {
        json.WriteStartObject();
        json.WriteString("name", Json.WellFormed(milestone.Name));
        if (milestone.Target is { } target)
            json.WriteString("targetDate", DocumentDate.Format(target));
        json.WriteString("path", Json.WellFormed(record.Path));
        json.WriteNumber("line", milestone.Location.Start.Line);
        json.WriteEndObject();
    }

    /// <summary>Inside of the delivery's folder, which the title names.</summary>
    private static string PlaceOf(Location location, DeliveryRecord record)
    {
        var folder = record.Path[..(record.Path.LastIndexOf('/') + 1)];
        return location.Path.StartsWith(folder, StringComparison.Ordinal) ? location.ToString()[folder.Length..] : location.ToString();
    }

    private static string Title(DeliveryProgress progress) =>
        $"{Visible.Of(progress.Record.Id)}  {Visible.Of(progress.Record.Client ?? "(no client)")} — {Visible.Of(progress.Record.Name ?? "(no name)")}";

    /// <summary>Stages behind and ahead: <c>■■■■□□□</c>.</summary>
    private static string Bar(DeliveryProgress progress)
    {
        var done = progress.Stage is null ? progress.StageNumber : progress.StageNumber - 1;
        return new string('■', done) + new string('□', progress.Lifecycle.Stages.Length - done);
    }

    private static string Next(DeliveryProgress progress, LocalDate today) => progress switch
    {
        { IsPastAgreedDate: true, Record.AgreedDate: { } agreed } => $"overdue: agreed delivery date{Distance(agreed, today)}",
        { Overdue: [var late, ..] } => $"overdue: {Visible.Of(late.Name)}{Distance(late.Target!.Value, today)}",
        { NextMilestone: { Target: { } target } next } => $"next: {Visible.Of(next.Name)}, {DocumentDate.Format(target)}",
        _ => "",
    };

    private static string Counts(IReadOnlyList<DeliveryProgress> deliveries)
    {
        var late = deliveries.Count(d => d.IsLate);
        var complete = deliveries.Count(d => d.Stage is null);
        return $"{deliveries.Count} {(deliveries.Count == 1 ? "delivery" : "deliveries")}: {late} overdue, {complete} closed";
    }

    private static string StatusWord(DeliveryProgress progress) =>
        progress.Record.Status is { } status ? Wording.OfStatus.WordFor(status) : "unknown";

    private static string Word(ProgressVerdict verdict) => verdict switch
    {
        ProgressVerdict.Open => "open",
        ProgressVerdict.Blocked => "blocked",
        ProgressVerdict.Undecided => "undecided",
        ProgressVerdict.Complete => "complete",
    };

    private static string Distance(LocalDate date, LocalDate today) => Period.DaysBetween(today, date) switch
    {
        0 => " (today)",
        1 => " (tomorrow)",
        -1 => " (yesterday)",
        > 0 and var days => $" (in {days} days)",
        var days => $" ({-days} days ago)",
    };

    private static void Fact(TextWriter output, string name, string value) => output.Write($"  {name,-8} {value}\n");

    private static void List(TextWriter output, string name, IEnumerable<string> lines)
    {
        foreach (var (line, i) in lines.Select((l, i) => (l, i)))
            output.Write($"  {(i == 0 ? name : ""),-8} {line}\n");
    }

    private static string Bold(string text, Terminal terminal) => terminal.HasColours ? $"\e[1m{text}\e[0m" : text;
}
