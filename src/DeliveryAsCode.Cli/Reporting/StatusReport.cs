using DeliveryAsCode.Deliveries;
using DeliveryAsCode.Documents;
using DeliveryAsCode.Planning;
using DeliveryAsCode.Text;
using NodaTime;

namespace DeliveryAsCode.Cli.Reporting;

/// <summary>One delivery on one screen. The first line says whether to worry, and why.</summary>
internal static class StatusReport
{
    private const int Indentation = 15;
    private const int FewestMissing = 3;

    public static void Write(TextWriter output, DeliveryProgress progress, LocalDate today, Terminal terminal)
    {
        var health = progress.Health;
        foreach (var line in ExplainReport.Wrap($"{StatusWords.Loud(health)}: {Visible.Of(health.Reason)}", terminal.Width))
            output.Write($"{StatusWords.Coloured(line, health.State, terminal)}\n");
        foreach (var line in ExplainReport.Wrap(Title(progress), terminal.Width))
            output.Write($"{StatusWords.Bold(line, terminal)}\n");
        output.Write("\n");
        foreach (var line in Lines(progress, today, terminal))
            output.Write($"{line}\n");
    }

    private static IEnumerable<string> Lines(DeliveryProgress progress, LocalDate today, Terminal terminal)
    {
        var head = Head(progress, terminal).ToList();
        var tail = Tail(progress, today, terminal).ToList();
        var missing = progress.Missing.Select((m, i) => Section(i == 0 ? "missing" : "", [Missing(m, progress)], terminal).ToList()).ToList();
        return [.. head, .. Fitting(missing, terminal, head.Count + tail.Count, progress.Record.Id), .. tail];
    }

    /// <summary>What a terminal cannot show is named by its number; a file or a pipe has room for all.</summary>
    private static IEnumerable<string> Fitting(List<List<string>> missing, Terminal terminal, int others, string id)
    {
        const int aroundThem = 4; // headline, title, blank line, prompt
        var (shown, left) = (0, terminal.Height - aroundThem - others);
        while (shown < missing.Count && (!terminal.IsInteractive || shown < FewestMissing || missing.Skip(shown).Sum(m => m.Count) <= left || missing[shown].Count < left))
            left -= missing[shown++].Count;

        var lines = missing.Take(shown).SelectMany(m => m);
        return shown == missing.Count ? lines : lines.Append($"{new string(' ', Indentation)}and {missing.Count - shown} more: delivery status {Visible.Of(id)} | less");
    }

    private static IEnumerable<string> Head(DeliveryProgress progress, Terminal terminal)
    {
        foreach (var line in Section("stage", [$"{StatusWords.Bar(progress, terminal)} {Visible.Of(StatusWords.OfStage(progress))}"], terminal))
            yield return line;
        if (progress.Gate is not { } gate)
            yield break;

        foreach (var line in Section("gate", [$"{Visible.Of(gate.Name)}: {StatusWords.Of(progress.Verdict)}"], terminal))
            yield return line;
    }

    private static IEnumerable<string> Tail(DeliveryProgress progress, LocalDate today, Terminal terminal) =>
    [
        .. Section("decide", Decide(progress), terminal),
        .. Section("forecast", Forecast(progress.Forecast, today), terminal),
        .. Section("overdue", progress.Overdue.Select(o => $"{Visible.Of(o.Milestone.Name)}, {Date(o.Milestone.Target!.Value, today)}"), terminal),
        .. Section("also", progress.Health.Reasons.Skip(1).Where(r => !progress.Overdue.Any(o => r.StartsWith($"\"{o.Milestone.Name}\"", StringComparison.Ordinal))).Select(Visible.Of), terminal),
        .. Section("deliverables", Deliverables(progress.Deliverables), terminal),
        .. Section("metrics", Metrics(progress.Metrics), terminal),
        .. Section("rows", StatusRemarks.Lines(progress.Remarks).Select(Visible.Of), terminal),
    ];

