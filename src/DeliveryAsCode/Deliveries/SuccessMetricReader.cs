using DeliveryAsCode.Diagnostics;
using DeliveryAsCode.Text;

namespace DeliveryAsCode.Deliveries;

internal static class SuccessMetricReader
{
    private const int Baseline = 1;
    private const int Target = 2;
    private const int Current = 3;

    public static SuccessMetric Read(RowReader row)
    {
        var goal = Goal(row);
        var reading = row.Value(Current, Quantity.Parse, ReportNumber);
        if (goal is not null && reading is not null && goal.IsMetBy(reading) is null)
            row.Report(DiagnosticCatalog.UnreadableMetric, Current, $"the current value is in \"{reading.Unit}\", and the target in \"{goal.Bound.Unit}\"", "give both in the same unit");
        return new SuccessMetric(row.Row, row.Location, row.Text(0), row.Text(Baseline), row.Text(Target), row.Text(Current), row.Text(4), goal, reading);
    }

    /// <summary>The baseline may be words ("by hand, two days") where the target says its direction by itself.</summary>
    private static MetricTarget? Goal(RowReader row)
    {
        if (MetricTarget.HasDirection(row.Shown(Target)))
            return row.Value(Target, text => MetricTarget.Parse(text, null), ReportTarget);
        if (row.Value(Target, Quantity.Parse, ReportTarget) is not { } bound)
            return null;

        var baseline = row.Value(Baseline, Quantity.Parse, ReportNumber);
        if (baseline is null && row.IsSet(Baseline))
            return null;
        if (baseline?.Agrees(bound) == false)
            row.Report(DiagnosticCatalog.UnreadableMetric, Baseline, $"the baseline is in \"{baseline.Unit}\", and the target in \"{bound.Unit}\"", "give both in the same unit, or write \"at least\" or \"at most\" before the target");
        return MetricTarget.Parse(row.Shown(Target), baseline);
    }

    private static void ReportNumber(string text, TextSpan span, DiagnosticBag bag) =>
        bag.Report(DiagnosticCatalog.UnreadableMetric, span, $"\"{text}\" is not a number with a unit", Help(text));

    private static void ReportTarget(string text, TextSpan span, DiagnosticBag bag) =>
        bag.Report(DiagnosticCatalog.UnreadableMetric, span, $"\"{text}\" is not a target that a value can be held against",
            $"{Help(text)}; before it may stand >=, <=, >, <, \"at least\" or \"at most\"");

    private static string Help(string text) => text.Contains(',')
        ? "write decimals with a point, and a comma only between thousands: 1,234.5"
        : "write a number and perhaps its unit: 95 %, 800 ms, 1,200 orders/day";
}
