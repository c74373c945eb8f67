using DeliveryAsCode.Documents;
using DeliveryAsCode.Planning;
using NodaTime;

namespace DeliveryAsCode.Cli.Reporting;

/// <summary>Many deliveries on one screen: a line each, the worst first.</summary>
internal static class StatusOverview
{
    /// <summary>Below this a line has no room for the stage's name.</summary>
    private const int WideEnough = 100;

    /// <summary>The counts with a blank line before them, and the prompt of the shell.</summary>
    private const int LinesBelow = 3;

    /// <param name="onlyAttention">Whether what is fine is left out.</param>
    public static void Write(TextWriter output, IReadOnlyList<DeliveryProgress> deliveries, bool onlyAttention, LocalDate today, Terminal terminal)
    {
        var lines = terminal.Height - LinesBelow;
        var candidates = Sorted(deliveries.Count > lines || onlyAttention ? deliveries.Where(d => d.Health.NeedsAttention) : deliveries).ToList();
        var shown = candidates.Count > lines || candidates.Count < deliveries.Count ? candidates.Take(lines - 1).ToList() : candidates;
        WriteRows(output, shown, today, terminal);
        if (More(shown, deliveries, onlyAttention) is { } more)
            output.Write(more);
        if (!onlyAttention)
            output.Write($"\n{StatusWords.Bold(Counts(deliveries), terminal)}\n");
    }

    private static IEnumerable<DeliveryProgress> Sorted(IEnumerable<DeliveryProgress> deliveries) =>
        deliveries.OrderBy(d => d.Health.State).ThenByDescending(d => d.Forecast.WorkingDaysLate).ThenByDescending(d => d.Health.Reasons.Length).ThenBy(d => d.Record.Id, StringComparer.Ordinal);

    private static void WriteRows(TextWriter output, List<DeliveryProgress> deliveries, LocalDate today, Terminal terminal)
    {
        if (deliveries.Count == 0)
            return;

        var rows = deliveries.Select(d => Cells(d, terminal)).ToList();
        var widths = Enumerable.Range(0, rows[0].Length).Select(i => rows.Max(r => CellWidth.Of(r[i]))).ToArray();
        foreach (var (row, delivery) in rows.Zip(deliveries))
        {
            var padded = row.Select((cell, i) => cell + new string(' ', widths[i] - CellWidth.Of(cell) + 2)).ToArray();
            var why = CellWidth.Fit(Why(delivery, today), Math.Max(20, terminal.Width - widths.Sum(w => w + 2)));
            output.Write($"{StatusWords.Coloured(padded[0], delivery.Health.State, terminal)}{string.Concat(padded.Skip(1))}{why}".TrimEnd() + "\n");
        }
    }

    private static string[] Cells(DeliveryProgress delivery, Terminal terminal)
    {
        string[] cells = [StatusWords.Loud(delivery.Health), CellWidth.Fit(Visible.Of(delivery.Record.Id), terminal.Width / 3), StatusWords.Bar(delivery, terminal)];
        return terminal.Width < WideEnough ? cells : [.. cells, CellWidth.Fit(Visible.Of(StatusWords.OfStage(delivery)), terminal.Width / 4)];
    }

    private static string Why(DeliveryProgress delivery, LocalDate today) => delivery switch
    {
        { Health.State: HealthState.Green, NextMilestone: { Target: { } target } next } => $"next: {Visible.Of(next.Name)}, {DocumentDate.Format(target)} ({StatusWords.Distance(target, today)})",
        _ => Visible.Of(delivery.Health.Reason),
    };

    private static string? More(List<DeliveryProgress> shown, IReadOnlyList<DeliveryProgress> deliveries, bool onlyAttention)
    {
        var attention = deliveries.Count(d => d.Health.NeedsAttention) - shown.Count(d => d.Health.NeedsAttention);
        var fine = onlyAttention ? 0 : deliveries.Count - shown.Count - attention;
        var parts = new[] { attention > 0 ? $"{attention} more that need attention" : null, fine > 0 ? $"{fine} {(attention > 0 || shown.Count == 0 ? "" : "more ")}that are fine" : null }.OfType<string>().ToList();
        return parts.Count == 0 ? null : $"{(shown.Count > 0 ? "and " : "")}{string.Join(", ", parts)}: delivery list\n";
    }

    private static string Counts(IReadOnlyList<DeliveryProgress> deliveries)
    {
        var counts = Enum.GetValues<HealthState>().Select(state => (State: state, Count: deliveries.Count(d => d.Health.State == state)))
            .Where(c => c.Count > 0 || c.State is HealthState.Red or HealthState.Amber or HealthState.Green);
        return $"{deliveries.Count} {(deliveries.Count == 1 ? "delivery" : "deliveries")}: {string.Join(", ", counts.Select(c => $"{c.Count} {StatusWords.Of(c.State)}"))}";
    }
}