    private static string Missing(Gates.GateReason missing, DeliveryProgress progress) =>
        $"{Visible.Of(missing.Message)}{(missing.Who.IsEmpty ? "" : $" ({string.Join(", ", missing.Who.Select(Visible.Of))})")} — {Visible.Of(PlaceOf(missing.Location, progress.Record))}";

    private static IEnumerable<string> Decide(DeliveryProgress progress) =>
        progress is { Gate: { } gate, Verdict: ProgressVerdict.Undecided or ProgressVerdict.Open, Record.Ambiguities.IsEmpty: true }
            ? [$"delivery acknowledge {Visible.Of(progress.Record.Id)} --gate \"{Visible.Of(gate.Name)}\""]
            : [];

    private static IEnumerable<string> Forecast(DeliveryForecast forecast, LocalDate today)
    {
        if (forecast.Delivery is { } delivery)
            yield return $"{(forecast.IsDelivered ? "delivered" : "delivery")} {Date(delivery, today)}{Against(forecast, today)}";
        else if (forecast.Agreed is { } agreed)
            yield return $"agreed {Date(agreed, today)}";

        var planned = forecast.Milestones.Where(m => m.Expected is not null).Select(m => $"{Visible.Of(m.Milestone.Name)} {DocumentDate.Format(m.Expected!.Value)}");
        if (string.Join("; ", planned) is { Length: > 0 } dates)
            yield return dates;
        if (string.Join(", ", forecast.Milestones.Where(m => m.Expected is null).Select(m => Visible.Of(m.Milestone.Name))) is { Length: > 0 } undated)
            yield return $"no target date: {undated}";
    }

    private static string Against(DeliveryForecast forecast, LocalDate today) => forecast switch
    {
        { Agreed: null } => "",
        { IsLate: true, Agreed: { } agreed } => $", agreed {Date(agreed, today)}: {StatusWords.WorkingDays(forecast.WorkingDaysLate)} late",
        { Agreed: { } agreed } => $", agreed {Date(agreed, today)}: in time",
    };

    private static IEnumerable<string> Deliverables(DeliverableTally deliverables) =>
        deliverables.Total == 0 ? [] : [$"{deliverables.Done} of {deliverables.Total} done{(deliverables.Missing.IsEmpty ? "" : $"; missing: {string.Join(", ", deliverables.Missing.Select(d => Visible.Of(d.Name)))}")}"];

    private static IEnumerable<string> Metrics(MetricTally metrics) =>
        metrics.Total == 0 ? [] :
        [
            $"{metrics.Met.Length} of {metrics.Total} met",
            .. metrics.NotMet.Select(m => $"not met: {Visible.Of(m.Name)} is {Visible.Of(m.Current)}, the target {Visible.Of(m.Target)}"),
            .. metrics.Unknown.Select(m => $"cannot be said: {Visible.Of(m.Name)}"),
        ];

    /// <summary>Inside of the delivery's folder, which the title names.</summary>
    private static string PlaceOf(Location location, DeliveryRecord record)
    {
        var folder = record.Path[..(record.Path.LastIndexOf('/') + 1)];
        return location.Path.StartsWith(folder, StringComparison.Ordinal) ? location.ToString()[folder.Length..] : location.ToString();
    }

    private static string Title(DeliveryProgress progress) =>
        $"{Visible.Of(progress.Record.Id)}: {Visible.Of(progress.Record.Client ?? "(no client)")} — {Visible.Of(progress.Record.Name ?? "(no name)")}";

    private static string Date(LocalDate date, LocalDate today) => $"{DocumentDate.Format(date)} ({StatusWords.Distance(date, today)})";

    /// <summary>The name before the first line; what does not fit into a line goes on below it, two cells further in.</summary>
    private static IEnumerable<string> Section(string name, IEnumerable<string> paragraphs, Terminal terminal) =>
        paragraphs.SelectMany(p => ExplainReport.Wrap(p, terminal.Width - Indentation - 2).Select((line, i) => i == 0 ? line : $"  {line}"))
            .Select((line, i) => $"  {(i == 0 ? name : "").PadRight(Indentation - 2)}{line}");
}
